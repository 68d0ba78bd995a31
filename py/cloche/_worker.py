"""One Web Worker with a guest in it: made, written to, listened to, ended.

Who makes it is _isolation's business.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cloche._answers import ByMessage, BySharedMemory
from cloche._determinism import Determinism
from cloche._errors import ProtocolError, StartError
from cloche._isolation import Isolation, make
from cloche._javascript import js_object, python_of
from cloche._made import Made
from cloche._policy import needs_of_the_page
from cloche._protocol import (
    PROTOCOL,
    Call,
    Cancel,
    Done,
    Fatal,
    File,
    Filed,
    FileError,
    FileOperation,
    Ready,
    Restore,
    Restored,
    Save,
    Saved,
    Start,
    Stderr,
    Stdout,
    ToWorker,
    Wait,
    checked,
)

Report = Stdout | Stderr | Call | Cancel | Wait | Saved | Restored | Filed | Done | Fatal

_START_SECONDS = 30.0
_ANSWER_SECONDS = 30.0

#: An image numbers its pages of 16 KiB in 4 bytes each (web/worker/image.js): this is 1 GiB's.
_IMAGE_HEAD_BYTES = 2**18 + 16

#: How a guest may wait for its page: by what is there; not by JSPI; not at all.
Waits = Literal["auto", "shared-memory", "never"]


@dataclass(frozen=True)
class Capabilities:
    """What a browser and a page let the guest do.

    ``waits``: how code can wait for the page (input(), functions of the page): "jspi" where the
    browser can suspend WebAssembly, "shared-memory" where the page is cross-origin isolated, None
    where it can't. ``stops_gently``: whether stop() keeps the session.
    """

    waits: Literal["jspi", "shared-memory"] | None
    stops_gently: bool


class Worker:
    """A worker, from its start to its end.

    ``on_report`` is called with every checked message about a run; with a Fatal, whose name may be
    "bad-message" too, when the worker sent what the protocol does not allow. After a Fatal, or
    terminate(), nothing more is reported.
    """

    #: How many are alive in this page, for tests that count.
    alive = 0

    def __init__(self, waits: Waits = "auto", isolation: Isolation = "iframe") -> None:
        from pyodide.ffi import create_proxy

        self.on_report: Callable[[Report], None] | None = None
        #: Whether it sees a "stop" while the guest runs.
        self.yields = False
        self._may_suspend = waits == "auto"
        # What has another origin shares no memory with us.
        shares = waits != "never" and isolation == "worker"
        self._stop_flag = _stop_flag() if shares else None
        self._isolation: Isolation = isolation
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._handle_message = create_proxy(self._on_message)
        self._handle_error = create_proxy(self._on_error)
        self._made: Made | None = None
        self._ended = False
        Worker.alive += 1

    async def start(
        self,
        memory_bytes: int,
        files: Mapping[str, bytes],
        determinism: Determinism | None,
        clock_step_ms: int = 1,
    ) -> None:
        """Makes the guest ready. Raises StartError."""
        await self._make()
        message: Start = {
            "type": "start",
            "protocol": PROTOCOL,
            "memory_bytes": memory_bytes,
            "file_paths": list(files),
            "file_contents": list(files.values()),
            "deterministic": determinism is not None,
            "clock_seconds": determinism.clock_seconds if determinism else 0.0,
            "seed": determinism.seed if determinism else 0,
            "clock_step_ms": clock_step_ms,
            "stop_flag": self._stop_flag,
            "may_suspend": self._may_suspend,
        }
        self.post(message)
        try:
            async with asyncio.timeout(_START_SECONDS):
                await self._ready
        except TimeoutError:
            self.terminate()
            raise StartError(f"the worker was not ready within {_START_SECONDS:g} s") from None

    async def _make(self) -> None:
        made = await make(self._isolation, self._on_broken)
        if self._ended:
            made.end()
            raise StartError("the worker was ended before it was made")
        self._made = made
        made.port.onmessageerror = self._handle_error
        made.port.onmessage = self._handle_message

    def stop(self, run: int) -> bool:
        """Asks the guest to end the run. False where it can't hear: then only terminate() ends it."""
        if self._made is None:
            return False
        if self._stop_flag is not None:
            from js import Atomics

            Atomics.store(self._stop_flag, 0, run)
        if self.yields:
            self.post({"type": "stop", "run": run})
        return self.yields or self._stop_flag is not None

    @property
    def capabilities(self) -> Capabilities:
        shared = self._stop_flag is not None
        return Capabilities(
            waits="jspi" if self.yields else "shared-memory" if shared else None,
            stops_gently=self.yields or shared,
        )

    def way_for_answers(self, run: int, message_bytes: int) -> ByMessage | BySharedMemory:
        """How answers to the guest's calls reach it. Where neither works it knows not to call."""
        if self.yields or self._stop_flag is None:
            return ByMessage(run, self.post)
        return BySharedMemory(message_bytes)

    async def save(self, run: int, memory_bytes: int) -> Any:
        """An image of the session, whose memory has that limit: a Uint8Array that stays in
        JavaScript. Raises StartError, and then the worker is ended."""
        answer = await self._answer({"type": "save", "run": run}, "saved")
        image: Any = answer["image"]  # type: ignore[typeddict-item]
        if image.byteLength > memory_bytes + _IMAGE_HEAD_BYTES:
            self.terminate()
            raise StartError(f"the worker sent an image of {image.byteLength} bytes: too many")
        return image

    async def restore(self, run: int, image: Any) -> None:
        """Makes the session the one of the image. Raises StartError, and then the worker is
        ended."""
        await self._answer({"type": "restore", "run": run, "image": image}, "restored")

    async def file(
        self, run: int, operation: FileOperation, path: str, content: bytes, memory_bytes: int
    ) -> tuple[FileError, bytes]:
        """Does something with the session's files: (what went wrong or "", what was read). Raises
        StartError, and then the worker is ended."""
        message: File = {
            "type": "file", "run": run, "operation": operation, "path": path, "content": content,
        }
        answer: Filed = await self._answer(message, "filed")  # type: ignore[assignment]
        if len(answer["content"]) > memory_bytes:
            self.terminate()
            raise StartError(f"the worker sent {len(answer['content'])} bytes of a file: too many")
        return answer["error"], answer["content"]

    async def _answer(self, message: Save | Restore | File, kind: str) -> Report:
        run = message["run"]
        answer: asyncio.Future[Report] = asyncio.get_running_loop().create_future()

        def on_report(report: Report) -> None:
            # One that was cancelled before us may still be answered.
            if report["type"] != "fatal" and report["run"] < run:
                return
            if not answer.done():
                answer.set_result(report)

        self.on_report = on_report
        self.post(message)
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                report = await answer
        except TimeoutError:
            self.terminate()
            raise StartError(f"the worker did not answer within {_ANSWER_SECONDS:g} s") from None
        # Not if we are cancelled: the answer still comes, and is no nonsense.
        self.on_report = None
        if report["type"] == "fatal":
            raise StartError(f"the session could not be {kind}: {report['message']}")
        if report["type"] != kind or report["run"] != run:
            self.terminate()
            raise StartError(f"the session could not be {kind}: it sent {report['type']}")
        return report

    @property
    def is_alive(self) -> bool:
        return not self._ended

    def post(self, message: ToWorker) -> None:
        if self._made is not None:
            self._made.port.postMessage(js_object(**message))

    def terminate(self) -> None:
        """Ends the worker and lets go of all that it held. May be called twice."""
        if self._ended:
            return
        self._ended = True
        if self._made is not None:
            self._made.port.onmessage = self._made.port.onmessageerror = None
            self._made.end()
            self._made = None
        self._handle_message.destroy()
        self._handle_error.destroy()
        self.on_report = None
        if not self._ready.done():
            self._ready.cancel()
        Worker.alive -= 1

    def _on_message(self, event: Any) -> None:
        try:
            self._receive(checked(python_of(event.data)))
        except ProtocolError as error:
            self._fail("bad-message", str(error))

    def _receive(self, message: Ready | Report) -> None:
        if message["type"] == "ready":
            if self._ready.done():
                raise ProtocolError("ready came twice")
            self.yields = message["yields"]
            self._ready.set_result(None)
        elif message["type"] == "fatal":
            self._fail(message["name"], message["message"])
        elif not self._ready.done():
            raise ProtocolError(f"{message['type']} came before ready")
        elif self.on_report is None:
            raise ProtocolError(f"{message['type']} came while nothing ran")
        else:
            self.on_report(message)

    def _on_error(self, event: Any) -> None:
        self._fail("bad-message", "a message from the worker could not be read")

    def _on_broken(self, reason: str) -> None:
        needs = needs_of_the_page(self._isolation)
        self._fail("start-failed", f"the worker's script failed: {reason.rstrip('.')}. {needs}")

    def _fail(self, name: Any, message: str) -> None:
        report = self.on_report
        ready = self._ready
        if not ready.done():
            ready.set_exception(StartError(f"the guest could not be started ({name}): {message}"))
        self.terminate()
        if report is not None:
            report({"type": "fatal", "name": name, "message": message})


def _stop_flag() -> Any:
    """A number that the worker sees while its guest runs; None where nothing is shared."""
    import js

    # WebKitGTK isolates pages, and yet has no shared memory.
    if not getattr(js, "crossOriginIsolated", False) or not hasattr(js, "SharedArrayBuffer"):
        return None
    return js.Int32Array.new(js.SharedArrayBuffer.new(4))
