"""CPython's itertools: the functions check what they are given, generators do the work."""

from sys import maxsize as _maxsize


class count:
    def __init__(self, start=0, step=1):
        for each in (start, step):
            if isinstance(each, str) or not hasattr(each, "__add__") or not hasattr(each, "__sub__"):
                raise TypeError("a number is required")
        self._next = start
        self._step = step

    def __iter__(self):
        return self

    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        if self._step == 1 and isinstance(self._step, int):
            return "count(%r)" % (self._next,)
        return "count(%r, %r)" % (self._next, self._step)


def cycle(iterable):
    return _cycle(iter(iterable))


def _cycle(iterable):
    seen = []
    for item in iterable:
        yield item
        seen.append(item)
    while seen:
        for item in seen:
            yield item


_forever = object()


class repeat:
    def __init__(self, object, times=_forever):
        if times is not _forever and not hasattr(times, "__index__") and not isinstance(times, int):
            raise TypeError("'%s' object cannot be interpreted as an integer" % type(times).__name__)
        self._object = object
        self._left = None if times is _forever else max(times, 0)

    def __iter__(self):
        return self

    def __next__(self):
        if self._left is not None:
            if self._left == 0:
                raise StopIteration
            self._left -= 1
        return self._object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError("len() of unsized object")
        return self._left

    def __repr__(self):
        if self._left is None:
            return "repeat(%r)" % (self._object,)
        return "repeat(%r, %d)" % (self._object, self._left)


def accumulate(iterable, func=None, *, initial=None):
    return _accumulate(iter(iterable), func, initial)


def _accumulate(it, func, total):
    initial = total
    if initial is None:
        try:
            total = next(it)
        except StopIteration:
            return
    yield total
    for element in it:
        total = total + element if func is None else func(total, element)
        yield total


def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError("n must be at least one")
    return _batched(iter(iterable), n, strict)


def _batched(iterable, n, strict):
    batch = []
    for item in iterable:
        batch.append(item)
        if len(batch) == n:
            yield tuple(batch)
            batch = []
    if batch:
        if strict:
            raise ValueError("batched(): incomplete batch")
        yield tuple(batch)


class chain:
    def __init__(self, *iterables):
        self._it = _chained(iterables)

    @classmethod
    def from_iterable(cls, iterables):
        made = cls()
        made._it = _chained(iter(iterables))
        return made

    def __iter__(self):
        return self._it

    def __next__(self):
        return next(self._it)


def _chained(iterables):
    for each in iterables:
        yield from each


def compress(data, selectors):
    return _compress(zip(data, selectors))


def _compress(pairs):
    for datum, selector in pairs:
        if selector:
            yield datum


def dropwhile(predicate, iterable):
    return _dropwhile(predicate, iter(iterable))


def _dropwhile(predicate, it):
    for x in it:
        if not predicate(x):
            yield x
            break
    yield from it


def takewhile(predicate, iterable):
    return _takewhile(predicate, iter(iterable))


def _takewhile(predicate, iterable):
    for x in iterable:
        if not predicate(x):
            break
        yield x


def filterfalse(predicate, iterable):
    return _filterfalse(predicate, iter(iterable))


def _filterfalse(predicate, iterable):
    for x in iterable:
        if not (x if predicate is None else predicate(x)):
            yield x


class groupby:
    def __init__(self, iterable, key=None):
        self._it = iter(iterable)
        self._key = key
        self._group = None
        self._at_end = False
        self._started = False
        self._current = None
        self._current_key = None

    def __iter__(self):
        return self

    def _advance(self):
        try:
            self._current = next(self._it)
        except StopIteration:
            self._at_end = True
            return
        self._current_key = self._current if self._key is None else self._key(self._current)

    def __next__(self):
        if not self._started:
            self._started = True
            self._advance()
        elif self._group is not None:
            key = self._target
            while not self._at_end and self._current_key == key:
                self._advance()
        if self._at_end:
            raise StopIteration
        self._target = self._current_key
        self._group = self._members(self._target)
        return self._target, self._group

    def _members(self, key):
        me = []
        while not self._at_end and self._current_key == key and (not me or self._group is me[0]):
            if not me:
                me.append(self._group)
            yield self._current
            if self._group is not me[0]:
                break
            self._advance()


def islice(iterable, *args):
    if not 1 <= len(args) <= 3:
        few = "at least 2 arguments" if not args else "at most 4 arguments"
        raise TypeError("islice expected %s, got %d" % (few, len(args) + 1))
    values = []
    for value in args:
        if value is not None and not isinstance(value, int) and hasattr(value, "__index__"):
            value = value.__index__()
        values.append(value)
    start, stop, step = (None, values[0], None) if len(args) == 1 else (values + [None])[:3]
    for value in (start, stop):
        if value is not None and (not isinstance(value, int) or not 0 <= value <= _maxsize):
            is_stop = value is stop and (not isinstance(value, int) or value == -1 or value > _maxsize)
            what = "Stop argument" if is_stop else "Indices"
            raise ValueError(what + " for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    if step is not None and (not isinstance(step, int) or not 1 <= step <= _maxsize):
        raise ValueError("Step for islice() must be a positive integer or None.")
    return _sliced(iter(iterable), start or 0, stop, step or 1)


def _sliced(iterable, start, stop, step):
    if stop is not None and stop <= start:
        it = iter(iterable)
        for _ in range(stop):
            try:
                next(it)
            except StopIteration:
                return
        return
    wanted = start
    i = 0
    for item in iterable:
        if i == wanted:
            yield item
            wanted += step
        i += 1
        if stop is not None and i >= stop:
            return


def pairwise(iterable):
    return _pairwise(iter(iterable))


def _pairwise(it):
    try:
        a = next(it)
    except StopIteration:
        return
    for b in it:
        yield a, b
        a = b


def starmap(function, iterable):
    return _starmap(function, iter(iterable))


def _starmap(function, iterable):
    for args in iterable:
        yield function(*args)


def tee(iterable, n=2):
    if not isinstance(n, int):
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(n).__name__)
    if n < 0:
        raise ValueError("n must be >= 0")
    it = iter(iterable)
    # Of each item a link: [item, the link after it]
    link = [None, None]

    def one(link):
        while True:
            if link[1] is None:
                try:
                    item = next(it)
                except StopIteration:
                    return
                link[0] = item
                link[1] = [None, None]
            yield link[0]
            link = link[1]

    return tuple([one(link) for _ in range(n)])


def zip_longest(*iterables, fillvalue=None):
    return _zip_longest([iter(each) for each in iterables], fillvalue)


def _zip_longest(iterators, fillvalue):
    left = len(iterators)
    if not left:
        return
    while True:
        values = []
        for i, it in enumerate(iterators):
            if it is None:
                values.append(fillvalue)
                continue
            try:
                values.append(next(it))
            except StopIteration:
                left -= 1
                if not left:
                    return
                iterators[i] = None
                values.append(fillvalue)
        yield tuple(values)


def product(*iterables, repeat=1):
    if not isinstance(repeat, int):
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(repeat).__name__)
    if repeat < 0:
        raise ValueError("repeat argument cannot be negative")
    pools = [tuple(each) for each in iterables] * repeat
    return _product(pools)


def _product(pools):
    if not pools:
        yield ()
    elif len(pools) == 1:
        for x in pools[0]:
            yield (x,)
    else:
        last = pools[-1]
        for before in _product(pools[:-1]):
            for x in last:
                yield before + (x,)


def permutations(iterable, r=None):
    pool = tuple(iterable)
    n = len(pool)
    r = n if r is None else r
    if not isinstance(r, int):
        raise TypeError("Expected int as r")
    if r < 0:
        raise ValueError("r must be non-negative")
    return _permutations(pool, n, r)


def _permutations(pool, n, r):
    if r > n:
        return
    indices = list(range(n))
    cycles = list(range(n, n - r, -1))
    yield tuple([pool[i] for i in indices[:r]])
    while n:
        for i in range(r - 1, -1, -1):
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1 :] + indices[i : i + 1]
                cycles[i] = n - i
            else:
                j = n - cycles[i]
                indices[i], indices[j] = indices[j], indices[i]
                yield tuple([pool[i] for i in indices[:r]])
                break
        else:
            return


def combinations(iterable, r):
    pool = tuple(iterable)
    if r < 0:
        raise ValueError("r must be non-negative")
    return _combinations(pool, len(pool), r)


def _combinations(pool, n, r):
    if r > n:
        return
    indices = list(range(r))
    yield tuple([pool[i] for i in indices])
    while True:
        i = r - 1
        while i >= 0 and indices[i] == i + n - r:
            i -= 1
        if i < 0:
            return
        indices[i] += 1
        for j in range(i + 1, r):
            indices[j] = indices[j - 1] + 1
        yield tuple([pool[i] for i in indices])


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    if r < 0:
        raise ValueError("r must be non-negative")
    return _combinations_again(pool, len(pool), r)


def _combinations_again(pool, n, r):
    if not n and r:
        return
    indices = [0] * r
    yield tuple([pool[i] for i in indices])
    while True:
        i = r - 1
        while i >= 0 and indices[i] == n - 1:
            i -= 1
        if i < 0:
            return
        indices[i:] = [indices[i] + 1] * (r - i)
        yield tuple([pool[i] for i in indices])
