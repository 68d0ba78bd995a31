"""CPython's cmath: MicroPython's own, and the functions that it lacks."""

from ucmath import *
import ucmath as _cmath
import umath as _math

pi, e, tau, inf, nan = _math.pi, _math.e, 2 * _math.pi, float("inf"), float("nan")
infj, nanj = complex(0, inf), complex(0, nan)


def _parts(z):
    z = complex(z)
    return z.real, z.imag


def isfinite(z):
    return all([_math.isfinite(part) for part in _parts(z)])


def isnan(z):
    return any([_math.isnan(part) for part in _parts(z)])


def isinf(z):
    return any([_math.isinf(part) for part in _parts(z)])


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    return a == b or abs(a - b) <= max(rel_tol * max(abs(a), abs(b)), abs_tol)


def sqrt(z):
    a, b = _parts(z)
    if a == 0 and b == 0:
        return complex(0, b)
    size = abs(complex(a, b))
    if a >= 0:
        t = _math.sqrt((size + a) / 2)
        return complex(t, b / (2 * t))
    t = _math.sqrt((size - a) / 2)
    return complex(abs(b) / (2 * t), t if not (b < 0 or (b == 0 and _math.copysign(1, b) < 0)) else -t)


def log(z, base=None):
    found = _cmath.log(complex(z))
    return found if base is None else found / _cmath.log(complex(base))


def sinh(z):
    a, b = _parts(z)
    return complex(_math.sinh(a) * _math.cos(b), _math.cosh(a) * _math.sin(b))


def cosh(z):
    a, b = _parts(z)
    return complex(_math.cosh(a) * _math.cos(b), _math.sinh(a) * _math.sin(b))


def tan(z):
    return _cmath.sin(z) / _cmath.cos(z)


def tanh(z):
    return sinh(z) / cosh(z)


def asin(z):
    return -1j * _cmath.log(1j * z + sqrt(1 - z * z))


def acos(z):
    return pi / 2 - asin(z)


def atan(z):
    return 0.5j * (_cmath.log(1 - 1j * z) - _cmath.log(1 + 1j * z))


def asinh(z):
    return _cmath.log(z + sqrt(z * z + 1))


def acosh(z):
    return _cmath.log(z + sqrt(z + 1) * sqrt(z - 1))


def atanh(z):
    return 0.5 * (_cmath.log(1 + z) - _cmath.log(1 - z))
