"""Code, cut where its last expression begins."""

from __future__ import annotations

import ast
import io
import warnings
from dataclasses import dataclass

from cloche.front._depth import is_too_deep


@dataclass(frozen=True)
class Source:
    """``body`` and then ``tail``, the last expression (or ""), which begins on ``tail_line``."""

    body: str
    tail: str = ""
    tail_line: int = 1


def parse(code: str, filename: str) -> Source:
    """Cuts the code before its last statement, if that is an expression: its value is the run's.

    Code that is too deep for the parser goes to the guest whole. Raises SyntaxError, in CPython's
    words.
    """
    if is_too_deep(code):
        return Source(code)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(code, filename)
    except (RecursionError, MemoryError):
        return Source(code)
    if not tree.body:
        return Source(code)
    last = tree.body[-1]
    if not isinstance(last, ast.Expr):
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
