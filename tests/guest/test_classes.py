"""What build/patches/0040 to 0046 make of classes, functions and numbers: as in CPython."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from node import Outcome

Run = Callable[..., Outcome]

PROGRAMS = {
    "metaclass": """
        class M(type):
            made = []
            def __new__(mcs, name, bases, namespace, **kwargs):
                cls = super().__new__(mcs, name, bases, namespace)
                mcs.made.append((name, kwargs))
                return cls
            def __init__(cls, name, bases, namespace, **kwargs):
                cls.tag = name.lower()
            def __call__(cls, *args):
                return super().__call__(*args)
            def __iter__(cls):
                return iter([cls.tag])
            def __len__(cls):
                return 3
            def __getitem__(cls, item):
                return item * 2
            def __contains__(cls, item):
                return item == 1
            def __getattr__(cls, name):
                return 'no ' + name
            def __repr__(cls):
                return 'M:' + cls.__name__
            @property
            def prop(cls):
                return 'property of ' + cls.tag
        class A(metaclass=M, x=1):
            def __init__(self, v):
                self.v = v
        class B(A):
            pass
        print(M.made, A.tag, B.tag, list(A), len(B), A[4], 1 in A, 2 in A, A.nope, A, [B], A.prop)
        print(type(A) is M, type(B) is M, isinstance(A, M), isinstance(A, type), issubclass(B, A), A(5).v, B(6).v)
        print({A: 1, B: 2}[B], A == A, A != B, hash(A) == hash(A), isinstance(B(1), A), bool(A))
        """,
    "set attributes of a class": """
        class M(type):
            def __setattr__(cls, name, value):
                if name == 'x': raise AttributeError('fixed')
                super().__setattr__(name, value)
        class A(metaclass=M): pass
        A.y = 3
        try: A.x = 1
        except AttributeError as error: print(error)
        del A.y
        print(hasattr(A, 'y'))
        """,
    "instance and subclass checks": """
        class M(type):
            def __instancecheck__(cls, instance): return instance == 5
            def __subclasscheck__(cls, subclass): return subclass is int
        class A(metaclass=M): pass
        print(isinstance(5, A), isinstance(6, A), isinstance(A(), A), issubclass(int, A), issubclass(str, A))
        print(isinstance(5, (str, A)), isinstance(True, int), issubclass(bool, int), isinstance(1, bool))
        """,
    "__init_subclass__ and __set_name__": """
        class Base:
            kinds = []
            def __init_subclass__(cls, kind=None, **kwargs):
                super().__init_subclass__(**kwargs)
                cls.kinds.append((cls.__name__, kind))
        class D:
            def __set_name__(self, owner, name):
                self.name = owner.__name__ + '.' + name
            def __get__(self, instance, owner):
                return self.name
        class A(Base, kind='a'):
            field = D()
        class B(A): pass
        print(Base.kinds, A().field, B.field if False else A.__dict__['field'].name)
        try:
            class C(x=1): pass
        except TypeError as error: print(error)
        """,
    "order of resolution": """
        class A: pass
        class B(A): pass
        class C(A): pass
        class D(B, C): pass
        print([c.__name__ for c in D.__mro__], [c.__name__ for c in D.mro()], int.__mro__ == (int, object))
        """,
    "below native types": """
        class P(tuple):
            def __new__(cls, x, y): return super().__new__(cls, (x, y))
        class S(str):
            def __new__(cls, text): return str.__new__(cls, text + '!')
        class I(int):
            def __new__(cls, n): return int.__new__(cls, n * 2)
        class E(ValueError, KeyError): pass
        print(P(1, 2), P(1, 2)[1], len(P(3, 4)), P(1, 2) == (1, 2), S('a'), S('a') == 'a!', I(4), I(4) + 1, 1 + I(4))
        print(I(1) < I(2), 2 < I(4), I(4) * I(2), 'x' + S('y'), S('y') + 'x', I(3) - 1, 7 - I(3), f'{I(3):03d}', I(5) > 3)
        print(isinstance(E(), ValueError), isinstance(E(), KeyError), max(I(1), 3), sorted([I(3), I(1)]), [10, 20, 30][1])
        class D(dict):
            def __repr__(self): return 'D'
        print(D(), str(D()), [D()], f'{D()}')
        """,
    "attributes of functions": """
        def f(a, b=2):
            "what it does"
            return a
        f.calls = 3
        f.calls += 1
        print(f.calls, f.__name__, f.__doc__, f.__dict__, f.__module__, hasattr(f, 'other'))
        def outer():
            n = 1
            def inner():
                return n
            return inner
        one, two = outer(), outer()
        one.x = 1
        print(hasattr(two, 'x'), one.x, one.__name__, (lambda: 0).__name__, one.__doc__)
        del f.calls
        print(hasattr(f, 'calls'))
        f.__name__ = 'g'
        f.__doc__ = 'new'
        print(f.__name__, f.__doc__)
        class A:
            "a class"
            def m(self):
                "a method"
            @property
            def p(self):
                "a property"
                return 1
            @staticmethod
            def s(): return 2
        a = A()
        print(a.m.__doc__, a.m.__self__ is a, a.m.__func__(a), A.p.__doc__, A.p.fget(a), A.__doc__, A.__dict__['s'].__func__())
        """,
    "annotations of classes": """
        class A:
            x: int
            y: str = 2
            z: list[int] | None = None
        print(A.__annotations__, A.y, hasattr(A, 'x'))
        class B(A):
            pass
        print(B.__annotations__)
        print(list[int], dict[str, int], int | None, int | str)
        try: print(int[3])
        except TypeError as error: print(error)
        class G:
            def __class_getitem__(cls, item): return item
        print(G[5])
        """,
    "methods of numbers": """
        for n in (0, 1, -1, 255, -256, 2**31, 2**64 - 1, -2**100):
            print(n.bit_length(), n.bit_count(), n.as_integer_ratio(), n.numerator, n.denominator, n.real, n.imag, n.conjugate())
        for x in (0.0, 0.5, -0.1, 1e300, 5e-324, 3.0, 1 / 3):
            print(x.as_integer_ratio(), x.is_integer(), x.hex(), x.real, x.imag)
        for bad in (float('inf'), float('nan')):
            try: bad.as_integer_ratio()
            except (ValueError, OverflowError) as error: print(type(error).__name__, error)
        """,
    "formats": """
        class A:
            def __format__(self, spec): return '<' + spec + '>'
        a = A()
        print(f'{a}', f'{a:x}', '{:>5}|{}'.format(a, a), '{0:{1}}'.format(a, 7), f'{a!s:.1}' != '')
        class B:
            def __str__(self): return 'b'
        print(f'{B()}', f'{B()!s:>3}')
        """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_as_in_cpython(run: Run, name: str, tmp_path: Path) -> None:
    lines = PROGRAMS[name].split("\n")[1:]
    code = "\n".join(line[8:] for line in lines)
    cpython = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False
    )
    assert cpython.returncode == 0, cpython.stderr
    outcome = run(code)
    assert outcome.error is None, outcome
    assert outcome.stdout.split("\n") == cpython.stdout.split("\n")


@pytest.mark.parametrize("code", [
    "class M(type): pass\nM('A', (), {}).__class__\nM.__new__(5, 'A', (), {})",
    "class M(type): pass\ntype.__call__(5)",
    "class M(type): pass\nclass A(metaclass=M): pass\nM.__call__(A(), 1)",
    "class M(type):\n def __new__(m, *a): return 5\nclass A(metaclass=M): pass\nclass B(A): pass",
    "class M(type):\n def __getattr__(c, n): return getattr(c, n)\nclass A(metaclass=M): pass\nA.x",
    "class M(type):\n def __instancecheck__(c, i): return isinstance(i, c)\nclass A(metaclass=M): pass\nisinstance(5, A)",
    "tuple.__new__(5)", "tuple.__new__()", "type.__new__(int, 'A', (), {})", "type.__setattr__(5, 'x', 1)",
    "class A(int):\n def __new__(cls): return object.__new__(cls)\nA() + 1",
    "class A(type, int): pass", "class M(type): pass\nclass A(M, int): pass",
    "class M(type): pass\nM.__dict__['x']\nM().y", "class M(type): pass\nbytes(M('A', (), {}))",
    "x = []\nfor i in range(200000): x = (x,)\nisinstance(1, tuple(x))",
    "from _random import Generator\nGenerator().setstate((1,) * 625 + (9,))",
    "from _random import Generator\nGenerator().setstate([2 ** 40] * 624 + [700])",
    "from _random import Generator\nGenerator().getrandbits(-1)", "from _random import Generator\nGenerator().seed(b'1')",
])  # fmt: skip
def test_misuse_is_an_error(run: Run, code: str) -> None:
    outcome = run(code, wall_seconds=20)
    assert outcome.outcome == "error", outcome
    assert outcome.error[0] in ("TypeError", "ValueError", "AttributeError", "RecursionError", "RuntimeError", "KeyError"), outcome


@pytest.mark.parametrize("bits", [1, 8, 31, 32, 33, 64, 1000])
def test_random_bits_are_cpythons(run: Run, bits: int) -> None:
    import random

    code = f"import random\nrandom.seed(7)\nprint([random.getrandbits({bits}) for _ in range(700)], random.random())"
    random.seed(7)
    assert run(code).stdout == f"{[random.getrandbits(bits) for _ in range(700)]} {random.random()}\n"
