"""Special methods of built-in types, asked for by their names (build/patches/0073): as in CPython."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from node import Outcome

Run = Callable[..., Outcome]

HEAD = """
class L(list):
    def __getitem__(self, i): return ('L', super().__getitem__(i))
    def __setitem__(self, i, v): super().__setitem__(i, v * 2)
    def __len__(self): return super().__len__() + 100
    def __contains__(self, x): return super().__contains__(x)
    def __repr__(self): return 'L' + super().__repr__()
    def __eq__(self, o): return super().__eq__(o)
    def __iter__(self): return super().__iter__()
    def __add__(self, o): return L(super().__add__(o))
    def __delitem__(self, i): super().__delitem__(i)
class S(str):
    def __new__(cls, v): return super().__new__(cls, v.upper())
    def __len__(self): return super().__len__() + 1
    def __getitem__(self, i): return super().__getitem__(i) + '!'
    def __eq__(self, o): return super().__eq__(o)
    def __hash__(self): return super().__hash__()
    def __add__(self, o): return S(super().__add__(o))
    def __str__(self): return 'S' + super().__str__()
class N(int):
    def __new__(cls, v=0): return super().__new__(cls, v)
    def __add__(self, o): return N(super().__add__(o) + 1)
    def __repr__(self): return 'N(%s)' % super().__repr__()
    def __lt__(self, o): return super().__lt__(o)
    def __str__(self): return 'n' + super().__str__()
class F(float):
    def __new__(cls, v): return super().__new__(cls, v)
    def __mul__(self, o): return F(super().__mul__(o))
class D(dict):
    def __getitem__(self, k): return super().__getitem__(k)
    def __setitem__(self, k, v): super().__setitem__(k, v)
    def __missing__(self, k): return 'missing ' + k
    def __contains__(self, k): return super().__contains__(k)
    def __delitem__(self, k): super().__delitem__(k)
    def __init__(self, *a, **k): super().__init__(*a, **k)
    def __len__(self): return super().__len__()
    def __repr__(self): return 'D' + super().__repr__()
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
class O:
    def __init__(self): super().__init__()
    def __eq__(self, o): return super().__eq__(o)
    def __repr__(self): return super().__repr__()[:11]
    def __setattr__(self, n, v): super().__setattr__(n, v)
    def __getattribute__(self, n): return super().__getattribute__(n)
l = L([1, 2, 3])
d = D(a=1)
def t(expression):
    try: print(expression, '->', repr(eval(expression)))
    except Exception as e: print(expression, '->', type(e).__name__, e)
"""

EXPRESSIONS = {
    "super() of a class below a built-in": """
        l[0] | len(l) | 2 in l | l | l == [1, 2, 3] | list(l) | l + [4] | S('ab') | len(S('ab')) | S('ab')[0]
        S('a') == S('a') | hash(S('a')) == hash('A') | S('a') + 'b' | str(S('a')) | N(5) + 3 | N(5) | N(3) < N(4)
        str(N(3)) | F(2.5) * 2 | d['a'] | d['zz'] | 'a' in d | len(d) | d | T(1, 2) | O() == O() | O()
        l.__setitem__(0, 5) | l | l.__delitem__(0) | l | d.__delitem__('a') | d
    """,
    "operators": """
        (1).__add__(2) | (5).__sub__(3) | (5).__radd__(1) | int.__add__(1, 2) | 'a'.__add__('b') | (5).__neg__()
        (-5).__abs__() | (7).__mod__(3) | (7).__floordiv__(2) | (7).__divmod__(2) | (2).__pow__(3) | (1.5).__add__(1)
        'a'.__mul__(3) | [1].__mul__(2) | [3].__rmul__(2) | (1,).__add__((2,)) | {1}.__or__({2}) | {1, 2}.__sub__({2})
        (1).__add__('a') | (1).__rsub__(5) | (1).__truediv__(2) | (1).__and__(3) | (6).__xor__(3) | (1).__lshift__(3)
        '%s'.__mod__('a') | True.__and__(False) | True.__add__(1) | (5).__rmul__(3) | 'ab'.__rmul__(2)
        [1].__iadd__([2]) | type(5).__add__(1, 2) | str.__add__('a', 'b') | int.__mul__(2, 3)
        list(map(int.__add__, [1, 2], [3, 4])) | sorted([3, 1], key=int.__neg__)
    """,
    "comparison": """
        [1].__eq__([1]) | (1).__eq__('a') | (1).__lt__(2) | 'a'.__lt__('b') | (1).__ne__(2) | [2, 1].__gt__([1])
        object().__eq__(1) | int.__eq__(1, 1) | (5).__hash__() | 'a'.__hash__() == hash('a')
    """,
    "items": """
        'abc'.__len__() | [1, 2].__len__() | [1, 2].__contains__(1) | 'abc'.__getitem__(1) | {'a': 1}.__getitem__('a')
        'a'.__contains__('a') | {'a': 1}.__contains__('a') | {'a': 1}.__len__() | [1].__iter__().__next__()
        {1: 2}.__iter__().__next__() | range(3).__len__() | range(3).__contains__(2) | range(3).__getitem__(1)
        list.__len__([1, 2]) | dict.__getitem__({'a': 1}, 'a') | list.__getitem__([1, 2], 1)
        list(map(str.__len__, ['a', 'bb'])) | {}.__getitem__('a') | [].__getitem__(3)
    """,
    "conversions": """
        (5).__str__() | (5).__repr__() | (5).__bool__() | (5).__float__() | (5.7).__int__() | (5).__index__()
        (5).__format__('>3') | 'a'.__format__('>3') | (5).__round__() | (5.5).__round__() | (5.5).__floor__()
        (5.5).__trunc__() | object.__repr__(5)[:4] | Exception('a').__str__() | ValueError('x').__repr__()
        int.__new__(int, '7') | str.__new__(str, 5) | dict.__new__(dict) | type.__call__(int, '5')
    """,
    "who has what": """
        hasattr(5, '__add__') | hasattr([], '__iter__') | hasattr(5, '__iter__') | hasattr('a', '__len__')
        hasattr(len, '__call__') | hasattr({}, '__getitem__') | hasattr(5, '__len__') | callable(5)
        len.__call__([1]) | (lambda x: x + 1).__call__(4) | '__add__' in dir(5) | '__len__' in dir([])
    """,
}


@pytest.mark.parametrize("of", EXPRESSIONS)
def test_special_methods_as_in_cpython(run: Run, tmp_path: Path, of: str) -> None:
    lines = EXPRESSIONS[of].strip().splitlines()
    expressions = [one.strip() for line in lines for one in line.split(" | ")]
    source = HEAD + "\n".join(f"t({expression!r})" for expression in expressions)
    (tmp_path / "program.py").write_text(source)
    expected = subprocess.run([sys.executable, tmp_path / "program.py"], capture_output=True, text=True, check=True)
    outcome = run(source)
    assert outcome.error is None, outcome.error
    assert outcome.stdout.splitlines() == expected.stdout.splitlines()
