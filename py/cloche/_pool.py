"""The pool: a new sandbox for whoever asks, from workers that stand ready."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

from cloche._errors import InputError, PoolFull, SandboxClosed, StartError
from cloche._given_files import checked_files
from cloche._isolation import Isolation
from cloche._limits import Limits
from cloche._result import Result
from cloche._sandbox import Sandbox

#: Each needs a worker, and another while it runs for long: Firefox grants a site 512.
_MOST = 128

#: A short run does not have to share the machine with the start of its sandbox's successor.
_FILL_UP_AFTER_SECONDS = 0.02


class Pool:
    """Hands out new sandboxes, at most ``size`` at once; nobody gets one that another had.

        async with Pool(4) as pool:
            result = await pool.run("print(6 * 7)")
            async with pool.sandbox() as sandbox:
                await sandbox.run("x = 1")

    Who asks while ``size`` are in use waits for a turn, first come, first served. A sandbox that
    comes back is closed, whatever it did, and another made. So up to ``size + warm`` guests exist,
    each with memory of its own, and one more for each run that lasts.

    Arguments:
        size: int, 1 to 128: how many sandboxes may be in use at once.
        warm: int, 0 to 128: how many more stand ready, with their workers started.
        limits: Limits for every run; see there.
        files: {path: str or bytes} that every guest can open and import.
        waiting: int, 0 or more: how many may wait for a turn; the next one gets PoolFull.
        make: called, without arguments, for each sandbox, in place of limits, files and isolation.
            It must return one that is new.
        isolation: what stands around each guest's worker; see Sandbox. One iframe serves them all.

    Works where there is a browser: in Pyodide. Raises InputError for arguments that make no sense.
    """

    def __init__(
        self,
        size: int,
        *,
        warm: int = 1,
        limits: Limits | None = None,
        files: Mapping[str, str | bytes] | None = None,
        waiting: int = 100,
        make: Callable[[], Sandbox] | None = None,
        isolation: Isolation = "iframe",
    ) -> None:
        self.size = _checked_count("size", size, 1, _MOST)
        self.warm = _checked_count("warm", warm, 0, _MOST)
        self.waiting = _checked_count("waiting", waiting, 0, None)
        if make is None:
            make = _maker(limits, files, isolation)
        elif limits is not None or files is not None or isolation != "iframe":
            raise InputError(
                "give make, or limits and files and isolation: with make, they are its business"
            )
        elif not callable(make):
            raise InputError(f"make must be a function, not {type(make).__name__}")
        self._make = make
        self._ready: deque[Sandbox] = deque()
        self._used: set[Sandbox] = set()
        self._starts: set[asyncio.Task[None]] = set()
        #: Places that are taken: by those in use, and by those whose turn it just became.
        self._taken = 0
        self._queue: deque[asyncio.Future[bool]] = deque()
        self._closed = False

    # ---- life ----------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Waits until ``warm`` sandboxes stand ready. Raises StartError.

        run() and sandbox() see to that too, but do not wait for it.
        """
        self._check_open()
        self._fill_up()
        for sandbox in [*self._ready]:
            try:
                await sandbox.start()
            except SandboxClosed:
                self._check_open()  # else somebody had it meanwhile

    async def close(self) -> None:
        """Ends every sandbox; may be called twice.

        Runs that are going on end as "stopped"; those who wait for a turn get SandboxClosed.
        """
        self._closed = True
        for turn in self._queue:
            if not turn.done():
                turn.set_result(False)
        self._queue.clear()
        for sandbox in [*self._ready, *self._used]:
            await sandbox.close()
        self._ready.clear()
        # Workers that were being started are ended in their tasks' next step.
        await asyncio.gather(*self._starts, return_exceptions=True)

    @property
    def in_use(self) -> int:
        """How many sandboxes are in use."""
        return len(self._used)

    @property
    def queued(self) -> int:
        """How many wait for their turn."""
        return sum(not turn.done() for turn in self._queue)

    # ---- handing out ---------------------------------------------------------------------------

    async def run(self, code: str, **options: Any) -> Result:
        """Runs ``code`` once, in a sandbox of its own. ``options`` are those of Sandbox.run().

        Raises what sandbox() and Sandbox.run() raise.
        """
        async with self.sandbox() as sandbox:
            return await sandbox.run(code, **options)

    @asynccontextmanager
    async def sandbox(self) -> AsyncIterator[Sandbox]:
        """``async with pool.sandbox() as sandbox``: a new sandbox, which is closed at the end.

        Raises PoolFull where too many wait already, SandboxClosed, StartError.
        """
        await self._take_place()
        loop = asyncio.get_running_loop()
        filling = loop.call_later(_FILL_UP_AFTER_SECONDS, self._fill_up)
        try:
            sandbox = self._ready.popleft() if self._ready else self._begin()
            self._used.add(sandbox)
            try:
                await self._make_sure_of(sandbox)
                yield sandbox
            finally:
                self._used.discard(sandbox)
                await sandbox.close()
        finally:
            self._leave_place()
            filling.cancel()
            loop.call_soon(self._fill_up)

    async def _make_sure_of(self, sandbox: Sandbox) -> None:
        """Waits until it is ready; one whose worker was lost while it stood gets another."""
        try:
            await sandbox.start()
        except SandboxClosed:
            self._check_open()
            raise

    async def _take_place(self) -> None:
        self._check_open()
        if self._taken < self.size:
            self._taken += 1
            return
        if self.queued >= self.waiting:
            raise PoolFull(
                f"all {self.size} sandboxes of this pool are in use, and {self.waiting} callers "
                "wait already; ask again later, or make a Pool with more size or waiting"
            )
        turn: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            given = await turn
        except BaseException:
            if turn in self._queue:
                self._queue.remove(turn)
            elif not turn.cancelled() and turn.result():  # given, and cancelled before we saw it
                self._leave_place()
            raise
        if given and self._closed:
            self._leave_place()
        self._check_open()

    def _leave_place(self) -> None:
        # Handed on, not freed: nobody who comes just now can be quicker than those who wait.
        while self._queue:
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(True)
                return
        self._taken -= 1

    def _check_open(self) -> None:
        if self._closed:
            raise SandboxClosed("this pool is closed; make a new one")

    # ---- making --------------------------------------------------------------------------------

    def _fill_up(self) -> None:
        while len(self._ready) < self.warm and not self._closed:
            self._ready.append(self._begin())

    def _begin(self) -> Sandbox:
        sandbox = self._make()
        task = asyncio.ensure_future(_start(sandbox))
        self._starts.add(task)
        task.add_done_callback(self._starts.discard)
        return sandbox


async def _start(sandbox: Sandbox) -> None:
    """Starts it ahead of time. Who gets a sandbox starts it again, and learns what is wrong."""
    with contextlib.suppress(StartError, SandboxClosed):
        await sandbox.start()


def _maker(
    limits: Limits | None, files: Mapping[str, str | bytes] | None, isolation: Isolation
) -> Callable[[], Sandbox]:
    contents = checked_files(files)

    def make() -> Sandbox:
        return Sandbox(limits=limits, files=contents, isolation=isolation)

    make()  # raises now what it would raise later
    return make


def _checked_count(name: str, count: object, low: int, high: int | None) -> int:
    if isinstance(count, bool) or not isinstance(count, int):
        raise InputError(f"{name} must be a whole number, not {type(count).__name__}")
    if count < low or (high is not None and count > high):
        most = "or more" if high is None else f"to {high}"
        raise InputError(f"{name} must be {low} {most}, not {count}")
    return count
