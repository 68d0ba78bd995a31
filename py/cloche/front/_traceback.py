"""Errors as CPython 3.14 tells them: its words, the source lines, and a caret below the place."""

from __future__ import annotations

import linecache
import re
import textwrap
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cloche._errors import ProtocolError
from cloche._result import ErrorInfo, Frame
from cloche.front._bounds import is_too_much
from cloche.front._hint import hint
from cloche.front._lines import SHOWN_CHARACTERS
from cloche.front._places import Place, call_place, error_place
from cloche.front._program import Program, Programs
from cloche.front._wording import reworded

#: The guest's module that translated code calls: no code of the person's.
_HELPERS_FILE = "_front.py"

#: Frames that CPython, which runs such code in place, does not have.
_NO_FRAMES = frozenset({"<listcomp>", "<dictcomp>", "<setcomp>"})

#: Of a deep recursion all frames but these ends are alike; carets are looked for in no more.
_MOST_PLACES = 50

#: Of more frames than these, those in the middle are left out: recursion goes as deep as it likes.
_FIRST_FRAMES, _LAST_FRAMES = 1000, 4000
_FIRST_SHOWN, _LAST_SHOWN = 100, 400
_MOST_LINE = 2**31

#: What is longer is no error of the language's own, and is told as it is.
_MOST_CHARACTERS = 500

#: Of all frames together no more is shown with carets, for which the host's traceback module parses
#: what they are under.
_CARET_CHARACTERS = 3_000

#: Of frames that are the same line the traceback module shows three.
_REPEATS_SHOWN = 3

_Row = tuple[str, int, str]


class SourceLines(Protocol):
    """What error_info() asks of the code that ran: see cloche._sources."""

    def shown(self, name: str) -> str: ...
    def line(self, name: str, line: int) -> str | None: ...
    def code(self, name: str) -> str: ...
    def earlier(self, name: str) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class _Told:
    """An error in CPython's words, and where in each frame it arose, as far as that is sure."""

    kind: str
    message: str
    hint: str
    places: list[Place | None]


def error_info(decoded: object, sources: SourceLines) -> ErrorInfo:
    """The guest's account of an exception, told as CPython tells it.

    ``decoded`` is (type, message, [(file, line, function), ...]), outermost frame first. Raises
    ProtocolError where it is anything else.
    """
    match decoded:
        case (str(kind), str(message), (list() | tuple()) as rows):
            dropped = max(0, len(rows) - _FIRST_FRAMES - _LAST_FRAMES)
            if dropped:
                rows = [*rows[:_FIRST_FRAMES], *rows[-_LAST_FRAMES:]]
            raw = [_checked(row) for row in rows]
        case _:
            raise ProtocolError("an error that is not (type, message, frames)")
    raw = [row for row in raw if row[0] != _HELPERS_FILE] or raw
    raw = [row for row in raw if row[2] not in _NO_FRAMES] or raw
    if not raw:
        return ErrorInfo(kind, message, (), _exit_text(message) if kind == "SystemExit" else _last_line(kind, message))
    if kind in ("SyntaxError", "IndentationError"):
        return _syntax_error_of_the_guest(kind, message, raw[-1], sources)
    programs = Programs(sources.code, sources.earlier)
    told = _told(kind, message, raw, programs)
    frames = tuple(
        Frame(sources.shown(file), place.line if place else line, function,
              sources.line(file, place.line if place else line))
        for (file, line, function), place in zip(raw, told.places, strict=True)
    )
    if told.kind == "SystemExit":
        return ErrorInfo(told.kind, told.message, frames, _exit_text(told.message))
    return ErrorInfo(
        told.kind,
        told.message,
        frames,
        "".join(_shown(_frame_texts(raw, frames, told.places, programs), dropped))
        + _last_line(told.kind, told.message + told.hint),
        _column(programs[raw[-1][0]].lines, told.places[-1]),
        told.hint.removeprefix(". ").strip() or None,
    )


def _told(kind: str, message: str, raw: Sequence[_Row], programs: Programs) -> _Told:
    """The guest chooses kind, message and code; where they are too much for what reads them, the
    error is told as it is."""
    as_it_is = _Told(kind, message, "", [None] * len(raw))
    if len(kind) + len(message) > _MOST_CHARACTERS:
        return as_it_is
    file, line, _ = raw[-1]
    try:
        code = programs[file]
        kind, message = reworded(kind, message, code, line)
        suggestion = hint(kind, message, code, line)
        return _Told(kind, message, suggestion, _places(raw, kind, message, programs))
    except (RecursionError, MemoryError, ValueError):  # ValueError: an integer too long to print
        return as_it_is


def _checked(row: object) -> _Row:
    match row:
        case (str(file), int(line), str(function)) if 0 <= line < _MOST_LINE:
            return file, line, function
        case _:
            raise ProtocolError("a frame that is not (file, line, function)")


def _last_line(kind: str, message: str) -> str:
    return f"{kind}: {message}\n" if message else f"{kind}\n"


def _exit_text(message: str) -> str:
    """What CPython writes at ``sys.exit("text")``: that; at ``sys.exit(3)``, nothing."""
    return "" if re.fullmatch(r"-?\d{1,20}|True", message) else f"{message}\n"


def _places(
    raw: Sequence[_Row], kind: str, message: str, programs: Programs
) -> list[Place | None]:
    file, line, function = raw[-1]
    innermost = error_place(programs[file], line, function, kind, message)
    found: list[Place | None] = []
    known: dict[tuple[_Row, str], Place | None] = {}
    for row, next_row in zip(raw, raw[1:]):
        file, line, function = row
        key = (row, next_row[2])
        if key not in known and len(known) < _MOST_PLACES:
            known[key] = call_place(programs[file], line, function, next_row[2])
        found.append(known.get(key))
    return [*found, innermost]


def _shown(texts: list[str], dropped: int) -> list[str]:
    """All that is above the last line, and not too much of it."""
    parts = ["Traceback (most recent call last):\n", *texts]
    if (left_out := len(parts) - _FIRST_SHOWN - _LAST_SHOWN) > 0:
        parts[_FIRST_SHOWN:-_LAST_SHOWN] = [f"  [{left_out + dropped} more frames]\n"]
    return parts


def _frame_texts(
    raw: Sequence[_Row],
    frames: Sequence[Frame],
    places: Sequence[Place | None],
    programs: Programs,
) -> list[str]:
    """As the host's own traceback module prints them."""
    texts: list[str] = []
    repeats = 0
    previous: Frame | None = None
    for row, frame, place in zip(raw, frames, _under_carets(raw, places, programs), strict=True):
        if frame != previous:
            texts += _repeated(repeats)
            repeats = 0
        repeats += 1
        if repeats <= _REPEATS_SHOWN:
            texts.append(_frame_text(frame, place, programs[row[0]]))
        previous = frame
    return texts + _repeated(repeats)


def _repeated(repeats: int) -> list[str]:
    more = repeats - _REPEATS_SHOWN
    return [f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n"] if more > 0 else []


def _frame_text(frame: Frame, place: Place | None, program: Program) -> str:
    if place is None:
        text = f'  File "{frame.file}", line {frame.line}, in {frame.function}\n'
        return f"{text}    {frame.source}\n" if frame.source else text
    # Carets are the module's own business, which looks for the line here.
    saved = linecache.cache.get(frame.file)
    lines = [""] * (place.line - 1) + [line + "\n" for line in program.lines[place.line - 1 : place.end_line]]
    linecache.cache[frame.file] = (len(lines), None, lines, frame.file)
    try:
        summary = traceback.FrameSummary(
            frame.file, frame.line, frame.function, lookup_line=False,
            end_lineno=place.end_line, colno=place.column, end_colno=place.end_column,
        )
        return "".join(traceback.StackSummary.from_list([summary]).format())
    finally:
        if saved is None:
            del linecache.cache[frame.file]
        else:
            linecache.cache[frame.file] = saved


def _under_carets(
    raw: Sequence[_Row], places: Sequence[Place | None], programs: Programs
) -> list[Place | None]:
    """The places that are to have carets, the innermost before others.

    The traceback module cuts what it parses out of lines that it splits in its own way: where they
    hold other line ends than \\n it would parse anything, be it out of a string.
    """
    found = [*places]
    left = _CARET_CHARACTERS
    for index in reversed(range(len(raw))):
        place = places[index]
        is_repeated = raw[index - _REPEATS_SHOWN : index] == [raw[index]] * _REPEATS_SHOWN
        if place is None or is_repeated:
            found[index] = None
            continue
        lines = programs[raw[index][0]].lines[place.line - 1 : place.end_line]
        left -= sum(map(len, lines))
        is_plain = all(len(line) <= SHOWN_CHARACTERS for line in lines)
        if left < 0 or not is_plain or "\n".join(lines).splitlines() != lines:
            found[index] = None
    return found


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
    _spare_the_search(error)
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


def _spare_the_search(error: SyntaxError) -> None:
    """To find a misspelt keyword the traceback module parses the lines of the error by themselves.
    That they are not too deep as parts of the code says nothing: they may have been in a string."""
    match getattr(error, "_metadata", None):
        case (int(line), _, str(source)):
            lines = source.splitlines()[max(0, line - 1) : error.lineno]
            if is_too_much(textwrap.dedent("\n".join(lines))):
                error._metadata = None  # type: ignore[attr-defined]
        case _:
            error._metadata = None  # type: ignore[attr-defined]
