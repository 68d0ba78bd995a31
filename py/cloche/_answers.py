"""How answers reach a worker whose guest waits for them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from cloche._protocol import Answer

#: Two numbers of 32 bits, the call's number, and what a message may be short of.
_HEAD_BYTES = 8 + 4 + 64


class ByMessage:
    """Where JSPI suspends the guest, so that the worker hears."""

    def __init__(self, run: int, post: Callable[[Answer], None]) -> None:
        self._run = run
        self._post = post
        self.buffer: Any = None

    def send(self, call: int, answer: bytes) -> None:
        self._post({"type": "answer", "run": self._run, "call": call, "answer": answer})

    def wanted(self) -> None:
        pass


class BySharedMemory:
    """Where the worker sleeps: it says that it wants an answer, and gets the next in a buffer that
    it shares with us (AnswerBuffer in web/protocol.d.ts)."""

    def __init__(self, message_bytes: int) -> None:
        from js import Int32Array, SharedArrayBuffer, Uint8Array

        self.buffer: Any = SharedArrayBuffer.new(_HEAD_BYTES + message_bytes)
        self._state: Any = Int32Array.new(self.buffer, 0, 2)
        self._bytes: Any = Uint8Array.new(self.buffer, 8)
        self._ready: deque[bytes] = deque()
        self._is_wanted = False

    def send(self, call: int, answer: bytes) -> None:
        self._ready.append(call.to_bytes(4, "little") + answer)
        self._put()

    def wanted(self) -> None:
        self._is_wanted = True
        self._put()

    def _put(self) -> None:
        from js import Atomics

        if not (self._is_wanted and self._ready):
            return
        self._is_wanted = False
        data = self._ready.popleft()
        self._bytes.subarray(0, len(data)).assign(data)
        self._state[1] = len(data)
        Atomics.store(self._state, 0, 1)
        Atomics.notify(self._state, 0)
