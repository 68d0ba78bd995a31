"""Beginners' mistakes (tests/host/front/mistakes.toml), told as CPython 3.14 tells them."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cloche._result import ErrorInfo
from cloche._sources import Sources
from cloche.front import error_info, languages, parse, syntax_error_info
from node import Outcome

FILE = Path(__file__).parents[1] / "host/front/mistakes.toml"
MISTAKES: dict[str, Any] = tomllib.loads(FILE.read_text("utf-8"))

Run = Callable[..., Outcome]

#: What the guest does not tell, or does not mind.
GAPS = {
    "a float where a whole number is wanted": "range() takes a float",
}
if sys.version_info < (3, 14):
    GAPS["a misspelt keyword"] = "the host's own traceback module looks for it since 3.14"


def told(mistake: dict[str, Any], run: Run) -> ErrorInfo | None:
    code = mistake["code"]
    try:
        source = parse(code, "<main>")
    except SyntaxError as error:
        return syntax_error_info(error)
    outcome = run(source.body, tail=source.tail, tail_line=source.tail_line,
                  stdin=mistake.get("stdin", ""))
    sources = Sources({})
    sources.add_run("<main>", code)
    return None if outcome.error is None else error_info(outcome.error, sources)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_as_cpython_tells_it(name: str, run: Run):
    mistake = MISTAKES[name]
    info = told(mistake, run)
    if name in GAPS and (info is None or info.traceback != mistake["traceback"]):
        assert GAPS[name]
        return
    assert name not in GAPS, f"{name!r} is told well now: strike it from GAPS"
    assert info is not None
    assert (info.type, info.frames[-1].line, info.column) == (
        mistake["type"], mistake["line"], mistake["column"]
    )
    assert info.traceback.splitlines()[-1] == mistake["told"]
    if name != "recursion without end":  # how often the line repeats is another matter
        assert info.traceback == mistake["traceback"]


def test_there_are_fifty():
    assert len(MISTAKES) - len(GAPS) >= 50


@pytest.mark.parametrize("language", languages())
def test_most_mistakes_are_explained(language: str, run: Run):
    infos = [told(mistake, run) for mistake in MISTAKES.values()]
    explained = [info for info in infos if info is not None and info.explanation(language)]
    assert len(explained) > 0.85 * len(MISTAKES)
    for info in explained:
        assert "{" not in info.explanation(language), info
