"""What classes do seldom enough not to be C: called by build/patches/0040 and 0042."""


def annotations(cls):
    """What `cls.__annotations__` is: those of this class alone, evaluated."""
    own = cls.__dict__
    if "__annotations__" in own:
        return own["__annotations__"]
    return {name: evaluate() for name, evaluate in own.get("__annotate__", {}).items()}


def alias(cls, item):
    """`list[int]`"""
    from types import GenericAlias

    if issubclass(cls, (list, dict, tuple, set, frozenset, type)) or hasattr(cls, "__class_getitem__"):
        return GenericAlias(cls, item)
    raise TypeError("type '%s' is not subscriptable" % cls.__name__)


def union(left, right):
    """`int | None`"""
    from types import UnionType

    return UnionType(left, right)
