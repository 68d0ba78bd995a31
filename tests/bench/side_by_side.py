"""Our MicroPython and the build that PyScript uses, side by side.

    .venv/bin/python tests/bench/side_by_side.py [--quick] [--json FILE] [--only node|chromium]

Runs the same programs in both, in Node and in headless Chromium, each engine and case in a
process (a worker) of its own, on the same footing: module from a file, host functions in
JavaScript, no page around. Prints medians and ratios (above 1: ours is ahead) and whether ours is
ahead everywhere; exits 1 if it is not. Needs node_modules (`npm ci`), and for the browser selenium.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
THEIR_PACKAGE = Path("node_modules/@micropython/micropython-webassembly-pyscript")
ENGINES = ("ours", "theirs")

MIB = 2**20
_CAP_BYTES = 1024 * MIB
_CASE_SECONDS = 60.0  # a case that both finish takes a few seconds at most


@dataclass(frozen=True)
class Case:
    """One program. ``kind``: "run" is timed, "start" is timed with all that comes before a first
    program, "print" is judged by the number that it prints (more is better). ``fresh``: each of
    the runs has a process or worker of its own."""

    name: str
    code: str
    kind: str = "run"
    fresh: bool = False
    memory_bytes: int = 64 * MIB
    wall_seconds: float = _CASE_SECONDS
    tells_memory: bool = False


CASES = (
    Case("start", "pass", kind="start", fresh=True),
    Case("fib(27), recursive", "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\nf(27)"),
    Case(
        "5 million small-int loop steps",
        "def f():\n    i = s = 0\n    while i < 5000000:\n        s += i & 7\n        i += 1\nf()",
    ),
    Case(
        "300,000 raise + except",
        "for i in range(300000):\n    try:\n        raise ValueError\n"
        "    except ValueError:\n        pass",
    ),
    Case(
        "3,000 exceptions through 100 frames",
        "def f(n):\n    if n:\n        f(n - 1)\n    else:\n        raise ValueError\n"
        "for i in range(3000):\n    try:\n        f(100)\n    except ValueError:\n        pass",
    ),
    Case(
        "recursion depth reached",
        "def f(n):\n    global depth\n    depth = n\n    f(n + 1)\n"
        "try:\n    f(1)\nexcept RuntimeError:\n    pass\nprint(depth)",
        kind="print",
    ),
    Case(
        # No more keys: theirs has hashes of 16 bits, so beyond 65,536 strings it is quadratic.
        "dict of formatted keys, join of 200,000 str",
        "d = {}\nfor i in range(200000):\n    d['key %d' % (i % 10000)] = i\n"
        "x = ','.join([str(i) for i in range(200000)])",
    ),
    Case(
        "2 million short-lived small lists",
        "for i in range(2000000):\n    x = [i, i]",
        memory_bytes=16 * MIB,
        wall_seconds=30.0,
        tells_memory=True,
    ),
)


@dataclass
class Measured:
    """What one engine did in one case: milliseconds (or the number printed), or why not."""

    values: list[float]
    seconds: float = 0.0
    memory_bytes: int = 0
    problem: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def __str__(self) -> str:
        if self.values:
            return f"{self.median:,.1f}" if self.median < 100 else f"{self.median:,.0f}"
        if self.problem == "unfinished":
            return f"unfinished after {self.seconds:.0f} s, {self.memory_bytes / 1e6:,.0f} MB"
        return f"failed after {self.seconds:.0f} s, {self.memory_bytes / 1e6:,.0f} MB"


#: Measures one request and answers with {"done" | "failed" | "unfinished", memory_bytes, seconds}
Runner = Callable[[dict[str, Any], float], dict[str, Any]]


def in_node(request: dict[str, Any], wall_seconds: float) -> dict[str, Any]:
    """Runs a request in a Node process of its own."""
    answer: dict[str, Any] = {"memory_bytes": 0}
    began = time.monotonic()
    node = shutil.which("node")
    if node is None:
        sys.exit("node is missing: install Node.js 20 or newer")
    with subprocess.Popen(
        [node, "--no-warnings", str(HERE / "side_by_side_node.mjs"), json.dumps(request)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        timer = threading.Timer(wall_seconds, process.kill)
        timer.start()
        assert process.stdout is not None
        for line in process.stdout:
            answer.update(json.loads(line))
        code = process.wait()
        timer.cancel()
    answer["seconds"] = time.monotonic() - began
    if "done" not in answer and "failed" not in answer:
        killed = code == -signal.SIGKILL
        answer.update({"unfinished": True} if killed else {"failed": f"Node ended with {code}"})
    return answer


@contextmanager
def chromium() -> Iterator[Runner]:
    """Runs requests in workers of a page in headless Chromium."""
    from cloche.cli._browser import open_browser
    from cloche.cli._server import serve_site

    with (
        tempfile.TemporaryDirectory() as folder,
        serve_site(_site(Path(folder))) as server,
        open_browser("chromium") as driver,
    ):
        driver.get(f"{server.url}tests/bench/side_by_side.html")

        def run(request: dict[str, Any], wall_seconds: float) -> dict[str, Any]:
            answer: dict[str, Any] = driver.execute_async_script(
                "window.measure(...arguments)", request, wall_seconds
            )
            # A terminated worker goes on for two seconds in Chromium: it must not disturb the next.
            if "unfinished" in answer:
                time.sleep(3)
            return answer

        yield run


def _site(folder: Path) -> Path:
    """The files that the page needs, as they lie in the repository."""
    for path in [
        *HERE.glob("*.mjs"),
        HERE / "side_by_side.html",
        *(REPOSITORY / "web/worker").glob("*.js"),
        REPOSITORY / "web/guest/cloche.wasm",
        REPOSITORY / THEIR_PACKAGE / "micropython.mjs",
        REPOSITORY / THEIR_PACKAGE / "micropython.wasm",
    ]:
        target = folder / path.relative_to(REPOSITORY)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return folder


def measure(runner: Runner, case: Case, engine: str, runs: int) -> Measured:
    """The medians' raw material: ``runs`` runs of one case in one engine."""
    request = {
        "engine": engine,
        "kind": case.kind,
        "code": case.code,
        "runs": 1 if case.fresh else runs,
        "memory_bytes": case.memory_bytes,
        "cap_bytes": _CAP_BYTES,
    }
    measured = Measured([])
    for _ in range(runs if case.fresh else 1):
        answer = runner(request, case.wall_seconds)
        measured.seconds = answer["seconds"]
        measured.memory_bytes = max(measured.memory_bytes, answer["memory_bytes"])
        if "done" in answer:
            done = answer["done"]
            measured.values += [float(done["printed"])] if case.kind == "print" else done["ms"]
        else:
            measured.values = []
            measured.problem = "unfinished"
            # Out of the cap is unfinished too; anything else is worth a word.
            if "failed" in answer and measured.memory_bytes < _CAP_BYTES // 2:
                measured.problem = answer["failed"]
            break
    return measured


def measure_both(runner: Runner, case: Case, runs: int) -> dict[str, Measured]:
    """Both engines; where each run is a fresh start, they take turns after a round to warm up."""
    if not case.fresh:
        return {engine: measure(runner, case, engine, runs) for engine in ENGINES}
    rounds = [
        {engine: measure(runner, case, engine, 1) for engine in ENGINES} for _ in range(runs + 2)
    ]
    return {
        engine: Measured(
            [value for each in rounds[1:] for value in each[engine].values],
            problem=next((e[engine].problem for e in rounds if e[engine].problem), ""),
        )
        for engine in ENGINES
    }


def ratio(case: Case, ours: Measured, theirs: Measured) -> float | None:
    """How far ours is ahead (1: even), at the least; None where ours has no result."""
    if not ours.values:
        return None
    if not theirs.values:
        return theirs.seconds * 1000 / ours.median
    if case.kind == "print":
        return ours.median / theirs.median
    return theirs.median / ours.median


def compare(place: str, runner: Runner, runs: int, quick: bool) -> list[dict[str, Any]]:
    """Measures every case in one place, and prints a line for each."""
    print(f"\n{place}: medians of {runs}, in ms unless it says otherwise")
    print(f"{'':45}{'ours':>10}  {'PyScript build':>32}  {'ratio':>8}")
    rows = []
    for case in CASES:
        if quick and case.wall_seconds < _CASE_SECONDS:
            case = Case(**{**asdict(case), "wall_seconds": 10.0})
        found = measure_both(runner, case, runs)
        ours, theirs = found["ours"], found["theirs"]
        ahead = ratio(case, ours, theirs)
        name = f"{case.name} (frames)" if case.kind == "print" else case.name
        at_least = "" if theirs.values else ">"
        shown = "none" if ahead is None else f"{at_least}{ahead:.2f}"
        theirs_shown = str(theirs)
        if case.tells_memory and theirs.values:
            theirs_shown += f" in {theirs.memory_bytes / MIB:,.0f} MiB"
        if case.tells_memory:
            name += f" in {case.memory_bytes // MIB} MiB"
        print(f"{name:45}{ours!s:>10}  {theirs_shown:>32}  {shown:>8}", flush=True)
        for engine, result in found.items():
            if result.problem not in ("", "unfinished"):
                print(f"    {engine}: {result.problem[:150]}")
        rows.append(
            {
                "place": place,
                "case": case.name,
                "unit": "frames" if case.kind == "print" else "ms",
                "ratio": ahead,
                **{engine: asdict(result) for engine, result in found.items()},
            }
        )
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one run of each instead of three")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all measurements there")
    parser.add_argument("--only", choices=("node", "chromium"), help="measure in one place only")
    options = parser.parse_args()
    if not (REPOSITORY / THEIR_PACKAGE).is_dir():
        sys.exit(f"{THEIR_PACKAGE} is missing: run npm ci first")

    runs = 1 if options.quick else 3
    rows = []
    if options.only != "chromium":
        rows += compare("Node", in_node, runs, options.quick)
    if options.only != "node":
        with chromium() as runner:
            rows += compare("Chromium", runner, runs, options.quick)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")

    behind = [f"{row['case']} ({row['place']})" for row in rows if not (row["ratio"] or 0) > 1]
    print()
    if behind:
        print(f"Ours is not ahead in {len(behind)} of {len(rows)}: {', '.join(behind)}")
        return 1
    print(f"Ours is ahead in all {len(rows)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
