"""CPython's abc."""


def abstractmethod(function):
    try:
        function.__isabstractmethod__ = True
    except AttributeError:
        pass
    return function


class abstractproperty(property):
    __isabstractmethod__ = True


def abstractclassmethod(function):
    return classmethod(abstractmethod(function))


def abstractstaticmethod(function):
    return staticmethod(abstractmethod(function))


def _is_abstract(value):
    if isinstance(value, property):
        return any([getattr(each, "__isabstractmethod__", False) for each in (value.fget, value.fset, value.fdel)])
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    try:
        return getattr(value, "__isabstractmethod__", False)
    except AttributeError:
        return False


class ABCMeta(type):
    def __new__(mcs, name, bases, namespace, **kwargs):
        cls = super().__new__(mcs, name, bases, namespace, **kwargs)
        update_abstractmethods(cls)
        cls._abc_registry = []
        return cls

    def register(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        cls._abc_registry.append(subclass)
        return subclass

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        if cls in (subclass, object) or type.__subclasscheck__(cls, subclass):
            return True
        hook = getattr(cls, "__subclasshook__", None)
        if hook is not None:
            found = hook(subclass)
            if found is not NotImplemented:
                return found
        return _registered(cls, subclass)

    def __call__(cls, *args, **kwargs):
        abstract = cls.__abstractmethods__
        if abstract and not any([each.__module__ == "builtins" and each is not object for each in cls.__mro__]):
            names = sorted(abstract)
            raise TypeError(
                "Can't instantiate abstract class %s without an implementation for abstract method%s %s"
                % (cls.__name__, "s" if len(names) > 1 else "", ", ".join(["'%s'" % name for name in names]))
            )
        return super().__call__(*args, **kwargs)


# What is below an ABC by registration, or because it is registered with an ABC below it.
def _registered(cls, subclass):
    for each in cls._abc_registry:
        if issubclass(subclass, each):
            return True
    for each in _below.get(cls, ()):
        if issubclass(subclass, each):
            return True
    return False


# {ABC: ABCs derived from it}
_below = {}


def update_abstractmethods(cls):
    abstract = set([name for name, value in cls.__dict__.items() if _is_abstract(value)])
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if _is_abstract(_static(cls, name)):
                abstract.add(name)
        if isinstance(base, ABCMeta):
            _below.setdefault(base, []).append(cls)
    cls.__abstractmethods__ = frozenset(abstract)
    return cls


def _static(cls, name):
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]


class ABC(metaclass=ABCMeta):
    __slots__ = ()


def get_cache_token():
    return 0
