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
    outcome = run(source.body + source.tail)
    is_same = (outcome.outcome, outcome.stdout) == ("ok", cpythons(code, tmp_path))
    if name in GAPS:
        assert not is_same, f"{name!r} works now: strike it from forms/gaps.toml"
    else:
        assert is_same, f"{outcome.outcome} {outcome.traceback}\n{outcome.stdout}\n{source}"


def test_gaps_are_of_forms_that_there_are():
    assert set(GAPS) <= {name for name, _ in forms()}


@pytest.mark.parametrize(("name", "code"), forms(), ids=[name for name, _ in forms()])
def test_a_translation_has_the_lines_of_the_code(name: str, code: str):
    """An error on the last line is on the last line."""
    marked = code + "\nraise SystemExit\n"
    source = parse(marked, "<main>")
    assert (source.body + source.tail).splitlines()[-1] == "raise SystemExit"
    assert len((source.body + source.tail).splitlines()) == len(marked.splitlines())
