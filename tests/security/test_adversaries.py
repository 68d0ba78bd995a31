"""Programs that mean to pass a limit, in every browser: each ends, and its session lives on.

After each of them the same Sandbox runs ``print(marker)``, and the marker of before is printed.
"""

from __future__ import annotations

import collections
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pytest_pyodide import run_in_pyodide

HERE = Path(__file__).parent

#: What a program against the clock may come to.
_LATE = ["timeout", "memory", "RecursionError", "SyntaxError", "ValueError", "OverflowError",
         "MemoryError", "RuntimeError", "KeyError"]

#: Of the ends, on the gentlest rung: the guest ended the run itself, and the session was kept.
SHARE_KEPT = 0.95

#: For a program that may come to a timeout, and for one that must pass another limit before it.
_WALL_SECONDS = 0.4
_LONG_WALL_SECONDS = 8.0

#: Programs of one call into the page: its script may run for half a minute at most.
_AT_A_TIME = 10

_states: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)


def _programs() -> dict[str, dict[str, Any]]:
    clock = tomllib.loads((HERE.parent / "guest" / "long_calls.toml").read_text())
    others = tomllib.loads((HERE / "adversaries.toml").read_text())
    found = {
        f"{section}/{name}": {"code": code, "ends": _LATE}
        for section, programs in clock.items()
        for name, code in programs.items()
    }
    for section, programs in others.items():
        for name, program in programs.items():
            found[f"{section}/{name}"] = program
    return found


PROGRAMS = _programs()
_NAMES = list(PROGRAMS)
_PARTS = [_NAMES[i : i + _AT_A_TIME] for i in range(0, len(_NAMES), _AT_A_TIME)]


def test_there_are_many() -> None:
    assert len(PROGRAMS) >= 120


@run_in_pyodide(packages=["cloche"])
async def _run_all(selenium, programs):
    from cloche import Limits, Sandbox

    ends = []
    limits = Limits(memory_bytes=16 * 2**20, output_bytes=200_000)
    async with Sandbox(limits=limits) as sandbox:
        for number, (code, wall_seconds) in enumerate(programs):
            await sandbox.run(f"marker = {number}")
            result = await sandbox.run(code, limits=limits.replace(wall_seconds=wall_seconds))
            after = await sandbox.run("print(marker)")
            ends.append([
                result.error.type if result.status == "error" else result.status,
                result.session_state,
                result.reason or "",
                after.stdout == f"{number}\n",
                after.stderr,
            ])
    return ends


@pytest.mark.parametrize("names", _PARTS, ids=lambda names: names[0])
def test_each_ends_and_the_session_lives(selenium_module_scope: Any, names: list[str]) -> None:
    programs = [
        (
            PROGRAMS[name]["code"],
            _WALL_SECONDS if "timeout" in PROGRAMS[name]["ends"] else _LONG_WALL_SECONDS,
        )
        for name in names
    ]
    ends = _run_all(selenium_module_scope, programs)
    wrong = []
    for name, (end, state, reason, marker_lives, stderr) in zip(names, ends, strict=True):
        _states[selenium_module_scope.browser][state] += 1
        if end not in PROGRAMS[name]["ends"] or not marker_lives:
            wrong.append((name, end, state, reason, marker_lives, stderr))
    assert wrong == []


def test_nearly_all_end_by_themselves(
    selenium_module_scope: Any, request: pytest.FixtureRequest
) -> None:
    browser = selenium_module_scope.browser
    states = _states[browser]
    if states.total() < len(PROGRAMS):
        pytest.skip("only a part of the programs was run")
    share = states["kept"] / states.total()
    told = (
        f"adversaries in {browser}: {states.total()}, session kept in {share:.1%}, "
        f"restored in {states['restored']}, lost in {states['lost']}"
    )
    with request.getfixturevalue("capsys").disabled():
        print(f"\n{told}")
    assert share >= SHARE_KEPT and states["lost"] == 0, states
