"""``cloche run FILE``: one program through the real chain, as if it were run by ``python``."""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from typing import Any, Final

from cloche import Limits
from cloche.cli._chance_options import chance_from
from cloche.cli._exit import CRASHED, CliError, code_for_status
from cloche.cli._headless import PAGE, HeadlessPage, PageDied, crashed_result, open_page
from cloche.cli._inert import inert
from cloche.cli._interrupt import Interrupt, watch_for_interrupt
from cloche.cli._limit_options import limits_from
from cloche.cli._progress import progress_on_terminal
from cloche.cli._site import find_site
from cloche.cli._text import STANDARD, read_program, read_stdin_text, to_json_line, write_text

WAIT_SECONDS: Final = 0.03  # how long output may lie in the page before we see it
GRACE_SECONDS: Final = 60.0  # beyond its wall limit, after which a run is given up
STOP_SECONDS: Final = 5.0  # for the page to stop a run after Ctrl-C

_JOB: Final = "main"


def run_file(arguments: argparse.Namespace) -> int:
    """Do it; the exit code."""
    limits = limits_from(arguments)
    if arguments.file == STANDARD and arguments.stdin == STANDARD:
        raise CliError("--stdin - and the program - can't both be standard input")
    site = find_site(arguments.site, needs=PAGE)
    code, filename = read_program(arguments.file)
    stdin = "" if arguments.stdin is None else read_stdin_text(arguments.stdin)
    job = {
        "id": _JOB,
        "code": code,
        "filename": filename,
        "stdin": stdin,
        "limits": dataclasses.asdict(limits),
        "chance": chance_from(arguments),
    }
    follower = _Follower(silent=arguments.json)
    say = progress_on_terminal()
    try:
        with open_page(arguments.browser, site, say=say) as page:
            say("")
            with watch_for_interrupt() as interrupt:
                result = _follow(page, job, limits, follower, interrupt)
    except PageDied as death:
        say("")
        if not arguments.json:
            raise
        result = crashed_result(
            str(death),
            stdout=follower.stdout,
            stderr=follower.stderr,
            wall_seconds=follower.seconds(),
        )
    finally:
        say("")
    if arguments.json:
        write_text(sys.stdout.buffer, to_json_line(result))
    elif result["status"] not in ("ok", "error"):
        reason = result.get("reason") or "it gave no reason"
        print(f"cloche: {result['status']}: {reason}", file=sys.stderr)
    return code_for_status(result["status"])


class _Follower:
    """Lets a program's output out as it comes, and keeps count of it."""

    def __init__(self, *, silent: bool) -> None:
        self.silent = silent
        self.stdout = ""
        self.stderr = ""
        self._started = time.monotonic()

    def seconds(self) -> float:
        return time.monotonic() - self._started

    def write(self, kind: str, text: str) -> None:
        if not text:
            return
        setattr(self, kind, getattr(self, kind) + text)
        if not self.silent:
            stream = sys.stdout if kind == "stdout" else sys.stderr
            if stream.isatty():  # a file or a pipe gets every byte
                text = inert(text, is_message=kind == "stderr")
            write_text(stream.buffer, text)

    def finish(self, result: dict[str, Any]) -> None:
        """Let out what the result has beyond what was streamed."""
        self.write("stdout", result["stdout"][len(self.stdout) :])
        self.write("stderr", result["stderr"][len(self.stderr) :])


def _follow(
    page: HeadlessPage,
    job: dict[str, Any],
    limits: Limits,
    follower: _Follower,
    interrupt: Interrupt,
) -> dict[str, Any]:
    page.run(job)
    deadline = time.monotonic() + limits.wall_seconds + GRACE_SECONDS
    stopping = False
    while time.monotonic() < deadline:
        if interrupt.asked and not stopping:
            stopping = True
            page.stop(_JOB)
            deadline = time.monotonic() + STOP_SECONDS
        for event in page.exchange(WAIT_SECONDS):
            if event.kind == "result":
                assert event.result is not None
                follower.finish(event.result)
                return event.result
            follower.write(event.kind, event.text)
    if stopping:
        raise KeyboardInterrupt
    raise PageDied(
        f"the page in {page.browser} gave no result, {GRACE_SECONDS:g} s after the run's time "
        f"was up (exit code {CRASHED})"
    )
