"""What MicroPython's own collections lacks: defaultdict, Counter and ChainMap."""

from ucollections import OrderedDict, deque, namedtuple


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

    def __repr__(self):
        return "defaultdict(%r, %r)" % (self.default_factory, dict(self.items()))


class Counter(dict):
    def __init__(self, iterable=None, **kwargs):
        super().__init__()
        self.update(iterable, **kwargs)

    def __getitem__(self, key):
        return super().__getitem__(key) if key in self else 0

    def __delitem__(self, key):
        if key in self:
            super().__delitem__(key)

    def _count(self, sign, iterable, kwargs):
        if iterable is not None:
            if isinstance(iterable, dict):
                for key, count in iterable.items():
                    self[key] = self[key] + sign * count
            else:
                for key in iterable:
                    self[key] = self[key] + sign
        for key, count in kwargs.items():
            self[key] = self[key] + sign * count

    def update(self, iterable=None, **kwargs):
        self._count(1, iterable, kwargs)

    def subtract(self, iterable=None, **kwargs):
        self._count(-1, iterable, kwargs)

    def elements(self):
        for key, count in self.items():
            for _ in range(count):
                yield key

    def most_common(self, n=None):
        # Stable: of equal counts the one that was met first comes first.
        numbered = [(-pair[1], index, pair) for index, pair in enumerate(self.items())]
        numbered.sort(key=lambda entry: entry[:2])
        pairs = [entry[2] for entry in numbered]
        return pairs if n is None else pairs[:n]

    def total(self):
        return sum(self.values())

    def copy(self):
        return Counter(self)

    def _combined(self, other, combine):
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

    def __repr__(self):
        pairs = self.most_common()
        if not pairs:
            return "Counter()"
        return "Counter({%s})" % ", ".join(["%r: %r" % pair for pair in pairs])


class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        raise KeyError(key)

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        if key not in self.maps[0]:
            raise KeyError("Key not found in the first mapping: %r" % (key,))
        del self.maps[0][key]

    def _merged(self):
        merged = OrderedDict()
        for mapping in reversed(self.maps):
            merged.update(mapping)
        return merged

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def __iter__(self):
        return iter(self._merged())

    def __len__(self):
        return len(self._merged())

    def keys(self):
        return self._merged().keys()

    def values(self):
        return self._merged().values()

    def items(self):
        return self._merged().items()

    def new_child(self, m=None):
        return ChainMap({} if m is None else m, *self.maps)

    @property
    def parents(self):
        return ChainMap(*self.maps[1:])

    def __eq__(self, other):
        return dict(self.items()) == dict(other.items())

    def __repr__(self):
        return "ChainMap(%s)" % ", ".join([repr(mapping) for mapping in self.maps])
