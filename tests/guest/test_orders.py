"""The method resolution order (build/patches/0063): C3, and super() along it."""

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
    "diamond": """
        class A:
            x = 'a'
            def __init__(self, **k): print('A', k)
            def f(self): return ['A']
            @classmethod
            def c(cls): return ['A', cls.__name__]
            def __init_subclass__(cls, **k): print('init A', cls.__name__); super().__init_subclass__(**k)
        class B(A):
            def __init__(self, **k): print('B'); super().__init__(**k)
            def f(self): return ['B'] + super().f()
            @classmethod
            def c(cls): return ['B'] + super().c()
            def __init_subclass__(cls, **k): print('init B', cls.__name__); super().__init_subclass__(**k)
        class C(A):
            x = 'c'
            def __init__(self, **k): print('C'); super(C, self).__init__(**k)
            def f(self): return ['C'] + super(C, self).f()
            @classmethod
            def c(cls): return ['C'] + super().c()
            def __init_subclass__(cls, **k): print('init C', cls.__name__); super().__init_subclass__(**k)
        class D(B, C):
            def __init__(self, **k): print('D'); super().__init__(z=1, **k)
            def f(self): return ['D'] + super().f()
            @classmethod
            def c(cls): return ['D'] + super().c()
        class E(D): pass
        d = E(); print(d.f(), d.x, D.x, E.c(), d.c(), super(B, d).x, super(B, d).f(), E.mro(), D.__mro__)
        print(isinstance(d, C), issubclass(E, A), issubclass(B, C), super(D, E).c())
        class F(E): 
            @property
            def p(self): return 1
        class G(C):
            @property
            def p(self): return 2
        class H(F, G):
            @property
            def p(self): return (super().p, super(F, self).p, super(G, self).x)
        print(H().p, [k.__name__ for k in H.__mro__])
        """,
    "mixins over a native class": """
        class Log:
            def __setitem__(self, k, v): print('set', k); super().__setitem__(k, v)
        class Lower:
            def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
        class MyD(Log, Lower, dict): pass
        m = MyD(); m['AB'] = 1; print(m['ab'], len(m), list(m))
        """,
    "exceptions": """
        class E1(Exception): pass
        class Mix:
            def __str__(self): return 'mix ' + self.args[0]
        class E2(Mix, E1): pass
        try: raise E2('x')
        except E1 as x: print(x, E2.__mro__[1:3])
        class E3(KeyError, AttributeError): pass
        try: raise E3(5)
        except AttributeError as x: print(type(x).__name__)
        """,
    "metaclasses": """
        class M1(type):
            def __new__(m, n, b, d, **k): print('M1', n); return super().__new__(m, n, b, d)
        class M2(type):
            def __new__(m, n, b, d, **k): print('M2', n); return super().__new__(m, n, b, d)
            def hello(cls): return 'hello ' + cls.__name__
        class M3(M1, M2): pass
        class X(metaclass=M3): pass
        print(X.hello(), M3.__mro__)
        """,
    "__new__ that calls super()": """
        class S1:
            def __new__(cls, *a): print('S1'); return super().__new__(cls, *a)
        class T(S1, tuple): pass
        print(T([1, 2]))
        """,
    "over list": """
        class Base:
            def __enter__(self): return self
            def __getattr__(self, n): return n
        class L(Base, list):
            def append(self, v): super().append(v * 2)
        l = L(); l.append(4); print(l, l.zork, len(l))
        """,
    "__eq__ without __hash__": """
        class P0:
            def __eq__(self, o): return 'P0'
            def __hash__(self): return 5
        class P1(P0): pass
        class P2(P0):
            def __eq__(self, o): return 'P2'
        class P3(P1, P2): pass
        print(P3() == 1, end=' ')
        try: hash(P3())
        except TypeError as x: print(x)
        """,
    "errors": """
        class A1: pass
        def e(c):
            try: exec(c, globals())
            except Exception as x: print(type(x).__name__, str(x))
        class B1(A1): pass
        e('class C(A1, B1): pass'); e('class C(A1, A1): pass'); e('class C(object, A1): pass')
        e('''class Xa: pass
        class Ya: pass
        class P(Xa, Ya): pass
        class Q(Ya, Xa): pass
        class R(P, Q): pass''')
        print(bool.__mro__, ValueError.mro(), dict.mro(), object.mro())
        e('super(5, 5)'); e('super(A1, 5)'); e('super(A1, A1).x'); e('super(A1, A1()).x'); e('super(A1, int).x')
        print(super(B1, B1()), super(B1, B1))
        """,
    "keywords through all of them": """
        class Vehicle:
            def __init__(self, wheels, **kw): super().__init__(**kw); self.wheels = wheels
        class Named:
            def __init__(self, name, **kw): super().__init__(**kw); self.name = name
        class Car(Named, Vehicle):
            def __init__(self, **kw): super().__init__(**kw)
        print(vars(Car(name='x', wheels=4)))
        """,
    "the end of the chain": """
        class Root:
            def draw(self): assert not hasattr(super(), 'draw'); return 'root'
        class Sh(Root):
            def draw(self): return 'sh ' + super().draw()
        class Co(Root):
            def draw(self): return 'co ' + super().draw()
        class CS(Sh, Co): pass
        print(CS().draw(), CS.draw is Sh.draw)
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
    assert outcome.stdout.split("\n") == done.stdout.split("\n")


@pytest.mark.parametrize("code", [
    "class A: pass\nfor i in range(300): A = type('A', (A, type('B', (), {})), {})\nprint(A().x)",
    "bases = tuple(type('B', (), {}) for i in range(300))\nA = type('A', bases, {})\nA().x",
    "class A: pass\nclass B: pass\nclass C(A, B): pass\nC.__bases__[2]",
    "class A: pass\nclass B: pass\nclass C(A, B): pass\nC.__bases__ = (B, A)\nC.x",
    "super(object, 5).x", "super(int, True).x", "class A(5, 6): pass", "class A(int, str): pass", "type.mro(5)",
])  # fmt: skip
def test_misuse_is_an_error(run: Run, code: str) -> None:
    outcome = run(code, wall_seconds=20)
    assert outcome.outcome == "error", outcome
    assert outcome.error[0] in ("TypeError", "AttributeError", "IndexError"), outcome
