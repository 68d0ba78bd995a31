"""What the tests of the command line share."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

BROWSERS = ("chromium", "firefox", "webkit")

RunCli = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(params=BROWSERS)
def browser_name(request: pytest.FixtureRequest) -> str:
    """The name of each browser in turn: a test of its own in the report."""
    return str(request.param)


@pytest.fixture
def fake_site() -> Path:
    """A site with a headless page that obeys lines of JSON instead of running Python."""
    return Path(__file__).with_name("fake_site")


@pytest.fixture
def run_cli() -> RunCli:
    """``run_cli("run", "x.py", input="...")``: the command as a process, to its end."""

    def run(
        *arguments: object, input: str = "", seconds: float = 180.0
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*arguments), input=input, capture_output=True, text=True, timeout=seconds
        )

    return run


@pytest.fixture
def cli_command() -> Callable[..., list[str]]:
    """The command line that runs ``cloche`` with these arguments."""
    return command


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "cloche.cli", *map(str, arguments)]
