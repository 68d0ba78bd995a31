"""What classes do seldom enough not to be C: called by build/patches/0040 and 0042."""


def mro(cls):
    """The method resolution order (C3) of a class, as a list."""
    if cls is object:
        return [object]
    bases = cls.__bases__
    lines = [mro(base) for base in bases] + [list(bases)]
    order = [cls]
    while True:
        lines = [line for line in lines if line]
        if not lines:
            break
        for line in lines:
            head = line[0]
            if not any(head in other[1:] for other in lines):
                break
        else:
            raise TypeError(
                "Cannot create a consistent method resolution order (MRO) for bases "
                + ", ".join([base.__name__ for base in bases])
            )
        order.append(head)
        for line in lines:
            if line[0] is head:
                del line[0]
    if object not in order:
        order.append(object)
    return order


def annotations(cls):
    """What `cls.__annotations__` is: those of this class alone, evaluated."""
    own = cls.__dict__
    if "__annotations__" in own:
        return own["__annotations__"]
    return {name: evaluate() for name, evaluate in own.get("__annotate__", {}).items()}


def alias(cls, item):
    """`list[int]`"""
    from types import GenericAlias

    if cls in (list, dict, tuple, set, frozenset, type) or hasattr(cls, "__class_getitem__"):
        return GenericAlias(cls, item)
    raise TypeError("type '%s' is not subscriptable" % cls.__name__)


def union(left, right):
    """`int | None`"""
    from types import UnionType

    return UnionType(left, right)
