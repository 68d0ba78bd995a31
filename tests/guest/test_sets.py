"""Sets (build/patches/0062) come in CPython's order, and their methods do and say what CPython's do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cloche.front import parse
from node import Outcome

Run = Callable[..., Outcome]

# Random operations on six sets. The same program runs in CPython, whose `random` gives the same.
OPERATIONS = """
import random
rnd = random.Random({seed})
others = [True, False, 1e300, -1.5, 2.0 ** 61, float('inf'), (), (1, (2, 3)), frozenset(), frozenset([1, 2])]
def value():
    kind = rnd.randrange(12)
    if kind < 5: return rnd.randrange(20)
    if kind < 7: return rnd.randrange(-50, 1000)
    if kind == 7: return rnd.randrange(-2**40, 2**40)
    if kind == 8: return rnd.randrange(-2**70, 2**70)
    if kind == 9: return rnd.randrange(-64, 64) / 8
    if kind == 10: return (rnd.randrange(10), rnd.randrange(-3, 3))
    return rnd.choice(others)
def values():
    return [value() for _ in range(rnd.choice([0, 1, 2, 3, 5, 8, 13, 30, 60]))]
sets = [set() for _ in range(6)]
for step in range(2000):
    i = rnd.randrange(6)
    s = sets[i]
    o = sets[rnd.randrange(6)]
    kind = rnd.randrange(30)
    v = values() if kind in (3, 4, 5, 9, 10, 11, 12, 20, 21) else value()
    if kind < 2: s.add(v)
    elif kind == 2: s.discard(v)
    elif kind == 3: s.update(v)
    elif kind == 4: sets[i] = set(v)
    elif kind == 5: sets[i] = {{x for x in v}}
    elif kind == 6: sets[i] = s | o
    elif kind == 7: sets[i] = s & o
    elif kind == 8: sets[i] = s ^ o
    elif kind == 9: sets[i] = s - set(v)
    elif kind == 10: s -= set(v)
    elif kind == 11: s ^= set(v)
    elif kind == 12: s.difference_update(v)
    elif kind == 13: s |= o
    elif kind == 14 and len(s) > 2: s &= o
    elif kind == 15 and s: print('pop', s.pop())
    elif kind == 16: sets[i] = s.copy()
    elif kind == 17: sets[i] = set(frozenset(s))
    elif kind == 18: sets[i] = set(list(s))
    elif kind == 19: sets[i] = s.difference(dict.fromkeys(o))
    elif kind == 20: s.symmetric_difference_update(v)
    elif kind == 21: sets[i] = s.union(v, o, dict.fromkeys(v))
    elif kind == 22: sets[i] = s - o
    elif kind == 23: sets[i] = s.symmetric_difference(list(o))
    elif kind == 24: s -= o
    elif kind == 25 and rnd.random() < .2: s.clear()
    elif kind == 26: sets[i] = s.intersection(list(o), s)
    elif kind == 27: s.update(range(rnd.randrange(100)))
    elif kind == 28: sets[i] = set(dict.fromkeys(s))
    elif kind == 29 and s: s.remove(rnd.choice(list(s)))
    print(kind, sets[i], len(sets[i]), sum(map(hash, sets[i])), s <= o, s > o, s == o, s.isdisjoint(o))
"""

# What differs between versions of CPython is not in these: each is the same in 3.13 and 3.14.
PROGRAMS = {
    "displays": """
        print({10, 3, 7}, {3, 100, 7}, [x for x in {50, 3, 100, 20, 33}], {1.5, 0.25}, {True, 1.0, 1})
        for x in {50, 3, 100, 20, 33, 64}: print(x, end=' ')
        y = 64
        print({50, 3, 100, 20, 33, y}, {x * 37 % 101 for x in range(30)}, set(), frozenset(), frozenset({1, 2}))
        print(set('') or 'empty', {*range(5), 7}, set(range(50, 40, -1)))
        """,
    "hashes": """
        for x in (1.5, 2 ** 61 - 1, -1, 2 ** 70, None, True, -2.5, 5e-324, 1e308, float('-inf'), (), (1, 2), (1, (2.5, None)),
                  -2 ** 61, 0.0, frozenset(), frozenset([1, 2, 3]), 2 ** 31, -2 ** 63):
            print(hash(x))
        class A:
            def __init__(self, value): self.value = value
            def __hash__(self): return self.value
        print([hash(A(x)) for x in (2 ** 61, 2 ** 63 - 1, 2 ** 63, -1, True)])
        """,
    "instances": """
        class P:
            def __init__(self, x, y): self.x, self.y = x, y
            def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
            def __hash__(self): return hash((self.x, self.y))
            def __repr__(self): return f'P{self.x, self.y}'
        print({P(i, i * 7) for i in range(20)}, P(1, 2) in {P(1, 2)}, {P(1, 2): 3}[P(1, 2)])
        """,
    "large": """
        s = set(range(200000))
        s.add(-5)
        print(len(s), list(s)[:3], list(s)[-3:], s.pop(), s.pop(), len(s - set(range(199990))))
        print(s.issuperset(range(2, 1000)), {1: 2} == {1.0: 2}, {2 ** 40: 1}[float(2 ** 40)], {0.5: 1, 0.25: 2}[0.25])
        """,
    "below set": """
        class S(set): pass
        class F(frozenset): pass
        s = S([3, 1])
        print(s, F(), F([2]), S(), s | {5}, type(s | {5}), {5} | s, s == {1, 3}, {1, 3} == s, s <= {1, 3, 4})
        print({1} - s, {1, 9} & s, hash(F([1])) == hash(frozenset([1])), type(s.copy()), s.issubset({1, 3}))
        s |= {9}; print(type(s).__name__, s)
        s -= {1}; print(type(s).__name__, s)
        x = frozenset([1])
        print(frozenset(x) is x, x.copy() is x, x == {1}, {1} == x, {1} in {x})
        """,
    "methods": """
        print({1}.union([2], (3,), {4: 5}), {1, 2, 3}.intersection([1, 2], {2}), {1, 2, 3}.difference(), {1}.union())
        print({1}.issubset([1, 2]), {1, 2}.issuperset([1]), {1}.isdisjoint('ab'), {2} < {2, 3} > {3}, {1} == [1])
        s = {1, 2, 3}
        s.update([4], (5,)); s.intersection_update([1, 2, 4], {2, 4}); print(s)
        s.difference_update([2], [3]); print(s)
        s.symmetric_difference_update({4: 1, 8: 2}); print(s)
        print(frozenset([1]) | {2}, {2} | frozenset([1]), type({2} | frozenset([1])).__name__)
        """,
    "errors": """
        def error(code):
            try: print(eval(code))
            except Exception as e: print(type(e).__name__, e.args)
        for code in ('set().pop()', '{1}.remove(4)', '{(1, 2)}.remove((3, 4))', 'hash([])', 'hash({})'):
            error(code)
        def grow(s):
            for x in s: s.add(x + 10)
        error('grow({1, 2, 3})')
        def shrink(s):
            for x in s: s.discard(x)
        error('shrink({1, 2, 3})')
        class B:
            def __hash__(self): return 'x'
        error('hash(B())'); error('{B()}')
        """,
}


def cpython(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def guest(run: Run, code: str, **options: float) -> str:
    source = parse(code, "<main>")
    outcome = run(source.body, tail=source.tail, tail_line=source.tail_line, **options)
    assert outcome.error is None, outcome
    return outcome.stdout


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_operations_as_in_cpython(run: Run, seed: int, tmp_path: Path) -> None:
    code = OPERATIONS.format(seed=seed)
    assert guest(run, code, memory_bytes=64 * 2**20).split("\n") == cpython(code, tmp_path).split("\n")


@pytest.mark.parametrize("name", PROGRAMS)
def test_as_in_cpython(run: Run, name: str, tmp_path: Path) -> None:
    code = "\n".join(line[8:] for line in PROGRAMS[name].split("\n")[1:])
    assert guest(run, code, memory_bytes=64 * 2**20).split("\n") == cpython(code, tmp_path).split("\n")


def test_a_display_of_constants_is_a_copy_of_a_set(run: Run, tmp_path: Path) -> None:
    """As in CPython 3.14; 3.13 goes by way of another set, so it is told here by frozensets."""
    displays = [list(range(n, n * 40, n)) for n in (3, 5, 7, 16, 64)] + [[1, 33, 65, 9, 17, 2], [-1, -2, 9, 4, 77, 1000]]
    told = "".join(f"print(set(frozenset({tuple(each)})))\n" for each in displays)
    code = "".join("print({" + ", ".join(map(str, each)) + "})\n" for each in displays)
    assert guest(run, code) == cpython(told, tmp_path)


@pytest.mark.parametrize(("code", "message"), [
    ("{[]}", "cannot use 'list' as a set element (unhashable type: 'list')"),
    ("{[]: 1}", "cannot use 'list' as a dict key (unhashable type: 'list')"),
    ("[] in {1}", "cannot use 'list' as a set element (unhashable type: 'list')"),
    ("{}[[]]", "cannot use 'list' as a dict key (unhashable type: 'list')"),
    ("{1: 2}.get({})", "cannot use 'dict' as a dict key (unhashable type: 'dict')"),
    ("{'a': 1}[{}]", "cannot use 'dict' as a dict key (unhashable type: 'dict')"),
    ("{([1],)}", "cannot use 'tuple' as a set element (unhashable type: 'list')"),
    ("{{1}}", "cannot use 'set' as a set element (unhashable type: 'set')"),
    ("set([[1]])", "cannot use 'list' as a set element (unhashable type: 'list')"),
    ("{1}.add({})", "cannot use 'dict' as a set element (unhashable type: 'dict')"),
    ("class E:\n def __eq__(self, o): return True\n{E()}", "cannot use 'E' as a set element (unhashable type: 'E')"),
    ("class N: __hash__ = None\n{N(): 1}", "cannot use 'N' as a dict key (unhashable type: 'N')"),
    ("hash([])", "unhashable type: 'list'"),
])  # fmt: skip
def test_what_has_no_hash(run: Run, code: str, message: str) -> None:
    assert run(code).error[:2] == ("TypeError", message)


# While a set is searched or made, __eq__, __hash__ and __del__ change it.
HOSTILE = """
import gc
class A:
    sets = []
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, other):
        s = A.sets[self.n % len(A.sets)]
        if self.n % 5 == 0: s.clear()
        elif self.n % 5 == 1: s.update(range(self.n))
        elif self.n % 5 == 2 and s: s.pop()
        elif self.n % 5 == 3: s.discard(self.n)
        return self.n % 7 == 0
    def __del__(self):
        A.sets[0].add(self.n); A.sets[1].clear()
A.sets = [set(), set(), set()]
def attempt(f):
    try: f()
    except (RuntimeError, KeyError): pass
for i in range(400):
    s, t, u = A.sets
    attempt(lambda: s.add(A(i)))
    attempt(lambda: t.update({A(i + j) for j in range(i % 9)}))
    attempt(lambda: u.update([A(j) for j in range(i % 11)]))
    for f in (s.intersection, s.union, t.difference, u.symmetric_difference, s.issubset, t.isdisjoint,
              u.intersection_update, s.difference_update, t.symmetric_difference_update, u.update):
        attempt(lambda: f(A.sets[i % 3]))
        attempt(lambda: f([A(i), i]))
    attempt(lambda: s == t)
    attempt(lambda: frozenset(t) <= u)
    attempt(lambda: s.remove(A(i)))
    attempt(lambda: [x for x in s if A(i) in t])
    attempt(lambda: s.pop())
    if i % 50 == 0: gc.collect()
print('done')
"""


def test_sets_that_change_while_they_are_searched(run: Run) -> None:
    assert guest(run, HOSTILE, wall_seconds=60).endswith("done\n")


def test_a_search_is_paid_for(run: Run) -> None:
    code = "class A:\n def __hash__(self): return 1\ns = set()\nfor i in range(100000): s.add(A())"
    assert run(code, steps=2_000_000, wall_seconds=60).outcome == "steps"
