"""The page ``dist/headless/index.html`` in a headless browser, as something to send jobs to.

Texts cross the WebDriver connection as JSON inside of JSON: drivers differ in what they do to
lone surrogates and NULs in strings, and none of them minds the ASCII that JSON makes of those.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cloche import Result, Usage
from cloche.cli._browser import open_browser
from cloche.cli._exit import CRASHED, CliError
from cloche.cli._server import serve_site
from cloche.cli._text import from_json

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver

PAGE: Final = "headless/index.html"

_ANSWER_SECONDS: Final = 120.0

# WebKit's driver comes back before the page's module script has run.
_LOAD: Final = """
return (async () => {
  if (document.readyState !== "complete")
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  if (!window.clocheHeadless) throw new Error("the page has no clocheHeadless");
  await window.clocheHeadless.load();
  return true;
})();
"""

# Commands go in, then we wait in the page until it has events of the kind that we wait for or the
# time is up: one round trip instead of many. JSON.rawJSON keeps ints that are BigInts in JavaScript.
_EXCHANGE: Final = """
const page = window.clocheHeadless;
for (const [name, argument] of JSON.parse(arguments[0])) page[name](argument);
const until = performance.now() + arguments[1];
const awaited = (event) => !arguments[2] || event.kind === "result";
const exact = (key, value) =>
  typeof value !== "bigint" ? value : JSON.rawJSON ? JSON.rawJSON(String(value)) : null;
const events = [];
let enough = false;
return new Promise((resolve, reject) => {
  const look = () => {
    try {
      for (const event of page.drain()) {
        events.push(event);
        enough ||= awaited(event);
      }
      if (!enough && performance.now() < until) setTimeout(look, 4);
      else resolve(JSON.stringify(events, exact));
    } catch (error) {
      reject(error);
    }
  };
  look();
});
"""


class PageDied(CliError):
    """The browser or the page went away or no longer answers (exit code 70)."""

    def __init__(self, message: str) -> None:
        super().__init__(message, CRASHED)


@dataclass(frozen=True)
class Event:
    """Something a job did. ``kind`` is ``"stdout"`` or ``"stderr"`` (with ``text``) or
    ``"result"`` (with ``result``, the ``to_dict()`` of ``cloche.Result``)."""

    id: str
    kind: str
    text: str = ""
    result: dict[str, Any] | None = None


class HeadlessPage:
    """The headless page in a browser: ``visit`` and ``load`` it once, then send it jobs.

    Commands are gathered and sent by the next ``exchange``. Everything may raise ``PageDied``.
    """

    def __init__(self, driver: WebDriver, browser: str) -> None:
        self.driver = driver
        self.browser = browser
        self._commands: list[tuple[str, Any]] = []

    def visit(self, site_url: str) -> None:
        """Go to the page on the site at ``site_url`` (which ends in a slash)."""
        # The driver's word that a page takes too long comes first, the connection's end after it.
        self.driver.set_script_timeout(_ANSWER_SECONDS)
        connection = self.driver.command_executor
        assert not isinstance(connection, str)  # an address, before the driver is made
        connection.client_config.timeout = _ANSWER_SECONDS * 1.25
        with _dying(self.browser, "load"):
            self.driver.get(site_url + PAGE)

    def load(self) -> None:
        """Let the page load Pyodide and the guest; this takes seconds."""
        _ask(self.driver, self.browser, _LOAD)

    def run(self, job: dict[str, Any]) -> None:
        """Start a job: ``{"id", "code"}`` and optionally ``"stdin"``, ``"limits"`` (a dict named
        as in ``cloche.Limits``), ``"session"``, ``"filename"``."""
        self._commands.append(("run", job))

    def stop(self, id: str) -> None:
        """End a running job; its result comes as an event, with the status "stopped"."""
        self._commands.append(("stop", id))

    def close_session(self, name: str) -> None:
        """Close the sandbox of a session whose jobs are all finished."""
        self._commands.append(("closeSession", name))

    def exchange(self, wait_seconds: float = 0.0, *, for_result: bool = False) -> list[Event]:
        """Send the commands; the events since the last time, for which it waits that long.

        With ``for_result`` output alone does not end the waiting, only a result does.
        """
        commands, self._commands = self._commands, []
        answer = _ask(
            self.driver,
            self.browser,
            _EXCHANGE,
            json.dumps(commands),
            wait_seconds * 1000,
            for_result,
        )
        try:
            return [_event(item) for item in from_json(answer)]
        except (ValueError, KeyError, TypeError) as error:
            raise PageDied(f"the page in {self.browser} said something odd: {error!r}") from error


def _event(item: dict[str, Any]) -> Event:
    return Event(
        id=item["id"], kind=item["kind"], text=item.get("text", ""), result=item.get("result")
    )


@contextlib.contextmanager
def open_page(browser: str, site: Path, *, say: Callable[[str], None]) -> Iterator[HeadlessPage]:
    """Serve ``site``, start the browser and load the page; ``say`` is told what is going on.

    Raises ``BrowserUnavailable`` (a ``CliError``) or ``PageDied``.
    """
    started = time.monotonic()
    say(f"starting {browser}")
    with serve_site(site) as server, open_browser(browser) as driver:
        say("loading Pyodide and the guest")
        page = HeadlessPage(driver, browser)
        page.visit(server.url)
        page.load()
        say(f"{browser} is ready after {time.monotonic() - started:.1f} s")
        yield page


def _ask(driver: WebDriver, browser: str, script: str, *arguments: object) -> Any:
    with _dying(browser, "answer"):
        return driver.execute_script(script, *arguments)


@contextlib.contextmanager
def _dying(browser: str, doing: str) -> Iterator[None]:
    """Whatever a driver says when things go wrong, as one ``PageDied``."""
    from selenium.common.exceptions import JavascriptException, TimeoutException, WebDriverException
    from urllib3.exceptions import HTTPError

    try:
        yield
    except TimeoutException as error:
        raise PageDied(f"the page in {browser} did not {doing} in time") from error
    except JavascriptException as error:
        raise PageDied(f"the page in {browser} failed: {_first_paragraph(error.msg)}") from error
    except WebDriverException as error:
        raise PageDied(f"{browser} died: {_first_paragraph(error.msg)}") from error
    except (HTTPError, OSError) as error:
        raise PageDied(f"{browser} died: its driver no longer answers ({error})") from error


def _first_paragraph(text: str | None) -> str:
    """Without the versions and stack traces that drivers append after an empty line."""
    return (text or "").strip().partition("\n\n")[0] or "it gave no reason"


def crashed_result(
    reason: str, *, stdout: str = "", stderr: str = "", wall_seconds: float = 0.0
) -> dict[str, Any]:
    """The ``to_dict()`` of a run whose result is lost, with what is known of it."""
    output_bytes = len((stdout + stderr).encode("utf-8", "surrogatepass"))
    return Result(
        status="crashed",
        stdout=stdout,
        stderr=stderr,
        value=None,
        error=None,
        usage=Usage(wall_seconds=wall_seconds, output_bytes=output_bytes),
        session_state="lost",
        reason=reason,
    ).to_dict()
