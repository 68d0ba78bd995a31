"""Namespaces, dicts' views, truth values and functions' attributes (build/patches/0064)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cloche.front import parse
from node import Outcome

Run = Callable[..., Outcome]

PROGRAMS = {
    "views": """
        d = {'a': 1, 'b': 2, 'c': 3}
        print(list(reversed(d)), list(reversed(d.items())), list(reversed(d.values())), list(reversed(d.keys())))
        e = {'b': 2, 'c': 4, 'z': 0}
        s = lambda x: sorted(x)
        print(s(d.keys() & e.keys()), s(d.keys() | e), s(d.keys() - e), s(d.keys() ^ e.keys()), s(d.items() & e.items()), s(d.items() - e.items()), s({'a', 'q'} & d.keys()), s({'a', 'q'} - d.keys()), s(['q', 'a'] | d.keys()))
        print(d.keys(), d.values(), d.items(), len(d.keys()), len(d.items()), bool({}.keys()), type(d.keys()).__name__)
        print(d.keys() == {'a', 'b', 'c'}, {'a', 'b', 'c'} == d.keys(), d.keys() == e.keys(), d.keys() >= {'a'}, d.keys() < {'a'}, d.items() == {'a': 1, 'b': 2, 'c': 3}.items(), d.values() == d.values(), d.keys() == ['a'], ('a', 1) in d.items(), ('a', 2) in d.items(), 5 in d.items(), d.keys().isdisjoint(['q']), d.items().isdisjoint([('a', 1)]), {1: []}.items() == {1: []}.items())
        print(d | e, e | d, dict.fromkeys('ab', 0), dict(x=1, **e), dict([('a', 1)], b=2), dict({'k': 1}, z=3), {'a': 1} == {'a': 1.0}, {'a': 1} != {'b': 1})
        d |= [('n', 9)]; print(d, d.popitem(), d.setdefault('a', 5), d.setdefault('y'), d)
        """,
    "sizes that change": """
        def err(f):
            try: print(f())
            except Exception as x: print(type(x).__name__, x)
        def grow():
            d = {1: 1}
            for k in d: d[k + 1] = 1
        def shrink():
            d = {1: 1, 2: 2}
            for k in d.values(): del d[k]
        def items():
            d = {1: 1, 2: 2}
            for k, v in d.items(): d.pop(k)
        err(grow); err(shrink); err(items)
        err(lambda: dict([(1, 2, 3)])); err(lambda: dict([(1, 2), 'a'])); err(lambda: dict.fromkeys([1, 1, 2]))
        """,
    "truth values": """
        print(True & False, True | False, True ^ True, True & 1, False | 2, type(True ^ False))
        x = True; x &= False; print(x); x |= True; print(x)
        """,
    "dir and vars": """
        class A:
            k = 1
            def __init__(self): self.b = 2; self.a = 1; self.__p = 5
            def m(self): pass
            @property
            def q(self): print('called'); return 1
        class B(A): n = 3
        print([n for n in dir(B()) if not n.startswith('__')], [n for n in dir(B) if not n.startswith('__')], dir(B()) == sorted(dir(B())), '__init__' in dir(B), '__class__' in dir(3))
        print(vars(B()), list(vars(A))[:3] != [], vars() is globals())
        class W:
            def __dir__(self): return ['z', 'a']
        print(dir(W()))
        import math
        print(dir(math) == sorted(dir(math)), 'sqrt' in dir(math), vars(math)['pi'], 'append' in dir([]), 'upper' in dir(''))
        def err(f):
            try: print(f())
            except Exception as x: print(type(x).__name__, x)
        err(lambda: vars(5))
        """,
    "other dicts": """
        from collections import Counter, OrderedDict, defaultdict
        print({'a': 1} == Counter('a'), Counter('a') == {'a': 1}, {'a': 1} == OrderedDict(a=1), OrderedDict(a=1) == {'a': 1}, list(reversed(OrderedDict(a=1, b=2))))
        dd = defaultdict(int); dd['x'] += 1; print(dd == {'x': 1}, dd.keys() == {'x'})
        """,
    "annotations": """
        def f(ham: str, eggs: str = 'eggs', *a: int, k: float = 2, **kw: dict) -> str:
            'doc'
            return ham
        print(f.__annotations__, f.__defaults__, f.__kwdefaults__, f.__doc__, f.__name__, f.__dict__, f('x'))
        def g(): pass
        print(g.__annotations__, g.__defaults__, g.__kwdefaults__)
        def h(x: int): pass
        print(h.__annotations__)
        def i() -> None: pass
        print(i.__annotations__); i.__annotations__['z'] = 1; print(i.__annotations__)
        def outer(T):
            def inner(a: T, b: 'T' = 1) -> T: return a
            return inner
        print(outer(int).__annotations__, outer(5)(3))
        class A:
            def m(self, x: 'A', *, y: int = 3) -> 'A': return self
            @staticmethod
            def s(q: list[int]) -> None: pass
        print(A.m.__annotations__, A().m.__annotations__, A.s.__annotations__, A.m.__kwdefaults__)
        def gen(n: int): yield n
        print(gen.__annotations__, list(gen(2)))
        def args(*args: int, **kwargs: str): return args
        print(args.__annotations__, args(1))
        def star(*, key: int): return key
        print(star.__annotations__, star(key=1))
        def pos(a: int, /, b: str): return b
        print(sorted(pos.__annotations__))
        async def co(a: int) -> str: pass
        print(co.__annotations__)
        f.x = 1; print(f.__dict__)
        """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_as_in_cpython(run: Run, name: str, tmp_path: Path) -> None:
    code = "\n".join(line[8:] for line in PROGRAMS[name].split("\n")[1:])
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 0, done.stderr
    source = parse(code, "<main>")
    outcome = run(source.body, tail=source.tail, tail_line=source.tail_line)
    assert outcome.error is None, outcome
    # Classes here show only their names: differences.toml.
    assert outcome.stdout.split("\n") == done.stdout.replace("__main__.", "").split("\n")


def test_annotations_may_name_what_comes_later(run: Run) -> None:
    """As in CPython 3.14."""
    code = "def f(x: Later): pass\ndef g(x: nope): pass\nclass Later: pass\n"
    assert run(code + "print(f.__annotations__['x'].__name__)").stdout == "Later\n"
    assert run(code + "g.__annotations__").error[:2] == ("NameError", run("nope").error[1])


def test_dir_calls_no_property(run: Run) -> None:
    code = "class A:\n @property\n def q(self): print('called')\nprint('q' in dir(A()))"
    assert run(code).stdout == "True\n"
