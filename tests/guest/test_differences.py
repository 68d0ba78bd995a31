"""Each known difference from CPython (differences.toml) is as it is told there, on both sides."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from cloche.front import parse, syntax_error_info
from node import Outcome

TABLE = Path(__file__).with_name("differences.toml")

Run = Callable[..., Outcome]

DIFFERENCES: dict[tuple[str, str], dict[str, str]] = {
    (subject, line): shown
    for subject, lines in tomllib.loads(TABLE.read_text("utf-8")).items()
    for line, shown in lines.items()
}


@pytest.fixture(params=DIFFERENCES, ids=lambda key: key[1])
def shown(request: pytest.FixtureRequest) -> dict[str, str]:
    return DIFFERENCES[request.param]


def test_it_is_a_difference(shown: dict[str, str]) -> None:
    assert shown["here"].strip() != shown["cpython"].strip()


def test_cpython_prints_what_is_told(shown: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", shown["code"]], capture_output=True, text=True, timeout=30
    )
    last = done.stderr.strip().rpartition("\n")[2] if done.returncode else ""
    assert (done.stdout + last).strip() == shown["cpython"].strip()


def test_the_guest_prints_what_is_told(shown: dict[str, str], run: Run) -> None:
    try:
        source = parse(shown["code"], "<main>")
    except SyntaxError as error:
        printed = syntax_error_info(error).traceback.strip().rpartition("\n")[2]
    else:
        outcome = run(source.body, tail=source.tail, tail_line=source.tail_line)
        printed = outcome.stdout
        if outcome.error:
            printed += f"{outcome.error[0]}: {outcome.error[1]}".removesuffix(": ")
    assert printed.strip() == shown["here"].strip()
