# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's typing: names for annotations, with enough behind them to be subscripted and shown."""

from types import GenericAlias as _GenericAlias
from types import NoneType as _NoneType
from types import UnionType as _UnionType
from types import _parameters

TYPE_CHECKING = False


def _as_tuple(items):
    return items if isinstance(items, tuple) else (items,)


def _shown(item):
    if item is ...:
        return "..."
    if item is _NoneType or item is None:
        return "None"
    if isinstance(item, (list, tuple)):
        return "[%s]" % ", ".join([_shown(each) for each in item])
    if isinstance(item, type):
        module = getattr(item, "__module__", "builtins")
        return item.__name__ if module == "builtins" else "%s.%s" % (module, item.__name__)
    return repr(item)


class _Special:
    """`Any`, `Final`, `List` …: what takes types in brackets, and may be called where it has an origin."""

    def __init__(self, name, origin=None):
        self._special = name
        self.__origin__ = origin
        self._name = name

    def __getitem__(self, items):
        return _Alias(self, _as_tuple(items))

    def __call__(self, *args, **kwargs):
        if self.__origin__ is None:
            raise TypeError("Cannot instantiate typing.%s" % self._special)
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,) if self.__origin__ else ()

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, instance):
        return self.__subclasscheck__(type(instance))

    def __subclasscheck__(self, cls):
        if self.__origin__ is None:
            raise TypeError("typing.%s cannot be used with isinstance()" % self._special)
        return issubclass(cls, self.__origin__)

    def __repr__(self):
        return "typing." + self._special


class _Alias(_GenericAlias):
    def __init__(self, special, args):
        if special._special == "Literal":
            self.__parameters__ = ()
        else:
            args = tuple([
                _NoneType if each is None else ForwardRef(each) if isinstance(each, str) else each for each in args
            ])
            self.__parameters__ = _parameters(args)
        self.__args__ = args
        self._of = special
        self.__origin__ = special.__origin__ or special

    def __getitem__(self, items):
        from types import _substituted

        given = dict(zip(self.__parameters__, _as_tuple(items)))
        return _Alias(self._of, tuple([_substituted(each, given) for each in self.__args__]))

    def __call__(self, *args, **kwargs):
        return self._of(*args, **kwargs)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __eq__(self, other):
        return isinstance(other, _Alias) and self._of is other._of and self.__args__ == other.__args__

    def __hash__(self):
        return hash(self._of._special)

    def __repr__(self):
        if self._of._special == "Callable" and len(self.__args__) == 2:
            return "typing.Callable[%s, %s]" % (_shown(self.__args__[0]), _shown(self.__args__[1]))
        if self._of._special == "Literal":
            return "typing.Literal[%s]" % ", ".join([repr(each) for each in self.__args__])
        return "typing.%s[%s]" % (self._of._special, ", ".join([_shown(each) for each in self.__args__]))


class _Union(_Special):
    def __getitem__(self, items):
        args = []
        for each in _as_tuple(items):
            each = _NoneType if each is None else ForwardRef(each) if isinstance(each, str) else each
            for one in each.__args__ if isinstance(each, _UnionType) else (each,):
                if one not in args:
                    args.append(one)
        return args[0] if len(args) == 1 else _UnionType(*args)


class _Optional(_Special):
    def __getitem__(self, item):
        return Union[item, None]


class _Literal(_Special):
    def __getitem__(self, items):
        return _Alias(self, _as_tuple(items))


class _Annotated(_Special):
    def __getitem__(self, items):
        made = _Alias(self, items)
        made.__origin__ = items[0]
        made.__metadata__ = items[1:]
        return made


class ForwardRef:
    def __init__(self, arg):
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return "ForwardRef(%r)" % self.__forward_arg__


class _Any(_Special):
    def __getitem__(self, items):
        raise TypeError("typing.Any is not subscriptable")


Any = _Any("Any")
Union = _Union("Union")
Optional = _Optional("Optional")
Literal = _Literal("Literal")
Annotated = _Annotated("Annotated")
NoReturn = _Special("NoReturn")
Never = _Special("Never")
Self = _Special("Self")
LiteralString = _Special("LiteralString")
ClassVar = _Special("ClassVar")
Final = _Special("Final")
TypeAlias = _Special("TypeAlias")
Concatenate = _Special("Concatenate")
TypeGuard = _Special("TypeGuard")
TypeIs = _Special("TypeIs")
Required = _Special("Required")
NotRequired = _Special("NotRequired")
ReadOnly = _Special("ReadOnly")
Unpack = _Special("Unpack")
List = _Special("List", list)
Dict = _Special("Dict", dict)
Set = _Special("Set", set)
FrozenSet = _Special("FrozenSet", frozenset)
Tuple = _Special("Tuple", tuple)
Type = _Special("Type", type)

class _Late(_Special):
    """One whose origin is in collections.abc or collections, which is loaded when it is asked for."""

    def __init__(self, name, module, attribute):
        self._special = self._name = name
        self._where = module, attribute

    @property
    def __origin__(self):
        module, attribute = self._where
        if module == "re":
            import re as found
        elif module == "abc":
            import collections.abc

            found = collections.abc
        else:
            import collections as found
        return getattr(found, attribute)

    def __getitem__(self, items):
        return _LateAlias(self, _as_tuple(items))


class _LateAlias(_Alias):
    def __init__(self, special, args):
        args = tuple([_NoneType if each is None else ForwardRef(each) if isinstance(each, str) else each for each in args])
        self.__parameters__ = _parameters(args)
        self.__args__ = args
        self._of = special

    @property
    def __origin__(self):
        return self._of.__origin__


Hashable = _Late("Hashable", "abc", "Hashable")
Iterable = _Late("Iterable", "abc", "Iterable")
Iterator = _Late("Iterator", "abc", "Iterator")
Reversible = _Late("Reversible", "abc", "Reversible")
Generator = _Late("Generator", "abc", "Generator")
Sized = _Late("Sized", "abc", "Sized")
Container = _Late("Container", "abc", "Container")
Collection = _Late("Collection", "abc", "Collection")
Callable = _Late("Callable", "abc", "Callable")
Awaitable = _Late("Awaitable", "abc", "Awaitable")
Coroutine = _Late("Coroutine", "abc", "Coroutine")
AsyncIterable = _Late("AsyncIterable", "abc", "AsyncIterable")
AsyncIterator = _Late("AsyncIterator", "abc", "AsyncIterator")
AsyncGenerator = _Late("AsyncGenerator", "abc", "AsyncGenerator")
AbstractSet = _Late("AbstractSet", "abc", "Set")
MutableSet = _Late("MutableSet", "abc", "MutableSet")
Mapping = _Late("Mapping", "abc", "Mapping")
MutableMapping = _Late("MutableMapping", "abc", "MutableMapping")
Sequence = _Late("Sequence", "abc", "Sequence")
MutableSequence = _Late("MutableSequence", "abc", "MutableSequence")
MappingView = _Late("MappingView", "abc", "MappingView")
KeysView = _Late("KeysView", "abc", "KeysView")
ItemsView = _Late("ItemsView", "abc", "ItemsView")
ValuesView = _Late("ValuesView", "abc", "ValuesView")
DefaultDict = _Late("DefaultDict", "collections", "defaultdict")
OrderedDict = _Late("OrderedDict", "collections", "OrderedDict")
Counter = _Late("Counter", "collections", "Counter")
ChainMap = _Late("ChainMap", "collections", "ChainMap")
Deque = _Late("Deque", "collections", "deque")
Pattern = _Late("Pattern", "re", "Pattern")
Match = _Late("Match", "re", "Match")
ContextManager = _Special("ContextManager", object)
AsyncContextManager = _Special("AsyncContextManager", object)
IO = _Special("IO", object)
TextIO = _Special("TextIO", object)
BinaryIO = _Special("BinaryIO", object)


class TypeVar:
    _is_type_variable = True

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, default=None, infer_variance=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant
        self.__default__ = default

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


class ParamSpec(TypeVar):
    @property
    def args(self):
        return self

    @property
    def kwargs(self):
        return self


class TypeVarTuple(TypeVar):
    def __iter__(self):
        yield self

    def __repr__(self):
        return self.__name__


AnyStr = TypeVar("AnyStr", bytes, str)
Text = str


class TypeAliasType:
    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self.__value__ = value
        self.__type_params__ = type_params

    def __getitem__(self, items):
        return _GenericAlias(self, items)

    def __or__(self, other):
        return Union[self, other]

    def __repr__(self):
        return self.__name__


class Generic:
    """`class Stack(Generic[T])`: in brackets it is the class itself."""

    __slots__ = ()

    def __class_getitem__(cls, items):
        # A class may derive from this, so it is a class.
        return cls if cls in (Generic, Protocol) else _GenericAlias(cls, items)


Protocol = None


def _protocol():
    from abc import ABCMeta

    class ProtocolMeta(ABCMeta):
        def __subclasscheck__(cls, subclass):
            if type.__subclasscheck__(cls, subclass):
                return True
            if not cls.__dict__.get("_is_protocol", False):
                return super().__subclasscheck__(subclass)
            for base in cls.__mro__:
                if base in (object, Generic) or base.__name__ == "Protocol":
                    continue
                for name in base.__dict__:
                    if name in _PROTOCOL_OWN or name.startswith("_abc_"):
                        continue
                    if not hasattr(subclass, name) and not _native_has(subclass, name):
                        return False
            return True

        def __instancecheck__(cls, instance):
            if cls.__dict__.get("_is_protocol", False):
                for name in cls.__dict__.get("__annotate__", ()):
                    if not hasattr(instance, name):
                        return False
            return cls.__subclasscheck__(type(instance))

        def __call__(cls, *args, **kwargs):
            if cls.__dict__.get("_is_protocol", False):
                raise TypeError("Protocols cannot be instantiated")
            return super().__call__(*args, **kwargs)

    class Protocol(Generic, metaclass=ProtocolMeta):
        _is_protocol = True

        def __init_subclass__(cls, **kwargs):
            cls._is_protocol = Protocol in cls.__bases__

    Protocol.__module__ = "typing"
    return Protocol


_PROTOCOL_OWN = (
    "__module__", "__qualname__", "__doc__", "__annotate__", "__slots__", "_is_protocol", "__init__", "__abstractmethods__",
    "__init_subclass__", "__class_getitem__", "__hash__", "__subclasshook__",
)  # fmt: skip


def _native_has(cls, name):
    # Native types have no names for what they can.
    if name == "__len__":
        return issubclass(cls, (list, tuple, str, dict, set, frozenset, bytes, range))
    if name in ("__iter__", "__contains__"):
        return issubclass(cls, (list, tuple, str, dict, set, frozenset, bytes, range))
    if name in ("__lt__", "__le__", "__gt__", "__ge__", "__add__"):
        return issubclass(cls, (int, float, str, list, tuple, bytes))
    if name in ("__str__", "__repr__", "__eq__", "__hash__"):
        return True
    if name in ("__int__", "__float__", "__abs__", "__round__"):
        return issubclass(cls, (int, float))
    return False


Protocol = _protocol()


def _supports(name, method):
    return type(Protocol)(name, (Protocol,), {method: lambda self: None, "_is_protocol": True})


SupportsInt = _supports("SupportsInt", "__int__")
SupportsFloat = _supports("SupportsFloat", "__float__")
SupportsComplex = _supports("SupportsComplex", "__complex__")
SupportsBytes = _supports("SupportsBytes", "__bytes__")
SupportsIndex = _supports("SupportsIndex", "__index__")
SupportsAbs = _supports("SupportsAbs", "__abs__")
SupportsRound = _supports("SupportsRound", "__round__")


class _NamedTupleMeta(type):
    def __new__(mcs, name, bases, namespace):
        if NamedTuple is None:
            return super().__new__(mcs, name, bases, namespace)
        from collections import namedtuple
        from dataclasses import _annotations

        holder = type("holder", (), namespace)
        types = _annotations(holder)
        defaults = {}
        for field in types:
            if field in namespace:
                defaults[field] = namespace[field]
            elif defaults:
                raise TypeError(
                    "Non-default namedtuple field %s cannot follow default field%s %s"
                    % (field, "s" if len(defaults) > 1 else "", ", ".join(defaults))
                )
        made = namedtuple(name, list(types), defaults=list(defaults.values()))
        made.__annotations__ = types
        rest = {
            key: value for key, value in namespace.items()
            if key not in types and key not in ("__qualname__", "__annotate__")
        }
        made.__module__ = rest.get("__module__", "__main__")
        if [key for key in rest if key not in ("__doc__", "__module__")]:
            return type(name, (made,), rest)
        if "__doc__" in rest:
            made.__doc__ = rest["__doc__"]
        return made

    def __call__(cls, typename, fields=(), **kwargs):
        from collections import namedtuple

        fields = list(fields) + list(kwargs.items())
        made = namedtuple(typename, [name for name, _ in fields])
        made.__annotations__ = dict(fields)
        return made


NamedTuple = None


class NamedTuple(metaclass=_NamedTupleMeta):
    pass


class _TypedDictMeta(type):
    def __new__(mcs, name, bases, namespace, total=True):
        if TypedDict is None:
            return super().__new__(mcs, name, bases, namespace)
        made = super().__new__(mcs, name, (dict,), {"__module__": namespace.get("__module__")})
        annotations = {}
        for base in bases:
            annotations.update(getattr(base, "_types", {}))
        for key, evaluate in namespace.get("__annotate__", {}).items():
            try:
                annotations[key] = evaluate()
            except NameError as error:
                annotations[key] = ForwardRef(str(error))
        made._types = annotations
        made.__annotations__ = annotations
        made.__total__ = total
        made.__required_keys__ = frozenset(annotations if total else ())
        made.__optional_keys__ = frozenset(() if total else annotations)
        return made

    def __call__(cls, *args, **kwargs):
        if cls is TypedDict:
            made = super(_TypedDictMeta, _TypedDictMeta).__new__(_TypedDictMeta, args[0], (dict,), {})
            made._types = made.__annotations__ = dict(args[1]) if len(args) > 1 else kwargs
            return made
        return dict(*args, **kwargs)

    def __instancecheck__(cls, instance):
        raise TypeError("TypedDict does not support instance and class checks")


TypedDict = None


class TypedDict(metaclass=_TypedDictMeta):
    pass


def cast(typ, val):
    return val


def overload(func):
    return _overloaded


def _overloaded(*args, **kwargs):
    raise NotImplementedError("You should not call an overloaded function.")


def final(f):
    return f


def override(method):
    return method


def no_type_check(arg):
    return arg


def runtime_checkable(cls):
    return cls


def dataclass_transform(**kwargs):
    return lambda cls: cls


def assert_type(val, typ):
    return val


def assert_never(arg):
    raise AssertionError("Expected code to be unreachable, but got: %r" % (arg,))


def reveal_type(obj):
    return obj


def get_origin(tp):
    if isinstance(tp, _UnionType):
        return Union
    return getattr(tp, "__origin__", None)


def get_args(tp):
    return getattr(tp, "__args__", ())


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    import sys

    hints = {}
    holders = [base for base in reversed(obj.__mro__) if base is not object] if isinstance(obj, type) else [obj]
    for each in holders:
        names = globalns
        if names is None:
            module = sys.modules.get(getattr(each, "__module__", None))
            names = getattr(each, "__globals__", None) or (module or __import__("__main__")).__dict__
        for name, hint in getattr(each, "__annotations__", {}).items():
            hints[name] = _evaluated(hint, names, localns, include_extras)
    return hints


def _evaluated(hint, names, localns, with_extras):
    if hint is None:
        return _NoneType
    if isinstance(hint, ForwardRef):
        hint = hint.__forward_arg__
    if isinstance(hint, str):
        return _evaluated(eval(hint, names, localns), names, localns, with_extras)
    if isinstance(hint, _Alias) and hint._of is Annotated and not with_extras:
        return _evaluated(hint.__origin__, names, localns, with_extras)
    args = getattr(hint, "__args__", ())
    if isinstance(hint, _Alias) and hint._of is Literal or not args:
        return hint
    found = tuple([_evaluated(each, names, localns, with_extras) if isinstance(each, (str, ForwardRef)) else each for each in args])
    if found == args:
        return hint
    if isinstance(hint, _UnionType):
        return Union[found]
    return hint._of[found] if isinstance(hint, _Alias) else type(hint)(hint.__origin__, found)


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


def is_protocol(tp):
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False)


def NewType(name, tp):
    return _NewType(name, tp)


class _NewType:
    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__supertype__ = tp

    def __call__(self, value):
        return value

    def __or__(self, other):
        return Union[self, other]

    def __repr__(self):
        return "__main__.%s" % self.__name__
