"""Exceptions (build/patches/0060 and 0061, build/port/exception_attributes.c, build/frozen/_groups.py and
traceback.py): as in CPython."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from cloche.front import parse
from node import Outcome

Run = Callable[..., Outcome]

PROGRAMS = tomllib.loads(Path(__file__).with_name("exceptions.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", PROGRAMS)
def test_as_in_cpython(run: Run, name: str) -> None:
    source = parse(PROGRAMS[name]["code"], "<main>")
    outcome = run(source.body, tail=source.tail, tail_line=source.tail_line)
    assert outcome.error is None, outcome
    assert outcome.stdout.split("\n") == PROGRAMS[name]["cpython"].split("\n")


@pytest.mark.parametrize("code", [
    "type(i for i in ()).close(5)", "BaseException.add_note()", "BaseException.with_traceback(5, None)",
    "BaseException.__str__(5)", "BaseException.__init__(5)", "BaseException.__init__(object())",
    "class A(Exception): pass\nException.__init__(A)", "ValueError().__traceback__ = object()",
    "ValueError('a', **{'b': 1})", "AttributeError(names=1)",
    "class A(Exception):\n def __init__(self): pass\nobject.__new__(A).x",
    "e = ValueError()\ne.args = (e,)\nrepr(e)", "e = ValueError()\ne.args = [e]\nstr(e), repr([e, e])",
    "import sys\nsys.modules['_groups'] = 5\nExceptionGroup",
    "import builtins\ndel builtins.ExceptionGroup", "ExceptionGroup.__new__(5, 'a', [ValueError()])",
    "class A(ExceptionGroup):\n def derive(self, e): return 5\nA('a', [ValueError(), KeyError()]).split(KeyError)",
    "class L(list):\n def __getitem__(self, i): return 5\nExceptionGroup('a', L())",
])  # fmt: skip
def test_misuse_is_an_error(run: Run, code: str) -> None:
    outcome = run(code, wall_seconds=20)
    assert outcome.outcome == "error", outcome
    assert outcome.error[0] in (
        "AttributeError", "KeyError", "RecursionError", "RuntimeError", "TypeError", "ValueError",
    ), outcome  # fmt: skip


def test_a_ring_of_contexts_is_none_for_ever(run: Run) -> None:
    outcome = run(
        "a, b = ValueError('a'), ValueError('b')\n"
        "a.__context__, b.__context__ = b, a\n"
        "for i in range(100):\n"
        "    try:\n"
        "        try: raise a\n"
        "        except ValueError: raise KeyError(i)\n"
        "    except KeyError: pass\n"
        "try:\n"
        "    try: raise KeyError\n"
        "    except KeyError: raise b\n"
        "except ValueError as error: print(repr(error))\n",
        wall_seconds=20,
    )
    assert (outcome.outcome, outcome.stdout) == ("ok", "ValueError('b')\n")


def test_nothing_is_being_handled_in_the_next_run(run: Run) -> None:
    code = (
        "import sys\n"
        "try: raise KeyError\n"
        "except KeyError: print(repr(sys.exc_info()[1]))\n"
        "print(sys.exc_info()[1])\n"
        "try: raise\n"
        "except RuntimeError as error: print(error, error.__context__)\n"
    )
    assert run(code).stdout == "KeyError()\nNone\nNo active exception to reraise None\n"


def test_what_is_raised_again_and_again_does_not_fill_the_memory(run: Run) -> None:
    outcome = run(
        "kept = None\n"
        "for i in range(30000):\n"
        "    try:\n"
        "        try: raise ValueError('x' * 1000)\n"
        "        except ValueError as error: raise KeyError(i) from error\n"
        "    except KeyError as error: kept = error\n"
        "print(repr(kept), repr(kept.__cause__)[:15])\n",
        memory_bytes=4 * 2**20,
        wall_seconds=30,
    )
    assert outcome.stdout == "KeyError(29999) ValueError('xxx\n", outcome


def test_a_chain_may_be_longer_than_calls_are_deep(run: Run) -> None:
    outcome = run(
        "import traceback\n"
        "def deep(n):\n"
        "    try: raise ValueError(n)\n"
        "    except ValueError:\n"
        "        if n: deep(n - 1)\n"
        "try: deep(300); raise KeyError\n"
        "except KeyError as error: chain = error\n"
        "for n in range(1000):\n"
        "    error = ValueError(n); error.__cause__ = chain; chain = error\n"
        "print(''.join(traceback.format_exception(chain)).count('direct cause'))\n",
        wall_seconds=20,
    )
    assert (outcome.outcome, outcome.stdout) == ("ok", "1000\n"), outcome
