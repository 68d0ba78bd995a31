"""``cloche compat CORPUS``: where the sandbox differs from the Python of this machine."""

from __future__ import annotations

import argparse
import collections
import contextlib
import io
import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

from cloche.cli._chance_options import chance_from
from cloche.cli._corpus import Program, read_corpus, to_line
from cloche.cli._exit import OK, PYTHON_ERROR, STOPPED
from cloche.cli._headless import PAGE, open_page
from cloche.cli._interrupt import watch_for_interrupt
from cloche.cli._jsonl import Batch
from cloche.cli._limit_options import limits_from
from cloche.cli._site import find_site

#: CPython is given longer: its programs are no sandbox's, and the machine may be busy.
_PATIENCE: Final = 4.0
_NAMES_SHOWN: Final = 5
_CAUSE_CHARACTERS: Final = 100


@dataclass(frozen=True)
class Outcome:
    """What a program printed, whether it ended well, and the last line of its traceback."""

    stdout: str
    is_ok: bool
    last_line: str = ""


def run_compat(arguments: argparse.Namespace) -> int:
    """Do it; the exit code is 1 where there is a difference."""
    programs = read_corpus(arguments.corpus)
    limits = limits_from(arguments)
    site = find_site(arguments.site, needs=PAGE)
    seconds = limits.wall_seconds * _PATIENCE
    with ThreadPoolExecutor(arguments.jobs) as pool:
        theirs = list(pool.map(lambda program: _in_cpython(program, seconds), programs))
    usable = [number for number, outcome in enumerate(theirs) if outcome is not None]
    results = io.BytesIO()
    reader = _Lines([to_line(number, programs[number]) for number in usable])
    batch = Batch(reader, results, limits, jobs=arguments.jobs, chance=chance_from(arguments))
    with contextlib.ExitStack() as stack:
        stack.callback(batch.say, "")
        interrupt = stack.enter_context(watch_for_interrupt())
        page = stack.enter_context(open_page(arguments.browser, site, say=batch.say))
        batch.run(page, interrupt)
    if interrupt.asked:
        return STOPPED
    answers = {each["id"]: each for each in map(json.loads, results.getvalue().splitlines())}
    causes: dict[str, list[str]] = collections.defaultdict(list)
    for number in usable:
        expected = theirs[number]
        assert expected is not None
        cause = difference(expected, answers.get(number))
        if cause is not None:
            causes[cause].append(programs[number].name)
    print(table(causes, len(usable), len(programs) - len(usable)))
    if arguments.failures:
        lines = [f"{name}\t{cause}\n" for cause, names in causes.items() for name in names]
        with open(arguments.failures, "w", encoding="utf-8") as file:
            file.writelines(sorted(lines))
    return PYTHON_ERROR if causes else OK


class _Lines:
    """The lines of a batch, all there from the beginning: what a LineReader is for standard input."""

    def __init__(self, lines: list[bytes]) -> None:
        self._lines = collections.deque(enumerate(lines, 1))

    @property
    def ended(self) -> bool:
        return not self._lines

    def next(self, wait_seconds: float = 0.0) -> tuple[int, bytes] | None:
        return self._lines.popleft() if self._lines else None


def _in_cpython(program: Program, seconds: float) -> Outcome | None:
    """What CPython makes of it; None where it takes too long, or prints what is no text."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-X", "utf8", "-c", program.code],
                input=program.stdin.encode(), capture_output=True, cwd=folder, timeout=seconds,
            )
            stdout = done.stdout.decode()
        except (subprocess.TimeoutExpired, ValueError, OSError):
            return None
    errors = done.stderr.decode("utf-8", "replace").rstrip().splitlines()
    is_ok = done.returncode == 0
    return Outcome(stdout, is_ok, errors[-1] if errors and not is_ok else "")


def difference(expected: Outcome, result: dict[str, Any] | None) -> str | None:
    """Why the sandbox's result is not what CPython's was; None where it is."""
    if result is None:
        return "no result"
    status = result["status"]
    errors = (result.get("stderr") or "").rstrip().splitlines()
    last_line = errors[-1] if errors and status == "error" else ""
    if status not in ("ok", "error"):
        return f"ended as {status}"
    if status == "error" and expected.is_ok:
        return _cause(last_line)
    if status == "ok" and not expected.is_ok:
        return f"no {expected.last_line.partition(':')[0] or 'error'}"
    if last_line != expected.last_line:
        return f"another error: {_cause(last_line)}, not {_cause(expected.last_line)}"
    if result["stdout"] != expected.stdout:
        return "another output"
    return None


def _cause(line: str) -> str:
    """An error's line without what is the program's own, so that like causes fall together."""
    kind, _, message = line.partition(":")
    if kind in ("AssertionError", "ValueError", "Exception"):
        return kind
    message = re.sub(r"\d{2,}", "N", message)
    return f"{kind}:{message}"[:_CAUSE_CHARACTERS] if message else kind


def table(causes: dict[str, list[str]], compared: int, left_out: int) -> str:
    """The causes, the most frequent first, with some programs for each."""
    failed = sum(map(len, causes.values()))
    share = 100 * (compared - failed) / compared if compared else 0.0
    lines = [f"{compared - failed} of {compared} programs do the same as in CPython ({share:.2f}%)"]
    if left_out:
        lines.append(f"left out: {left_out}, which take too long in CPython or print no text")
    for cause, names in sorted(causes.items(), key=lambda item: (-len(item[1]), item[0])):
        shown = ", ".join(names[:_NAMES_SHOWN]) + (" ..." if len(names) > _NAMES_SHOWN else "")
        lines.append(f"{len(names):5}  {cause}  [{shown}]")
    return "\n".join(lines)
