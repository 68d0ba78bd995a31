"""CPython's types."""


def _generate():
    yield


class _C:
    def m(self):
        pass


FunctionType = LambdaType = type(lambda: None)
GeneratorType = type(_generate())
CoroutineType = GeneratorType
MethodType = type(_C().m)
BuiltinFunctionType = type(len)
BuiltinMethodType = type([].append)
ModuleType = type(__import__("sys"))
CodeType = type(compile("0", "", "eval"))
NoneType = type(None)
NotImplementedType = type(NotImplemented)
EllipsisType = type(...)


def _mapping_proxy():
    from collections.abc import Mapping

    class mappingproxy(Mapping):
        def __init__(self, mapping):
            self._mapping = mapping

        def __getitem__(self, key):
            return self._mapping[key]

        def __contains__(self, key):
            return key in self._mapping

        def __iter__(self):
            return iter(self._mapping)

        def __len__(self):
            return len(self._mapping)

        def copy(self):
            return self._mapping.copy()

        def __or__(self, other):
            return self._mapping | other

        def __repr__(self):
            return "mappingproxy(%r)" % (self._mapping,)

        def __str__(self):
            return str(self._mapping)

    return mappingproxy


def __getattr__(name):
    global MappingProxyType
    if name == "MappingProxyType":  # collections.abc is large
        MappingProxyType = _mapping_proxy()
        return MappingProxyType
    raise AttributeError("module 'types' has no attribute '%s'" % name)


class SimpleNamespace:
    def __init__(self, mapping=(), **kwargs):
        for key, value in dict(mapping).items():
            setattr(self, key, value)
        for key, value in kwargs.items():
            setattr(self, key, value)

    def __repr__(self):
        return "%s(%s)" % (
            "namespace" if type(self) is SimpleNamespace else type(self).__name__,
            ", ".join(["%s=%r" % pair for pair in self.__dict__.items()]),
        )

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, SimpleNamespace) else NotImplemented


def _name(item):
    if item is ...:
        return "..."
    if item is None or item is NoneType:
        return "None"
    if isinstance(item, (list, tuple)):
        return "[%s]" % ", ".join([_name(each) for each in item])
    if isinstance(item, type) and not isinstance(item, GenericAlias):
        module = getattr(item, "__module__", "builtins")
        name = getattr(item, "__qualname__", item.__name__)
        return name if module == "builtins" else "%s.%s" % (module, name)
    return repr(item)


class GenericAlias:
    """`list[int]`"""

    def __init__(self, origin, args):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = _parameters(self.__args__)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __getitem__(self, items):
        items = items if isinstance(items, tuple) else (items,)
        if not self.__parameters__:
            raise TypeError("%r is not a generic class" % (self,))
        given = dict(zip(self.__parameters__, items))
        return type(self)(self.__origin__, tuple([_substituted(each, given) for each in self.__args__]))

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __eq__(self, other):
        return (
            isinstance(other, GenericAlias)
            and self.__origin__ == other.__origin__
            and self.__args__ == other.__args__
        )

    def __hash__(self):
        return hash(self.__args__)

    def __or__(self, other):
        return UnionType(self, other)

    def __ror__(self, other):
        return UnionType(other, self)

    def __instancecheck__(self, instance):
        raise TypeError("isinstance() argument 2 cannot be a parameterized generic")

    def __subclasscheck__(self, cls):
        raise TypeError("issubclass() argument 2 cannot be a parameterized generic")

    def __repr__(self):
        return "%s[%s]" % (_name(self.__origin__), ", ".join([_name(each) for each in self.__args__]) or "()")


def _parameters(args):
    found = []
    for each in args:
        for parameter in [each] if getattr(each, "_is_type_variable", False) else getattr(each, "__parameters__", ()):
            if parameter not in found:
                found.append(parameter)
    return tuple(found)


def _substituted(item, given):
    if getattr(item, "_is_type_variable", False):
        return given.get(item, item)
    inner = getattr(item, "__parameters__", ())
    if isinstance(inner, tuple) and inner:
        return item[tuple([given.get(each, each) for each in inner])]
    return item


class UnionType:
    """`int | None`"""

    def __init__(self, *types):
        args = []
        for each in types:
            each = NoneType if each is None else each
            for one in each.__args__ if isinstance(each, UnionType) else (each,):
                if one not in args:
                    args.append(one)
        self.__args__ = tuple(args)
        self.__parameters__ = _parameters(self.__args__)

    @property
    def __origin__(self):
        import typing

        return typing.Union

    def __or__(self, other):
        return UnionType(self, other)

    def __ror__(self, other):
        return UnionType(other, self)

    def __getitem__(self, items):
        items = items if isinstance(items, tuple) else (items,)
        given = dict(zip(self.__parameters__, items))
        return UnionType(*[_substituted(each, given) for each in self.__args__])

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__args__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__args__)

    def __eq__(self, other):
        return isinstance(other, UnionType) and set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        return " | ".join([_name(each) for each in self.__args__])


class DynamicClassAttribute(property):
    pass


def new_class(name, bases=(), kwds=None, exec_body=None):
    namespace = {}
    if exec_body is not None:
        exec_body(namespace)
    kwds = dict(kwds or {})
    meta = kwds.pop("metaclass", None) or (type(bases[0]) if bases else type)
    return meta(name, tuple(bases), namespace, **kwds)


def resolve_bases(bases):
    return bases


def coroutine(function):
    return function


def get_original_bases(cls):
    return cls.__dict__.get("__orig_bases__", cls.__bases__)

