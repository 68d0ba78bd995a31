"""Unpacking where the guest's grammar has none: in lists, tuples, sets, dicts and subscripts, and
behind keyword arguments; all of it by calls, for which it has."""

from __future__ import annotations

import ast
from collections.abc import Callable

from cloche.front._page import Page, Untranslatable

Visit = Callable[[ast.AST], None]


def _unpacks(node: ast.List | ast.Tuple | ast.Set) -> bool:
    if isinstance(node, ast.Set) or isinstance(node.ctx, ast.Load):
        return any(isinstance(element, ast.Starred) for element in node.elts)
    return False


def translate_list(page: Page, node: ast.List | ast.Set, visit: Visit) -> None:
    if _unpacks(node):
        name = "list" if isinstance(node, ast.List) else "set"
        page.edits.replace(page.start(node), page.start(node) + 1, page.helper(f"{name}("))
        page.edits.replace(page.end(node) - 1, page.end(node), ")")
    for element in node.elts:
        visit(element)


def translate_tuple(page: Page, node: ast.Tuple, visit: Visit) -> None:
    if _unpacks(node):
        start = page.start(node)
        if page.is_enclosed(start, node.elts):
            page.edits.open(start, page.helper("tuple"))
        else:
            page.edits.open(start, page.helper("tuple("))
            page.edits.close(page.end(node), ")")
    for element in node.elts:
        visit(element)


def translate_dict(page: Page, node: ast.Dict, visit: Visit) -> None:
    if None in node.keys:
        _merge(page, node)
    for key, value in zip(node.keys, node.values):
        if key is not None:
            visit(key)
        visit(value)


def _merge(page: Page, node: ast.Dict) -> None:
    """{"a": 1, **b, "c": 2} is merged({"a": 1, }, b, {"c": 2})."""
    at = page.start(node)
    page.edits.replace(at, at + 1, page.helper("merged("))
    at += 1
    is_open = False
    for index, (key, value) in enumerate(zip(node.keys, node.values)):
        if key is None:
            stars = page.find(b"**", at, page.start(value))
            page.edits.replace(stars, stars + 2, "}, " if is_open else "")
            is_open = False
        elif not is_open:
            page.edits.open(at if index == 0 else page.find(b",", at, page.start(key)) + 1, "{")
            is_open = True
        at = page.end(value)
    end = page.end(node)
    page.edits.replace(end - 1, end, "})" if is_open else ")")


def translate_call(page: Page, node: ast.Call, visit: Visit) -> None:
    """f(k=1, *a) is f(*a, k=1): so it is evaluated, and the guest confuses the two."""
    visit(node.func)
    if not node.keywords or ast.Starred not in map(type, node.args):
        for argument in node.args:
            visit(argument)
        for keyword in node.keywords:
            visit(keyword)
        return
    parts = sorted([*node.args, *node.keywords], key=page.start)
    first = next((i for i, part in enumerate(parts) if isinstance(part, ast.keyword)), len(parts))
    moved = ""
    for index, part in enumerate(parts):
        since = len(page.edits)
        visit(part)
        if index > first and isinstance(part, ast.Starred):
            moved += _moved(page, part, since) + ", "
    if moved:
        page.edits.open(page.start(parts[first]), moved)


def _moved(page: Page, star: ast.Starred, since: int) -> str:
    """Takes it out, with the comma behind it."""
    start, end = page.start(star), page.end(star)
    text = page.edits.take(start, end, since)
    if "\n" in text and "#" in text:
        raise Untranslatable("a comment in what must go on one line")
    comma = page.skip_blank(end)
    page.edits.replace(start, comma + 1 if page.text[comma : comma + 1] == b"," else end, "")
    return " ".join(text.splitlines())


def translate_subscript(page: Page, node: ast.Subscript, visit: Visit) -> None:
    visit(node.value)
    visit(node.slice)
