"""CPython's math: what MicroPython's own lacks, and does not do for whole numbers of any size."""

from umath import *
import umath as _math


def _index(n):
    if isinstance(n, int):
        return int(n)
    if hasattr(n, "__index__"):
        return n.__index__()
    raise TypeError("'%s' object cannot be interpreted as an integer" % type(n).__name__)


def _rounded(x, name, native):
    if isinstance(x, int):
        return int(x)
    method = getattr(x, name, None)
    return native(x) if method is None or isinstance(x, float) else method()


def floor(x):
    return _rounded(x, "__floor__", _math.floor)


def ceil(x):
    return _rounded(x, "__ceil__", _math.ceil)


def trunc(x):
    return _rounded(x, "__trunc__", _math.trunc)


def factorial(n):
    if isinstance(n, float):
        raise TypeError("'float' object cannot be interpreted as an integer")
    n = _index(n)
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    return _product(1, n)


def _product(low, high):
    # In halves: the factors stay of a size.
    if high - low < 8:
        result = 1
        for i in range(low, high + 1):
            result *= i
        return result
    middle = (low + high) // 2
    return _product(low, middle) * _product(middle + 1, high)


def gcd(*integers):
    result = 0
    for n in integers:
        n = abs(_index(n))
        while n:
            result, n = n, result % n
    return result


def lcm(*integers):
    result = 1
    for n in integers:
        n = abs(_index(n))
        if n == 0:
            return 0
        result = result // gcd(result, n) * n
    return result


def isqrt(n):
    n = _index(n)
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    if n == 0:
        return 0
    c = (n.bit_length() - 1) // 2
    a = 1
    d = 0
    for s in range(c.bit_length() - 1, -1, -1):
        e = d
        d = c >> s
        a = (a << d - e - 1) + (n >> 2 * c - e - d + 1) // a
    return a - (a * a > n)


def comb(n, k):
    n, k = _index(n), _index(k)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    k = min(k, n - k)
    result = 1
    for i in range(1, k + 1):
        result = result * (n - k + i) // i
    return result


def perm(n, k=None):
    n = _index(n)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k is None:
        return factorial(n)
    k = _index(k)
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    return 0 if k > n else _product(n - k + 1, n)


def prod(iterable, *, start=1):
    for x in iterable:
        start = start * x
    return start


def _two_sum(a, b):
    if abs(a) < abs(b):
        a, b = b, a
    high = a + b
    return high, b - (high - a)


def fsum(seq):
    # Shewchuk's partial sums: exact until the end.
    partials = []
    special = 0.0
    for x in seq:
        x = float(x)
        if isinf(x) or isnan(x):
            special += x
            continue
        kept = []
        for y in partials:
            x, low = _two_sum(x, y)
            if low:
                kept.append(low)
        kept.append(x)
        partials = kept
    if special or special != special:
        return special
    total = 0.0
    n = len(partials)
    while n:
        n -= 1
        high = total + partials[n]
        low = partials[n] - (high - total)
        total = high
        if low:
            if n > 0 and ((low < 0 and partials[n - 1] < 0) or (low > 0 and partials[n - 1] > 0)):
                y = low * 2.0
                x = total + y
                if y == x - total:
                    total = x
            break
    return total


def sumprod(p, q):
    p, q = list(p), list(q)
    if len(p) != len(q):
        raise ValueError("Inputs are not the same length")
    if any([isinstance(x, float) for x in p + q]) and all([isinstance(x, (int, float)) for x in p + q]):
        from fractions import Fraction

        try:
            return float(sum([Fraction(a) * Fraction(b) for a, b in zip(p, q)]))
        except (ValueError, OverflowError):
            pass
    return sum([a * b for a, b in zip(p, q)])


def hypot(*coordinates):
    largest = 0.0
    values = []
    for x in coordinates:
        x = abs(float(x))
        if isinf(x):
            return x
        values.append(x)
        largest = max(largest, x)
    if largest == 0.0 or any([isnan(x) for x in values]):
        return largest if not any([isnan(x) for x in values]) else float("nan")
    if len(values) == 1:
        return values[0]
    exponent = frexp(largest)[1]
    scaled = [ldexp(x, -exponent) for x in values]
    # A square exactly, as two floats; then the root, and what is left over.
    squares = []
    for x in scaled:
        squares.extend(_square(x))
    root = sqrt(fsum(squares))
    left = fsum(squares + [-part for part in _square(root)])
    return ldexp(root + left / (2.0 * root), exponent)


def _square(x):
    high = x * x
    big = x * 134217729.0
    top = big - (big - x)
    rest = x - top
    return high, top * top - high + 2.0 * top * rest + rest * rest


def dist(p, q):
    p, q = tuple(p), tuple(q)
    if len(p) != len(q):
        raise ValueError("both points must have the same number of dimensions")
    return hypot(*[a - b for a, b in zip(p, q)])


def cbrt(x):
    if x == 0 or isinf(x) or isnan(x):
        return float(x)
    root = copysign(pow(abs(x), 1.0 / 3.0), x)
    return root - (root * root * root - x) / (3.0 * root * root)


def log1p(x):
    # What rounding takes from 1 + x is given back.
    y = 1.0 + x
    return x if y == 1.0 else log(y) - ((y - 1.0) - x) / y


def exp2(x):
    return pow(2.0, x)


def fma(x, y, z):
    from fractions import Fraction

    return float(Fraction(x) * Fraction(y) + Fraction(z))


def remainder(x, y):
    x, y = float(x), float(y)
    if isnan(x) or isnan(y):
        return x + y
    if isinf(x) or y == 0:
        raise ValueError("math domain error")
    if isinf(y):
        return x
    y = abs(y)
    m = fmod(abs(x), y)
    c = y - m
    if m < c:
        r = m
    elif m > c:
        r = -c
    else:
        r = m - 2.0 * fmod(0.5 * (abs(x) - m), y)
    return copysign(1.0, x) * r


def nextafter(x, y, *, steps=1):
    import struct

    for _ in range(steps):
        if x == y or isnan(x) or isnan(y):
            return y if x == y else float("nan")
        if x == 0:
            x = copysign(5e-324, y)
            continue
        bits = struct.unpack("<q", struct.pack("<d", x))[0]
        bits += 1 if (y > x) == (x > 0) else -1
        x = struct.unpack("<d", struct.pack("<q", bits))[0]
    return x


def ulp(x):
    x = abs(x)
    if isnan(x) or isinf(x):
        return x
    after = nextafter(x, inf)
    return x - nextafter(x, 0.0) if isinf(after) else after - x


def _big_log(x, native):
    # Of a whole number that is no float any more.
    if isinstance(x, int) and x > 1 << 1000:
        shift = x.bit_length() - 64
        return native(x >> shift) + shift * native(2)
    return native(x)


def log(x, base=None):
    result = _big_log(x, _math.log)
    return result if base is None else result / _big_log(base, _math.log)


def log2(x):
    if isinstance(x, int) and x > 1 << 1000:
        return _big_log(x, _math.log2)
    mantissa, exponent = frexp(x)
    return float(exponent - 1) if mantissa == 0.5 else _math.log2(x)


def log10(x):
    return _big_log(x, _math.log10)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    diff = abs(b - a)
    return diff <= abs(rel_tol * b) or diff <= abs(rel_tol * a) or diff <= abs_tol
