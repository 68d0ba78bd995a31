"""Browsers start, and nothing of them stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloche.cli import _browser
from cloche.cli._browser import BrowserUnavailable, open_browser
from cloche.cli._guardian import guard, members

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="what is left behind is looked for in /proc"
)


@pytest.fixture(autouse=True)
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the browsers' folders are made, for this test alone. A short path: sockets lie in
    it, whose names are limited to 107 bytes."""
    tmp_path_factory.getbasetemp()  # pytest's own folder, made first, lies elsewhere
    folder = Path(tempfile.mkdtemp(prefix="t"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture(autouse=True)
def nothing_left(temporary: Path) -> Iterator[None]:
    """After the test no process has one of its folders in its environment."""
    yield
    deadline = time.monotonic() + 15
    while (left := leftovers(temporary)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []
    temporary.rmdir()


def leftovers(temporary: Path) -> list[str]:
    """Processes and files of the browsers in ``temporary``."""
    found = [str(path) for path in temporary.iterdir()]
    marker = os.fsencode(f"TMPDIR={temporary}/")
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if marker in (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def test_a_browser_starts_and_runs_scripts(browser_name: str) -> None:
    with open_browser(browser_name) as driver:
        driver.get("data:text/html,<title>here</title>")
        assert driver.title == "here"
        script = "return new Promise((resolve) => setTimeout(() => resolve(6 * 7), 10))"
        assert driver.execute_script(script) == 42
        assert driver.timeouts.script > 3600


def test_two_at_once(temporary: Path) -> None:
    with open_browser("chromium") as one, open_browser("chromium") as two:
        one.get("data:text/html,<title>one</title>")
        two.get("data:text/html,<title>two</title>")
        assert (one.title, two.title) == ("one", "two")
        assert len(list(temporary.iterdir())) == 2


def test_an_error_in_the_block_ends_the_browser(browser_name: str) -> None:
    with pytest.raises(ZeroDivisionError), open_browser(browser_name):
        raise ZeroDivisionError


_HOLD = """
import sys, time
from cloche.cli._browser import open_browser
with open_browser(sys.argv[1]):
    print("up", flush=True)
    time.sleep(120)
"""


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_killed_process_leaves_nothing(browser_name: str, sign: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, browser_name],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"up\n"
    process.send_signal(sign)
    process.wait(20)
    process.stdout.close()


@pytest.mark.parametrize("delay", [0.05, 0.3, 0.8])
def test_ctrl_c_while_it_starts_leaves_nothing(browser_name: str, delay: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, browser_name],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) != 0


def test_a_browser_that_does_not_start_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho it is broken >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(BrowserUnavailable, match="chromium did not start: ") as caught:
        with open_browser("chromium"):
            pass
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "has", "package"),
    [
        ("chromium", [], "chromium"),
        ("chromium", ["chromium"], "chromium-driver"),
        ("firefox", [], "firefox-esr"),
        ("webkit", [], "xvfb"),
    ],
)
def test_what_is_missing_is_named_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, has: list[str], package: str
) -> None:
    for program in has:
        (tmp_path / program).write_text("#!/bin/sh\n")
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BrowserUnavailable, match=rf"apt-get install .* {package}$") as caught:
        with open_browser(name):
            pass
    assert caught.value.exit_code == 2


def test_without_geckodriver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _browser.shutil.which
    monkeypatch.setattr(
        _browser.shutil, "which", lambda name: None if name == "geckodriver" else found(name)
    )

    def missing(name: str) -> None:
        raise _browser.importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(_browser.importlib.metadata, "distribution", missing)
    with pytest.raises(BrowserUnavailable, match="pip install"), open_browser("firefox"):
        pass


def test_an_unknown_browser() -> None:
    with pytest.raises(ValueError, match="chromium, firefox, webkit"), open_browser("netscape"):
        pass


def test_the_guardian_ends_what_ignores_term_or_hides_in_a_session(temporary: Path) -> None:
    folder = Path(tempfile.mkdtemp())
    environment = {**os.environ, "TMPDIR": str(folder)}
    with guard(folder):
        stubborn = subprocess.Popen(
            ["/bin/sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"],
            env=environment,
            start_new_session=True,
        )
        # its child has another environment, but the session is the marked parent's
        hidden = subprocess.Popen(
            ["/bin/sh", "-c", "env -i /bin/sleep 100 & wait"],
            env=environment,
            start_new_session=True,
        )
        time.sleep(0.3)
        assert {stubborn.pid, hidden.pid} < members(str(folder), set())
        assert len(members(str(folder), set())) >= 3
    assert stubborn.wait(5) == -signal.SIGKILL
    assert hidden.wait(5) == -signal.SIGTERM
    assert not folder.exists()
