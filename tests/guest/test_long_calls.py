"""Long calls in C, and code that hides: each ends at its limit, and the session lives on."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from node import MIB, Node, Outcome

PROGRAMS = {
    f"{section}/{name}": code
    for section, programs in tomllib.loads(
        Path(__file__).with_name("long_calls.toml").read_text()
    ).items()
    for name, code in programs.items()
}

WALL_SECONDS = 0.5

#: 50 ms when the machine is idle; a machine that runs other tests besides is not.
LATE_SECONDS = 0.5


@pytest.fixture(scope="module")
def own_node() -> Iterator[Node]:
    process = Node()
    yield process
    process.close()


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_ends_and_the_session_lives(own_node: Node, name: str):
    request = {"session": name, "memory_bytes": 64 * MIB, "wall_seconds": WALL_SECONDS}
    before = own_node.run("marker = 41", **request)
    assert before.outcome == "ok"
    outcome = own_node.run(PROGRAMS[name], output_bytes=100_000, **request)
    assert outcome.outcome in ("timeout", "memory", "error"), outcome
    assert outcome.wall_seconds < WALL_SECONDS + LATE_SECONDS, outcome
    after = own_node.run("print(marker)", **request)
    assert (after.outcome, after.stdout) == ("ok", "41\n"), (outcome, after)


@pytest.mark.parametrize("operator", ["==", "<"])
def test_comparison_nested_too_deep(run: Callable[..., Outcome], operator: str):
    code = "a = []\nb = []\nfor i in range(100_000):\n a = [a]\n b = [b]\n"
    outcome = run(f"{code}try:\n a {operator} b\nexcept RecursionError:\n print('deep')")
    assert (outcome.outcome, outcome.stdout) == ("ok", "deep\n")


def test_the_same_work_is_the_same_number_of_steps(run: Callable[..., Outcome]):
    code = "x = sorted(str(i * 7919 % 1000) for i in range(2000)); y = 3**5000; z = str(y).find('9' * 5)"
    assert run(code).steps == run(code).steps > 10_000
