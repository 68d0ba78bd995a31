"""Python as CPython parses it, made into Python that the guest parses, line by line.

The text is edited in place: a line of the guest's is the same line of the person's, and code that
needs nothing is not touched. Columns are the host's business (_carets).
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from cloche.front._displays import (
    translate_call,
    translate_dict,
    translate_list,
    translate_tuple,
)
from cloche.front._formatted import translate_formatted
from cloche.front._groups import translate_groups
from cloche.front._headers import (
    translate_class,
    translate_function,
    translate_lambda,
    translate_type_alias,
    translate_with,
)
from cloche.front._page import HELPERS, HIDDEN, Page, Untranslatable, literal
from cloche.front._patterns import translate_match

_IMPORT = f"import _front as {HIDDEN}"


class Translation:
    """``code`` (its lines ending in \\n) as the guest gets it. ``cut`` gives parts of it."""

    def __init__(self, code: str, tree: ast.Module) -> None:
        self._page = Page(code.encode("utf-8", "surrogatepass"))
        self._helpers = HIDDEN
        odd = [self._page.line(found.end() - 1) for found in _ODDITY.finditer(self._page.text)]
        self._next_odd = _next_lines(self._page, odd)
        self._next_odd_header = _next_lines(self._page, odd + _odd_headers(self._page))
        try:
            self._visit(tree)
            self._place_import(tree)
        except Untranslatable:
            self._page = Page(self._page.text)

    @property
    def is_needed(self) -> bool:
        return bool(self._page.edits)

    def offset(self, node: ast.AST) -> int:
        """Where the node begins, in bytes of the original."""
        return self._page.start(node)

    def end(self, node: ast.AST) -> int:
        return self._page.end(node)

    def cut(self, start: int, end: int | None = None, *, is_rest: bool = False) -> str:
        """What the guest gets for the original's bytes from ``start`` to ``end``; of a rest, what
        goes before ``start`` is not part."""
        last = len(self._page.text) if end is None else end
        data = self._page.edits.rendered(start, last, is_rest=is_rest)
        return data.decode("utf-8", "surrogatepass").replace(HELPERS, self._helpers)

    # ---- the walk ------------------------------------------------------------------------------

    def _visit(self, node: Any) -> None:
        kind = node.__class__
        if kind in _PLAIN:
            # Most statements have nothing on their lines that the guest lacks.
            if self._next_odd[node.lineno] > node.end_lineno and not self._page.type_parameters:
                return
        elif kind in _BLOCKS and self._is_plain_block(node):
            return
        found = _KINDS.get(kind)
        if found is None:
            return
        if found.__class__ is not tuple:
            found(self._page, node, self._visit)
            return
        for name in found:
            child = getattr(node, name)
            if child.__class__ is list:
                for each in child:
                    if each.__class__ in _KINDS:
                        self._visit(each)
            elif child.__class__ in _KINDS:
                self._visit(child)

    def _is_plain_block(self, node: Any) -> bool:
        """Whether a statement that holds others has nothing odd in it, nor in its decorators."""
        page = self._page
        if page.type_parameters or page.groups is not None or self._next_odd_header[node.lineno] <= node.end_lineno:
            return False
        return all(
            page.text[page.start(each) - 1] == _AT and self._next_odd_header[each.lineno] >= node.lineno
            for each in getattr(node, "decorator_list", ())
        )

    # ---- the helpers ---------------------------------------------------------------------------

    def _place_import(self, tree: ast.Module) -> None:
        """Puts the import of the helpers where it adds no line: on an empty line or before a simple
        statement, and before any of them is called. Where there is no such place, each use imports
        them itself."""
        page = self._page
        self._uses = page.edits.places(HELPERS)
        if not self._uses:
            return
        at = 0
        for statement in tree.body:
            start = _begin(page, statement)
            found = _FREE_LINE.search(page.text, at, start)
            if found is not None:
                page.edits.open(found.start(1), _IMPORT)
                return
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                page.edits.close(page.end(statement), f"; {_IMPORT}")
                return
            if isinstance(statement, _SIMPLE):
                # The last expression is cut off, and the import goes before the cut.
                is_cut = isinstance(statement, ast.Expr) and statement is tree.body[-1]
                place = page.edits.close if is_cut else page.edits.open
                place(start, f"{_IMPORT}; ")
                return
            if not isinstance(statement, _DEFINITIONS) or self._is_used_at_once(statement):
                break
            at = page.end(statement)
        self._helpers = '__import__("_front")'

    def _is_used_at_once(self, node: ast.stmt) -> bool:
        """Whether a definition itself needs the helpers, and not only what it defines."""
        if not isinstance(node, _DEFINITIONS):
            return self._are_used(self._page.start(node), self._page.end(node))
        if self._are_used(_begin(self._page, node), self._page.start(node.body[0]) - 1):
            return True
        return isinstance(node, ast.ClassDef) and any(map(self._is_used_at_once, node.body))

    def _are_used(self, start: int, end: int) -> bool:
        index = bisect_left(self._uses, start)
        return index < len(self._uses) and self._uses[index] <= end


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

#: An empty line, or one with a comment only. The first group is where it begins.
_FREE_LINE = re.compile(rb"(?:\A|\n)()(?=[ \t]*(?:\#[^\n]*)?\n)")


def _begin(page: Page, node: ast.stmt) -> int:
    """Where it begins, its decorators included."""
    start = page.start(node)
    if isinstance(node, _DEFINITIONS) and node.decorator_list:
        return page.text.rfind(b"@", 0, page.start(node.decorator_list[0]))
    return start


_SIMPLE = (
    ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Raise, ast.Pass, ast.Assert, ast.Delete,
    ast.Import, ast.ImportFrom, ast.Global, *([ast.TypeAlias] if hasattr(ast, "TypeAlias") else []),
)


# ---- names and literals ------------------------------------------------------------------------

_ODD = re.compile(rb"""(?<![\w"'])(?:[uU]|[rRbB]{1,2})(?=["'])|\\N\{""")


def _translate_name(page: Page, node: ast.Name, visit: Callable[[ast.AST], None]) -> None:
    if page.class_name is not None and node.id[:2] == "__":
        mangled = page.mangled(node.id)
        if mangled != node.id:
            page.edits.replace(page.start(node), page.end(node), mangled)
    elif page.type_parameters and node.id in page.type_parameters and isinstance(node.ctx, ast.Load):
        page.edits.replace(page.start(node), page.end(node), page.helper(f"TypeVar({node.id!r})"))


def _translate_attribute(page: Page, node: ast.Attribute, visit: Callable[[ast.AST], None]) -> None:
    value = node.value
    visit(value)
    if isinstance(value, ast.Constant) and page.text[page.start(value)] in b".0123456789":
        # The guest takes the attribute for a part of the number.
        page.edits.open(page.start(value), "(")
        page.edits.close(page.end(value), ")")
    if page.class_name is not None and node.attr[:2] == "__":
        mangled = page.mangled(node.attr)
        if mangled != node.attr:
            end = page.end(node)
            page.edits.replace(end - len(node.attr.encode()), end, mangled)


def _translate_names(page: Page, node: Any, visit: Callable[[ast.AST], None]) -> None:
    """``global`` and ``nonlocal``."""
    mangled = [page.mangled(name) for name in node.names]
    if mangled != node.names:
        keyword = "global" if isinstance(node, ast.Global) else "nonlocal"
        page.edits.replace(
            page.start(node), page.end(node), f"{keyword} {', '.join(mangled)}", line_end=b"\\\n"
        )


def _translate_keyword(page: Page, node: ast.keyword, visit: Callable[[ast.AST], None]) -> None:
    if node.arg is not None and page.mangled(node.arg) != node.arg:
        start = page.start(node)
        page.edits.replace(start, start + len(node.arg.encode()), page.mangled(node.arg))
    visit(node.value)


def _translate_constant(page: Page, node: ast.Constant, visit: Callable[[ast.AST], None]) -> None:
    if not isinstance(node.value, (str, bytes)):
        return
    start, end = page.start(node), page.end(node)
    for found in _ODD.finditer(page.text, start, end):
        if found[0] not in (b"u", b"r", b"b", b"rb", b"br"):
            lines = "\n" * page.text.count(b"\n", start, end)
            code = literal(node.value)
            page.edits.replace(start, end, f"({code}{lines})" if lines else code)
            return


def _translate_handler(
    page: Page, node: ast.ExceptHandler, visit: Callable[[ast.AST], None]
) -> None:
    kind = node.type
    if kind is not None:
        # Since 3.14 several need no brackets.
        if isinstance(kind, ast.Tuple) and not page.is_enclosed(page.start(kind), kind.elts):
            page.edits.open(page.start(kind), "(")
            page.edits.close(page.end(kind), ")")
        visit(kind)
    groups, page.groups = page.groups, None
    for statement in node.body:
        visit(statement)
    page.groups = groups


def _translate_raise(page: Page, node: ast.Raise, visit: Callable[[ast.AST], None]) -> None:
    if node.exc is not None:
        visit(node.exc)
    elif page.groups is not None:
        page.edits.close(page.end(node), f" {page.groups}.current")
    if node.cause is not None:
        visit(node.cause)


def _translate_delete(page: Page, node: ast.Delete, visit: Callable[[ast.AST], None]) -> None:
    """del (a, [b]) is del a, b."""
    targets = list(_leaves(node.targets))
    at = page.start(node) + len(b"del")
    marks = list(page.marks(at, page.start(targets[0]))) if targets else [(0, 0)]
    if targets == node.targets and not marks and page.end(targets[-1]) == page.end(node):
        for target in targets:
            visit(target)
        return
    if not targets:
        page.edits.replace(page.start(node), page.end(node), "pass", line_end=b"\\\n")
        return
    before = " "
    for target in targets:
        page.edits.replace(at, page.start(target), before, line_end=b"\\\n")
        visit(target)
        at = page.end(target)
        before = ", "
    page.edits.replace(at, page.end(node), "", line_end=b"\\\n")


def _leaves(targets: list[ast.expr]) -> list[ast.expr]:
    found: list[ast.expr] = []
    for target in targets:
        if isinstance(target, (ast.Tuple, ast.List)):
            found += _leaves(target.elts)
        else:
            found.append(target)
    return found


def _ignore(page: Page, node: ast.AST, visit: Callable[[ast.AST], None]) -> None:
    pass


_HANDLERS: dict[type, Callable[[Page, Any, Callable[[ast.AST], None]], None]] = {
    ast.Match: translate_match,
    ast.JoinedStr: translate_formatted,
    ast.List: translate_list,
    ast.Set: translate_list,
    ast.Tuple: translate_tuple,
    ast.Dict: translate_dict,
    ast.Call: translate_call,
    ast.FunctionDef: translate_function,
    ast.AsyncFunctionDef: translate_function,
    ast.Lambda: translate_lambda,
    ast.ClassDef: translate_class,
    ast.With: translate_with,
    ast.AsyncWith: translate_with,
    ast.TryStar: translate_groups,
    ast.ExceptHandler: _translate_handler,
    ast.Raise: _translate_raise,
    ast.Delete: _translate_delete,
    ast.Name: _translate_name,
    ast.Attribute: _translate_attribute,
    ast.Constant: _translate_constant,
    ast.keyword: _translate_keyword,
    ast.Global: _translate_names,
    ast.Nonlocal: _translate_names,
}
if hasattr(ast, "TypeAlias"):
    _HANDLERS[ast.TypeAlias] = translate_type_alias

#: The fields that hold no nodes in which something may have to change.
_LEAVES = {
    "ctx", "op", "ops", "id", "attr", "arg", "name", "names", "kind", "type_comment", "simple",
    "level", "is_async", "conversion", "lineno", "tag", "str",
}


def _kinds() -> dict[type, Any]:
    """What is done with each kind of node: the function that does it, or the fields that hold more.
    A kind that is not in it is left as it is."""
    found: dict[type, Any] = {}
    for kind in vars(ast).values():
        if isinstance(kind, type) and issubclass(kind, ast.AST):
            fields = tuple(name for name in kind._fields if name not in _LEAVES)
            if fields and kind not in (ast.Import, ast.ImportFrom, ast.Constant):
                found[kind] = fields
    return found | _HANDLERS


_KINDS = _kinds()

#: Statements, and expressions, that are as the guest has them unless there is an oddity on their lines.
_PLAIN = frozenset(
    kind for kind in _KINDS
    if issubclass(kind, ast.expr)
    or kind in (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return, ast.Assert)
    or kind in (ast.Global, ast.Nonlocal)
)

#: Statements that hold others, and need nothing where there is no oddity on all of their lines.
_BLOCKS = frozenset({
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.AsyncFor, ast.While, ast.If, ast.Try,
})


# ---- oddities ----------------------------------------------------------------------------------

#: All that an expression may have and the guest not, and more that looks so: f-strings and strange
#: prefixes; lambdas; stars that are no operators; names that a class keeps to itself; attributes of
#: numbers. Each begins with a character of its own, which sre looks for before it tries anything.
_PREFIXED = rb"""(?:(?<=[fFtTURB].)(?<![%b].{2})|(?<=[bBrRfFtT][bBrRfFtT].))"""
_ODDITY = re.compile(
    rb"""["]%s|[']%s|\\N\{|lambda"""
    rb"""|\*(?:(?<![\w)\]}"'*]\*)(?<![\w)\]}"'*][ ]\*)|(?<=return[ ]\*)|(?<=yield[ ]\*)|(?<=in[ ]\*)"""
    rb"""|(?<=return\*)|(?<=yield\*)|(?<=in\*))"""
    rb"""|__(?<![%b]__)[%b]*(?<!__)(?![%b])"""
    rb"""|\.(?:(?<=[\d\s\\.]\.)|(?<=[\d.][jJ]\.))[\s\\]*[A-Za-z_\x80-\xff]|0[xX][\da-fA-F_]+[\s\\]*\."""
    .replace(b"%s", _PREFIXED).replace(b"%b", rb"\w\x80-\xff")
)


#: Statements whose head the guest may lack: the first characters of a line.
_ODD_HEADER = re.compile(
    rb"""\n[ \t\f]*(?:match\b|(?:async[ \t]+)?with\b|except\b[^\n]*[,*]|@(?![\w.]+[ \t]*(?:\#[^\n]*)?\n)"""
    rb"""|(?:async[ \t]+)?(?:def|class)[ \t]+[^\s([:]+[ \t]*\[)"""
)
#: And what stands anywhere: each with what must follow, so that it is not a part of something else.
_ODD_WORDS = ((b"del", b" \t([\\"), (b"type", b" \t\\"), (b"\\\n", None))
_AT = ord("@")


def _odd_headers(page: Page) -> list[int]:
    """The lines with something that makes a statement one which the guest may lack."""
    text = page.text
    found = [page.line(each.end() - 1) for each in _ODD_HEADER.finditer(b"\n" + text)]
    for word, following in _ODD_WORDS:
        at = text.find(word)
        while at >= 0:
            if following is None or text[at + len(word) : at + len(word) + 1] in following:
                found.append(page.line(at))
            at = text.find(word, at + 1)
    at = text.find(b"/")
    while at >= 0:
        # Behind positional-only parameters, or a division.
        behind = page.skip_blank(at + 1)
        if text[behind : behind + 1] in b",)":
            found.append(page.line(at))
        at = text.find(b"/", at + 1)
    return found


def _next_lines(page: Page, lines: list[int]) -> list[int]:
    """For each line, the first from there on that is one of these."""
    following = [page.lines + 1] * (page.lines + 2)
    for line in lines:
        following[line] = line
    for line in range(page.lines, 0, -1):
        following[line] = min(following[line], following[line + 1])
    return following
