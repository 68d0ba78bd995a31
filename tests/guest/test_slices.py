"""Slices with any step, and indices that are objects (build/patches/0065): as in CPython."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from node import Outcome

Run = Callable[..., Outcome]

HEAD = """
class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
def shown(r): return r if isinstance(r, str) else str(list(r))
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ':', e)
bounds = [None, 0, 1, 2, 3, 6, 7, 8, -1, -2, -7, -8, 100, -100, 10**12, -10**12, 2**30, -2**30 - 1, I(2), True]
steps = [None, 1, 2, 3, -1, -2, -3, 10**12, -10**12, 2**30 - 1, -2**30, I(-1)]
total = 0
def add(text):
    global total
    for c in text: total = (total * 31 + ord(c)) % 1000003
"""

PROGRAMS = {
    "read": """
for base in ['abcdefg', 'äb𐀀çdéfg', b'abcdefg', [1, 2, 3, 4, 5], (1, 2, 3, 4, 5, 6, 7), bytearray(b'abcdefg'),
             range(7), range(10, -4, -2), [], '', ()]:
    for i in bounds:
        for j in bounds:
            for k in steps: add(shown(base[i:j:k]))
    print(type(base).__name__, total)
""",
    "written and deleted": """
for base in [1, 2, 3, 4, 5, 6, 7], bytearray(b'abcdefg'):
    for i in bounds:
        for j in bounds:
            for k in steps:
                a = base[:]
                del a[i:j:k]
                add(shown(a))
                a = base[:]
                a[i:j:k] = list(range(len(a[i:j:k])))
                add(shown(a))
                if k is None:
                    a = base[:]
                    a[i:j] = (7, 8, 9)
                    add(shown(a))
    print(type(base).__name__, total)
from array import array
a = array('i', [1, 2, 3, 4, 5])
print(list(a[::-1]), list(a[3:0:-2]))
del a[::2]
print(list(a))
b = bytearray(b'abc')
del b[0]
b[1:1] = [65, 66]
b[:1] = range(3)
print(b)
x = [1, 2, 3]
x[1:] = (n * n for n in range(4))
x[::2] = x[::-2]
print(x)
""",
    "ends of all kinds": """
a = [1, 2, 3, 4]
def s(): a[::2] = [1]
t(s)
def s(): a[9] = 5
t(s)
def s(): del a[9]
t(s)
def s(): del a['x']
t(s)
def s(): a[I('x')] = 1
t(s)
t(lambda: a[9])
t(lambda: a['x'])
t(lambda: a[1.0])
t(lambda: a[10**20])
t(lambda: a[::0])
t(lambda: a['a':])
t(lambda: 'abc'[9])
t(lambda: 'abc'['x'])
t(lambda: 'abc'[-10**20])
t(lambda: (1,)[9])
t(lambda: (1,)['x'])
t(lambda: range(3)[9])
t(lambda: range(3)['x'])
t(lambda: b'abc'[9])
t(lambda: b'abc'['x'])
t(lambda: bytearray(b'abc')[9])
t(lambda: a.pop(10))
t(lambda: a.pop('x'))
t(lambda: [].pop())
t(lambda: slice(1, 2) == slice(1, 2) != slice(1, 3))
t(lambda: slice(5).indices(3))
t(lambda: slice(None, None, -2).indices(10))
t(lambda: repr(slice(1, 2, 3)))
t(lambda: hash(slice(1, 2)) == hash(slice(1, 2)))
t(lambda: hex(I(12)))
t(lambda: range(10)[::-1])
t(lambda: range(10)[2:5:2])
t(lambda: [1, 2][I(1)])
t(lambda: 'ab' * I(2))
t(lambda: list(range(I(3))))
t(lambda: int(I(3)))
t(lambda: 'abcabc'.find('a', I(1), I(5)))
class N:
    def __int__(self): return 5
t(lambda: int(N()))
t(lambda: range(N()))
""",
}

# __index__ that changes the container whose item, or slice, is asked for: it was read behind its end.
CHANGED = """
class Empties:
    def __init__(self, victim, n): self.victim, self.n = victim, n
    def __index__(self):
        self.victim[:] = self.victim[:0]
        return self.n
def fresh(kind): return kind(b"x" * 4000)
for kind in list, bytearray:
    def read(v): return v[Empties(v, 3999)]
    def sliced(v): return len(v[Empties(v, 10):])
    def written(v): v[Empties(v, 3999)] = 1
    def slice_written(v): v[Empties(v, 10):Empties(v, 3000):2] = []
    def deleted(v): del v[Empties(v, 3999)]
    def popped(v): return v.pop(Empties(v, 3999))
    def found(v): return v.find(b'x', Empties(v, 3999)) if kind is bytearray else v.index(1, 0, Empties(v, 3999))
    def ending(v): return v.endswith(b'x', Empties(v, 3999)) if kind is bytearray else v.insert(Empties(v, 3999), 1)
    for act in read, sliced, written, slice_written, deleted, popped, found, ending:
        v = fresh(kind)
        try: result = act(v)
        except (IndexError, ValueError, TypeError, AttributeError) as error: result = type(error).__name__
        print(kind.__name__, act.__name__, result, len(v))
"""


@pytest.mark.parametrize("name", PROGRAMS)
def test_slices_as_in_cpython(run: Run, name: str, tmp_path: Path) -> None:
    code = HEAD + PROGRAMS[name]
    cpython = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True,
        encoding="utf-8", env={"PYTHONUTF8": "1"},
    )
    outcome = run(code, wall_seconds=60)
    assert outcome.error is None, outcome
    assert outcome.stdout.split("\n") == cpython.stdout.split("\n")


def test_an_index_that_changes_the_container(run: Run) -> None:
    outcome = run(CHANGED)
    assert outcome.error is None, outcome
    assert outcome.stdout == """\
list read IndexError 0
list sliced 0 0
list written IndexError 0
list slice_written None 0
list deleted IndexError 0
list popped IndexError 0
list found ValueError 0
list ending None 1
bytearray read IndexError 0
bytearray sliced 0 0
bytearray written IndexError 0
bytearray slice_written None 0
bytearray deleted IndexError 0
bytearray popped AttributeError 4000
bytearray found -1 0
bytearray ending False 0
"""
