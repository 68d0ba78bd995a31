"""What broke MicroPython elsewhere: here each ends in an exception or works, and the session goes on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from node import Node

_FILE = tomllib.loads(Path(__file__).with_name("known_bugs.toml").read_text())
BUGS: dict[str, dict[str, Any]] = {
    f"{section}/{name}": bug for section, bugs in _FILE.items() for name, bug in bugs.items()
}


@pytest.mark.parametrize("name", BUGS)
def test_each_is_contained(node: Node, name: str) -> None:
    bug = BUGS[name]
    where = {"session": name, "memory_bytes": bug.get("memory_bytes", 16 * 2**20)}
    assert node.run("marker = 42", **where).outcome == "ok"
    outcome = node.run(bug["code"], **where, wall_seconds=10)
    end = outcome.error[0] if outcome.outcome == "error" else outcome.outcome
    assert (end, outcome.stdout) == (bug["ends"], bug.get("prints", "")), outcome
    assert node.run("print(marker)", **where).stdout == "42\n"
