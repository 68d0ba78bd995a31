"""What built-in functions give (build/patches/0072): as CPython, which is asked on the spot."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from node import Outcome

Run = Callable[..., Outcome]

PROGRAMS = {
    "round": """
values = [2.675, 1.005, 0.5, 1.5, 2.5, -0.5, -2.5, 1234.5678, 5.015, 1e300, 123456789.123456789, 0.1, 2.5e-8, 1e22, -0.0,
          float('nan'), float('inf'), 99.995, 0.045, 1.15, 1.25, 1.35, 44999.5, 55000.0, 150.0, 250.0]
for value in values:
    for n in [None, 0, 1, 2, 3, 5, 10, 17, 400, -1, -2, -3, -5, -299, -400]:
        try: print(value, n, repr(round(value, n)))
        except (ValueError, OverflowError) as error: print(value, n, type(error).__name__, error)
for value in [0, 5, 15, 25, -25, 1249, 1250, 1251, True, 10**30 + 5 * 10**9]:
    print([round(value, n) for n in (None, 2, 0, -1, -2, -10)])
print(round(number=2.567, ndigits=1), round(7.5))
class Money:
    def __round__(self, n=None): return 'rounded', n
print(round(Money()), round(Money(), 2))
""",
    "sum": """
print(sum([0.1] * 10), sum([0.1, 0.2, 0.3]), sum([1, 2.5, 3]), sum([1e16, 1.0, -1e16]), sum([0.1] * 1000))
print(sum([1, 2], 3), sum([[1], [2]], []), sum((1, 2), start=5), sum([]), sum([True, True]), sum([2**40, 2**40]))
print(sum([1.5, 2, 2**70, 1j]), sum([float('inf'), 1.0]), sum([1e308, 1e308]), sum(x * 0.1 for x in range(100)))
""",
    "pow": """
print([pow(a, b, m) for a in (-7, 0, 3, 10**25, True) for b in (0, 1, 5, 10**12) for m in (1, 2, 7, -7, 10**20, -1)])
print(pow(2, -1, 5), pow(3, -2, 7), pow(-3, -1, 7), pow(3, -1, -7), pow(10**20, -1, 10**9 + 7), pow(2, 3, None))
""",
    "ranges": """
r = range(3, 30, 4)
print([r.index(n) for n in r], [r.count(n) for n in (3, 4, 7, True, 3.0)], [n in r for n in (3, 4, 27, 31, -1, 7.0, '3', 2**40)])
print(10**9 - 1 in range(10**9), 10**9 in range(10**9), hash(range(3)) == hash(range(0, 3, 1)), range(5)[1:3], range(9, 0, -3).index(3))
print(hash(range(0)) == hash(range(5, 2)), {range(3): 1}[range(0, 3)])
""",
    "zip and reversed": """
print(list(zip((1, 2), 'ab', strict=True)), list(zip(strict=True)), list(zip((1, 2), 'abc')))
for pair in [((1, 2), (3,)), ((1,), (3, 4)), ((1,), (2,), (3, 4)), ((1, 2), (2, 3), (3,))]:
    try: print(list(zip(*pair, strict=True)))
    except ValueError as error: print(error)
for thing in [5, {1}, (x for x in 'a')]:
    try: reversed(thing)
    except TypeError as error: print(error)
""",
    "print": """
print(1, 2, sep='-', end='!\\n', flush=True)
print('a', 'b', sep=None, end=None, file=None)
""",
    "math": """
import math
for code in ['sqrt(4)', 'log(8, 2)', 'log2(8)', 'log10(1000)', 'pow(2, 3)', 'pow(0, -1)', 'exp(1000)', 'cosh(1000)', 'pow(10, 400)',
             'atanh(0.5)', 'gamma(5)', 'gamma(171.5)', 'gamma(200)', 'fmod(7, 3)', 'log(2, 1)']:
    try: print(code, eval('math.' + code))
    except (ValueError, OverflowError, ZeroDivisionError) as error: print(code, type(error).__name__, error if 'range' in str(error) else '')
""",
    "bytearrays": """
b = bytearray(b'ab')
print(b * 2, b * 0, 3 * b, b + b'c', b + bytearray(b'd'))
b *= 2
print(b)
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_built_ins_as_in_cpython(run: Run, name: str, tmp_path: Path) -> None:
    cpython = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAMS[name]], cwd=tmp_path, capture_output=True, text=True, timeout=60,
        check=True,
    )
    outcome = run(PROGRAMS[name], wall_seconds=30)
    assert outcome.error is None, outcome
    assert outcome.stdout.split("\n") == cpython.stdout.split("\n")


def test_no_modulus_of_zero(run: Run) -> None:
    """It divided by zero, and read behind the end of the memory."""
    for code in "pow(2, 3, 0)", "pow(10**30, 10**30, 0)", "pow(2, -1, 0)":
        outcome = run(code)
        assert outcome.error is not None and outcome.error[:2] == ("ValueError", "pow() 3rd argument cannot be 0"), outcome
