"""Lines from standard input as they come, without waiting for its end."""

from __future__ import annotations

import os
import queue
import threading
from typing import Final

_PIECE_BYTES: Final = 2**16
_QUEUED_LINES: Final = 256


class LineReader:
    """Reads a file descriptor in a thread of its own.

    The descriptor is read directly: a daemon thread that sits in a buffered read would hold its
    lock while the interpreter shuts down, which is a fatal error in CPython.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._queue: queue.Queue[tuple[int, bytes] | None] = queue.Queue(_QUEUED_LINES)
        self.ended = False
        threading.Thread(target=self._read, name="cloche-jsonl", daemon=True).start()

    def next(self, wait_seconds: float = 0.0) -> tuple[int, bytes] | None:
        """``(number from 1, line without its end)`` of the next line that isn't blank.

        None when there is none (yet); ``ended`` tells whether there will be any.
        """
        if self.ended:
            return None
        try:
            item = self._queue.get(timeout=wait_seconds) if wait_seconds else self._queue.get(False)
        except queue.Empty:
            return None
        if item is None:
            self.ended = True
        return item

    def _read(self) -> None:
        pieces: list[bytes] = []
        number = 0
        while True:
            try:
                data = os.read(self._descriptor, _PIECE_BYTES)
            except OSError:
                data = b""
            *lines, rest = data.split(b"\n") if data else (b"", b"")
            for line in lines:
                pieces.append(line)
                number += 1
                self._put(number, b"".join(pieces))
                pieces.clear()
            pieces.append(rest)
            if not data:
                self._queue.put(None)
                return

    def _put(self, number: int, line: bytes) -> None:
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        line = line.strip()
        if line:
            self._queue.put((number, line))
