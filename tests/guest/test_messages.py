"""What the guest itself says of mistakes (build/patches/0070 to 0072): a program that prints what it
catches prints what CPython 3.14 says."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from node import Outcome

Run = Callable[..., Outcome]

TOLD = tomllib.loads(Path(__file__).with_name("messages.toml").read_text(encoding="utf-8"))

HEAD = """
import math
def told(act, *arguments):
    try: act(*arguments)
    except Exception as error: return type(error).__name__ + ': ' + str(error)
    return ''
"""


@pytest.mark.parametrize("kind", TOLD)
def test_a_message_as_in_cpython(run: Run, kind: str) -> None:
    codes = TOLD[kind]
    act = "eval, code" if kind == "expressions" else "exec, code, {}"
    outcome = run(f"{HEAD}for code in {list(codes)!r}: print(repr(told({act})))")
    assert outcome.error is None, outcome
    told = [ast.literal_eval(line) for line in outcome.stdout.splitlines()]
    assert dict(zip(codes, told, strict=True)) == codes


# Functions whose arguments don't fit: these are looked at in the guest, whoever defined them.
ARGUMENTS = {
    "f()": "f() missing 2 required positional arguments: 'a' and 'b'",
    "f(1)": "f() missing 1 required positional argument: 'b'",
    "f(b=1)": "f() missing 1 required positional argument: 'a'",
    "f(1, 2, 3, 4)": "f() takes from 2 to 3 positional arguments but 4 were given",
    "f(1, 2, x=3)": "f() got an unexpected keyword argument 'x'",
    "f(1, 2, a=3)": "f() got multiple values for argument 'a'",
    "g()": "g() missing 3 required positional arguments: 'a', 'b', and 'c'",
    "g(1, 2, 3)": "g() missing 1 required keyword-only argument: 'k'",
    "g(1, 2, 3, k=1, m=2, z=3)": "g() got an unexpected keyword argument 'z'",
    "g(1, 2, 3, 4)": "g() takes 3 positional arguments but 4 were given",
    "g(1, 2, 3, 4, k=1)":
        "g() takes 3 positional arguments but 4 positional arguments (and 1 keyword-only argument) were given",
    "one()": "one() missing 1 required positional argument: 'x'",
    "one(1, 2)": "one() takes 1 positional argument but 2 were given",
    "none(1)": "none() takes 0 positional arguments but 1 was given",
    "A()": "A.__init__() missing 1 required positional argument: 'x'",
    "A(1, 2)": "A.__init__() takes 2 positional arguments but 3 were given",
    "A(1).m(2)": "A.m() takes 1 positional argument but 2 were given",
    "A(1).s()": "A.s() missing 1 required positional argument: 'y'",
    "B(1)": "B() takes no arguments",
    "closure(1)(2)": "closure.<locals>.inner() missing 1 required positional argument: 'z'",
    "(lambda x: x)()": "<lambda>() missing 1 required positional argument: 'x'",
    "gen()": "gen() missing 1 required positional argument: 'n'",
}


def test_arguments_that_do_not_fit(run: Run) -> None:
    outcome = run(f"""{HEAD}
def f(a, b, c=1): pass
def g(a, b, c, *, k, m=1): pass
def one(x): pass
def none(): pass
class A:
    def __init__(self, x): pass
    def m(self): pass
    @staticmethod
    def s(y): pass
class B: pass
def closure(x):
    def inner(y, z): return x
    return inner
def gen(n): yield n
for code in {list(ARGUMENTS)!r}: print(told(eval, code))""")
    assert outcome.error is None, outcome
    told = dict(zip(ARGUMENTS, outcome.stdout.splitlines(), strict=True))
    assert told == {code: f"TypeError: {message}" for code, message in ARGUMENTS.items()}


def test_names_of_functions_and_classes(run: Run) -> None:
    outcome = run("""
class A:
    class In: pass
    def m(self): pass
def f():
    def g(): pass
    class L: pass
    return g, L
g, L = f()
def cut(text): return text.split(' at 0x')[0]
print(A, A.In, L, A.In.__qualname__, int, type(None))
print(A.m.__name__, A.m.__qualname__, g.__name__, g.__qualname__)
print(cut(repr(A())), cut(repr(A.In())), cut(repr(g)), cut(repr(A.m)), cut(repr(A().m)))
print(len, len.__name__, str.upper, str.upper.__qualname__, print.__module__, cut(repr([].append)))
import math
print(math.sqrt.__name__, math.sqrt.__module__, abs.__qualname__)
""")
    assert outcome.error is None, outcome
    assert outcome.stdout == """\
<class '__main__.A'> <class '__main__.A.In'> <class '__main__.f.<locals>.L'> A.In <class 'int'> <class 'NoneType'>
m A.m g f.<locals>.g
<__main__.A object <__main__.A.In object <function f.<locals>.g <function A.m <bound method A.m of <__main__.A object
<built-in function len> len <method 'upper' of 'str' objects> str.upper builtins <built-in method append of list object
sqrt math abs
"""
