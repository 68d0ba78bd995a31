"""Ranges and slices of integers of any size: called by build/patches/0074, where small ones would not do."""

from operator import index


def length(start, stop, step):
    return max((stop - start - 1) // step + 1 if step > 0 else (start - stop - 1) // -step + 1, 0)


def size(start, stop, step):
    n = length(start, stop, step)
    if n >= 1 << 63:
        raise OverflowError("Python int too large to convert to C ssize_t")
    return n


def iterate(start, stop, step):
    while start < stop if step > 0 else start > stop:
        yield start
        start += step


def find(start, stop, step, value):
    """Where an integer is, or None."""
    where, rest = divmod(value - start, step)
    return where if rest == 0 and 0 <= where < length(start, stop, step) else None


def item(start, stop, step, which):
    n = length(start, stop, step)
    if isinstance(which, slice):
        first, last, by = indices(which.start, which.stop, which.step, n)
        return range(start + first * step, start + last * step, by * step)
    if not hasattr(type(which), "__index__"):
        raise TypeError("range indices must be integers or slices, not %s" % type(which).__name__)
    which = index(which)
    if which < 0:
        which += n
    if not 0 <= which < n:
        raise IndexError("range object index out of range")
    return start + which * step


def indices(first, last, by, n):
    """What slice(first, last, by) is of n items."""
    by = 1 if by is None else _bound(by)
    if by == 0:
        raise ValueError("slice step cannot be zero")
    least, most = (0, n) if by > 0 else (-1, n - 1)
    ends = []
    for value, otherwise in ((first, least if by > 0 else most), (last, most if by > 0 else least)):
        if value is None:
            value = otherwise
        else:
            value = _bound(value)
            value = max(value + n, least) if value < 0 else min(value, most)
        ends.append(value)
    return ends[0], ends[1], by


def _bound(value):
    if not hasattr(type(value), "__index__"):
        raise TypeError("slice indices must be integers or None or have an __index__ method")
    return index(value)
