"""What counting steps and spilling pointers cost: the module with and without, in Chromium.

    .venv/bin/python tests/bench/overhead.py [--rounds N]

Builds the module four times (some minutes): with both, with either, with neither. Since a module
without spilling must not collect garbage, none of the four does: they grow their memory instead.
Runs a dozen ordinary programs in each, in turn, in a worker of headless Chromium, and prints the
medians, the ratios to the module with neither, and their geometric means. Exits 1 if both together
cost more than 15%. Needs what build/guest.py needs.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
sys.path.insert(0, str(REPOSITORY / "build"))

from binaryen import wasm_opt  # noqa: E402
from guest import compile_in_root  # noqa: E402
from lock import read_lock  # noqa: E402
from spill import PASSES_AFTER, spill  # noqa: E402

from cloche.cli._browser import open_browser  # noqa: E402
from cloche.cli._server import serve_site  # noqa: E402

MOST_OVERHEAD = 0.15

#: (counts steps, spills pointers)
VARIANTS = {
    "neither": (False, False),
    "counting": (True, False),
    "spilling": (False, True),
    "both": (True, True),
}

PROGRAMS = {
    "fib": "def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nf(23)",
    "loop": "s = 0\nfor i in range(600000): s += i & 7",
    "while": "def f():\n i = s = 0\n while i < 600000:\n  s += i & 7\n  i += 1\nf()",
    "primes": "n = 200000\ns = bytearray(b'\\1' * (n + 1))\nfor i in range(2, 448):\n"
              " if s[i]:\n  for j in range(i * i, n + 1, i): s[j] = 0\nsum(s)",
    "words": "d = {}\nfor i in range(60000):\n w = 'w%d' % (i % 997)\n d[w] = d.get(w, 0) + 1\nsorted(d.items())",
    "join": "','.join([str(i) for i in range(60000)]).split(',')",
    "sort": "x = [i * 7919 % 100003 for i in range(60000)]\nsorted(x)\nsorted(x, key=lambda v: -v)",
    "objects": "class P:\n def __init__(s, x): s.x = x\n def move(s, d): s.x += d; return s\n"
               "p = P(0)\nfor i in range(80000): p.move(i)\n[P(i) for i in range(20000)]",
    "matrix": "n = 40\na = [[i * j % 7 for j in range(n)] for i in range(n)]\n"
              "[[sum(a[i][k] * a[k][j] for k in range(n)) for j in range(n)] for i in range(n)]",
    "floats": "x = 0.0\nfor i in range(200000): x = x * 0.5 + i / 3.0",
    "generator": "def g(n):\n for i in range(n): yield i * i\nsum(x for x in g(120000) if x % 3)",
    "exceptions": "for i in range(30000):\n try: raise ValueError(i)\n except ValueError as e: pass",
    "queens": "def q(n, r=0, c=0, a=0, b=0):\n if r == n: return 1\n t = 0\n for i in range(n):\n"
              "  if not (c >> i & 1 or a >> (r + i) & 1 or b >> (r - i + n) & 1):\n"
              "   t += q(n, r + 1, c | 1 << i, a | 1 << (r + i), b | 1 << (r - i + n))\n return t\nq(7)",
    "text": "s = ''\nfor i in range(4000): s = (s + chr(97 + i % 26))[-500:]\n"
            "for i in range(3000): s.replace('a', 'b').upper().find('Z')",
    "bigint": "x = 1\nfor i in range(1, 700): x *= i\nlen(str(x))",
}

PAGE = """<!doctype html><script type="module">
const worker = new Worker("./overhead.mjs", { type: "module" });
window.measure = (request, done) => {
  worker.onmessage = ({ data }) => done(data);
  worker.onerror = (event) => done({ failed: event.message });
  worker.postMessage(request);
};
</script>"""

WORKER = """
import { Guest } from "./worker/guest.js";
import { plainRun } from "./plain_run.mjs";
const modules = new Map();
onmessage = async ({ data: { variant, code } }) => {
  try {
    if (!modules.has(variant)) {
      modules.set(variant, await WebAssembly.compileStreaming(fetch(`./${variant}.wasm`)));
    }
    const guest = new Guest(modules.get(variant), 2 ** 30);
    const report = guest.run(plainRun(code), () => {});
    if (report.outcome !== "ok") throw new Error(report.outcome);
    postMessage({ ms: report.wall_seconds * 1000 });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
"""


def build(folder: Path) -> None:
    """Writes the variants' modules."""
    lock = read_lock()
    for counts in (False, True):
        flags = "-DCLOCHE_UNCOLLECTED" + ("" if counts else " -DCLOCHE_UNCOUNTED")
        linked = compile_in_root(lock, None, flags)
        for name, variant in VARIANTS.items():
            if variant[0] == counts:
                module = spill(linked) if variant[1] else _unspilled(linked, folder)
                (folder / f"{name}.wasm").write_bytes(module)


def _unspilled(linked: bytes, folder: Path) -> bytes:
    before, after = folder / "linked.wasm", folder / "optimised.wasm"
    before.write_bytes(linked)
    wasm_opt(before, after, PASSES_AFTER)
    return after.read_bytes()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="(default: 7)")
    rounds = parser.parse_args().rounds
    times: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        build(folder)
        shutil.copytree(REPOSITORY / "web/worker", folder / "worker")
        shutil.copy(HERE / "plain_run.mjs", folder)
        (folder / "index.html").write_text(PAGE)
        (folder / "overhead.mjs").write_text(WORKER)
        with serve_site(folder) as server, open_browser("chromium") as driver:
            driver.get(server.url)
            for round_ in range(rounds + 2):
                for program, code in PROGRAMS.items():
                    for variant in VARIANTS:
                        answer = driver.execute_async_script(
                            "window.measure(...arguments)", {"variant": variant, "code": code}
                        )
                        if "failed" in answer:
                            sys.exit(f"{program} in {variant}: {answer['failed']}")
                        if round_ >= 2:  # the engine has made its fastest code by then
                            times.setdefault((program, variant), []).append(answer["ms"])
    print(f"medians of {rounds} in ms, and ratios to a module with neither")
    print(f"{'':14}" + "".join(f"{variant:>12}" for variant in VARIANTS))
    ratios: dict[str, list[float]] = {variant: [] for variant in VARIANTS}
    for program in PROGRAMS:
        medians = {v: statistics.median(times[program, v]) for v in VARIANTS}
        for variant, median in medians.items():
            ratios[variant].append(median / medians["neither"])
        print(f"{program:14}" + "".join(f"{medians[v]:12.1f}" for v in VARIANTS)
              + f"{ratios['both'][-1]:8.2f}")
    means = {variant: statistics.geometric_mean(ratios[variant]) for variant in VARIANTS}
    print(f"{'geometric mean':14}" + "".join(f"{means[v]:12.3f}" for v in VARIANTS))
    return 0 if means["both"] <= 1 + MOST_OVERHEAD else 1


if __name__ == "__main__":
    sys.exit(main())
