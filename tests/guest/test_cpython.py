"""CPython's own tests in the guest: none fails but those that are known to, and most pass."""

from __future__ import annotations

from pathlib import Path

import cpython_suite as suite
import pytest

MODULES = list(suite.SUITE["modules"])

try:
    TESTS: Path | None = suite.source()
    UNAVAILABLE = ""
except suite.SuiteUnavailable as error:
    TESTS = None
    UNAVAILABLE = str(error)

needs_tests = pytest.mark.skipif(TESTS is None, reason=f"CPython's tests can't be had: {UNAVAILABLE}")


@pytest.fixture(scope="module")
def results() -> dict[str, suite.Results]:
    """What came of every test: the whole suite in two Node processes."""
    assert TESTS is not None
    return suite.run_suite(TESTS, MODULES)


@needs_tests
@pytest.mark.parametrize("module", MODULES)
def test_what_fails_is_known(module: str, results: dict[str, suite.Results]) -> None:
    failed = results[module].failed
    known = suite.known_failures().get(module, {})
    new = {name: why for name, why in failed.items() if name not in known}
    assert not new
    mended = known.keys() - failed.keys()
    assert not mended, "these pass now: write failures.toml anew (cpython_suite.py --write)"


@needs_tests
def test_the_table_is_this_one(results: dict[str, suite.Results]) -> None:
    assert suite.TABLE.read_text("utf-8").endswith(suite.table(results))


#: Of all tests that run, and of each module's.
_GOAL = 0.85
_GOAL_OF_EACH = 0.75


@needs_tests
def test_most_pass(results: dict[str, suite.Results]) -> None:
    ran = sum(each.ran for each in results.values())
    assert sum(len(each.passed) for each in results.values()) >= _GOAL * ran
    assert {module: each.share for module, each in results.items() if each.share < _GOAL_OF_EACH} == {}
