"""How long snapshots take, and how large they are, in headless browsers.

    .venv/bin/python tests/bench/snapshots.py [--browsers chromium firefox webkit]

For sessions of several sizes it prints, as medians of several rounds: taking an image in the worker
before a run (what every run of a changed session pays), a sandbox.snapshot(), a sandbox.restore(),
and a new sandbox from the snapshot up to the end of its first run, beside a new sandbox that runs
the set-up code instead. Sizes are of the image in memory and of to_bytes().
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from cloche.cli._browser import open_browser
from cloche.cli._headless import PAGE
from cloche.cli._server import serve_site
from cloche.cli._site import find_site

SESSIONS = {
    "empty": "pass",
    "small": "import json, re, random\nclass A: pass\nx = [A() for i in range(1000)]",
    "1 MiB": "x = [[i] for i in range(21_000)]",
    "4 MiB": "x = [[i] for i in range(105_000)]",
    "16 MiB": "x = bytes(16_000_000)",
}

PYTHON = """
import asyncio, statistics, time
from cloche import Limits, Sandbox

PAUSE_SECONDS = 0.03  # nobody presses Run sooner

async def measure(code, rounds=9):
    times = {"before a run": [], "snapshot": [], "restore": [], "new from it": [], "new by code": []}
    limits = Limits(memory_bytes=64 * 2**20)

    async def timed(name, awaitable):
        began = time.perf_counter()
        value = await awaitable
        times[name].append((time.perf_counter() - began) * 1000)
        return value

    async def first_run(sandbox, code):
        async with sandbox:
            await sandbox.run(code)

    async with Sandbox(limits=limits) as sandbox:
        await sandbox.run(code)
        for _ in range(rounds):
            snapshot = await timed("snapshot", sandbox.snapshot())
            await timed("restore", sandbox.restore(snapshot))
            await timed("new from it", first_run(Sandbox.from_snapshot(snapshot), "1"))
            await timed("new by code", first_run(Sandbox(limits=limits), code))
            plain, saved = [], []
            for _ in range(3):
                await sandbox.snapshot()
                await asyncio.sleep(PAUSE_SECONDS)
                began = time.perf_counter()
                await sandbox.run("1")  # no image: nothing has changed since
                plain.append(time.perf_counter() - began)
                await asyncio.sleep(PAUSE_SECONDS)
                began = time.perf_counter()
                await sandbox.run("1")
                saved.append(time.perf_counter() - began)
            times["before a run"].append((min(saved) - min(plain)) * 1000)
        kept = len(snapshot.to_bytes())
    medians = {name: statistics.median(values) for name, values in times.items()}
    return medians | {"image": snapshot.size_bytes, "bytes": kept}
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--browsers", nargs="*", default=["chromium", "firefox", "webkit"])
    browsers = parser.parse_args().browsers
    site = find_site(None, needs=PAGE)
    for browser in browsers:
        with serve_site(site) as server, open_browser(browser) as driver:
            driver.set_script_timeout(300)
            driver.get(f"{server.url}headless/index.html")
            print(f"{browser}: medians in ms, sizes in bytes")
            for name, code in SESSIONS.items():
                told: dict[str, Any] = json.loads(driver.execute_async_script(
                    """
                    const [setUp, code, done] = arguments;
                    import("../cloche.js").then(({ loadRuntime }) => loadRuntime()).then(
                        async ({ pyodide }) => {
                            pyodide.runPython(setUp);
                            pyodide.globals.set("code", code);
                            return pyodide.runPythonAsync(
                                "import json\\njson.dumps(await measure(code))");
                        }).then(done, (error) => done(JSON.stringify({ failed: String(error) })));
                    """,
                    PYTHON, code,
                ))
                if "failed" in told:
                    sys.exit(f"{name}: {told['failed']}")
                times = ", ".join(f"{what} {told[what]:.1f}" for what in list(told)[:-2])
                print(f"  {name:7} {times}; image {told['image']:,}, kept {told['bytes']:,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
