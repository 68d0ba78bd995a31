"""Programs that people wrote, on the page: they print what CPython prints."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .person import Playground

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "mbpp" / "cases.jsonl"
COUNT = 20


def longest_programs() -> list[tuple[str, str]]:
    """Names and texts. Of MBPP (google-research, CC BY 4.0), whose programs check themselves."""
    if not CORPUS.is_file():
        return []
    cases = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    cases.sort(key=lambda case: (-len(case["code"]), case["id"]))
    return [(str(case["id"]), case["code"]) for case in cases[:COUNT]]


PROGRAMS = longest_programs()


@pytest.mark.skipif(not PROGRAMS, reason=f"left out: the corpus is not at {CORPUS}")
@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in PROGRAMS] or [""])
def test_the_longest_programs_print_what_cpython_prints(playground: Playground, code: str) -> None:
    expected = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    playground.write(code)
    status = playground.run(30)
    assert status.startswith("Finished"), playground.output
    assert playground.output == expected.stdout.removesuffix("\n")
