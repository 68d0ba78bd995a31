"""What stands at the head of functions, classes and ``with``, and the guest's grammar lacks."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from cloche.front._page import HIDDEN, Page, Untranslatable

Visit = Callable[[ast.AST], None]
Function = ast.FunctionDef | ast.AsyncFunctionDef

_FUNCTION = re.compile(rb"(?:async[\s\\]+)?def[\s\\]+")
_CLASS = re.compile(rb"class[\s\\]+")
_DOTTED = re.compile(r"[\w.]+")
_SIMPLE = (
    ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return, ast.Raise, ast.Pass, ast.Assert,
    ast.Delete, ast.Import, ast.ImportFrom,
)


# ---- decorators --------------------------------------------------------------------------------


def translate_decorator(page: Page, node: ast.expr, visit: Visit) -> None:
    """@any[expression] is @decorator(any[expression]), which gives back its argument."""
    visit(node)
    plain = node.func if isinstance(node, ast.Call) else node
    start, end = page.start(node), page.end(node)
    sign = start - 1
    while page.text[sign : sign + 1] in (b" ", b"\t"):
        sign -= 1
    if page.text[sign : sign + 1] == b"@" and _DOTTED.fullmatch(page.source(plain)):
        return
    line = page.line_start(node.lineno)
    sign = page.text.rfind(b"@", 0, start)
    while page.skip_blank(sign + 1) != start and page.text[page.skip_blank(sign + 1)] != 0x28:
        sign = page.text.rfind(b"@", 0, sign)
        if sign < line - 1000:
            raise Untranslatable("a decorator without its @")
    opened = sum(1 for _ in page.marks(sign + 1, start))
    is_plain = _DOTTED.fullmatch(page.source(plain)) is not None
    page.edits.replace(sign + 1, start, "" if is_plain else page.helper("decorator(("))
    behind = end
    for _ in range(opened):
        behind = page.skip_blank(behind) + 1
    page.edits.replace(end, behind, "" if is_plain else "))", lines_first=True)


# ---- functions ---------------------------------------------------------------------------------


def translate_function(page: Page, node: Function, visit: Visit) -> None:
    for decorator in node.decorator_list:
        translate_decorator(page, decorator, visit)
    name_at = _rename_definition(page, node, _FUNCTION)
    parameters = getattr(node, "type_params", [])
    with page.scope(page.class_name, parameters):
        _drop_type_parameters(page, name_at, node.name, parameters)
        hidden = _translate_parameters(page, node.args, node.body, visit)
        if node.returns is not None:
            visit(node.returns)
        if hidden:
            _show(page, hidden, node.body)
        for statement in node.body:
            visit(statement)


def translate_lambda(page: Page, node: ast.Lambda, visit: Visit) -> None:
    hidden = _translate_parameters(page, node.args, None, visit)
    if hidden:
        shown = ", ".join(f"({page.mangled(name)} := {HIDDEN}{name})" for name in hidden)
        page.edits.open(page.start(node.body), f"({shown}, (")
        page.edits.close(page.end(node.body), "))[-1]")
    visit(node.body)


def _rename_definition(page: Page, node: Function | ast.ClassDef, head: re.Pattern[bytes]) -> int:
    """Where its name stands; in a class, the name that the class keeps to itself."""
    found = head.match(page.text, page.start(node))
    if found is None:
        raise Untranslatable("a definition without its name")
    mangled = page.mangled(node.name)
    if mangled != node.name:
        page.edits.replace(found.end(), found.end() + len(node.name.encode()), mangled)
    return found.end()


def _drop_type_parameters(
    page: Page, name_at: int, name: str, parameters: list[ast.AST]
) -> None:
    if parameters:
        start = page.skip_blank(name_at + len(name.encode()))
        end = page.end(parameters[-1])
        for at, mark in page.marks(end, len(page.text)):
            if mark == 0x5D:
                page.edits.replace(start, at + 1, "", line_end=b"\\\n")
                return


def _translate_parameters(
    page: Page, arguments: ast.arguments, body: list[ast.stmt] | None, visit: Visit
) -> list[str]:
    """Visits them; the names of positional-only ones, hidden so that no keyword can mean them."""
    for argument in _all(arguments):
        mangled = page.mangled(argument.arg)
        if mangled != argument.arg:
            start = page.start(argument)
            page.edits.replace(start, start + len(argument.arg.encode()), mangled)
        if argument.annotation is not None:
            _translate_annotation(page, argument.annotation, visit)
    for default in [*arguments.defaults, *arguments.kw_defaults]:
        if default is not None:
            visit(default)
    if not arguments.posonlyargs:
        return []
    last: ast.AST = arguments.posonlyargs[-1]
    positional = len(arguments.posonlyargs) + len(arguments.args)
    at = len(arguments.posonlyargs) - 1 - (positional - len(arguments.defaults))
    if at >= 0:
        last = arguments.defaults[at]
    slash = page.find(b"/", page.end(last), len(page.text))
    behind = page.skip_blank(slash + 1)
    is_more = page.text[behind : behind + 1] == b","
    page.edits.replace(slash, behind + 1 if is_more else slash + 1, "", line_end=b"\n")
    if body is not None and not isinstance(_first(body), _SIMPLE):
        return []
    for argument in arguments.posonlyargs:
        start = page.start(argument)
        if page.mangled(argument.arg) == argument.arg:
            page.edits.open(start, HIDDEN)
    return [each.arg for each in arguments.posonlyargs if page.mangled(each.arg) == each.arg]


def _all(arguments: ast.arguments) -> list[ast.arg]:
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [*found, *(each for each in (arguments.vararg, arguments.kwarg) if each is not None)]


def _first(body: list[ast.stmt]) -> ast.stmt:
    return body[1] if _is_docstring(body[0]) and len(body) > 1 else body[0]


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _show(page: Page, hidden: list[str], body: list[ast.stmt]) -> None:
    """Gives hidden parameters their names, at the beginning of the body."""
    code = "; ".join(f"{page.mangled(name)} = {HIDDEN}{name}" for name in hidden)
    first = _first(body)
    if _is_docstring(first):
        page.edits.close(page.end(first), f"; {code}")
    else:
        page.edits.open(page.start(first), f"{code}; ")


def _translate_annotation(page: Page, node: ast.expr, visit: Visit) -> None:
    if isinstance(node, ast.Starred):
        page.edits.open(page.start(node), page.helper("tuple("))
        page.edits.close(page.end(node), ")")
    visit(node)


# ---- classes -----------------------------------------------------------------------------------


def translate_class(page: Page, node: ast.ClassDef, visit: Visit) -> None:
    for decorator in node.decorator_list:
        translate_decorator(page, decorator, visit)
    name_at = _rename_definition(page, node, _CLASS)
    parameters = getattr(node, "type_params", [])
    _drop_type_parameters(page, name_at, node.name, parameters)
    if parameters:
        generic = page.helper("Generic")
        at = page.end(node.bases[-1]) if node.bases else name_at + len(node.name.encode())
        if node.bases:
            page.edits.close(at, f", {generic}")
        else:
            bracket = page.skip_blank(page.find(b"]", page.end(parameters[-1]), len(page.text)) + 1)
            if page.text[bracket : bracket + 1] == b"(":
                page.edits.close(bracket + 1, f"{generic}, ")
            else:
                page.edits.close(bracket, f"({generic})")
    with page.scope(node.name, parameters):
        page.class_name, name = None, page.class_name
        for each in [*node.bases, *node.keywords]:
            visit(each)
        page.class_name = name
        for statement in node.body:
            visit(statement)


def translate_type_alias(page: Page, node: ast.AST, visit: Visit) -> None:
    """type Pair[T] = tuple[T, T] is Pair = alias("Pair", lambda: tuple[T, T])."""
    name, value = node.name, node.value  # type: ignore[attr-defined]
    start = page.start(node)
    page.edits.replace(start, page.start(name), "", line_end=b"\\\n")
    head = f" = {page.helper('alias(')}{name.id!r}, lambda: "
    page.edits.replace(page.end(name), page.start(value), head)
    page.edits.close(page.end(value), ")")
    with page.scope(page.class_name, node.type_params):  # type: ignore[attr-defined]
        visit(value)


# ---- with --------------------------------------------------------------------------------------


def translate_with(page: Page, node: ast.With | ast.AsyncWith, visit: Visit) -> None:
    first = node.items[0]
    keyword = page.text.find(b"with", page.start(node)) + len(b"with")
    bracket = page.skip_blank(keyword)
    parts: list[ast.AST] = []
    for item in node.items:
        parts += [item.context_expr] + ([item.optional_vars] if item.optional_vars else [])
    if (len(node.items) > 1 or first.optional_vars) and page.is_enclosed(bracket, parts):
        _open_brackets(page, node, bracket)
    for part in [*parts, *node.body]:
        visit(part)


def _open_brackets(page: Page, node: ast.With | ast.AsyncWith, at: int) -> None:
    """with (a() as x, b()): is with (a()) as x, (b()):"""
    before = ""
    for item in node.items:
        page.edits.replace(at, page.start(item.context_expr), before + "(", line_end=b"\\\n", lines_first=True)
        at = page.end(item.context_expr)
        page.edits.close(at, ")")
        if item.optional_vars is not None:
            start = page.start(item.optional_vars)
            page.edits.replace(at, start, " as ", line_end=b"\\\n")
            at = page.end(item.optional_vars)
        before = ", "
    page.edits.replace(at, page.colon(at), "", line_end=b"\\\n")
