"""Numbers out of whatever a program has them in."""

_LARGEST = float("1e300")  # frozen constants are no larger than a float of 32 bits


def number(value, what="a value"):
    """A finite number, or TypeError or ValueError."""
    found = _number_or_gap(value, what)
    if found is None:
        raise ValueError("{} is {!r}: it can't be drawn".format(what, value))
    return found


def _number_or_gap(value, what):
    if isinstance(value, (bool, int)):
        value = int(value)
        return value if -(2**53) < value < 2**53 else _number_or_gap(float(value), what)
    if value is None:
        return None
    if isinstance(value, str):
        raise TypeError("{} is a string, {!r}: it has to be a number".format(what, value))
    try:
        value = float(value)
    except (TypeError, ValueError):
        raise TypeError(
            "{} is of type {}: it has to be a number".format(what, type(value).__name__)
        )
    return value if -_LARGEST < value < _LARGEST else None  # NaN and infinity are gaps


def values_of(data):
    """A list of what an iterable gives, or of the one value that it is."""
    if isinstance(data, str):
        return [data]
    try:
        return list(data)
    except TypeError:
        return [data]


def numbers(data, what="a value"):
    """With None for gaps."""
    return [_number_or_gap(value, what) for value in values_of(data)]


def finite(data, what="a value"):
    """Without gaps: those are 0."""
    return [0 if value is None else value for value in numbers(data, what)]


def each(value, count, what="a value"):
    """One number for each of so many, from one number or a list of them."""
    found = finite(value, what)
    if len(found) == 1:
        return found * count
    if len(found) != count:
        raise ValueError(
            "shape mismatch: there are {} of {}, but {} to draw".format(len(found), what, count)
        )
    return found


def histogram(values, bins, limits, density):
    """Counts and edges, as numpy has them."""
    if isinstance(bins, str):
        raise ValueError("bins={!r} is not supported under glass: give a number".format(bins))
    if isinstance(bins, int):
        if bins < 1:
            raise ValueError("bins must be positive")
        if bins > 10_000:
            raise ValueError("there are at most 10000 bins under glass")
        low, high = limits or ((min(values), max(values)) if values else (0, 1))
        if low > high:
            raise ValueError("max must be larger than min in range parameter.")
        if low == high:
            low, high = low - 0.5, high + 0.5
        edges = [low + (high - low) * i / bins for i in range(bins)] + [high]
    else:
        edges = finite(bins, "an edge of a bin")
        if any(edges[i] > edges[i + 1] for i in range(len(edges) - 1)) or len(edges) < 2:
            raise ValueError("bins must increase monotonically")
    counts = [0] * (len(edges) - 1)
    for value in values:
        if edges[0] <= value <= edges[-1]:
            counts[_bin_of(value, edges)] += 1
    if density:
        total = sum(counts)
        counts = [
            count / total / (edges[i + 1] - edges[i]) if total else 0
            for i, count in enumerate(counts)
        ]
    return counts, edges


def _bin_of(value, edges):
    low, high = 0, len(edges) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if value >= edges[middle]:
            low = middle
        else:
            high = middle
    return low
