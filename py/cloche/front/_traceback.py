"""Errors as people read them: with the source lines, which the guest does not keep."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from typing import Protocol

from cloche._errors import ProtocolError
from cloche._result import ErrorInfo, Frame

_REPEATS_SHOWN = 3  # as CPython's traceback module does

#: Of more frames than these, those in the middle are left out: recursion goes as deep as it likes.
_FIRST_FRAMES, _LAST_FRAMES = 1000, 4000
_FIRST_SHOWN, _LAST_SHOWN = 100, 400


class SourceLines(Protocol):
    """What error_info() asks of the code that ran: see cloche._sources."""

    def shown(self, name: str) -> str: ...
    def line(self, name: str, line: int) -> str | None: ...


def error_info(decoded: object, sources: SourceLines) -> ErrorInfo:
    """The guest's account of an exception, with the source lines put in.

    ``decoded`` is (type, message, [(file, line, function), ...]), outermost frame first. Raises
    ProtocolError where it is anything else.
    """
    match decoded:
        case (str(type_name), str(message), (list() | tuple()) as rows):
            dropped = max(0, len(rows) - _FIRST_FRAMES - _LAST_FRAMES)
            if dropped:
                rows = [*rows[:_FIRST_FRAMES], *rows[-_LAST_FRAMES:]]
            frames = [_frame(row, sources) for row in rows]
        case _:
            raise ProtocolError("an error that is not (type, message, frames)")
    return ErrorInfo(
        type_name, message, tuple(frames), _text(type_name, message, frames, dropped)
    )


def _frame(row: object, sources: SourceLines) -> Frame:
    match row:
        case (str(file), int(line), str(function)):
            return Frame(sources.shown(file), line, function, sources.line(file, line))
        case _:
            raise ProtocolError("a frame that is not (file, line, function)")


def _text(type_name: str, message: str, frames: Sequence[Frame], dropped: int) -> str:
    last = f"{type_name}: {message}\n" if message else f"{type_name}\n"
    if not frames:
        return last
    if type_name in ("SyntaxError", "IndentationError"):
        # Its innermost frame is where the parser stopped, not a call.
        return "".join(map(_frame_text, frames[-1:])) + last
    parts = ["Traceback (most recent call last):\n"]
    repeats = 0
    previous: Frame | None = None
    for frame in frames:
        repeats = repeats + 1 if frame == previous else 0
        if repeats < _REPEATS_SHOWN:
            parts.append(_frame_text(frame))
        previous = frame
        if repeats >= _REPEATS_SHOWN:
            note = f"  [Previous line repeated {repeats - _REPEATS_SHOWN + 1} more times]\n"
            if parts[-1].startswith("  [Previous"):
                parts[-1] = note
            else:
                parts.append(note)
    if (left_out := len(parts) - _FIRST_SHOWN - _LAST_SHOWN) > 0:
        parts[_FIRST_SHOWN:-_LAST_SHOWN] = [f"  [{left_out + dropped} more frames]\n"]
    return "".join(parts) + last


def _frame_text(frame: Frame) -> str:
    text = f'  File "{frame.file}", line {frame.line}, in {frame.function}\n'
    return text + (f"    {frame.source}\n" if frame.source else "")


def syntax_error_info(error: SyntaxError) -> ErrorInfo:
    """What CPython's parser says, as the host's own traceback module prints it."""
    file = error.filename or "<main>"
    line = error.lineno or 1
    source = (error.text or "").strip() or None
    return ErrorInfo(
        type(error).__name__,
        error.msg,
        (Frame(file, line, "<module>", source),),
        "".join(traceback.format_exception_only(error)),
        error.offset,
    )
