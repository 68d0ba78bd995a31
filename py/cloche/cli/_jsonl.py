"""``cloche run --jsonl``: many programs through one browser, a line of JSON each."""

from __future__ import annotations

import argparse
import collections
import contextlib
import dataclasses
import sys
import time
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final, Protocol

from cloche import Limits
from cloche.cli._chance_options import chance_from
from cloche.cli._exit import OK, STOPPED, USAGE
from cloche.cli._headless import PAGE, HeadlessPage, PageDied, crashed_result, open_page
from cloche.cli._interrupt import Interrupt, watch_for_interrupt
from cloche.cli._jsonl_input import LineReader
from cloche.cli._jsonl_line import InvalidLine, Line, parse_line
from cloche.cli._limit_options import limits_from
from cloche.cli._progress import progress_on_terminal
from cloche.cli._run import GRACE_SECONDS, STOP_SECONDS
from cloche.cli._site import find_site
from cloche.cli._text import to_json_line, write_text

WAITING_LINES: Final = 10_000  # read ahead of those that run: more input waits in its pipe
# For a result, while new input (which matters only if more may run) and Ctrl-C are not looked at.
_WAIT_SECONDS: Final = 0.05
_LONG_WAIT_SECONDS: Final = 0.25
_IDLE_SECONDS: Final = 0.1
_SAY_SECONDS: Final = 0.2


def run_jsonl(arguments: argparse.Namespace) -> int:
    """Do it; the exit code."""
    limits = limits_from(arguments)
    site = find_site(arguments.site, needs=PAGE)
    reader = LineReader(sys.stdin.fileno())
    chance = chance_from(arguments)
    batch = Batch(reader, sys.stdout.buffer, limits, jobs=arguments.jobs, chance=chance)
    with contextlib.ExitStack() as stack:
        stack.callback(batch.say, "")
        interrupt = stack.enter_context(watch_for_interrupt())
        batch.take_lines()
        while not batch.waiting and not batch.reader.ended:  # no browser before it has work
            if interrupt.asked:
                return STOPPED
            batch.take_lines(_IDLE_SECONDS)
        if batch.waiting:
            page = stack.enter_context(open_page(arguments.browser, site, say=batch.say))
            try:
                batch.run(page, interrupt)
            except PageDied as death:
                batch.say("")
                batch.report_lost(str(death))
                raise
    batch.say("")
    if interrupt.asked:
        left = f"; {batch.waiting} lines were not run" if batch.waiting else ""
        print(f"cloche: stopped{left}", file=sys.stderr)
        return STOPPED
    return USAGE if batch.invalid else OK


@dataclass
class _Running:
    line: Line
    started: float
    pieces: dict[str, list[str]] = field(default_factory=lambda: {"stdout": [], "stderr": []})


class Lines(Protocol):
    """Where a batch has its lines from: see LineReader."""

    @property
    def ended(self) -> bool: ...
    def next(self, wait_seconds: float = 0.0) -> tuple[int, bytes] | None: ...


class Batch:
    """What is to run, what runs, and what came of it.

    Lines of one session run one after the other: the first of them is among the startable, or
    runs, and the others wait in the session's queue until it is finished.
    """

    def __init__(
        self,
        reader: Lines,
        results: BinaryIO,
        limits: Limits,
        *,
        jobs: int,
        chance: dict[str, Any] | None = None,
    ) -> None:
        self.reader = reader
        self._chance = chance or {}
        self.results = results
        self.limits = limits
        self.jobs = jobs
        self.say = progress_on_terminal()
        self.invalid = 0
        self.done: collections.Counter[str] = collections.Counter()
        self.waiting = 0  # lines that are startable or in a session's queue
        self._startable: collections.deque[Line] = collections.deque()
        self._sessions: dict[str, collections.deque[Line]] = {}
        self._session_limits: dict[str, Limits] = {}
        self._busy_sessions: set[str] = set()
        self._running: dict[str, _Running] = {}
        self._warned_keys: set[str] = set()
        self._said = 0.0

    # --- lines in ------------------------------------------------------------------------------

    def take_lines(self, wait_seconds: float = 0.0) -> None:
        """Take the lines that have come; when there is none, wait that long for one."""
        while self.waiting < WAITING_LINES:
            item = self.reader.next(wait_seconds)
            if item is None:
                break
            wait_seconds = 0.0
            number, data = item
            try:
                line = parse_line(data, number, self.limits, self._session_limits)
            except InvalidLine as invalid:
                self.invalid += 1
                self._write(invalid.to_dict())
            else:
                self._warn_of_keys(line)
                self._enqueue(line)

    def _enqueue(self, line: Line) -> None:
        self.waiting += 1
        if line.session is None:
            self._startable.append(line)
        elif line.session in self._busy_sessions:
            self._sessions[line.session].append(line)
        else:
            self._sessions.setdefault(line.session, collections.deque())
            self._session_limits.setdefault(line.session, line.limits)
            self._busy_sessions.add(line.session)
            self._startable.append(line)

    def _warn_of_keys(self, line: Line) -> None:
        for key in line.unknown_keys:
            if key not in self._warned_keys:
                self._warned_keys.add(key)
                self.say("")
                print(
                    f"cloche: line {line.number}: the key {key!r} is not known and is ignored",
                    file=sys.stderr,
                )

    # --- running -------------------------------------------------------------------------------

    def run(self, page: HeadlessPage, interrupt: Interrupt) -> None:
        """Run all lines until the input's end or Ctrl-C. Raises ``PageDied``."""
        while not interrupt.asked:
            self.take_lines()
            while self._startable and len(self._running) < self.jobs:
                self._start(page, self._startable.popleft())
            self._close_idle_sessions(page)
            if self._running:
                self._exchange(page)
            elif self.reader.ended and not self.waiting:
                return
            else:
                self._progress()
                self.take_lines(_IDLE_SECONDS)
        self._stop_running(page)

    def _start(self, page: HeadlessPage, line: Line) -> None:
        self.waiting -= 1
        job: dict[str, Any] = {
            "id": line.key,
            "code": line.code,
            "stdin": line.stdin,
            "limits": dataclasses.asdict(line.limits),
            "chance": self._chance,
        }
        if line.session is not None:
            job["session"] = line.session
        self._running[line.key] = _Running(line, time.monotonic())
        page.run(job)

    def _exchange(self, page: HeadlessPage) -> None:
        more_may_run = len(self._running) < self.jobs and not self.reader.ended
        wait_seconds = _WAIT_SECONDS if more_may_run else _LONG_WAIT_SECONDS
        for event in page.exchange(wait_seconds, for_result=True):
            running = self._running.get(event.id)
            if running is None:
                continue  # given up, and here it is after all
            if event.kind == "result":
                assert event.result is not None
                self._finish(running.line, event.result)
            else:
                running.pieces[event.kind].append(event.text)
        for running in list(self._running.values()):
            late = time.monotonic() - running.started - running.line.limits.wall_seconds
            if late > GRACE_SECONDS:
                page.stop(running.line.key)
                reason = f"the page gave no result, {GRACE_SECONDS:g} s after the time was up"
                self._finish(running.line, _lost(running, reason))
        self._progress()

    def _finish(self, line: Line, result: dict[str, Any]) -> None:
        del self._running[line.key]
        self.done[result["status"]] += 1
        self._write({"id": line.id, **result})
        if line.session is not None:
            queue = self._sessions[line.session]
            if queue:
                self._startable.append(queue.popleft())
            else:
                self._busy_sessions.discard(line.session)

    def _close_idle_sessions(self, page: HeadlessPage) -> None:
        """Only the end of the input tells that a session gets no more lines."""
        if self.reader.ended:
            for name in [name for name in self._sessions if name not in self._busy_sessions]:
                del self._sessions[name]
                page.close_session(name)

    def _stop_running(self, page: HeadlessPage) -> None:
        for key in self._running:
            page.stop(key)
        deadline = time.monotonic() + STOP_SECONDS
        while self._running and time.monotonic() < deadline:
            self._exchange(page)

    # --- results out ---------------------------------------------------------------------------

    def report_lost(self, reason: str) -> None:
        """A result "crashed" for every line that was read and has none."""
        for running in self._running.values():
            self._write({"id": running.line.id, **_lost(running, reason)})
        lines = [*self._startable, *(line for queue in self._sessions.values() for line in queue)]
        for line in sorted(lines, key=lambda line: line.number):
            self._write({"id": line.id, **crashed_result(f"not run: {reason}")})

    def _write(self, result: dict[str, Any]) -> None:
        write_text(self.results, to_json_line(result))

    def _progress(self) -> None:
        now = time.monotonic()
        if now - self._said < _SAY_SECONDS:
            return
        self._said = now
        counts = ", ".join(f"{count} {status}" for status, count in self.done.most_common())
        done = self.done.total()
        self.say(
            f"{done} done{f' ({counts})' if done else ''}, {len(self._running)} running, "
            f"{self.waiting}{'' if self.reader.ended else '+'} waiting"
        )


def _lost(running: _Running, reason: str) -> dict[str, Any]:
    return crashed_result(
        reason,
        stdout="".join(running.pieces["stdout"]),
        stderr="".join(running.pieces["stderr"]),
        wall_seconds=time.monotonic() - running.started,
    )
