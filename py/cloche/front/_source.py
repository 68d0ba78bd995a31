"""Code as the guest gets it: translated, and cut where its last expression begins."""

from __future__ import annotations

import ast
import io
import warnings
from dataclasses import dataclass
from functools import lru_cache

from cloche.front._bounds import is_too_much
from cloche.front._rules import check_rules
from cloche.front._translation import Translation

#: A page runs the same few programs again and again; a longer one is read anew each time.
_PROGRAMS_KEPT = 64
_CHARACTERS_KEPT = 50_000


@dataclass(frozen=True)
class Source:
    """``body`` and then ``tail``, the last expression (or ""), which begins on ``tail_line``."""

    body: str
    tail: str = ""
    tail_line: int = 1


def parse(code: str, filename: str, *, translated: bool = True) -> Source:
    """Translates the code into what the guest understands, and cuts it before its last statement,
    if that is an expression: its value is the run's.

    Code that is too long or too deep to be read here goes to the guest whole, and as it is: see
    _bounds. Raises SyntaxError, in CPython's words.
    """
    if len(code) > _CHARACTERS_KEPT:
        return _parse(code, filename, translated)
    return _parse_once(code, filename, translated)


def translate_file(code: str, filename: str) -> str:
    """A module that the guest is given, translated; as it is, if it can't be read."""
    try:
        source = parse(code, filename)
    except SyntaxError:
        return code
    return source.body + source.tail


def _parse(code: str, filename: str, translated: bool) -> Source:
    if is_too_much(code):
        return Source(code)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(code, filename)
            check_rules(code, tree, filename)
    except ValueError as error:  # null bytes, in some versions
        raise _syntax_error(str(error), filename) from None
    except (RecursionError, MemoryError):
        return Source(code)
    if translated:
        lines = code.replace("\r\n", "\n").replace("\r", "\n") if "\r" in code else code
        try:
            translation = Translation(lines, tree)
        except (RecursionError, MemoryError, ValueError):  # ValueError: an integer too long to print
            return _cut(code, tree)
        if translation.is_needed:
            return _cut_translated(translation, tree)
    return _cut(code, tree)


_parse_once = lru_cache(_PROGRAMS_KEPT)(_parse)


def _syntax_error(message: str, filename: str) -> SyntaxError:
    return SyntaxError(message, (filename, 1, None, None))


def _last_expression(tree: ast.Module) -> ast.Expr | None:
    last = tree.body[-1] if tree.body else None
    return last if isinstance(last, ast.Expr) else None


def _cut_translated(translation: Translation, tree: ast.Module) -> Source:
    last = _last_expression(tree)
    if last is None:
        return Source(translation.cut(0))
    start = translation.offset(last)
    tail = translation.cut(start, translation.end(last), is_rest=True)
    return Source(translation.cut(0, start), tail, last.lineno)


def _cut(code: str, tree: ast.Module) -> Source:
    last = _last_expression(tree)
    if last is None:
        return Source(code)
    offsets = _line_offsets(code)
    start = offsets[last.lineno - 1] + _characters(code, offsets, last.lineno, last.col_offset)
    assert last.end_lineno is not None and last.end_col_offset is not None
    end = offsets[last.end_lineno - 1] + _characters(
        code, offsets, last.end_lineno, last.end_col_offset
    )
    return Source(code[:start], code[start:end], last.lineno)


def _line_offsets(code: str) -> list[int]:
    """Where each line begins. Lines end as Python's tokenizer has it: \\n, \\r\\n or \\r."""
    offsets = [0]
    for line in io.StringIO(code, newline=""):
        offsets.append(offsets[-1] + len(line))
    return offsets


def _characters(code: str, offsets: list[int], line: int, utf8_column: int) -> int:
    """The parser counts columns in bytes of UTF-8."""
    text = code[offsets[line - 1] : offsets[line]]
    return len(text.encode()[:utf8_column].decode())
