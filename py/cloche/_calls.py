"""The calls that one run makes to the page, from their arrival to their answers."""

from __future__ import annotations

import asyncio
import builtins
import inspect
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from cloche import _values
from cloche._display import checked_bundle
from cloche._door import Door
from cloche._errors import ProtocolError, ValueProblem
from cloche._limits import Limits
from cloche._protocol import Call

_log = logging.getLogger("cloche")

#: Of an exception's arguments; a message may be bounded to less.
_MOST_ERROR_BYTES = 2**16

_EXCEPTIONS = {
    name: value
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception)
}


class Way(Protocol):
    """How answers go to the worker: a message, or shared memory."""

    def send(self, call: int, answer: bytes) -> None: ...


class Calls:
    """Serves one run. Nothing that is asked is believed; what makes no sense is a ProtocolError,
    or an exception that the guest gets as the answer."""

    def __init__(
        self,
        door: Door,
        limits: Limits,
        way: Way,
        on_show: Callable[[dict[str, Any]], None],
        before_input: Callable[[], Awaitable[str]],
    ) -> None:
        self._door = door
        self._limits = limits
        self._way = way
        self._on_show = on_show
        self._before_input = before_input
        self._last = 0
        self._count = 0
        self._told_bytes = 0
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._ran_seconds = 0.0
        self._running_since = time.monotonic()
        self._closed = False

    @property
    def is_pending(self) -> bool:
        """Whether the guest may be waiting for us."""
        return bool(self._tasks)

    @property
    def ran_seconds(self) -> float:
        """How long the guest has run, without waiting for us: what it told with its last call, and
        since we answered that."""
        now = time.monotonic()
        return self._ran_seconds + (0.0 if self.is_pending else now - self._running_since)

    def on_call(self, message: Call) -> None:
        """Raises ProtocolError."""
        call, name, payload = message["call"], message["name"], message["payload"]
        self._count += 1
        if self._count > self._limits.host_calls:
            raise ProtocolError("more calls than the limit allows")
        if len(payload) + len(name) > self._limits.message_bytes:
            raise ProtocolError("a call with more bytes than the limit allows")
        if call != 0 and call <= self._last:
            raise ProtocolError(f"call {call} came after call {self._last}")
        self._last = max(self._last, call)
        if call != 0:
            self._ran_seconds = max(self._ran_seconds, message["ran_seconds"])
        value = _values.decode(payload)
        if call == 0:
            self._told_bytes += len(payload)
            if self._told_bytes > self._limits.output_bytes:
                raise ProtocolError("more displayed than output_bytes allows")
            if name == "show" and (bundle := checked_bundle(value)):
                self._on_show(bundle)
            return
        self._begin(call, name, value)

    def cancel(self, call: int) -> None:
        """Nobody waits for that answer any more."""
        task = self._tasks.get(call)
        if task is not None:
            task.cancel()

    def close(self) -> None:
        """The run is over: what is still being worked on is given up, late answers are dropped."""
        self._closed = True
        for task in list(self._tasks.values()):
            task.cancel()

    def _begin(self, call: int, name: str, value: Any) -> None:
        try:
            outcome = self._outcome(name, value)
        except (Exception, asyncio.CancelledError) as error:
            self._answer(call, self._told(name, error))
            return
        if not inspect.isawaitable(outcome):
            self._answer(call, self._encoded(name, outcome))
            return
        # A task of its own even for a future, which the page may have given to others too.
        task = asyncio.ensure_future(outcome if inspect.iscoroutine(outcome) else _result(outcome))
        self._tasks[call] = task
        task.add_done_callback(lambda task: self._finish(call, name, task))

    def _outcome(self, name: str, value: Any) -> Any:
        if name == "input":
            return self._line()
        if name != "function":
            raise LookupError(f"the page knows no call {name[:80]!r}")
        match value:
            case (str() as wanted, tuple() as args, dict() as kwargs) if all(
                isinstance(key, str) for key in kwargs
            ):
                function = self._door.find(wanted)
                if function is None:
                    raise LookupError(f"the page has no function {wanted[:80]!r}")
                return function.call(*args, **kwargs)
        raise TypeError("a function of the page is called with (name, arguments, keywords)")

    async def _line(self) -> str | None:
        on_input = self._door.on_input
        if on_input is None:
            return None
        line = on_input(await self._before_input())
        if inspect.isawaitable(line):
            line = await line
        if line is not None and not isinstance(line, str):
            raise TypeError(f"on_input must give a str or None, not {type(line).__name__}")
        return line.removesuffix("\n") if line is not None else None

    def _finish(self, call: int, name: str, task: asyncio.Task[Any]) -> None:
        del self._tasks[call]
        if self._closed:
            if not task.cancelled():
                task.exception()  # else asyncio says that nobody looked at it
            return
        error = asyncio.CancelledError() if task.cancelled() else task.exception()
        if error is None:
            self._answer(call, self._encoded(name, task.result()))
        else:
            self._answer(call, self._told(name, error))

    def _encoded(self, name: str, value: Any) -> bytes:
        try:
            most_bytes = self._limits.message_bytes - 1
            return b"v" + _values.encode(value, name="the answer", most_bytes=most_bytes)
        except ValueProblem as error:
            return self._told(name, TypeError(str(error)))

    def _told(self, name: str, error: BaseException) -> bytes:
        """An exception of the host's for the guest, without its traceback, which goes to our log."""
        most_bytes = min(_MOST_ERROR_BYTES, self._limits.message_bytes) - 1
        most_characters = (most_bytes - 500) // 4
        if isinstance(error, asyncio.CancelledError):
            return _raised(("RuntimeError",), ("the page gave the call up",), most_bytes)
        _log.warning("a call of the guest's (%s) failed", name, exc_info=error)
        kind = type(error)
        if _EXCEPTIONS.get(kind.__name__) is kind and not isinstance(error, (UnicodeError, OSError)):
            try:
                return _raised((kind.__name__,), error.args, most_bytes)
            except ValueProblem:
                pass
        known = [base.__name__ for base in kind.__mro__ if _EXCEPTIONS.get(base.__name__) is base]
        text = _text(error)
        if not known or known[0] == "Exception":
            known, text = ["Exception"], f"{kind.__name__}: {text}"
        return _raised(tuple(known), (text[:most_characters],), most_bytes)

    def _answer(self, call: int, answer: bytes) -> None:
        self._running_since = time.monotonic()
        if not self._closed:
            self._way.send(call, answer)


async def _result(awaitable: Awaitable[Any]) -> Any:
    return await awaitable


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # of its own __str__
        return "<exception str() failed>"


def _raised(names: tuple[str, ...], args: tuple[object, ...], most_bytes: int) -> bytes:
    """An exception as the guest takes it: the first of the names that it knows. Raises
    ValueProblem."""
    return b"e" + _values.encode((names, args), most_bytes=most_bytes)
