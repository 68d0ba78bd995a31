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
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._waited_seconds = 0.0
        self._waiting_since: float | None = None
        self._closed = False

    @property
    def is_pending(self) -> bool:
        """Whether the guest may be waiting for us."""
        return bool(self._tasks)

    @property
    def waited_seconds(self) -> float:
        """How long it may have waited so far."""
        now = time.monotonic()
        current = 0.0 if self._waiting_since is None else now - self._waiting_since
        return self._waited_seconds + current

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
        value = _values.decode(payload)
        if call == 0:
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
        except Exception as error:
            self._answer(call, _told(name, error))
            return
        if not inspect.isawaitable(outcome):
            self._answer(call, self._encoded(name, outcome))
            return
        if not self._tasks:
            self._waiting_since = time.monotonic()
        self._tasks[call] = asyncio.ensure_future(self._finish(call, name, outcome))

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

    async def _finish(self, call: int, name: str, outcome: Awaitable[Any]) -> None:
        try:
            answer = self._encoded(name, await outcome)
        except asyncio.CancelledError:
            answer = _raised("RuntimeError", "the page gave the call up")
        except Exception as error:
            answer = _told(name, error)
        finally:
            self._tasks.pop(call, None)
            if not self._tasks and self._waiting_since is not None:
                self._waited_seconds += time.monotonic() - self._waiting_since
                self._waiting_since = None
        self._answer(call, answer)

    def _encoded(self, name: str, value: Any) -> bytes:
        try:
            most_bytes = self._limits.message_bytes - 1
            return b"v" + _values.encode(value, name="the answer", most_bytes=most_bytes)
        except ValueProblem as error:
            return _told(name, TypeError(str(error)))

    def _answer(self, call: int, answer: bytes) -> None:
        if not self._closed:
            self._way.send(call, answer)


def _told(name: str, error: Exception) -> bytes:
    """An exception of the host's for the guest, without its traceback, which goes to our log."""
    _log.warning("a call of the guest's (%s) failed", name, exc_info=error)
    kind = type(error)
    if _EXCEPTIONS.get(kind.__name__) is kind and not isinstance(error, (UnicodeError, OSError)):
        try:
            return _raised(kind.__name__, *error.args)
        except ValueProblem:
            pass
    known = [base.__name__ for base in kind.__mro__ if _EXCEPTIONS.get(base.__name__) is base]
    if known[0] == "Exception":
        return _raised("Exception", f"{kind.__name__}: {error}"[:10_000])
    return _raised(known, str(error)[:10_000])


def _raised(names: str | list[str], *args: object) -> bytes:
    """An exception as the guest takes it: the first of the names that it knows."""
    candidates = (names,) if isinstance(names, str) else tuple(names)
    return b"e" + _values.encode((candidates, args), most_bytes=2**16)
