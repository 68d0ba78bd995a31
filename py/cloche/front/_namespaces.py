"""``locals()`` in a function: the guest keeps no names of a function's variables."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from cloche.front._page import Page

Function = ast.FunctionDef | ast.AsyncFunctionDef

_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda,
          ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

#: A call of the guest's takes no more keywords than this.
_MOST_NAMES = 100


def translate_namespace(page: Page, node: ast.Call) -> bool:
    """locals() or vars() becomes a call that is handed every variable of the function we are in, to
    be looked at there; whether that is so."""
    match node:
        case ast.Call(func=ast.Name(id="locals" | "vars" as name), args=[], keywords=[]):
            function = page.function
        case _:
            return False
    if function is None:
        return False
    variables = list(dict.fromkeys(_variables(function)))
    if name in variables or len(variables) > _MOST_NAMES:
        return False
    shown = ", ".join(f"{each}=lambda: {each}" for each in map(page.mangled, variables))
    page.edits.replace(page.start(node), page.end(node), page.helper(f"variables({shown})"))
    return True


def _variables(function: Function) -> Iterator[str]:
    """The names that are the function's own, in the order in which CPython shows them."""
    arguments = function.args
    for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
        yield argument.arg
    for star in (arguments.vararg, arguments.kwarg):
        if star is not None:
            yield star.arg
    elsewhere = {
        name for statement in function.body for node in ast.walk(statement)
        if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names
    }
    for statement in function.body:
        yield from (name for name in _bound(statement) if name not in elsewhere)


def _bound(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from ((each.asname or each.name.partition(".")[0]) for each in names if each.name != "*")
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.MatchMapping(rest=str(name)):
            yield name
    if not isinstance(node, _INNER):
        for child in ast.iter_child_nodes(node):
            yield from _bound(child)
