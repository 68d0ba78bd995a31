"""Ctrl-C as a question first: programs are stopped in an orderly way before the process ends."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


class Interrupt:
    """``asked`` is true once Ctrl-C was pressed."""

    asked = False


@contextlib.contextmanager
def watch_for_interrupt() -> Iterator[Interrupt]:
    """Within the block the first Ctrl-C only sets ``asked``; the next is a KeyboardInterrupt."""
    interrupt = Interrupt()

    def handle(number: int, frame: FrameType | None) -> None:
        if interrupt.asked:
            raise KeyboardInterrupt
        interrupt.asked = True

    if threading.current_thread() is not threading.main_thread():
        yield interrupt  # only the main thread may set handlers, and only it gets Ctrl-C
        return
    before = signal.signal(signal.SIGINT, handle)
    try:
        yield interrupt
    finally:
        signal.signal(signal.SIGINT, before)
