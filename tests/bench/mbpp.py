"""How much of MBPP passes: its programs through ``cloche run --jsonl``, counted.

    .venv/bin/python tests/bench/mbpp.py --jobs 2 --failures failures.txt

Each program of the corpus asserts what it should and prints OK as its last line. It passes when
it ends as "ok" and that line is there. Programs come from google-research's MBPP (CC BY 4.0).

The exit code is 0 when every program gave a result, 1 when one did not, 2 when nothing could be
run. The pass rate itself decides nothing: it is what this command is there to print.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = REPOSITORY.parent / "shared" / "corpora" / "mbpp" / "cases.jsonl"


def main() -> int:
    arguments = _arguments()
    if not arguments.cases.is_file():
        print(
            f"mbpp: left out: there is no corpus at {arguments.cases}; give one with --cases "
            'FILE: lines such as {"id": ..., "code": ...}',
            file=sys.stderr,
        )
        return 2
    lines = [line for line in arguments.cases.read_text("utf-8").splitlines() if line.strip()]
    ids = [json.loads(line)["id"] for line in lines[: arguments.first]]
    started = time.monotonic()
    results, exit_code = _run(lines[: arguments.first], arguments)
    seconds = time.monotonic() - started
    _report(ids, results, seconds, arguments)
    missing = [id for id in ids if id not in results]
    if missing:
        print(f"no result: {len(missing)} ({', '.join(map(str, missing[:10]))} ...)")
    if exit_code:
        print(f"cloche run --jsonl exited with {exit_code}")
    if arguments.failures:
        arguments.failures.write_text(_failures(ids, results), "utf-8")
        print(f"failures: {arguments.failures}")
    return 1 if missing or exit_code else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cases", type=Path, default=CORPUS, metavar="FILE", help="the corpus")
    parser.add_argument("--first", type=int, metavar="N", help="only the first N programs")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="at a time (default: 2)")
    parser.add_argument("--browser", default="chromium", help="(default: chromium)")
    parser.add_argument("--site", metavar="DIR", help="the built site (default: dist/)")
    parser.add_argument("--failures", type=Path, metavar="FILE", help="write failing ids, and why")
    parser.add_argument("--results", type=Path, metavar="FILE", help="keep all result lines")
    return parser.parse_args()


def _run(lines: list[str], arguments: argparse.Namespace) -> tuple[dict[str, dict[str, Any]], int]:
    command = [sys.executable, "-m", "cloche.cli", "run", "--jsonl"]
    command += ["--jobs", str(arguments.jobs), "--browser", arguments.browser]
    if arguments.site:
        command += ["--site", arguments.site]
    results: dict[str, dict[str, Any]] = {}
    with contextlib.ExitStack() as stack:
        programs = stack.enter_context(tempfile.TemporaryFile())
        programs.write("".join(line + "\n" for line in lines).encode("utf-8"))
        programs.seek(0)
        kept = stack.enter_context(arguments.results.open("wb")) if arguments.results else None
        process = stack.enter_context(
            subprocess.Popen(command, stdin=programs, stdout=subprocess.PIPE)
        )
        assert process.stdout is not None
        for line in process.stdout:
            if kept is not None:
                kept.write(line)
            result = json.loads(line)
            results[result["id"]] = result
    return results, process.returncode


def _passed(result: dict[str, Any]) -> bool:
    printed = result.get("stdout", "").rstrip("\n").rpartition("\n")[2]
    return bool(result["status"] == "ok" and printed == "OK")


def _report(
    ids: list[str],
    results: dict[str, dict[str, Any]],
    seconds: float,
    arguments: argparse.Namespace,
) -> None:
    passed = sum(_passed(result) for result in results.values())
    print(f"MBPP in {arguments.browser}, {arguments.jobs} at a time")
    print(f"pass rate: {100 * passed / max(1, len(ids)):.1f}% ({passed} of {len(ids)})")
    statuses = collections.Counter(result["status"] for result in results.values())
    print("statuses: " + ", ".join(f"{name} {count}" for name, count in statuses.most_common()))
    print(f"seconds: {seconds:.1f} in all, {1000 * seconds / max(1, len(ids)):.0f} ms a program")
    reasons = collections.Counter(
        _reason(result) for result in results.values() if not _passed(result)
    )
    if reasons:
        print("most frequent reasons:")
    for reason, count in reasons.most_common(20):
        print(f"{count:6}  {reason}")


def _reason(result: dict[str, Any]) -> str:
    error = result.get("error")
    if error:
        return f"{error['type']}: {error['message']}"[:120]
    if result["status"] == "ok":
        return "ok, but the last line is not OK"
    return f"{result['status']}: {result.get('reason') or ''}"[:120]


def _failures(ids: list[str], results: dict[str, dict[str, Any]]) -> str:
    lines = []
    for id in ids:
        result = results.get(id)
        if result is None:
            lines.append(f"{id}\tno result")
        elif not _passed(result):
            reason = _reason(result).replace("\t", " ").replace("\n", " ")
            lines.append(f"{id}\t{result['status']}\t{reason}")
    return "".join(line + "\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
