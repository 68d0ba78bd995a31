"""Output on its way to the caller's functions, in order, whether they are async or not: text and
what is displayed."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable
from typing import Any, Literal

#: So long others wait while much is delivered: the page draws, and a person's click is heard.
_TURN_SECONDS = 0.01

Stream = Literal["stdout", "stderr"]
OutputFunction = Callable[[str], Awaitable[None] | None]


class Delivery:
    """Hands each piece of output to the function for its stream, one after the other.

    An exception in such a function ends the delivery; ``finish()`` raises it, and ``on_failure``
    is called as soon as it happens, so that the run can be ended.
    """

    def __init__(
        self,
        on_stdout: OutputFunction | None,
        on_stderr: OutputFunction | None,
        on_failure: Callable[[], object],
        on_display: Callable[[dict[str, Any]], Awaitable[None] | None] | None = None,
    ) -> None:
        self._functions: dict[Stream, OutputFunction | None] = {
            "stdout": on_stdout,
            "stderr": on_stderr,
        }
        self._on_display = on_display
        self._on_failure = on_failure
        self._waiting: asyncio.Queue[tuple[Callable[[Any], Any], Any] | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    def add(self, stream: Stream, text: str) -> None:
        if text:
            self._put(self._functions[stream], text)

    def show(self, bundle: dict[str, Any]) -> None:
        self._put(self._on_display, bundle)

    async def reached(self) -> None:
        """Waits until everything so far is delivered."""
        if self._task is not None and not self._task.done():
            here: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._put(lambda _: None if here.done() else here.set_result(None), None)
            await asyncio.wait({here, self._task}, return_when=asyncio.FIRST_COMPLETED)

    def _put(self, function: Callable[[Any], Any] | None, argument: Any) -> None:
        if function is None:
            return
        if self._task is None:
            self._task = asyncio.ensure_future(self._deliver())
        self._waiting.put_nowait((function, argument))

    async def finish(self) -> None:
        """Waits until everything is delivered. Raises what an output function raised."""
        if self._task is not None:
            self._waiting.put_nowait(None)
            await self._task

    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _deliver(self) -> None:
        turn_began = time.monotonic()
        try:
            while (item := await self._waiting.get()) is not None:
                function, argument = item
                outcome = function(argument)
                if inspect.isawaitable(outcome):
                    await outcome
                if time.monotonic() - turn_began > _TURN_SECONDS:
                    await asyncio.sleep(0)
                    turn_began = time.monotonic()
        except Exception:
            self._on_failure()
            raise
