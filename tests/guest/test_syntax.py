"""Every form of Python's syntax (forms/syntax.txt), translated by the host and run by the guest: it
prints what CPython prints."""

from __future__ import annotations

import contextlib
import io
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from cloche.front import parse
from node import Outcome

FORMS = Path(__file__).with_name("forms")
HELPERS = Path(__file__).parents[2] / "build/frozen/_front.py"

Run = Callable[..., Outcome]


def forms() -> list[tuple[str, str]]:
    parts = re.split(r"(?m)^---- (.*)\n", (FORMS / "syntax.txt").read_text("utf-8"))
    return list(zip(parts[1::2], parts[2::2], strict=True))


#: Forms that fail, and what the guest lacks for them.
GAPS: dict[str, str] = tomllib.loads((FORMS / "gaps.toml").read_text("utf-8"))


def cpythons(code: str, folder: Path) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.chdir(folder):
        exec(compile(code, "<main>", "exec", dont_inherit=True), {"__name__": "__main__"})
    return printed.getvalue()


@pytest.mark.parametrize(("name", "code"), forms(), ids=[name for name, _ in forms()])
def test_a_form_does_what_it_does_in_cpython(name: str, code: str, run: Run, tmp_path: Path):
    source = parse(code, "<main>")
    assert source.body.count("\n") <= code.count("\n")
    outcome = run(source.body, tail=source.tail, tail_line=source.tail_line)
    is_same = (outcome.outcome, outcome.stdout) == ("ok", cpythons(code, tmp_path))
    if name in GAPS:
        assert not is_same, f"{name!r} works now: strike it from forms/gaps.toml"
    else:
        assert is_same, f"{outcome.outcome} {outcome.traceback}\n{outcome.stdout}\n{source}"


@pytest.mark.parametrize(("code", "value"), [
    ("[*'ab']", ["a", "b"]),
    ("# comment\n[*'ab']", ["a", "b"]),
    ("'doc'\n[*'ab']", ["a", "b"]),
    ("x = 1; [*'ab', x]", ["a", "b", 1]),
    ("def f():\n  return [*'ab']\nf()", ["a", "b"]),
    ("if 1:\n  x = 1\n[*'ab', x]", ["a", "b", 1]),
    ("f'{1!a:>{3}}'", "  1"),
    ("match 3:\n  case x: pass\nx", 3),
])
def test_the_last_expression_has_its_value(code: str, value: object, run: Run):
    source = parse(code, "<main>")
    outcome = run(source.body, tail=source.tail, tail_line=source.tail_line)
    assert (outcome.value, outcome.error) == (value, None)


def test_gaps_are_of_forms_that_there_are():
    assert set(GAPS) <= {name for name, _ in forms()}


@pytest.mark.parametrize(("name", "code"), forms(), ids=[name for name, _ in forms()])
def test_a_translation_has_the_lines_of_the_code(name: str, code: str):
    """An error on the last line is on the last line."""
    marked = code + "\nraise SystemExit\n"
    source = parse(marked, "<main>")
    assert (source.body + source.tail).splitlines()[-1] == "raise SystemExit"
    assert len((source.body + source.tail).splitlines()) == len(marked.splitlines())
