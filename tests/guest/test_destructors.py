"""__del__: called where CPython calls it, as far as a collector can see; and whatever it does, it is safe."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from node import MIB, Outcome

Run = Callable[..., Outcome]

_CLASS = """
class Noisy:
    def __init__(self, name, other=None):
        self.name, self.other = name, other
    def __del__(self):
        print("the end of", self.name)
"""

PROGRAMS = {
    "del": "a = Noisy(1)\nprint('before')\ndel a\nprint('after')",
    "another value": "a = Noisy(1)\nprint('before')\na = None\nprint('after')\na = Noisy(2)\na = Noisy(3)\nprint('.')\ndel a",
    "two names": "a = b = Noisy(1)\ndel a\nprint('still there')\ndel b\nprint('after')",
    "a function's own": "def f():\n    a = Noisy(1)\n    print('in f')\nf()\nprint('after')",
    "a function that hands it on": "def f():\n    a = Noisy(1)\n    return a\nb = f()\nprint('got', b.name)\ndel b\nprint('.')",
    "in a function": "def f():\n    a = Noisy(1)\n    print('in f')\n    del a\n    print('after')\nf()",
    "used": "a = Noisy(1)\nprint(a.name)\nprint([a.name, a])if 0 else None\ndel a\nprint('after')",
    "one holds another": "a = Noisy(1, Noisy(2))\nprint('.')\ndel a\nprint('after')",
    "the other way round": "b = Noisy(2)\na = Noisy(1, b)\ndel b\nprint('.')\ndel a\nprint('after')",
    "a chain": "a = None\nfor i in range(15):\n    a = Noisy(i, a)\nprint('.')\ndel a\nprint('after')",
    "an attribute": "class Box: pass\nbox = Box()\nbox.it = Noisy(1)\nprint('.')\nbox.it = None\nbox.it = Noisy(2)\nprint('.')\ndel box.it\nprint('after')",
    "an item": "d = {'a': Noisy(1), 'b': Noisy(2)}\ndel d['a']\nprint('.')\ndel d\nprint('after')",
    "a list": "items = [Noisy(1)]\nprint('.')\nitems.pop()\nitems = [Noisy(2)]\nprint('.')\ndel items\nprint('after')",
    "a subclass": "class Loud(Noisy): pass\na = Loud(1)\nprint('.')\ndel a\nprint('after')",
    "super": (
        "class Loud(Noisy):\n    def __del__(self):\n        print('loud')\n        super().__del__()\n"
        "a = Loud(1)\nprint('.')\ndel a\nprint('after')"
    ),
    "a loop": "for i in range(3):\n    a = Noisy(i)\nprint('.')\ndel a\nprint('after')",
    "made known again": (
        "kept = []\nclass Cat:\n    def __del__(self):\n        print('a life less')\n        kept.append(self)\n"
        "a = Cat()\nprint('.')\ndel a\nprint(len(kept))\nkept.pop()\nprint(len(kept))"
    ),
    "circles": (
        "import gc\na, b = Noisy(1), Noisy(2)\na.other, b.other = b, a\nprint('.')\ndel a, b\n"
        "gc.collect()\nprint('after')"
    ),
    "counted": (
        "class C:\n    n = 0\n    def __init__(self):\n        C.n += 1\n    def __del__(self):\n        C.n -= 1\n"
        "a, b = C(), C()\nprint(C.n)\ndel a\nprint(C.n)\nb = None\nprint(C.n)"
    ),
    "a manager": (
        "class M:\n    def __enter__(self):\n        print('in')\n        return self\n    def __exit__(self, *why):\n"
        "        print('out')\n    def __del__(self):\n        print('gone')\n"
        "with M() as m:\n    print('work')\ndel m\nprint('after')"
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_called_where_cpython_calls_it(name: str, run: Run) -> None:
    code = _CLASS + PROGRAMS[name]
    expected = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    outcome = run(code)
    assert (outcome.outcome, outcome.stdout) == ("ok", expected)


def test_an_error_in_it_is_told_and_ignored(run: Run) -> None:
    outcome = run("class A:\n    def __del__(self):\n        1 / 0\na = A()\ndel a\nprint('after')")
    assert (outcome.outcome, outcome.stdout) == ("ok", "after\n")
    assert "Exception ignored" in outcome.stderr and "ZeroDivisionError: division by zero" in outcome.stderr


def test_more_of_them_than_can_wait_at_once(run: Run) -> None:
    outcome = run(
        "count = 0\nclass A:\n    def __del__(self):\n        global count\n        count += 1\n"
        "items = [A() for _ in range(1000)]\ndel items\nprint(count)"
    )
    assert outcome.outcome == "ok"
    assert int(outcome.stdout) > 990  # to the collector, any number may be a pointer


def test_one_that_makes_more_of_its_kind_ends_with_the_run(run: Run) -> None:
    code = "class A:\n    def __del__(self):\n        A()\na = A()\ndel a\nwhile True: A()"
    assert run(code, steps=3_000_000).outcome == "steps"


def test_one_that_never_ends_is_ended_and_the_session_lives(run: Run) -> None:
    code = "class A:\n    def __del__(self):\n        while True: pass\nx = 1\na = A()\ndel a"
    assert run(code, session="ends", steps=1_000_000).outcome == "steps"
    assert run("print(x)", session="ends").stdout == "1\n"


def test_after_a_limit_none_is_called(run: Run) -> None:
    """Or a run that does nothing of the kind would be ended by what another left."""
    code = "class A:\n    def __del__(self):\n        while True: pass\na, b, c = A(), A(), A()\nprint('.')\ndel a"
    assert run(code, session="left", steps=1_000_000).outcome == "steps"
    outcome = run("del b\nc = None\nprint('lives')", session="left", steps=1_000_000)
    assert (outcome.outcome, outcome.stdout) == ("ok", "lives\n")


def test_looking_in_vain_costs_little(run: Run) -> None:
    """With such an object about, and names that take others' places all the time."""
    code = (
        "class A:\n    def __del__(self): pass\n    def step(self):\n        a = self\n        return a\n"
        "keep = [A(), A()]\nbox = keep[0]\n"
        "for i in range(100_000):\n    box = keep[i % 2].step()\n    box.x = None\nprint('done')"
    )
    outcome = run(code, memory_bytes=32 * MIB, wall_seconds=30)
    assert (outcome.outcome, outcome.stdout) == ("ok", "done\n")
    assert outcome.wall_seconds < 5
