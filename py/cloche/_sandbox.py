"""The sandbox: a session of one guest, and the workers behind it."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar, get_args

from cloche._backup import Backup
from cloche._delivery import Delivery, OutputFunction
from cloche._determinism import checked_clock_step_ms, checked_determinism
from cloche._door import DisplayFunction, Door, InputFunction
from cloche._errors import InputError, SandboxBusy, SandboxClosed, SnapshotError
from cloche._files import Files
from cloche._given import Given, check_text
from cloche._given_files import checked_files, translated_module
from cloche._isolation import Isolation
from cloche._limits import MOST_STEPS, Limits
from cloche._protocol import FileError, FileOperation
from cloche._result import ErrorInfo, Result, Usage
from cloche._run import RunInProgress
from cloche._snapshot import Snapshot
from cloche._sources import Sources
from cloche._worker import Capabilities, Waits, Worker
from cloche.front import Source, parse, syntax_error_info

#: The guest ends itself at its limit; the worker is ended when it has not by this much later.
GRACE_SECONDS = 0.25

#: A run that lasts this long may have to be ended: its successor's worker is started meanwhile.
_SPARE_AFTER_SECONDS = 0.1

#: Messages that arrived while the page was busy are let in before a run is ended.
_LET_IN_SECONDS = 0.05

_Function = TypeVar("_Function", bound=Callable[..., Any])


class Sandbox:
    """Runs code that nobody vouches for, in a worker of its own; variables live from run to run.

        async with Sandbox(limits=Limits(wall_seconds=2)) as sandbox:
            result = await sandbox.run("print(6 * 7)")

    Arguments:
        limits: Limits for every run; see there.
        files: {path: str or bytes} that the session begins with; see Sandbox.files.
        deterministic: whether time and chance are functions of the code and its input alone: the
            clock moves by steps and by sleeping, which takes no time.
        seed: int, 0 to 2**32 - 1: what a deterministic guest's random numbers begin with (0).
        now: float, seconds since 1970 UTC: what a deterministic guest's clock begins with (0).
        on_input: called with the prompt when the guest wants a line and stdin was not given;
            gives the line, or None for the end of input; may be async.
        on_display: called with {MIME type: content} of what the guest displays; may be async.
        front: whether code may be Python as CPython has it: what the guest's own parser lacks is
            translated first, line by line, in runs and in the modules that the guest is given.
            Code that the guest itself compiles (exec, eval, modules that it writes) is not, nor is
            code of more than 256 KiB, of more than 30,000 tokens or nested more than 200 deep,
            which goes to the guest as it is and has no value.
        waits: how the guest may wait for the page: "auto", by the best that is there (see
            ``capabilities``); "shared-memory", not by JSPI; "never". To see in one browser how
            code fares in another.
        clock_step_seconds: float, 0.001 to 3600: by how much the clock that the guest sees moves at
            a time. A coarse one tells it less of what else the processor does (SECURITY.md).
        isolation: what stands around the guest's worker: "iframe", one of an opaque origin that
            has no way to the network, the storage or the page (see SECURITY.md); or "worker", no
            more than the worker's own walls, with the page's origin and policy. A step down, for
            pages that can't have iframes, and for waits="shared-memory".

    Works where there is a browser: in Pyodide. Raises StartError where an iframe, a worker or
    WebAssembly is not allowed (nothing ever runs with less isolation than asked for), InputError
    for arguments that make no sense.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        files: Mapping[str, str | bytes] | None = None,
        deterministic: bool = False,
        seed: int | None = None,
        now: float | None = None,
        on_input: InputFunction | None = None,
        on_display: DisplayFunction | None = None,
        front: bool = True,
        waits: Waits = "auto",
        clock_step_seconds: float = 0.001,
        isolation: Isolation = "iframe",
    ) -> None:
        if waits not in get_args(Waits):
            raise InputError(f"waits must be one of {get_args(Waits)}, not {waits!r}")
        if isolation not in get_args(Isolation):
            raise InputError(f"isolation must be one of {get_args(Isolation)}, not {isolation!r}")
        if waits == "shared-memory" and isolation == "iframe":
            raise InputError(
                'waits="shared-memory" needs isolation="worker": what has another origin shares no '
                "memory with the page"
            )
        if not isinstance(front, bool):
            raise InputError(f"front must be True or False, not {type(front).__name__}")
        if limits is not None and not isinstance(limits, Limits):
            raise InputError(f"limits must be a cloche.Limits, not {type(limits).__name__}")
        self.limits = limits if limits is not None else Limits()
        self._files = checked_files(files)
        self._determinism = checked_determinism(deterministic, seed, now)
        self._clock_step_ms = checked_clock_step_ms(clock_step_seconds)
        self._door = Door(on_input, on_display)
        self._waits: Waits = waits
        self._front = front
        self._isolation: Isolation = isolation
        #: What a new session of this sandbox begins with; None: a new guest.
        self._beginning: Snapshot | None = None
        self._backup = Backup()
        self._sources = Sources(self._files)
        self._worker: asyncio.Task[Worker] | None = None
        self._spare: asyncio.Task[Worker] | None = None
        self._current: RunInProgress | None = None
        self._busy = False
        self._closed = False
        self._runs = 0

    # ---- life ----------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:  # cancelled, say: the worker must not start for nobody
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
        """Makes the guest ready; run() does it too. Raises StartError."""
        self._check_open()
        await self._ready_worker()

    async def close(self) -> None:
        """Ends the workers; a run that is going on ends as "stopped". May be called twice."""
        self._closed = True
        self._end_run("stopped", "The sandbox was closed.", forget=True)
        for task in (self._worker, self._spare):
            _discard(task)
        self._worker = self._spare = None

    async def reset(self) -> None:
        """Forgets every variable that came since the sandbox was made; a run that is going on ends
        as "stopped"."""
        self._check_open()
        self._begin()
        if not self._end_run("stopped", "The sandbox was reset.", forget=True):
            self._drop_worker()
        await self._ready_worker()

    def _begin(self) -> None:
        beginning = self._beginning
        self._backup = Backup(beginning._image if beginning else None)
        self._sources = beginning._sources.copy() if beginning else Sources(self._files)

    def stop(self) -> bool:
        """Ends the run that is going on, which returns as "stopped". Returns whether one was.

        The guest is asked, and the session kept, where the browser lets it listen (JSPI: Chromium
        and Firefox; or shared memory, in a page that is cross-origin isolated); its worker is ended
        where not, or when it does not answer, and the session restored.
        """
        current = self._current
        if current is None or current.finished.done():
            return False
        if not current.ask_to_stop():
            return self._end_run("stopped", None)

        def end() -> None:
            if self._current is current:
                self._end_run("stopped", None)

        asyncio.get_running_loop().call_later(GRACE_SECONDS, end)
        return True

    @property
    def running(self) -> bool:
        """Whether a run is going on."""
        return self._busy

    # ---- what the guest may call ---------------------------------------------------------------

    def function(self, function: _Function) -> _Function:
        """Lets the guest call a function of the page; a decorator.

            @sandbox.function
            async def lookup(word, *, limit=3): ...

        In the guest: ``from host import lookup``. A sync function gives its result, an async one
        is awaited there. What crosses are plain values; an exception arrives as the built-in type
        that it is, with its message. Raises InputError.
        """
        self._door.add(function, None)
        return function

    def register(self, function: Callable[..., Any], *, name: str | None = None) -> None:
        """The same as @sandbox.function, with another name if you like. Raises InputError."""
        self._door.add(function, name)

    @property
    def capabilities(self) -> Capabilities:
        """What this browser and page let the guest do. Once the sandbox has started."""
        if self._worker is None or not self._worker.done() or not _is_usable(self._worker):
            raise InputError("await sandbox.start() first: its worker knows")
        return self._worker.result().capabilities

    # ---- files ---------------------------------------------------------------------------------

    @property
    def files(self) -> Files:
        """The session's files, to be written and read between runs; see there."""
        return Files(self._operate_on_file)

    async def _operate_on_file(
        self, operation: FileOperation, path: str, content: bytes
    ) -> tuple[FileError, bytes]:
        with self._only_user():
            worker = await self._ready_worker()
            if operation not in ("read", "list"):
                self._backup.ran()  # the last image is no longer the session
                self._sources.changed(path, content)
            error, answer = await worker.file(
                self._next_run(), operation, path, self._for_guest(path, content),
                self.limits.memory_bytes,
            )
            if operation == "read" and self._front:
                answer = self._sources.original(path, answer)
            return error, answer

    def _for_guest(self, path: str, content: bytes) -> bytes:
        return translated_module(path, content) if self._front else content

    # ---- snapshots -----------------------------------------------------------------------------

    async def snapshot(self) -> Snapshot:
        """The session as it is now, between two runs. Raises SandboxBusy, SandboxClosed."""
        with self._only_user():
            worker = await self._ready_worker()
            image = await worker.save(self._next_run(), self.limits.memory_bytes)
            self._backup.saved(image)
            return Snapshot(image, self.limits.memory_bytes, self._sources.copy())

    async def restore(self, snapshot: Snapshot) -> None:
        """Makes the session the one of ``snapshot``, whatever it was.

        Raises SnapshotError if it does not fit, SandboxBusy, SandboxClosed.
        """
        with self._only_user():
            _check_snapshot(snapshot, self.limits)
            worker = await self._ready_worker()
            await worker.restore(self._next_run(), snapshot._image)
            self._backup = Backup(snapshot._image)
            self._sources = snapshot._sources.copy()

    async def fork(self) -> Self:
        """Another sandbox whose session begins as this one is now, and that offers the same to its
        guest."""
        forked = self.from_snapshot(
            await self.snapshot(),
            limits=self.limits,
            front=self._front,
            clock_step_seconds=self._clock_step_ms / 1000,
            isolation=self._isolation,
        )
        forked._door = self._door.copy()
        forked._waits = self._waits
        return forked

    @classmethod
    def from_snapshot(
        cls,
        snapshot: Snapshot,
        *,
        limits: Limits | None = None,
        on_input: InputFunction | None = None,
        on_display: DisplayFunction | None = None,
        front: bool = True,
        clock_step_seconds: float = 0.001,
        isolation: Isolation = "iframe",
    ) -> Self:
        """A sandbox whose session begins as the snapshot's; reset() goes back there.

        ``limits`` must have the snapshot's memory_bytes. Raises SnapshotError if not.
        """
        if limits is None and isinstance(snapshot, Snapshot):
            limits = Limits(memory_bytes=snapshot.memory_bytes)
        sandbox = cls(
            limits=limits,
            on_input=on_input,
            on_display=on_display,
            front=front,
            clock_step_seconds=clock_step_seconds,
            isolation=isolation,
        )
        _check_snapshot(snapshot, sandbox.limits)
        sandbox._beginning = snapshot
        sandbox._begin()
        return sandbox

    @contextmanager
    def _only_user(self) -> Iterator[None]:
        self._check_open()
        if self._busy:
            raise SandboxBusy(
                "this sandbox is running code already; await that run, stop() it, or use another "
                "Sandbox"
            )
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    def _next_run(self) -> int:
        self._runs += 1
        return self._runs

    # ---- running -------------------------------------------------------------------------------

    async def run(
        self,
        code: str,
        *,
        inputs: Mapping[str, Any] | None = None,
        stdin: str | Iterable[str] | None = None,
        filename: str = "<main>",
        limits: Limits | None = None,
        on_stdout: OutputFunction | None = None,
        on_stderr: OutputFunction | None = None,
    ) -> Result:
        """Runs ``code`` and returns what came of it.

        Arguments:
            code: str, Python. It may ``await`` at its top level.
            inputs: {name: plain value} of globals that are set first.
            stdin: str, or lines, that input() and sys.stdin read; at its end there is an EOFError.
                None: on_input is asked, where there is one.
            filename: the name that tracebacks show for the code.
            limits: Limits for this run; its memory_bytes must be the sandbox's.
            on_stdout, on_stderr: called with each piece of output (str) as it comes; may be async.

        The result tells of errors in the code and of limits; exceptions are for misuse:
        SandboxBusy, SandboxClosed, InputError, StartError, and what on_stdout, on_stderr or
        on_display raised.
        """
        with self._only_user():
            check_text("code", code)
            check_text("filename", filename)
            given = Given.checked(inputs, stdin)
            limits = self._run_limits(limits)
            on_display = self._door.on_display
            delivery = Delivery(on_stdout, on_stderr, self.stop, on_display)
            return await self._run(code, given, filename, limits, delivery)

    async def _run(
        self, code: str, given: Given, filename: str, limits: Limits, delivery: Delivery
    ) -> Result:
        try:
            source = parse(code, filename, translated=self._front)
        except SyntaxError as error:
            result = _not_run(syntax_error_info(error))
            delivery.add("stderr", result.stderr)
            await delivery.finish()
            return result
        worker = await self._ready_worker()
        self._check_open()
        guest_name = self._sources.add_run(filename, code)
        current = RunInProgress(
            self._next_run(),
            limits,
            self._sources,
            delivery,
            worker,
            self._backup,
            self._door,
            on_crash=self._drop_worker,
        )
        self._current = current
        worker.on_report = current.on_report
        timers = self._set_timers(current)
        try:
            self._post_run(worker, current, source, given, guest_name)
            # Shielded: whoever cancels us must not mark the run as ended before its worker is.
            result = await asyncio.shield(current.finished)
            await delivery.finish()
            return result
        except BaseException:
            self._end_run("stopped", None)
            delivery.cancel()
            raise
        finally:
            self._current = None
            worker.on_report = None
            for timer in timers:
                timer.cancel()
            if not worker.is_alive:
                self._drop_worker()

    def _post_run(
        self, worker: Worker, current: RunInProgress, source: Source, given: Given, filename: str
    ) -> None:
        limits = current.limits
        worker.post(
            {
                "type": "run",
                "run": current.run,
                "file": filename,
                "body": source.body,
                "tail": source.tail,
                "tail_line": source.tail_line,
                "stdin": given.stdin or "",
                "wall_seconds": limits.wall_seconds,
                "output_bytes": limits.output_bytes,
                "steps": limits.steps or MOST_STEPS,
                "save_bytes": current.save_bytes,
                "inputs": given.inputs,
                "functions": self._door.described,
                "asks_input": given.stdin is None and self._door.on_input is not None,
                "host_calls": limits.host_calls,
                "message_bytes": limits.message_bytes,
                "wait_seconds": math.inf if limits.wait_seconds is None else limits.wait_seconds,
                "answer_buffer": current.answer_buffer,
            }
        )

    def _set_timers(self, current: RunInProgress) -> list[asyncio.TimerHandle]:
        loop = asyncio.get_running_loop()
        wall_seconds = current.limits.wall_seconds

        def end() -> None:
            if self._current is not current:
                return
            # Waiting for us is not its time; while it may be waiting, look again later.
            left = current.seconds_left + GRACE_SECONDS
            if left > 0 or current.calls.is_pending:
                timers.append(loop.call_later(max(left, GRACE_SECONDS), let_in_then_end))
                return
            self._end_run("timeout", None)

        def let_in_then_end() -> None:
            timers.append(loop.call_later(_LET_IN_SECONDS, end))

        timers = [
            loop.call_later(min(_SPARE_AFTER_SECONDS, wall_seconds / 2), self._start_spare),
            loop.call_later(wall_seconds + GRACE_SECONDS, let_in_then_end),
        ]
        return timers

    def _run_limits(self, limits: Limits | None) -> Limits:
        if limits is None:
            return self.limits
        if not isinstance(limits, Limits):
            raise InputError(f"limits must be a cloche.Limits, not {type(limits).__name__}")
        if limits.memory_bytes != self.limits.memory_bytes:
            raise InputError(
                f"memory_bytes is the session's ({self.limits.memory_bytes}) and can't change from "
                "run to run; make another Sandbox, or use sandbox.limits.replace(...)"
            )
        return limits

    # ---- ending --------------------------------------------------------------------------------

    def _end_run(self, status: Any, reason: str | None, *, forget: bool = False) -> bool:
        """Ends the current run, if there is one, by ending its worker: the last resort."""
        current = self._current
        if current is None or current.finished.done():
            return False
        self._drop_worker()
        current.end(status, reason, forget=forget)
        return True

    def _check_open(self) -> None:
        if self._closed:
            raise SandboxClosed("this sandbox is closed; make a new one")

    # ---- workers -------------------------------------------------------------------------------

    async def _start_worker(self) -> Worker:
        worker = Worker(self._waits, self._isolation)
        try:
            files = {path: self._for_guest(path, data) for path, data in self._files.items()}
            await worker.start(
                self.limits.memory_bytes, files, self._determinism, self._clock_step_ms
            )
        except BaseException:
            worker.terminate()
            raise
        return worker

    async def _restored_worker(self, spare: asyncio.Task[Worker] | None) -> Worker:
        """A worker with the session of the last image: the spare one, or a new one."""
        try:
            if spare is not None and not (spare.done() and not _is_usable(spare)):
                worker = await spare
            else:
                worker = await self._start_worker()
        except BaseException:
            _discard(spare)
            raise
        if not self._backup.is_worth_restoring:
            self._begin()
        if self._backup.image is not None:
            try:
                await worker.restore(self._next_run(), self._backup.image)
            except BaseException:
                worker.terminate()
                raise
        self._backup = Backup(self._backup.image)
        return worker

    async def _ready_worker(self) -> Worker:
        if self._worker is not None and self._worker.done() and not _is_usable(self._worker):
            self._drop_worker()
        if self._worker is None:
            spare, self._spare = self._spare, None
            self._worker = asyncio.ensure_future(self._restored_worker(spare))
        task = self._worker
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():  # by reset() or close(), not by our caller
                raise SandboxClosed("this sandbox was closed or reset meanwhile") from None
            raise

    def _start_spare(self) -> None:
        if self._spare is None and not self._closed:
            self._spare = asyncio.ensure_future(self._start_worker())

    def _drop_worker(self) -> None:
        _discard(self._worker)
        self._worker = None


def _is_usable(task: asyncio.Task[Worker]) -> bool:
    return not task.cancelled() and task.exception() is None and task.result().is_alive


def _discard(task: asyncio.Task[Worker] | None) -> None:
    if task is None:
        return
    if not task.done():
        task.cancel()  # _start_worker ends its worker
    elif not task.cancelled() and task.exception() is None:
        task.result().terminate()


def _check_snapshot(snapshot: object, limits: Limits) -> None:
    if not isinstance(snapshot, Snapshot):
        raise SnapshotError(
            f"this takes a cloche.Snapshot, not a {type(snapshot).__name__}; bytes become one by "
            "Snapshot.from_bytes()"
        )
    if snapshot.memory_bytes != limits.memory_bytes:
        raise SnapshotError(
            f"the snapshot's session has memory_bytes={snapshot.memory_bytes}, the sandbox "
            f"{limits.memory_bytes}: they must be the same"
        )


def _not_run(error: ErrorInfo) -> Result:
    return Result(
        status="error",
        stdout="",
        stderr=error.traceback,
        value=None,
        error=error,
        usage=Usage(wall_seconds=0.0, output_bytes=0, steps=0),
    )


async def run(
    code: str,
    *,
    limits: Limits | None = None,
    files: Mapping[str, str | bytes] | None = None,
    deterministic: bool = False,
    seed: int | None = None,
    now: float | None = None,
    isolation: Isolation = "iframe",
    **options: Any,
) -> Result:
    """Runs ``code`` once, in a sandbox of its own. ``options`` are those of Sandbox.run()."""
    async with Sandbox(
        limits=limits,
        files=files,
        deterministic=deterministic,
        seed=seed,
        now=now,
        isolation=isolation,
    ) as sandbox:
        return await sandbox.run(code, **options)
