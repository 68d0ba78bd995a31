"""MicroPython's own test suite, through the built module in Node."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest
import upstream_suite as suite
from node import MIB, Outcome, run_all

EXCLUSIONS = suite.exclusions()

try:
    TESTS: Path | None = suite.source() / "tests"
    NAMES = suite.test_names(TESTS)
    UNAVAILABLE = ""
except suite.SuiteUnavailable as error:
    TESTS = None
    NAMES = []
    UNAVAILABLE = str(error)

# About the wall clock, so a busy machine can make them fail: these get a second chance, by a clock that
# the guest's own steps and sleeps move, and nobody else's work.
_TIMED = ("extmod/asyncio_", "extmod/time_")
_OWN_CLOCK = {"determined": {"now_seconds": 1.7e9, "seed": 1}}


@pytest.fixture(scope="session")
def expected() -> dict[str, suite.Expected]:
    assert TESTS is not None
    return suite.expected_outputs(TESTS, NAMES)


@pytest.fixture(scope="session")
def outcomes(expected: dict[str, suite.Expected]) -> dict[str, Outcome]:
    """What came of every test: the whole suite in two Node processes."""
    assert TESTS is not None
    found = dict(zip(NAMES, run_all([suite.program(TESTS, name) for name in NAMES]), strict=True))
    for name in NAMES:
        if name.startswith(_TIMED) and not expected[name].is_met_by(suite.printed(found[name])):
            (found[name],) = run_all([suite.program(TESTS, name) | _OWN_CLOCK], processes=1)
    return found


if TESTS is None:

    def test_source_is_there() -> None:
        pytest.skip(f"MicroPython's own tests can't be run, for want of its source: {UNAVAILABLE}")


@pytest.mark.skipif(TESTS is None, reason=f"no MicroPython source: {UNAVAILABLE}")
def test_exclusions_name_tests_that_exist() -> None:
    excluded = EXCLUSIONS.fails.keys() | EXCLUSIONS.skips.keys()
    named = excluded | suite.own_modules().keys() | suite.amendments().keys()
    assert sorted(named - set(NAMES)) == []


@pytest.mark.skipif(TESTS is None, reason=f"no MicroPython source: {UNAVAILABLE}")
def test_suite_is_whole() -> None:
    """A suite that shrinks to nothing would pass."""
    assert len(NAMES) > 900
    assert len(EXCLUSIONS.fails) + len(EXCLUSIONS.skips) < 200


@pytest.mark.parametrize("name", NAMES)
def test_upstream(
    name: str, outcomes: dict[str, Outcome], expected: dict[str, suite.Expected]
) -> None:
    outcome = outcomes[name]
    assert outcome.outcome not in ("trap", "hung"), f"the guest broke: {outcome.reason}"
    if suite.asks_to_be_skipped(outcome):
        assert name in EXCLUSIONS.skips, "prints SKIP, and exclusions.toml does not know why"
        pytest.skip(EXCLUSIONS.skips[name])
    assert name not in EXCLUSIONS.skips, "no longer prints SKIP: take it out of exclusions.toml"
    text = suite.printed(outcome)
    passes = expected[name].is_met_by(text)
    if name in EXCLUSIONS.fails:
        assert not passes, "passes: take it out of exclusions.toml"
        pytest.xfail(EXCLUSIONS.fails[name])
    if not passes:
        pytest.fail(_difference(expected[name].text, text), pytrace=False)


def _difference(expected: str, printed: str) -> str:
    lines = difflib.unified_diff(
        expected.splitlines(), printed.splitlines(), "expected", "printed", lineterm="", n=1
    )
    return "\n".join([line[:200] for line in lines][:60])


@pytest.mark.skipif(TESTS is None, reason=f"no MicroPython source: {UNAVAILABLE}")
def test_upstream_while_collecting_at_every_allocation(
    outcomes: dict[str, Outcome], expected: dict[str, suite.Expected]
) -> None:
    """A pointer that the collector can't see is found by nothing as surely as by this.

    Before every allocation everything is freed that seems to be of no use, in a small heap, so
    that what was freed in error is soon overwritten.
    """
    assert TESTS is not None
    names = [
        name
        for name in NAMES
        if expected[name].is_met_by(suite.printed(outcomes[name])) and not name.startswith(_TIMED)
    ]
    programs = []
    for name in names:
        program = suite.program(TESTS, name)
        program["code"] = "import gc; gc.threshold(1); del gc\n" + program["code"]
        programs.append(program | {"memory_bytes": 4 * MIB, "wall_seconds": 2.0})
    broken = {}
    too_slow = []
    for name, outcome in zip(names, run_all(programs), strict=True):
        if outcome.outcome in ("timeout", "hung"):
            too_slow.append(name)
        elif not _same(expected[name], suite.printed(outcome)):
            broken[name] = outcome.reason or _difference(
                expected[name].text, suite.printed(outcome)
            )
    assert not broken, broken
    assert len(too_slow) < 30, too_slow
    assert len(names) > 600


def _same(expected: suite.Expected, text: str) -> bool:
    """All the same but for line numbers: the programs begin a line later."""
    return expected.is_met_by(text) or _unnumbered(expected.text) == _unnumbered(text)


def _unnumbered(text: str) -> str:
    return re.sub(r"\bline \d+", "line N", text)
