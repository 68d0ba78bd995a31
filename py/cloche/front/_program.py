"""What a person's code says about itself, when an error in it is told."""

from __future__ import annotations

import ast
import builtins
import warnings
from collections.abc import Callable, Iterator
from functools import cached_property

from cloche.front._bounds import MAX_BYTES, is_too_much

Function = ast.FunctionDef | ast.AsyncFunctionDef
_LAST_LINE = 10**9

#: Of a statement of a thousand lines each line has all nodes: no more than these are looked at.
_MOST_NODES = 50_000


class Programs:
    """The code that one error is about, each read once, and no more in all than is read of one."""

    def __init__(self, code: Callable[[str], str], earlier: Callable[[str], tuple[str, ...]]) -> None:
        self._code = code
        self._earlier = earlier
        self._programs: dict[str, Program] = {}
        self._trees: dict[str, ast.Module] = {}
        self._left = MAX_BYTES

    def __getitem__(self, file: str) -> Program:
        if file not in self._programs:
            code = self._code(file)
            tree = self._tree(code)  # first: the others get what is left
            earlier = [self._tree(each) for each in self._earlier(file)]
            self._programs[file] = Program(code, tree, earlier)
        return self._programs[file]

    def _tree(self, code: str) -> ast.Module:
        if code not in self._trees:
            is_read = len(code) <= self._left
            self._left -= len(code) if is_read else 0
            self._trees[code] = _tree(code) if is_read else ast.Module([], [])
        return self._trees[code]


class Program:
    """A syntax tree, and questions about it. Where code can't be read there is nothing in it."""

    def __init__(self, code: str, tree: ast.Module, earlier: list[ast.Module]) -> None:
        self.lines = code.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.tree = tree
        #: What other runs of its session defined, the latest first.
        self._earlier = earlier
        self._statements: dict[int, ast.stmt | None] = {}
        self._expressions: dict[int, list[ast.AST]] = {}
        self._nodes_left = _MOST_NODES

    @property
    def _trees(self) -> list[ast.Module]:
        return [self.tree, *self._earlier]

    def statement(self, line: int) -> ast.stmt | None:
        """The innermost statement that has this line."""
        if line not in self._statements:
            self._statements[line] = self._statement(line)
        return self._statements[line]

    def _statement(self, line: int) -> ast.stmt | None:
        found: ast.stmt | None = None
        body: list[ast.stmt] = self.tree.body
        while True:
            inside = [each for each in body if _first_line(each) <= line <= (each.end_lineno or 0)]
            if not inside:
                return found
            found = inside[-1]
            body = [each for each in _statements_in(found)]

    def expressions(self, line: int) -> list[ast.AST]:
        """The nodes of all statements on that line, in the order of the text; of a compound one,
        its head's."""
        if line not in self._expressions:
            nodes = self._expressions_on(line) if self._nodes_left > 0 else []
            self._nodes_left -= len(nodes)
            self._expressions[line] = nodes
        return self._expressions[line]

    def _expressions_on(self, line: int) -> list[ast.AST]:
        nodes: list[ast.AST] = []
        body = self.tree.body
        while body:
            inside = [each for each in body if _first_line(each) <= line <= (each.end_lineno or 0)]
            body = []
            for each in inside:
                head = [each, *_walk_head(each)]
                inner = [*_statements_in(each)]
                ends = [getattr(node, "end_lineno", 0) for node in head[1:]] if inner else [each.end_lineno]
                if line <= max([each.lineno, *ends]):
                    nodes += head
                body += inner
        return sorted(nodes, key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))

    def loops_ended(self, line: int) -> list[ast.While]:
        """The ``while`` loops whose last line this is: the guest tells it for their conditions."""
        return [
            node for node in ast.walk(self.tree)
            if isinstance(node, ast.While) and node.body[-1].lineno <= line <= (node.body[-1].end_lineno or 0)
        ]

    def enclosing_functions(self, line: int) -> list[Function]:
        """The functions around a line, from the outermost."""
        return [
            node for node in ast.walk(self.tree)
            if isinstance(node, Function) and node.body[0].lineno <= line <= (node.end_lineno or 0)
        ]

    def visible_names(self, line: int) -> set[str]:
        """What a name on this line can mean: what was bound before, as far as the text tells."""
        names = set(dir(builtins))
        around = self.enclosing_functions(line)
        for node in around:
            arguments = node.args
            for each in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs,
                         arguments.vararg, arguments.kwarg]:
                if each is not None:
                    names.add(each.arg)
            names |= _bound(node.body, line)
        # In a function, what the module binds further down may be bound by now.
        last = line if not around else len(self.lines)
        names |= _bound(self.tree.body, last)
        for tree in self._earlier:
            names |= _bound(tree.body, _LAST_LINE)
        return names

    def functions(self, name: str) -> list[tuple[str, Function]]:
        """The functions of that name, and how CPython's messages call each."""
        for tree in self._trees:
            found = [(shown, node) for shown, node in _functions(tree, "") if node.name == name]
            if found:
                return found
        return []

    @cached_property
    def classes(self) -> dict[str, ast.ClassDef]:
        return {
            node.name: node
            for tree in reversed(self._trees)
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
        }

    def attributes(self, class_name: str) -> set[str] | None:
        """What an instance of a class of this code has; None where the text does not tell."""
        classes = self.classes
        found: set[str] = set(dir(object))
        waiting, seen = [class_name], set()
        while waiting:
            name = waiting.pop()
            node = classes.get(name)
            if node is None or name in seen or node.decorator_list:
                return None
            seen.add(name)
            found |= _bound(node.body, node.end_lineno or 0)
            for each in ast.walk(node):
                if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store):
                    if isinstance(each.value, ast.Name) and each.value.id == "self":
                        found.add(each.attr)
            for base in node.bases:
                if not isinstance(base, ast.Name):
                    return None
                if base.id != "object":
                    waiting.append(base.id)
        return found


def _tree(code: str) -> ast.Module:
    if not is_too_much(code):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SyntaxWarning)
                return ast.parse(code)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
    return ast.Module([], [])


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _statements_in(node: ast.AST) -> Iterator[ast.stmt]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, (ast.ExceptHandler, ast.match_case)):
            yield from _statements_in(child)


def _walk_head(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt):
            if not isinstance(child, (ast.ExceptHandler, ast.match_case)):
                yield child
            yield from _walk_head(child)


def _bound(body: list[ast.stmt], last_line: int) -> set[str]:
    """The names that statements bind up to a line, without those of functions and classes inside."""
    names: set[str] = set()
    waiting: list[ast.AST] = [*body]
    while waiting:
        node = waiting.pop()
        if getattr(node, "lineno", 0) > last_line:
            continue
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            names.add(node.name)
        waiting += ast.iter_child_nodes(node)
    return names


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield prefix + child.name, child
            yield from _functions(child, f"{prefix}{child.name}.<locals>.")
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{prefix}{child.name}.")
        else:
            yield from _functions(child, prefix)
