"""The library in the guest: programs of tests/guest/library/ print what they print in CPython."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from node import MIB, Outcome

Run = Callable[..., Outcome]

PROGRAMS = sorted((Path(__file__).parent / "library").glob("*.py"))
FROZEN = Path(__file__).resolve().parents[2] / "build/frozen"

#: Of the guest alone, or not to be imported by programs.
_INTERNAL = {"manifest", "host", "_display", "_turtle_wire", "_colour_names"}


def modules() -> list[str]:
    """All that is frozen and can be imported by itself."""
    places = [FROZEN, FROZEN / "library"]
    names = {path.stem for place in places for path in place.glob("*.py")}
    names |= {path.parent.name for place in places for path in place.glob("*/__init__.py")}
    return sorted(names - _INTERNAL)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_prints_what_cpython_prints(run: Run, path: Path, tmp_path: Path) -> None:
    outcome = run(path.read_text(), memory_bytes=32 * MIB, wall_seconds=60)
    cpython = subprocess.run(
        [sys.executable, str(path)], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    assert outcome.error is None, outcome
    assert outcome.stdout.split("\n") == cpython.stdout.split("\n")


@pytest.mark.parametrize("name", modules())
def test_can_be_imported_alone(run: Run, name: str) -> None:
    outcome = run(f"import {name}\nprint({name}.__name__)")
    assert outcome.stdout == f"{name}\n", outcome


#: Held back for errors, from the first collection on: RESERVE_BYTES of build/port/heap.c.
_RESERVE_BYTES = 32 * 1024


def test_what_is_not_imported_costs_nothing(run: Run) -> None:
    outcome = run("import gc\ngc.collect()\nprint(gc.mem_alloc())")
    assert int(outcome.stdout) < _RESERVE_BYTES + 1024, outcome
