"""f-strings, as calls of ``str.format`` whose arguments stand where the fields did.

    f"{name!r:>{width}} is {"old"}"      "{!r:>{}} is {}".format((name), (width), ("old"))

The guest's own f-strings do for plain fields, and such are left alone.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable

from cloche.front._page import Page, literal

Visit = Callable[[ast.AST], None]

#: Before 3.12 the parser did not tell where in an f-string an expression stands.
_KNOWS_PLACES = sys.version_info >= (3, 12)

_FIELD = (
    rb"\{\s*[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[-?\w+\])*(?:\s*[-+*/%]{1,2}\s*\w+)*\s*"
    rb"(?:![rs])?(?::[<>^]?[-+ #]?[0-9]*,?(?:\.[0-9]+)?[bcdeEfFgGosxX%]?)?\}"
)
_PLAIN = re.compile(
    rb"""f(?:"(?:[^"\\{}\n]|\\[^N\nxuU0-7{}]|\{\{|\}\}|"""
    + _FIELD
    + rb""")*"|'(?:[^'\\{}\n]|\\[^N\nxuU0-7{}]|\{\{|\}\}|"""
    + _FIELD
    + rb""")*')"""
)

#: Calls of these leave alone what other fields show.
_HARMLESS = frozenset(
    "abs ascii bin bool chr complex dict divmod float format frozenset hash hex id int isinstance "
    "len list max min oct ord pow range repr reversed round set sorted str sum tuple type zip".split()
)
_HARMLESS_METHODS = frozenset(
    "capitalize casefold center count endswith find format get index isalpha isdigit islower "
    "isupper items join keys ljust lower lstrip replace rjust rstrip split startswith strip "
    "swapcase title upper values zfill strftime isoformat".split()
)


#: What is put into the page: code, and the expressions between, which stay in their places.
Piece = str | ast.expr

_CONVERSIONS = {-1: "", 97: "", 114: "!r", 115: "!s"}  # "!a" is a call: the guest lacks it


def translate_formatted(page: Page, node: ast.JoinedStr, visit: Visit) -> None:
    start, end = page.start(node), page.end(node)
    if not _KNOWS_PLACES or _PLAIN.fullmatch(page.text, start, end):
        return
    fields = [part for part in node.values if isinstance(part, ast.FormattedValue)]
    in_turn = any(_may_change_others(field) for field in fields[1:])
    pieces = _in_turn(page, node.values) if in_turn else _at_once(page, node.values)
    code = ""
    at = start
    for piece in pieces:
        if isinstance(piece, str):
            code += piece
        else:
            # Line ends stay inside the brackets: behind the opening ones here, before the closing
            # ones below.
            page.edits.replace(at, page.start(piece), code)
            visit(piece)
            at = page.end(piece)
            code = ""
    if at == start and b"\n" in page.text[start:end]:
        lines = "\n" * page.text.count(b"\n", start, end)
        code = f"({code}{lines})"
    page.edits.replace(at, end, code, lines_first=True)


def _may_change_others(field: ast.FormattedValue) -> bool:
    """Whether it matters that the fields before were formatted before this one is evaluated."""
    for node in ast.walk(field):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(name) if name in _HARMLESS:
                    pass
                case ast.Attribute(attr=name) if name in _HARMLESS_METHODS:
                    pass
                case _:
                    return True
        elif isinstance(node, (ast.Await, ast.Yield, ast.YieldFrom)):
            return True
    return False


def _in_turn(page: Page, values: list[ast.expr]) -> list[Piece]:
    """One call for each field, so that each is formatted before the next is evaluated."""
    groups: list[list[ast.expr]] = [[]]
    for part in values:
        if isinstance(part, ast.FormattedValue) and any(
            isinstance(each, ast.FormattedValue) for each in groups[-1]
        ):
            groups.append([])
        groups[-1].append(part)
    pieces: list[Piece] = ["("]
    for index, group in enumerate(groups):
        pieces += [" + "] if index else []
        pieces += _at_once(page, group)
    return [*pieces, ")"]


def _at_once(page: Page, values: list[ast.expr]) -> list[Piece]:
    """One call of ``str.format``; without fields, a literal."""
    template = ""
    arguments: list[Piece] = []
    for part in values:
        if isinstance(part, ast.FormattedValue):
            field, pieces = _field(page, part)
            template += field
            arguments += [", ", *pieces] if arguments else pieces
        else:
            template += _text(part).replace("{", "{{").replace("}", "}}")
    if not arguments:
        return [literal("".join(map(_text, values)))]
    return [f"{literal(template)}.format(", *arguments, ")"]


def _field(page: Page, part: ast.FormattedValue) -> tuple[str, list[Piece]]:
    """What stands in the template for a field, and its arguments."""
    conversion = _CONVERSIONS[part.conversion]
    opening = page.helper("ascii(") if part.conversion == 97 else "("
    argument: list[Piece] = [opening, part.value, ")"]
    if part.format_spec is None:
        return f"{{{conversion}}}", argument
    assert isinstance(part.format_spec, ast.JoinedStr)
    parts = part.format_spec.values
    if not all(map(_fits_into_template, parts)):
        inner: list[Piece] = ["("] if not conversion else [page.helper("converted(")]
        inner += [part.value, f", {conversion[1:]!r})" if conversion else ")"]
        if part.conversion == 97:
            inner = argument
        return "{}", [page.helper("formatted("), *inner, ", ", *_at_once(page, parts), ")"]
    spec = ""
    for each in parts:
        if isinstance(each, ast.FormattedValue):
            spec += "{}"
            argument += [", (", each.value, ")"]
        else:
            spec += _text(each)
    return f"{{{conversion}:{spec}}}", argument


def _fits_into_template(part: ast.expr) -> bool:
    """Whether ``str.format`` has a form for it within a field's specification."""
    if isinstance(part, ast.FormattedValue):
        return part.conversion == -1 and part.format_spec is None
    return "{" not in _text(part) and "}" not in _text(part)


def _text(part: ast.expr) -> str:
    assert isinstance(part, ast.Constant) and isinstance(part.value, str)
    return part.value
