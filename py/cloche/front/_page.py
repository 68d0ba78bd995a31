"""The source text on the desk: where its nodes stand, and what is to change."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

from cloche.front._edits import Edits

#: Begins every name that we put into code. The guest takes it for a letter and CPython does not,
#: so nobody's own name can begin so; whoever lists names can leave these out.
HIDDEN = "·"

#: Stands for the guest's module _front until it is known how the code gets at it. No code holds
#: this character: the parser refuses it.
HELPERS = "\0"

#: What may stand between two parts of an expression, and means nothing.
BLANK = rb"(?:[\s\\]|\#[^\n]*)*"
_BLANK = re.compile(BLANK)
_MARK = re.compile(rb"[^\s\\#]|\#[^\n]*")
_COLON = re.compile(rb"(?:[\s\\),\]};]|\#[^\n]*)*:")


class Untranslatable(Exception):
    """The code is not as the parser says it is; it is given to the guest as it is."""


class Page:
    """Source text (UTF-8, its lines ending in \\n), its edits, and where in the tree we are."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.edits = Edits(text)
        self._offsets = [0, *accumulate(map(len, text.splitlines(True)))]
        #: The innermost class, for the names that it keeps to itself.
        self.class_name: str | None = None
        #: The helper of the innermost except* in whose block we are.
        self.groups: str | None = None
        #: Type parameters that are in force.
        self.type_parameters: frozenset[str] = frozenset()
        self._temporaries = 0

    # ---- places --------------------------------------------------------------------------------

    def start(self, node: Any) -> int:
        line: int = node.lineno
        column: int = node.col_offset
        return self._offsets[line - 1] + column

    def end(self, node: Any) -> int:
        line: int = node.end_lineno
        column: int = node.end_col_offset
        return self._offsets[line - 1] + column

    def source(self, node: ast.AST) -> str:
        return self.text[self.start(node) : self.end(node)].decode()

    @property
    def lines(self) -> int:
        """The number of the last line at the most."""
        return len(self._offsets)

    def line(self, at: int) -> int:
        return bisect_right(self._offsets, at)

    def line_start(self, line: int) -> int:
        return self._offsets[line - 1]

    def skip_blank(self, at: int) -> int:
        """Where the next thing stands that means something."""
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def colon(self, at: int) -> int:
        """Where the colon of a header stands of which all but closing brackets is behind us."""
        found = _COLON.match(self.text, at)
        if found is None:
            raise Untranslatable(f"no colon after {at}")
        return found.end() - 1

    def marks(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Each character between two nodes that is neither blank nor comment, and its offset."""
        for found in _MARK.finditer(self.text, start, end):
            if found[0][0] != 0x23:
                yield found.start(), found[0][0]

    def find(self, what: bytes, start: int, end: int) -> int:
        """Where ``what`` stands between two nodes, outside comments."""
        for at, _ in self.marks(start, end):
            if self.text.startswith(what, at):
                return at
        raise Untranslatable(f"no {what!r} from {start} to {end}")

    def is_enclosed(self, start: int, parts: Sequence[ast.AST]) -> bool:
        """Whether the bracket at ``start`` is around all the parts, not only the first."""
        if self.text[start : start + 1] not in (b"(", b"["):
            return False
        depth = 0
        at = start
        for index, part in enumerate(parts):
            for _, mark in self.marks(at, self.start(part)):
                depth += (mark in b"([") - (mark in b")]")
                if depth == 0:
                    return False
            at = self.end(part)
        return depth > 0

    # ---- names ---------------------------------------------------------------------------------

    def helper(self, name: str) -> str:
        """How the code calls a function of the guest's module _front."""
        return f"{HELPERS}.{name}"

    def temporary(self) -> str:
        self._temporaries += 1
        return f"{HIDDEN}{self._temporaries}"

    @contextmanager
    def temporaries_from_here(self) -> Iterator[None]:
        """Those that are made inside may be used again behind it."""
        count = self._temporaries
        try:
            yield
        finally:
            self._temporaries = count

    @contextmanager
    def scope(self, class_name: str | None, type_parameters: Sequence[ast.AST]) -> Iterator[None]:
        """What a function's or class's body is: with temporaries of its own."""
        saved = self.class_name, self.type_parameters, self._temporaries, self.groups
        self.groups = None
        self.class_name = class_name
        self.type_parameters |= {each.name for each in type_parameters}  # type: ignore[attr-defined]
        if class_name == saved[0]:
            self._temporaries = 0
        try:
            yield
        finally:
            self.class_name, self.type_parameters, self._temporaries, self.groups = saved

    def mangled(self, name: str) -> str:
        """The name by which a class keeps it to itself, if that is such a name."""
        if self.class_name is None or not name.startswith("__") or name.endswith("__"):
            return name
        stripped = self.class_name.lstrip("_")
        return f"_{stripped}{name}" if stripped else name


def literal(value: str | bytes) -> str:
    """A string as the guest reads it, on one line."""
    if isinstance(value, bytes):
        return repr(value)
    pieces = ['"']
    for character in value:
        code = ord(character)
        if character in '"\\':
            pieces.append("\\" + character)
        elif character == "\n":
            pieces.append("\\n")
        elif code < 0x20 or 0x7F <= code < 0xA0:
            pieces.append(f"\\x{code:02x}")
        elif 0xD800 <= code <= 0xDFFF or code in (0x2028, 0x2029, 0xFEFF):
            pieces.append(f"\\u{code:04x}")
        else:
            pieces.append(character)
    pieces.append('"')
    return "".join(pieces)
