"""Attempts to get out (escapes.toml): from the guest; from a module in its place that means ill; from
its worker, as if the module had been broken out of; from the iframe around that, as if the worker had
been, too. A server of the test's own must hear of none. And each is tried with the wall gone that
holds it, and must succeed.
"""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

import host_wheel  # build/host_wheel.py
import pytest

from cloche import _values
from cloche.cli._server import serve_site

HERE = Path(__file__).parent
REPO = HERE.parents[1]
sys.path.append(str(HERE))

from evil_modules import assembled  # noqa: E402
from listener import Listener  # noqa: E402

_SECTIONS: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(
    (HERE / "escapes.toml").read_text()
)
ATTEMPTS = {
    f"{place}/{name}": attempt
    for place, attempts in _SECTIONS.items()
    for name, attempt in attempts.items()
}

WALLS = ("the module", "guard", "policy", "origin", "removal")

#: What the page has that nobody may find.
PLANT = """
const done = arguments[arguments.length - 1];
document.cookie = "escape=1";
localStorage.escape = sessionStorage.escape = "1";
window.escapeSecret = "reached";
window.escapeChannel = new BroadcastChannel("escape");
escapeChannel.onmessage = ({ data }) => { if (data === "?") escapeChannel.postMessage("reached"); };
navigator.locks?.request("escape", () => new Promise(() => {}));
const database = new Promise((resolve, reject) => {
  const request = indexedDB.open("escape");
  request.onsuccess = () => { request.result.close(); resolve(); };
  request.onerror = reject;
});
Promise.all([database, globalThis.caches?.open("escape")]).then(
  () => done(null), (error) => done(String(error)));
"""

LOAD = """
const [python, done] = arguments;
import("../cloche.js").then(({ loadRuntime }) => loadRuntime()).then(({ pyodide }) => {
  pyodide.runPython(python);
  window.escapePyodide = pyodide;
}).then(() => done(null), (error) => done(String(error)));
"""

CALL = """
const [name, given, done] = arguments;
escapePyodide.globals.set("given", given);
escapePyodide.runPythonAsync(`
import inspect
answer = ${name}(*json.loads(given))
json.dumps(await answer if inspect.isawaitable(answer) else answer)`)
  .then(done, (error) => done(JSON.stringify({ failed: String(error) })));
"""

#: Put behind each script, so that it runs what is asked of it with what the script can reach.
SERVE = """
;(() => {
  const { setTimeout } = globalThis;
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const attempts = {
    outlive: async (at, port) => { for (;;) { port.postMessage({ alive: true }); await wait(20); } },
    leave: async () => {
      globalThis.left = Object.prototype.left = WebAssembly.left = "reached";
      return "left";
    },
    find: async () => globalThis.left ?? WebAssembly.left,
    %s
  };
  const serve = (port) => {
    port.addEventListener("message", async ({ data }) => {
      if (!Object.hasOwn(attempts, data.attempt)) return;
      let outcome;
      try {
        outcome = String(await attempts[data.attempt](data.at, port));
      } catch (error) {
        outcome = `threw ${error}`;
      }
      port.postMessage({ attempt: data.attempt, outcome });
    });
    port.start();
  };
  addEventListener("message", ({ data, ports }) => {
    if (data?.type === "open" && data.port) serve(data.port);
    else if (data?.attempts) serve(ports[0]);
  });
})();
"""

NO_REMOVAL = "export function bare() {}\nexport function pare() {}\n"
NO_CHECK = "export function missingWall() { return null; }\n"
NO_GUARD = "export class Guard {\n  check() {}\n  around(ask) { return ask; }\n}\n"


def call(driver: Any, function: str, *given: Any) -> Any:
    """What a function of escape_page.py gives."""
    told = json.loads(driver.execute_async_script(CALL, function, json.dumps(given)))
    if isinstance(told, dict) and "failed" in told:
        pytest.fail(told["failed"])
    return told


def of(place: str, names: list[str], **having: Any) -> list[str]:
    """Those of the names that are of a place, without its name."""
    return [
        name.partition("/")[2] for name in names
        if name.startswith(place + "/")
        and all(ATTEMPTS[name].get(key, False) == value for key, value in having.items())
    ]


def scripts(folder: Path, without: str | None) -> dict[str, str]:
    """The worker's script and the airlock's, with attempts behind them; ``without`` one of the outer
    walls, none of them removes anything, and but for "removal", none looks whether all walls stand."""
    web = REPO / "web"
    if without is not None:
        web = folder / f"web-{without}"
        for name in ("worker", "airlock"):
            shutil.copytree(REPO / "web" / name, web / name)
        if without == "guard":
            (web / "worker/guard.js").write_text(NO_GUARD)
        else:
            (web / "worker/bare.js").write_text(NO_REMOVAL)
        if without not in ("guard", "removal"):
            (web / "worker/sealed.js").write_text(NO_CHECK)
    made = {}
    for name, place in (("worker", "worker"), ("airlock", "frame")):
        script = folder / f"{name}-{without}.js"
        host_wheel.bundle(web / name / "main.js", script)
        attempts = "\n".join(
            f"{json.dumps(attempt)}: async (at, port) => {{ {_SECTIONS[place][attempt]['code']} }},"
            for attempt in _SECTIONS[place]
        )
        made[f"{name}.js"] = script.read_text() + SERVE % attempts
    return made


class Tried:
    """What became of attempts."""

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}
        self.heard_of: set[str] = set()
        #: Names, or places, from which there was a connection or a datagram, whatever it was for.
        self.connected: set[str] = set()

    def succeeded(self, name: str) -> bool:
        return name in self.heard_of or self.outcomes.get(name) == "reached"


def attempt(driver: Any, names: list[str], scripts: dict[str, str], without: str | None,
            isolation: str = "iframe") -> Tried:
    """Makes the attempts of these names."""
    tried = Tried()
    call(driver, "set_up", scripts, without)
    groups = [(place, of(place, names, alone=False)) for place in _SECTIONS]
    groups += [(place, [name]) for place in _SECTIONS for name in of(place, names, alone=True)]
    for place, group in groups:
        listener = Listener()
        try:
            if place == "guest":
                codes = {name: ATTEMPTS[f"guest/{name}"]["code"] for name in group}
                offers = without == "the module"
                told = call(driver, "in_guest", codes, listener.address, listener.port, offers)
            elif place == "wasm":
                modules = evil_modules(group, listener.address)
                told = call(driver, "in_wasm", modules, without == "the module")
            elif group:
                more = [isolation] if place == "worker" else []
                told = call(driver, f"in_{place}", group, listener.address, *more)
            else:
                told = {}
        finally:
            listener.close()
        tried.outcomes |= {f"{place}/{name}": outcome for name, outcome in told.items()}
        tried.heard_of |= {f"{place}/{name}" for name in listener.heard_of}
        if listener.connections or listener.datagrams:
            tried.connected.add(f"{place}/{group[0]}" if len(group) == 1 else place)
    return tried


def evil_modules(names: list[str], at: str) -> dict[str, str]:
    """Those modules of escapes.toml, as base64, with what they send to reach an address below
    ``at``."""
    codes = {}
    for name in names:
        codes[name] = ATTEMPTS[f"wasm/{name}"]["code"]
        for word, value in {"FETCH": ("fetch", (at + name,), {}),
                            "SHOW": {"text/plain": "x", "text/html": f"<img src={at + name}>"}}.items():
            payload = _values.encode(value)
            codes[name] = codes[name].replace(f"{word}_LENGTH", str(len(payload)))
            codes[name] = codes[name].replace(word, "".join(f"\\{byte:02x}" for byte in payload))
    return assembled(codes)


@pytest.fixture(scope="module")
def page(browser: Any, site_url: str) -> Any:
    """A browser in a page with Pyodide, which has something to hide."""
    return load(browser, site_url)


def load(browser: Any, url: str) -> Any:
    browser.get(url + "headless/index.html")
    assert browser.execute_async_script(PLANT) is None
    assert browser.execute_async_script(LOAD, (HERE / "escape_page.py").read_text()) is None
    return browser


@pytest.fixture(scope="module")
def tried(page: Any, tmp_path_factory: pytest.TempPathFactory) -> Tried:
    """All attempts, with every wall standing."""
    made = scripts(tmp_path_factory.mktemp("whole"), None)
    for name, script in call(page, "shipped").items():
        assert made[name].startswith(script), f"{name} is not what the built site has"
    return attempt(page, list(ATTEMPTS), made, None)


@pytest.fixture(scope="module")
def tried_without(page: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tried]:
    """For each wall, the attempts that it holds, with the wall gone."""
    folder = tmp_path_factory.mktemp("without")
    told = {}
    for wall in WALLS:
        made = scripts(folder, wall) if wall != "the module" else call(page, "shipped")
        names = [name for name, attempt in ATTEMPTS.items() if attempt.get("held_by") == wall]
        told[wall] = attempt(page, names, made, wall)
    return told


def test_there_are_many() -> None:
    assert len(ATTEMPTS) >= 50
    assert all(len(attempts) >= 15 for attempts in _SECTIONS.values())
    assert {attempt.get("held_by") for attempt in ATTEMPTS.values()} == {None, "sandbox", *WALLS}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_it_fails(tried: Tried, name: str) -> None:
    assert not tried.succeeded(name), tried.outcomes.get(name)


def test_nobody_even_connected(tried: Tried, browser_name: str) -> None:
    assert tried.heard_of == set()
    known = {name for name, attempt in ATTEMPTS.items()
             if browser_name in attempt.get("connects", [])}
    assert tried.connected == known


def test_most_had_an_end(tried: Tried) -> None:
    """Attempts that were never made would fail too."""
    silent = {name for name in ATTEMPTS if name not in tried.outcomes}
    assert len(silent) <= 3, silent


@pytest.mark.parametrize("name", [name for name, attempt in ATTEMPTS.items()
                                  if attempt.get("held_by") in WALLS])
def test_without_its_wall_it_succeeds(
    tried_without: dict[str, Tried], browser_name: str, name: str
) -> None:
    """The suite has teeth."""
    wall, only = ATTEMPTS[name]["held_by"], ATTEMPTS[name].get("only", [browser_name])
    succeeded = tried_without[wall].succeeded(name)
    if browser_name in only:
        assert succeeded, tried_without[wall].outcomes.get(name)
    else:
        assert not succeeded, f"it can succeed in {browser_name} too: say so in escapes.toml"


def test_nothing_outlives_its_end(page: Any, tmp_path: Path) -> None:
    call(page, "set_up", scripts(tmp_path, None), None)
    for how in ("end", "remove"):
        before, after = call(page, "outlives", how)
        assert before > 0 and after == 0, how
    before, after = call(page, "outlives", "nothing")
    assert before > 0 and after > 0, "it would not have been noticed"


def test_one_airlock_s_workers_see_nothing_of_each_other(page: Any, tmp_path: Path) -> None:
    call(page, "set_up", scripts(tmp_path, None), None)
    left, found = call(page, "two_in_one_airlock")
    assert left == {"leave": "left"} and found == {"find": "undefined"}


def test_the_step_down_holds_under_the_pages_policy(
    browser: Any, dist: Path, tmp_path: Path
) -> None:
    """isolation="worker": the worker is as bare, and the page's policy stands where ours did."""
    policy = (dist / "content-security-policy.txt").read_text().strip()
    names = [name for name in ATTEMPTS if name.startswith("worker/")]
    with serve_site(dist, {"Content-Security-Policy": policy}) as server:
        load(browser, server.url)
        told = attempt(browser, names, scripts(tmp_path, None), None, "worker")
    assert {name for name in names if told.succeeded(name)} == set()
    assert told.heard_of == told.connected == set()
    assert len(told.outcomes) >= len(names) - 3
