"""What tests share: the built site, a server for it, and the browsers, each a part of the report."""

from __future__ import annotations

import contextlib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_pyodide import runner as pyodide_runner

from cloche.cli._browser import BROWSERS, open_browser
from cloche.cli._server import serve_site

REPO = Path(__file__).resolve().parent.parent

# Selenium would look for drivers, and report, over the network.
os.environ["SE_OFFLINE"] = "true"
os.environ["SE_AVOID_STATS"] = "true"


# ---- the site -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def dist() -> Path:
    """The built site."""
    folder = REPO / "dist"
    if not (folder / "pyodide" / "pyodide-lock.json").exists():
        pytest.fail("dist/ is not built: run npm test, or .venv/bin/python build/site.py")
    return folder


@pytest.fixture(scope="session")
def site_url(dist: Path) -> Iterator[str]:
    """The address of the site on a server of its own; it ends with a slash."""
    with serve_site(dist) as server:
        yield server.url.rstrip("/") + "/"


# ---- the browsers -------------------------------------------------------------------------------


@pytest.fixture(params=BROWSERS, scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A WebDriver for each browser in turn. One that can't start is a failure, not a skip."""
    with open_browser(request.param) as driver:
        yield driver


def _driver_of(name: str) -> Callable[..., Any]:
    def get_driver(self: Any, jspi: bool = False) -> Any:
        stack = contextlib.ExitStack()
        driver = stack.enter_context(open_browser(name))
        quit_driver = driver.quit

        def close() -> None:
            driver.quit = quit_driver  # type: ignore[method-assign]
            stack.close()

        driver.quit = close  # type: ignore[method-assign]
        return driver

    return get_driver


# pytest-pyodide starts browsers its own way; ours knows WebKitGTK and leaves nothing behind.
pyodide_runner.SeleniumChromeRunner.get_driver = _driver_of("chromium")
pyodide_runner.SeleniumFirefoxRunner.get_driver = _driver_of("firefox")
pyodide_runner.SeleniumSafariRunner.get_driver = _driver_of("webkit")


@pytest.fixture(scope="session", autouse=True)
def use_global_safari_service() -> None:
    """pytest-pyodide's fixture of this name wants Apple's safaridriver."""


# ---- the report ---------------------------------------------------------------------------------

_BROWSER_NAMES = {"chrome": "chromium", "safari": "webkit"}


def _browser_of(node_id: str) -> str | None:
    found = re.search(r"[\[-](chromium|chrome|firefox|webkit|safari)[\]-]", node_id)
    return _BROWSER_NAMES.get(found[1], found[1]) if found else None


def pytest_terminal_summary(terminalreporter: Any) -> None:
    counts = {name: Counter[str]() for name in BROWSERS}
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.stats.get(outcome, []):
            name = _browser_of(getattr(report, "nodeid", ""))
            if name is not None:
                counts[name][outcome] += 1
    terminalreporter.section("browsers")
    for name, count in counts.items():
        told = ", ".join(f"{count[outcome]} {outcome}" for outcome in count) or "not tested"
        terminalreporter.line(f"{name:10} {told}")
