# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's collections; the native parts are MicroPython's namedtuple and OrderedDict."""

from ucollections import OrderedDict as _OrderedDict
from ucollections import namedtuple as _namedtuple

__all__ = "ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque namedtuple".split()

_KEYWORDS = (
    "False None True and as assert async await break class continue def del elif else except finally for from "
    "global if import in is lambda nonlocal not or pass raise return try while with yield"
).split()


def _is_identifier(name):
    return (
        name != ""
        and not name[0].isdigit()
        and all([c == "_" or c.isalpha() or c.isdigit() for c in name])
    )


def _make(cls, iterable):
    values = tuple(iterable)
    if len(values) != len(cls._fields):
        raise TypeError("Expected %d arguments, got %d" % (len(cls._fields), len(values)))
    return cls(*values)


def _replace(*args, **kwargs):
    if len(args) != 1:
        raise TypeError("_replace() takes 1 positional argument but %d were given" % len(args))
    self = args[0]
    values = [kwargs.pop(name, value) for name, value in zip(self._fields, self)]
    if kwargs:
        raise TypeError("Got unexpected field names: %r" % (list(kwargs),))
    return type(self)(*values)


def _count(self, value):
    return tuple(self).count(value)


def _getnewargs(self):
    return tuple(self)


def _index(self, *args):
    return tuple(self).index(*args)


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = [str(name) for name in field_names]
    if rename:
        seen = set()
        for index, name in enumerate(names):
            if not _is_identifier(name) or name in _KEYWORDS or name.startswith("_") or name in seen:
                names[index] = "_%d" % index
            seen.add(name)
    for name in [typename] + names:
        if not _is_identifier(name):
            raise ValueError("Type names and field names must be valid identifiers: %r" % (name,))
        if name in _KEYWORDS:
            raise ValueError("Type names and field names cannot be a keyword: %r" % (name,))
    seen = set()
    for name in names:
        if name.startswith("_") and not rename:
            raise ValueError("Field names cannot start with an underscore: %r" % (name,))
        if name in seen:
            raise ValueError("Encountered duplicate field name: %r" % (name,))
        seen.add(name)
    made = _namedtuple(typename, names)
    made._fields = tuple(names)
    made._field_defaults = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(names):
            raise TypeError("Got more default values than field names")
        made._field_defaults = dict(zip(names[len(names) - len(defaults) :], defaults))
    made._make = classmethod(_make)
    made._replace = made.__replace__ = _replace
    made.__slots__ = ()
    made.__getnewargs__ = _getnewargs
    made.count = _count
    made.index = _index
    made.__match_args__ = made._fields
    made.__doc__ = "%s(%s)" % (typename, ", ".join(names))
    made.__module__ = module or "__main__"
    return made


class OrderedDict(_OrderedDict):
    def __init__(self, *args, **kwargs):
        super().__init__()
        if len(args) > 1:
            raise TypeError("expected at most 1 argument, got %d" % len(args))
        self.update(*args, **kwargs)

    def move_to_end(self, key, last=True):
        if key not in self:
            raise KeyError(key)
        if last:
            value = self[key]
            del self[key]
            self[key] = value
        else:
            items = list(self.items())
            value = self[key]
            self.clear()
            self[key] = value
            for other, value in items:
                if other != key:
                    self[other] = value

    def popitem(self, last=True):
        if not len(self):
            raise KeyError("dictionary is empty")
        if last:
            key = list(self.keys())[-1]
        else:
            for key in self:
                break
        value = self[key]
        del self[key]
        return key, value

    def copy(self):
        return type(self)(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        made = cls()
        for key in iterable:
            made[key] = value
        return made

    def __reversed__(self):
        return reversed(list(self.keys()))

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return list(self.items()) == list(other.items())
        if isinstance(other, dict):
            return dict(self.items()) == dict(other.items())
        return NotImplemented

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __or__(self, other):
        made = self.copy()
        made.update(other)
        return made

    def __repr__(self):
        if not len(self):
            return "%s()" % type(self).__name__
        return "%s(%r)" % (type(self).__name__, dict(self.items()))


class defaultdict(dict):
    def __init__(self, default_factory=None, *args, **kwargs):
        super().__init__()
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        self.default_factory = default_factory
        self.update(*args, **kwargs)

    def __getitem__(self, key):
        if key in self:
            return super().__getitem__(key)
        return self.__missing__(key)

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self[key] = self.default_factory()
        return value

    def copy(self):
        return type(self)(self.default_factory, self.items())

    __copy__ = copy

    def __or__(self, other):
        made = self.copy()
        made.update(other)
        return made

    def __repr__(self):
        return "%s(%r, %r)" % (type(self).__name__, self.default_factory, dict(self.items()))


def _count_elements(mapping, iterable, sign=1):
    counts = {}
    for key in iterable:
        counts[key] = counts.get(key, 0) + sign
    for key, count in counts.items():
        mapping[key] = mapping.get(key, 0) + count


def _arguments(name, args):
    # (self, iterable) of a method whose own are positional only: any name may be a keyword.
    if len(args) > 2:
        text = "Counter.%s() takes from 1 to 2 positional arguments but %d were given"
        raise TypeError(text % (name, len(args)))
    if not args:
        raise TypeError("descriptor '%s' of 'Counter' object needs an argument" % name)
    return args[0], args[1] if len(args) > 1 else None


class Counter(dict):
    def __init__(*args, **kwargs):
        self, iterable = _arguments("__init__", args)
        dict.__init__(self)
        self.update(iterable, **kwargs)

    def __getitem__(self, key):
        return super().__getitem__(key) if key in self else self.__missing__(key)

    def __missing__(self, key):
        return 0

    def __delitem__(self, key):
        if key in self:
            super().__delitem__(key)

    def _count(self, sign, iterable, kwargs):
        for counts in (iterable, kwargs):
            if not counts:
                if counts is not None:
                    iter(counts)
            elif not (isinstance(counts, dict) or hasattr(counts, "items")):
                _count_elements(self, counts, sign)
            elif sign > 0 and not len(self):
                super().update(counts)
            else:
                for key, count in counts.items():
                    self[key] = self[key] + sign * count

    def update(*args, **kwargs):
        self, iterable = _arguments("update", args)
        self._count(1, iterable, kwargs)

    def subtract(*args, **kwargs):
        self, iterable = _arguments("subtract", args)
        self._count(-1, iterable, kwargs)

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def elements(self):
        for key, count in self.items():
            for _ in range(count):
                yield key

    def most_common(self, n=None):
        # Stable: of equal counts the one that was met first comes first.
        if n == 1:
            best = None
            for pair in self.items():
                if best is None or pair[1] > best[1]:
                    best = pair
            return [] if best is None else [best]
        pairs = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        return pairs if n is None else pairs[: max(n, 0)]

    def total(self):
        return sum(self.values())

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def _combined(self, other, combine):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for key in list(self.keys()) + [key for key in other.keys() if key not in self]:
            count = combine(self[key], other[key])
            if count > 0:
                result[key] = count
        return result

    def __add__(self, other):
        return self._combined(other, lambda a, b: a + b)

    def __sub__(self, other):
        return self._combined(other, lambda a, b: a - b)

    def __and__(self, other):
        return self._combined(other, min)

    def __or__(self, other):
        return self._combined(other, max)

    def __pos__(self):
        return self + Counter()

    def __neg__(self):
        return Counter() - self

    def _become(self, other):
        self.clear()
        super().update(other)
        return self

    def __iadd__(self, other):
        return self._become(self + other)

    def __isub__(self, other):
        return self._become(self - other)

    def __iand__(self, other):
        return self._become(self & other)

    def __ior__(self, other):
        return self._become(self | other)

    def _compared(self, other, compare):
        if not isinstance(other, Counter):
            return NotImplemented
        return all([compare(self[key], other[key]) for key in list(self.keys()) + list(other.keys())])

    def __eq__(self, other):
        if isinstance(other, Counter):
            return self._compared(other, lambda a, b: a == b)
        if isinstance(other, dict):
            return dict(self.items()) == other
        return NotImplemented

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __le__(self, other):
        return self._compared(other, lambda a, b: a <= b)

    def __lt__(self, other):
        return self <= other and self != other

    def __ge__(self, other):
        return self._compared(other, lambda a, b: a >= b)

    def __gt__(self, other):
        return self >= other and self != other

    def __repr__(self):
        if not len(self):
            return "%s()" % type(self).__name__
        try:
            pairs = self.most_common()
        except TypeError:
            pairs = self.items()
        return "%s({%s})" % (type(self).__name__, ", ".join(["%r: %r" % pair for pair in pairs]))


class deque:
    """A list whose first items may be gone: the live ones begin at `_head`."""

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            if not isinstance(maxlen, int):
                raise TypeError("an integer is required")
            if maxlen < 0:
                raise ValueError("maxlen must be non-negative")
        self._items = []
        self._head = 0
        self._changes = 0
        self._maxlen = maxlen
        self.extend(iterable)

    @property
    def maxlen(self):
        return self._maxlen

    def _live(self):
        # As a list without a gap, which is then the deque's own.
        if self._head:
            del self._items[: self._head]
            self._head = 0
        return self._items

    def append(self, x):
        self._items.append(x)
        self._changes += 1
        if self._maxlen is not None and len(self._items) - self._head > self._maxlen:
            self.popleft()

    def appendleft(self, x):
        if self._maxlen is not None and len(self) == self._maxlen:
            if self._maxlen == 0:
                return
            self.pop()
        if self._head == 0:
            room = 8 + len(self._items) // 2
            self._items[:0] = [None] * room
            self._head = room
        self._head -= 1
        self._items[self._head] = x
        self._changes += 1

    def pop(self):
        if len(self._items) == self._head:
            raise IndexError("pop from an empty deque")
        self._changes += 1
        return self._items.pop()

    def popleft(self):
        head = self._head
        items = self._items
        if len(items) == head:
            raise IndexError("pop from an empty deque")
        x = items[head]
        items[head] = None
        self._changes += 1
        head += 1
        if head > 32 and 2 * head > len(items):
            del items[:head]
            head = 0
        self._head = head
        return x

    def extend(self, iterable):
        if iterable is self:
            iterable = list(iterable)
        if self._maxlen is None:
            self._items.extend(iterable)
            self._changes += 1
        else:
            for x in iterable:
                self.append(x)

    def extendleft(self, iterable):
        if iterable is self:
            iterable = list(iterable)
        for x in iterable:
            self.appendleft(x)

    def clear(self):
        self._items = []
        self._head = 0
        self._changes += 1

    def copy(self):
        return type(self)(self, self._maxlen)

    __copy__ = copy

    def count(self, x):
        return self._live().count(x)

    def index(self, x, start=0, stop=None):
        items = self._live()
        n = len(items)
        stop = n if stop is None else stop
        start = max(start + n, 0) if start < 0 else start
        stop = stop + n if stop < 0 else min(stop, n)
        for i in range(start, stop):
            if items[i] is x or items[i] == x:
                return i
        raise ValueError("%r is not in deque" % (x,))

    def insert(self, i, x):
        if self._maxlen is not None and len(self) >= self._maxlen:
            raise IndexError("deque already at its maximum size")
        self._live().insert(i, x)
        self._changes += 1

    def remove(self, value):
        items = self._live()
        for i in range(len(items)):
            if items[i] is value or items[i] == value:
                del items[i]
                self._changes += 1
                return
        raise ValueError("%r is not in deque" % (value,))

    def reverse(self):
        self._live().reverse()
        self._changes += 1

    def rotate(self, n=1):
        items = self._live()
        if items:
            n %= len(items)
            self._items = items[len(items) - n :] + items[: len(items) - n]
            self._changes += 1

    def __len__(self):
        return len(self._items) - self._head

    def __bool__(self):
        return len(self._items) > self._head

    def _place(self, i):
        if isinstance(i, slice):
            raise TypeError("sequence index must be integer, not 'slice'")
        n = len(self._items) - self._head
        if i < 0:
            i += n
        if not 0 <= i < n:
            raise IndexError("deque index out of range")
        return self._head + i

    def __getitem__(self, i):
        return self._items[self._place(i)]

    def __setitem__(self, i, x):
        self._items[self._place(i)] = x

    def __delitem__(self, i):
        del self._items[self._place(i)]
        self._changes += 1

    def __iter__(self):
        changes = self._changes
        i = self._head
        while i < len(self._items):
            yield self._items[i]
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
            i += 1

    def __reversed__(self):
        return reversed(self._live()[:])

    def __contains__(self, x):
        return x in self._live()

    def __add__(self, other):
        if not isinstance(other, deque):
            raise TypeError('can only concatenate deque (not "%s") to deque' % type(other).__name__)
        made = self.copy()
        made.extend(other)
        return made

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, n):
        return type(self)(list(self) * n, self._maxlen)

    __rmul__ = __mul__

    def __imul__(self, n):
        items = list(self)
        self.clear()
        self.extend(items * n)
        return self

    def __eq__(self, other):
        return self._live() == other._live() if isinstance(other, deque) else NotImplemented

    def __ne__(self, other):
        return self._live() != other._live() if isinstance(other, deque) else NotImplemented

    def __lt__(self, other):
        return self._live() < other._live() if isinstance(other, deque) else NotImplemented

    def __le__(self, other):
        return self._live() <= other._live() if isinstance(other, deque) else NotImplemented

    def __gt__(self, other):
        return self._live() > other._live() if isinstance(other, deque) else NotImplemented

    def __ge__(self, other):
        return self._live() >= other._live() if isinstance(other, deque) else NotImplemented

    __hash__ = None

    def __repr__(self):
        items = "[...]" if self in _shown else self._shown_items()
        if self._maxlen is None:
            return "%s(%s)" % (type(self).__name__, items)
        return "%s(%s, maxlen=%d)" % (type(self).__name__, items, self._maxlen)

    def _shown_items(self):
        _shown.append(self)
        try:
            return repr(self._live())
        finally:
            _shown.pop()

    @classmethod
    def __class_getitem__(cls, item):
        from types import GenericAlias

        return GenericAlias(cls, item)


class _Identities(list):
    def __contains__(self, x):
        for item in self:
            if item is x:
                return True
        return False


# The deques whose repr() is being made.
_shown = _Identities()


class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        return self.__missing__(key)

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        if key not in self.maps[0]:
            raise KeyError("Key not found in the first mapping: %r" % (key,))
        del self.maps[0][key]

    def _merged(self):
        merged = {}
        for mapping in reversed(self.maps):
            merged.update(mapping)
        return merged

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __contains__(self, key):
        return any([key in mapping for mapping in self.maps])

    def __bool__(self):
        return any([bool(mapping) for mapping in self.maps])

    def __iter__(self):
        return iter(self._names())

    def __len__(self):
        return len(self._names())

    def _names(self):
        names = {}
        for mapping in reversed(self.maps):
            for name in mapping:
                names[name] = None
        return names

    def keys(self):
        return self._names().keys()

    def values(self):
        return {key: self[key] for key in self._merged()}.values()

    def items(self):
        return {key: self[key] for key in self._merged()}.items()

    def new_child(self, m=None, **kwargs):
        m = {} if m is None else m
        m.update(kwargs)
        return type(self)(m, *self.maps)

    @property
    def parents(self):
        return type(self)(*self.maps[1:])

    def copy(self):
        return type(self)(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def pop(self, key, *args):
        if key not in self.maps[0] and not args:
            raise KeyError("Key not found in the first mapping: %r" % (key,))
        return self.maps[0].pop(key, *args)

    def popitem(self):
        if not self.maps[0]:
            raise KeyError("No keys found in the first mapping.")
        return self.maps[0].popitem()

    def clear(self):
        self.maps[0].clear()

    def update(self, *args, **kwargs):
        self.maps[0].update(*args, **kwargs)

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def __or__(self, other):
        if not hasattr(other, "keys"):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not hasattr(other, "keys"):
            return NotImplemented
        made = dict(other)
        for mapping in reversed(self.maps):
            made.update(mapping)
        return type(self)(made)

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __eq__(self, other):
        return dict(self.items()) == dict(other.items()) if hasattr(other, "items") else NotImplemented

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join([repr(mapping) for mapping in self.maps]))


__all__ = [
    "ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque", "namedtuple",
]  # fmt: skip


def __getattr__(name):
    # These three are below collections.abc, which is larger than they are.
    if name in ("UserDict", "UserList", "UserString"):
        import _user_collections

        return getattr(_user_collections, name)
    if name == "abc":
        import sys

        __import__("collections.abc")
        return sys.modules["collections.abc"]
    raise AttributeError("module 'collections' has no attribute '%s'" % name)
