"""Errors as CPython 3.14 tells them: its words, the source lines, and a caret below the place."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Sequence
from typing import Protocol

from cloche._errors import ProtocolError
from cloche._result import ErrorInfo, Frame
from cloche.front._hint import hint
from cloche.front._places import Place, call_place, error_place
from cloche.front._program import program
from cloche.front._wording import reworded

#: The guest's module that translated code calls: no code of the person's.
_HELPERS_FILE = "_front.py"

#: Frames that CPython, which runs such code in place, does not have.
_NO_FRAMES = frozenset({"<listcomp>", "<dictcomp>", "<setcomp>"})

#: Of a deep recursion all frames but these ends are alike; carets are looked for in no more.
_MOST_PLACES = 50


class SourceLines(Protocol):
    """What error_info() asks of the code that ran: see cloche._sources."""

    def shown(self, name: str) -> str: ...
    def line(self, name: str, line: int) -> str | None: ...
    def code(self, name: str) -> str: ...
    def earlier(self, name: str) -> tuple[str, ...]: ...


def error_info(decoded: object, sources: SourceLines) -> ErrorInfo:
    """The guest's account of an exception, told as CPython tells it.

    ``decoded`` is (type, message, [(file, line, function), ...]), outermost frame first. Raises
    ProtocolError where it is anything else.
    """
    match decoded:
        case (str(kind), str(message), (list() | tuple()) as rows):
            raw = [_checked(row) for row in rows]
        case _:
            raise ProtocolError("an error that is not (type, message, frames)")
    raw = [row for row in raw if row[0] != _HELPERS_FILE] or raw
    raw = [row for row in raw if row[2] not in _NO_FRAMES] or raw
    if not raw:
        return ErrorInfo(kind, message, (), _last_line(kind, message))
    if kind in ("SyntaxError", "IndentationError"):
        return _syntax_error_of_the_guest(kind, message, raw[-1], sources)
    file, line, _ = raw[-1]
    code = program(sources.code(file), sources.earlier(file))
    kind, message = reworded(kind, message, code, line)
    suggestion = hint(kind, message, code, line)
    places = _places(raw, kind, message, sources)
    frames = tuple(
        Frame(sources.shown(file), place.line if place else line, function,
              sources.line(file, place.line if place else line))
        for (file, line, function), place in zip(raw, places, strict=True)
    )
    last = places[-1]
    return ErrorInfo(
        kind,
        message,
        frames,
        "Traceback (most recent call last):\n"
        + _frames_text(raw, frames, places, sources)
        + _last_line(kind, message + suggestion),
        _column(code.lines, last),
        suggestion.removeprefix(". ").strip() or None,
    )


def _checked(row: object) -> tuple[str, int, str]:
    match row:
        case (str(file), int(line), str(function)):
            return file, line, function
        case _:
            raise ProtocolError("a frame that is not (file, line, function)")


def _last_line(kind: str, message: str) -> str:
    return f"{kind}: {message}\n" if message else f"{kind}\n"


def _places(
    raw: Sequence[tuple[str, int, str]], kind: str, message: str, sources: SourceLines
) -> list[Place | None]:
    found: list[Place | None] = []
    known: dict[tuple[tuple[str, int, str], str], Place | None] = {}
    for index, row in enumerate(raw):
        file, line, function = row
        if index == len(raw) - 1:
            code = program(sources.code(file), sources.earlier(file))
            found.append(error_place(code, line, function, kind, message))
            continue
        called = raw[index + 1][2]
        if (row, called) not in known and len(known) < _MOST_PLACES:
            code = program(sources.code(file), sources.earlier(file))
            known[row, called] = call_place(code, line, function, called)
        found.append(known.get((row, called)))
    return found


def _frames_text(
    raw: Sequence[tuple[str, int, str]],
    frames: Sequence[Frame],
    places: Sequence[Place | None],
    sources: SourceLines,
) -> str:
    """As the host's own traceback module prints them."""
    cached = {}
    for (file, _, _), frame in zip(raw, frames, strict=True):
        if frame.file not in cached:
            lines = program(sources.code(file)).lines
            cached[frame.file] = (len(lines), None, [line + "\n" for line in lines], frame.file)
    saved = {name: linecache.cache[name] for name in cached if name in linecache.cache}
    linecache.cache.update(cached)
    try:
        stack = traceback.StackSummary.from_list([])
        for frame, place in zip(frames, places, strict=True):
            stack.append(_summary(frame, place))
        return "".join(stack.format())
    finally:
        for name in cached:
            del linecache.cache[name]
        linecache.cache.update(saved)


def _summary(frame: Frame, place: Place | None) -> traceback.FrameSummary:
    if place is None:
        return traceback.FrameSummary(frame.file, frame.line, frame.function, lookup_line=False)
    return traceback.FrameSummary(
        frame.file, frame.line, frame.function, lookup_line=False,
        end_lineno=place.end_line, colno=place.column, end_colno=place.end_column,
    )


def _column(lines: Sequence[str], place: Place | None) -> int | None:
    if place is None:
        return None
    return len(lines[place.line - 1].encode()[: place.column].decode("utf-8", "replace")) + 1


def _syntax_error_of_the_guest(
    kind: str, message: str, row: tuple[str, int, str], sources: SourceLines
) -> ErrorInfo:
    """Its innermost frame is where the parser stopped, not a call."""
    file, line, function = row
    frame = Frame(sources.shown(file), line, function, sources.line(file, line))
    text = f'  File "{frame.file}", line {frame.line}, in {frame.function}\n'
    text += f"    {frame.source}\n" if frame.source else ""
    return ErrorInfo(kind, message, (frame,), text + _last_line(kind, message))


def syntax_error_info(error: SyntaxError) -> ErrorInfo:
    """What CPython's parser says, as the host's own traceback module prints it."""
    told = traceback.TracebackException(type(error), error, None)
    text = "".join(told.format_exception_only())  # since 3.14 it looks for misspelt keywords, too
    message = getattr(told, "msg", error.msg)
    column = getattr(told, "offset", error.offset)
    end_column = getattr(told, "end_offset", error.end_offset)
    file = error.filename or "<main>"
    line = error.lineno or 1
    source = (error.text or "").strip() or None
    return ErrorInfo(
        type(error).__name__,
        message or error.msg,
        (Frame(file, line, "<module>", source),),
        text,
        column,
        None,
        end_column if end_column and end_column > 0 and end_column != column else None,
    )
