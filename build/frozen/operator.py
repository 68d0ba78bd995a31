"""Python's operators as functions."""

from builtins import abs as _abs

__all__ = (
    "abs add and_ attrgetter call concat contains countOf delitem eq floordiv ge getitem gt iadd iand iconcat ifloordiv "
    "ilshift imatmul imod imul index indexOf inv invert ior ipow irshift is_ is_none is_not is_not_none isub itemgetter "
    "itruediv ixor le length_hint lshift lt matmul methodcaller mod mul ne neg not_ or_ pos pow rshift setitem sub truediv "
    "truth xor"
).split()


def add(a, b): return a + b
def sub(a, b): return a - b
def mul(a, b): return a * b
def truediv(a, b): return a / b
def floordiv(a, b): return a // b
def mod(a, b): return a % b
def pow(a, b): return a ** b
def matmul(a, b): return a @ b
def lshift(a, b): return a << b
def rshift(a, b): return a >> b
def and_(a, b): return a & b
def or_(a, b): return a | b
def xor(a, b): return a ^ b
def neg(a): return -a
def pos(a): return +a
def inv(a): return ~a
def abs(a): return _abs(a)
def not_(a): return not a
def truth(a): return True if a else False
def is_(a, b): return a is b
def is_not(a, b): return a is not b
def eq(a, b): return a == b
def ne(a, b): return a != b
def lt(a, b): return a < b
def le(a, b): return a <= b
def gt(a, b): return a > b
def ge(a, b): return a >= b
def contains(a, b): return b in a
def getitem(a, b): return a[b]
def is_none(a): return a is None
def is_not_none(a): return a is not None


def iadd(a, b):
    a += b
    return a


def isub(a, b):
    a -= b
    return a


def imul(a, b):
    a *= b
    return a


def itruediv(a, b):
    a /= b
    return a


def ifloordiv(a, b):
    a //= b
    return a


def imod(a, b):
    a %= b
    return a


def ipow(a, b):
    a **= b
    return a


def imatmul(a, b):
    a @= b
    return a


def ilshift(a, b):
    a <<= b
    return a


def irshift(a, b):
    a >>= b
    return a


def iand(a, b):
    a &= b
    return a


def ior(a, b):
    a |= b
    return a


def ixor(a, b):
    a ^= b
    return a


def index(a):
    if isinstance(a, int):
        return int(a)
    if not hasattr(a, "__index__"):
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(a).__name__)
    return a.__index__()


def _check_concat(a):
    if not hasattr(a, "__getitem__") or isinstance(a, dict):
        raise TypeError("'%s' object can't be concatenated" % type(a).__name__)


def concat(a, b):
    _check_concat(a)
    return a + b


def iconcat(a, b):
    _check_concat(a)
    a += b
    return a


def setitem(a, b, c):
    a[b] = c


def delitem(a, b):
    del a[b]


def countOf(a, b):
    count = 0
    for item in a:
        if item is b or item == b:
            count += 1
    return count


def indexOf(a, b):
    for i, item in enumerate(a):
        if item is b or item == b:
            return i
    raise ValueError("sequence.index(x): x not in sequence")


def length_hint(obj, default=0):
    if not isinstance(default, int):
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(default).__name__)
    try:
        return len(obj)
    except TypeError:
        pass
    hint = getattr(type(obj), "__length_hint__", None)
    if hint is None:
        return default
    try:
        value = hint(obj)
    except TypeError:
        return default
    if value is NotImplemented:
        return default
    if not isinstance(value, int):
        raise TypeError("__length_hint__ must be an integer, not %s" % type(value).__name__)
    if value < 0:
        raise ValueError("__length_hint__() should return >= 0")
    return value


def call(*args, **kwargs):
    if not args:
        raise TypeError("call expected at least 1 argument, got 0")
    return args[0](*args[1:], **kwargs)


invert = inv


# These give functions, which are called faster than objects.
def itemgetter(*items):
    if not items:
        raise TypeError("itemgetter expected 1 argument, got 0")
    if len(items) == 1:
        item = items[0]
        return lambda obj: obj[item]
    return lambda obj: tuple([obj[item] for item in items])


def _attribute(obj, path):
    for name in path.split("."):
        obj = getattr(obj, name)
    return obj


def attrgetter(*names):
    if not names:
        raise TypeError("attrgetter expected 1 argument, got 0")
    for name in names:
        if not isinstance(name, str):
            raise TypeError("attribute name must be a string")
    if len(names) > 1:
        return lambda obj: tuple([_attribute(obj, name) for name in names])
    name = names[0]
    return (lambda obj: _attribute(obj, name)) if "." in name else lambda obj: getattr(obj, name)


def methodcaller(*args, **kwargs):
    if not args:
        raise TypeError("methodcaller needs at least one argument, the method name")
    name = args[0]
    if not isinstance(name, str):
        raise TypeError("method name must be a string")
    args = args[1:]
    return lambda obj: getattr(obj, name)(*args, **kwargs)


for _name in "lt le eq ne ge gt not_ abs add and_ floordiv index inv invert lshift mod mul matmul neg or_ pos pow rshift sub \
truediv xor concat contains delitem getitem setitem iadd iand iconcat ifloordiv ilshift imod imul imatmul ior ipow irshift \
isub itruediv ixor call".split():
    globals()["__%s__" % _name.rstrip("_")] = globals()[_name]
