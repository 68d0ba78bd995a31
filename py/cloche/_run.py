"""One run, from its first output to its result."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from cloche import _values
from cloche._answers import ByMessage, BySharedMemory
from cloche._backup import Backup
from cloche._calls import Calls
from cloche._delivery import Delivery
from cloche._door import Door
from cloche._errors import ProtocolError
from cloche._limits import Limits
from cloche._protocol import Done, Saved, Stderr, Stdout
from cloche._result import ErrorInfo, Result, SessionState, Status, Usage
from cloche._sources import Sources
from cloche._worker import Report, Worker
from cloche.front import error_info

#: A run whose time is over, and of which there is still to hear, is given this long to tell its end:
#: the page may have been busy. Timers alone would not do: messages that come and come keep them
#: waiting (measured: 45 s in Chromium for a run of 0.5 s).
_LATE_SECONDS = 0.5

_REASONS = {
    "timeout": "The run took longer than its {wall_seconds:g} s.",
    "waited": "The run waited for the page longer than its {wait_seconds} s.",
    "memory": "The run needed more than its {memory_bytes} bytes of memory.",
    "steps": "The run took more than its {steps} steps.",
    "output": "The run wrote more than its {output_bytes} bytes of output.",
    "stopped": "The run was stopped.",
}


class RunInProgress:
    """Gathers what the worker reports about one run, and makes the result of it.

    Nothing that is reported is believed: a report about another run, more output than the limit
    allows, or values that make no sense end the run as "crashed".
    """

    def __init__(
        self,
        run: int,
        limits: Limits,
        sources: Sources,
        delivery: Delivery,
        worker: Worker,
        backup: Backup,
        door: Door,
        on_crash: Callable[[], None],
    ) -> None:
        self.run = run
        self.limits = limits
        #: The size up to which the worker sends an image of the session first.
        self.save_bytes = min(backup.most_bytes, limits.memory_bytes)
        self._backup = backup
        self._may_be_saved = self.save_bytes > 0
        self._late_since: float | None = None
        self.finished: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._sources = sources
        self._delivery = delivery
        self._worker = worker
        self._on_crash = on_crash
        self._started = time.monotonic()
        self._texts: dict[str, list[str]] = {"stdout": [], "stderr": []}
        self._characters = 0
        self._displays: list[dict[str, Any]] = []
        self._asked_at = 0  # pieces of stdout when the page was last asked for a line
        self._way = worker.way_for_answers(run, limits.message_bytes)
        self.calls = Calls(door, limits, self._way, self._show, self._prompt)

    @property
    def answer_buffer(self) -> Any:
        return self._way.buffer

    @property
    def seconds_left(self) -> float:
        """Of its wall time, as far as the host can tell."""
        return self.limits.wall_seconds - self.calls.ran_seconds

    def _show(self, bundle: dict[str, Any]) -> None:
        self._displays.append(bundle)
        self._delivery.show(bundle)

    async def _prompt(self) -> str:
        """What stands in the last line of the output, once that is delivered. What was typed ended
        the line before, though it is no part of the output."""
        await self._delivery.reached()
        pieces = self._texts["stdout"]
        begin, self._asked_at = max(self._asked_at, len(pieces) - 100), len(pieces)
        return "".join(pieces[begin:]).rpartition("\n")[2]

    def on_report(self, message: Report) -> None:
        """Takes one message from the worker."""
        if self.finished.done():
            return
        if message["type"] == "fatal":
            self.end("crashed", f"The guest broke ({message['name']}): {message['message']}")
            return
        try:
            if message["type"] in ("saved", "restored", "filed") and message["run"] < self.run:
                return  # an answer that nobody waits for any more
            if message["run"] != self.run:
                raise ProtocolError(f"{message['type']} of run {message['run']} in {self.run}")
            if message["type"] == "saved":
                self._save(message)
                return
            self._may_be_saved = False  # an image comes first or not at all
            if message["type"] == "done":
                self._finish(message)
            elif self._is_long_over():
                self.end("timeout")
                self._on_crash()
            elif message["type"] == "call":
                self.calls.on_call(message)
            elif message["type"] == "cancel":
                self.calls.cancel(message["call"])
            elif message["type"] == "wait":
                self._way.wanted()
            elif message["type"] == "restored" or message["type"] == "filed":
                raise ProtocolError(f"{message['type']} came while code ran")
            else:
                self._add_output(message)
        except ProtocolError as error:
            self.end("crashed", f"The worker sent nonsense: {error}")
            self._on_crash()

    def _is_long_over(self) -> bool:
        if self.seconds_left > -_LATE_SECONDS or self.calls.is_pending:
            self._late_since = None
            return False
        now = time.monotonic()
        self._late_since = now if self._late_since is None else self._late_since
        return now - self._late_since > _LATE_SECONDS

    def ask_to_stop(self) -> bool:
        """Asks the guest to end the run. False where it can't hear."""
        return self._worker.stop(self.run)

    def end(self, status: Status, reason: str | None = None, *, forget: bool = False) -> None:
        """Ends the run from outside: its session goes back to the last image, or is lost; it is
        lost on purpose with ``forget``."""
        if self.finished.done():
            return
        state: SessionState = "lost"
        reason = (reason or self._reason(status) or status).rstrip(".") + "."
        if not forget:
            state = "restored" if self._backup.is_worth_restoring else "lost"
            reason = f"{reason} {self._backup.sentence}"
        ran_seconds = self.calls.ran_seconds
        usage = Usage(
            wall_seconds=ran_seconds,
            wait_seconds=max(0.0, time.monotonic() - self._started - ran_seconds),
            output_bytes=sum(len(t.encode("utf-8", "surrogatepass"))
                             for texts in self._texts.values() for t in texts),
        )
        self._set(status, None, None, usage, state, reason)

    def _save(self, message: Saved) -> None:
        image: Any = message["image"]
        if not self._may_be_saved or image.byteLength > self.save_bytes:
            raise ProtocolError("an image that nobody asked for, or that is too large")
        self._may_be_saved = False
        self._backup.saved(image)

    def _add_output(self, message: Stdout | Stderr) -> None:
        text = message["text"]
        # A byte becomes one character at the most (U+FFFD where it is not UTF-8).
        self._characters += len(text)
        if self._characters > self.limits.output_bytes:
            raise ProtocolError("more output than the limit allows")
        self._texts[message["type"]].append(text)
        self._delivery.add(message["type"], text)

    def _finish(self, message: Done) -> None:
        value = _values.decode(message["value"]) if message["value"] else None
        error = None
        if message["error"]:
            error = error_info(_values.decode(message["error"]), self._sources)
            self._texts["stderr"].append(error.traceback)
            self._delivery.add("stderr", error.traceback)
        outcome = message["outcome"]
        status: Status = "timeout" if outcome == "waited" else outcome
        if status == "error" and error is None:
            raise ProtocolError("an error that was not told")
        usage = Usage(
            wall_seconds=message["wall_seconds"],
            output_bytes=message["output_bytes"],
            peak_memory_bytes=message["peak_memory_bytes"],
            steps=message["steps"],
            wait_seconds=message["wait_seconds"],
        )
        problem = _values.decode(message["problem"]) if message["problem"] else None
        if problem is not None and not isinstance(problem, str):
            raise ProtocolError("a value's problem that is no text")
        self._backup.ran()
        self._set(status, value if status == "ok" else None, error, usage, "kept",
                  self._reason(outcome), problem)

    def _reason(self, status: str) -> str | None:
        template = _REASONS.get(status)
        if template is None:
            return None
        return template.format(
            wall_seconds=self.limits.wall_seconds,
            wait_seconds=self.limits.wait_seconds,
            memory_bytes=self.limits.memory_bytes,
            output_bytes=self.limits.output_bytes,
            steps=self.limits.steps,
        )

    def _set(
        self,
        status: Status,
        value: Any,
        error: ErrorInfo | None,
        usage: Usage,
        session_state: SessionState,
        reason: str | None,
        value_problem: str | None = None,
    ) -> None:
        self.calls.close()
        result = Result(
            status=status,
            stdout="".join(self._texts["stdout"]),
            stderr="".join(self._texts["stderr"]),
            value=value,
            error=error,
            usage=usage,
            session_state=session_state,
            reason=reason,
            value_problem=value_problem,
            displays=tuple(self._displays),
        )
        self.finished.set_result(result)
