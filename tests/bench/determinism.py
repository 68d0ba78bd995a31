"""The same program gives the same output, value and number of steps, wherever it runs.

    .venv/bin/python tests/bench/determinism.py [--browsers chromium firefox webkit] [--first N]

Runs MBPP's programs (where the corpus is at hand) and those of MicroPython's test suite with
``cloche run --jsonl --deterministic`` in each browser, and in Node, and prints how many came to the
same everywhere, and which did not. Exits 1 if one did not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = REPOSITORY.parent / "shared" / "corpora" / "mbpp" / "cases.jsonl"
sys.path.insert(0, str(REPOSITORY / "tests" / "guest"))

import upstream_suite  # noqa: E402
from node import Node  # noqa: E402

from cloche.front import parse  # noqa: E402

SEED = 7
NOW_SECONDS = 1_700_000_000

#: Steps end a program that goes on for ever: the clock would end it anywhere.
LIMITS = {"steps": 20_000_000, "wall_seconds": 60, "memory_bytes": 2**25, "output_bytes": 2**20}


def programs(first: int | None) -> dict[str, str]:
    found = {}
    if CORPUS.is_file():
        cases = map(json.loads, CORPUS.read_text("utf-8").splitlines())
        found = {f"mbpp/{case['id']}": case["code"] for case in cases}
    else:
        print(f"determinism: left out: there is no corpus at {CORPUS}", file=sys.stderr)
    tests = upstream_suite.source() / "tests"
    for name in upstream_suite.test_names(tests):
        try:
            found[f"upstream/{name}"] = (tests / name).read_text("utf-8")
        except UnicodeDecodeError:
            continue  # the command line takes text
    return dict(list(found.items())[:first])


def in_browser(browser: str, codes: dict[str, str]) -> dict[str, Any]:
    lines = [json.dumps({"id": name, "code": code, "limits": LIMITS}) for name, code in codes.items()]
    command = [sys.executable, "-m", "cloche.cli", "run", "--jsonl", "--jobs", "2", "--browser",
               browser, "--deterministic", "--seed", str(SEED), "--now", str(NOW_SECONDS)]
    done = subprocess.run(
        command, input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True, check=True
    )
    results = {}
    for line in done.stdout.splitlines():
        result = json.loads(line)
        error = result["error"] and result["error"]["type"]
        results[result["id"]] = [result["status"], result["stdout"], error, result["value_repr"],
                                 result["usage"]["steps"]]
    return results


def in_node(codes: dict[str, str]) -> dict[str, Any]:
    node = Node()
    results = {}
    for name, code in codes.items():
        try:
            source = parse(code, "<main>")
        except SyntaxError as error:
            results[name] = ["error", "", type(error).__name__, None, 0]
            continue
        outcome = node.run(
            source.body, tail=source.tail, tail_line=source.tail_line,
            determined={"seed": SEED, "now_seconds": NOW_SECONDS}, **LIMITS,
        )
        value = None if outcome.value is None else repr(outcome.value)
        error = outcome.error and outcome.error[0]
        results[name] = [outcome.outcome, outcome.stdout, error, value, outcome.steps]
    node.close()
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--browsers", nargs="*", default=["chromium", "firefox", "webkit"])
    parser.add_argument("--first", type=int, metavar="N", help="only the first N programs")
    arguments = parser.parse_args()
    codes = programs(arguments.first)
    places = {"node": in_node(codes)}
    for browser in arguments.browsers:
        began = time.monotonic()
        places[browser] = in_browser(browser, codes)
        print(f"{browser}: {len(codes)} programs in {time.monotonic() - began:.0f} s", flush=True)
    same = 0
    for name in codes:
        told = {place: results.get(name) for place, results in places.items()}
        if all(result is not None and result == told["node"] for result in told.values()):
            same += 1
        else:
            print(name, *(f"\n  {place}: {str(result)[-200:]}" for place, result in told.items()))
    print(f"{same} of {len(codes)} programs came to the same in {', '.join(places)}: output, value, "
          "error and steps")
    return 0 if same == len(codes) else 1


if __name__ == "__main__":
    sys.exit(main())
