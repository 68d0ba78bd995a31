"""``except*``, as blocks that a helper enters or leaves out.

    try:                            with (·1 := _front.Groups()):
        ...                             ...
    except* ValueError as group:    with ·1.part(), ·1.matching(ValueError) as group:
        ...                             ...
    else:                           with ·1.part(), ·1.fine():
    finally:                        with ·1.last():

The last block raises what nobody caught.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from cloche.front._page import Page

Visit = Callable[[ast.AST], None]


def translate_groups(page: Page, node: ast.AST, visit: Visit) -> None:
    body: list[ast.stmt] = node.body  # type: ignore[attr-defined]
    handlers: list[ast.ExceptHandler] = node.handlers  # type: ignore[attr-defined]
    orelse: list[ast.stmt] = node.orelse  # type: ignore[attr-defined]
    finalbody: list[ast.stmt] = node.finalbody  # type: ignore[attr-defined]
    groups = page.temporary()
    start = page.start(node)
    colon = page.colon(start + len(b"try"))
    # The guest has no "with (a := b):" that binds at once, so it is bound as a target.
    page.edits.replace(start, colon, f"with {page.helper('Groups()')} as {groups}", line_end=b"\\\n")
    for statement in body:
        visit(statement)
    for index, handler in enumerate(handlers):
        is_last = index == len(handlers) - 1 and not orelse and not finalbody
        part = "end()" if is_last else "part()"
        assert handler.type is not None
        at = page.start(handler)
        page.edits.replace(
            at, page.start(handler.type), f"with {groups}.{part}, {groups}.matching("
        )
        visit(handler.type)
        end = page.end(handler.type)
        name = f" as {page.mangled(handler.name)}" if handler.name else ""
        colon = page.find(b":", end, len(page.text))
        page.edits.replace(end, colon, f"){name}", line_end=b"\\\n")
        outer, page.groups = page.groups, groups
        for statement in handler.body:
            visit(statement)
        page.groups = outer
    at = page.end(handlers[-1].body[-1])
    if orelse:
        part = "part()" if finalbody else "end()"
        keyword = page.find(b"else", at, page.start(orelse[0]))
        page.edits.replace(keyword, keyword + len(b"else"), f"with {groups}.{part}, {groups}.fine()")
        for statement in orelse:
            visit(statement)
        at = page.end(orelse[-1])
    if finalbody:
        keyword = page.find(b"finally", at, page.start(finalbody[0]))
        page.edits.replace(keyword, keyword + len(b"finally"), f"with {groups}.end()")
        for statement in finalbody:
            visit(statement)
