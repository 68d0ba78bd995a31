"""``match``, as a chain of ``if`` whose lines are where those of its cases were.

    match point:                    if ((·1 := (point)),):
        case [0, y] if y > 0:           if ((·2 := _front.sequence(·1, 2, -1)) is not None and
                                            ·2[0] == 0 and ((y := ·2[1]),) and (y > 0)):
            ...                             ...
        case _:                         else:
            ...                             ...

Bodies stay as they are, so that break, continue, return and await mean what they meant. As in
CPython, names are bound when the whole pattern fits, and before its guard is asked.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from cloche.front._page import BLANK, Page, Untranslatable

Visit = Callable[[ast.AST], None]

_CASE = re.compile(rb"(?:[;]|" + BLANK[3:-2] + rb")*case\b")


def translate_match(page: Page, node: ast.Match, visit: Visit) -> None:
    visit(node.subject)
    with page.temporaries_from_here():
        subject = page.temporary()
        start = page.start(node)
        page.edits.replace(start, page.start(node.subject), f"if (({subject} := (")
        colon = page.colon(page.end(node.subject))
        page.edits.replace(page.end(node.subject), colon, ")),)", lines_first=True)
        at = colon + 1
        for index, case in enumerate(node.cases):
            _translate_case(page, case, subject, index == 0, at, visit)
            at = page.end(case.body[-1])


def _translate_case(
    page: Page, case: ast.match_case, subject: str, is_first: bool, at: int, visit: Visit
) -> None:
    found = _CASE.match(page.text, at)
    if found is None:
        raise Untranslatable(f"no case at {at}")
    start = found.end() - len(b"case")
    with page.temporaries_from_here():
        fit = _Fit(page)
        fit.pattern(case.pattern, subject)
        condition = fit.condition()
        keyword = "if" if is_first else "elif"
        end = page.end(case.pattern)
        if case.guard is not None:
            visit(case.guard)
            head = f"{keyword} ({condition} and (" if condition else f"{keyword} (("
            page.edits.replace(start, page.start(case.guard), head)
            end = page.end(case.guard)
            page.edits.replace(end, page.colon(end), "))", lines_first=True)
        elif condition:
            page.edits.replace(start, page.colon(end), _with_room(page, start, end, keyword, condition))
        else:
            page.edits.replace(start, page.colon(end), "if 1" if is_first else "else", line_end=b"\\\n")
    for statement in case.body:
        visit(statement)


def _with_room(page: Page, start: int, end: int, keyword: str, condition: str) -> str:
    """The header, with brackets around the line ends that it must keep."""
    lines = page.text.count(b"\n", start, page.colon(end))
    return f"{keyword} ({condition}{chr(10) * lines})"


class _Fit:
    """What must be true for a pattern to fit, and what its names are then bound to."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.tests: list[str] = []
        self.bound: list[tuple[str, str]] = []

    def condition(self) -> str:
        """All of it as one expression; empty if everything fits."""
        tests = list(self.tests)
        if self.bound:
            tests.append("(%s,)" % ", ".join(f"({name} := {value})" for name, value in self.bound))
        return " and ".join(tests)

    def pattern(self, node: ast.pattern, subject: str) -> None:
        match node:
            case ast.MatchValue(value):
                self.tests.append(f"{subject} == {self._value(value)}")
            case ast.MatchSingleton(value):
                self.tests.append(f"{subject} is {value}")
            case ast.MatchAs(pattern, name):
                if pattern is not None:
                    self.pattern(pattern, subject)
                if name is not None:
                    self.bound.append((self._page.mangled(name), subject))
            case ast.MatchOr(patterns):
                self._either(patterns, subject)
            case ast.MatchSequence(patterns):
                self._sequence(patterns, subject)
            case ast.MatchMapping(keys, patterns, rest):
                self._mapping(keys, patterns, rest, subject)
            case ast.MatchClass():
                self._class(node, subject)
            case _:
                raise Untranslatable(type(node).__name__)

    def _either(self, patterns: list[ast.pattern], subject: str) -> None:
        names: dict[str, str] = {}
        alternatives = []
        for pattern in patterns:
            fit = _Fit(self._page)
            fit.pattern(pattern, subject)
            for name, _ in fit.bound:
                if name not in names:
                    names[name] = self._page.temporary()
            fit.bound = [(names[name], value) for name, value in fit.bound]
            alternatives.append(fit.condition() or "True")
        self.tests.append("(%s)" % " or ".join(alternatives))
        self.bound += names.items()

    def _sequence(self, patterns: list[ast.pattern], subject: str) -> None:
        star = next((i for i, each in enumerate(patterns) if isinstance(each, ast.MatchStar)), -1)
        is_all = [isinstance(each, ast.MatchStar) and each.name is None for each in patterns] == [True]
        items = self._found(f"sequence({subject}, {0 if is_all else len(patterns)}, {star})")
        for index, pattern in enumerate(patterns):
            if isinstance(pattern, ast.MatchStar):
                if pattern.name is not None:
                    behind = len(patterns) - 1 - index
                    rest = self._page.helper(f"starred({items}, {index}, {behind})")
                    self.bound.append((self._page.mangled(pattern.name), rest))
            else:
                place = index if star < 0 or index < star else index - len(patterns)
                self.pattern(pattern, f"{items}[{place}]")

    def _mapping(
        self, keys: list[ast.expr], patterns: list[ast.pattern], rest: str | None, subject: str
    ) -> None:
        key_texts = "(%s)" % "".join(f"{self._value(key)}, " for key in keys)
        values = self._found(f"mapping({subject}, {key_texts})")
        for index, pattern in enumerate(patterns):
            self.pattern(pattern, f"{values}[{index}]")
        if rest is not None:
            others = self._page.helper(f"others({subject}, {key_texts})")
            self.bound.append((self._page.mangled(rest), others))

    def _class(self, node: ast.MatchClass, subject: str) -> None:
        names = "".join(f", {self._page.mangled(name)!r}" for name in node.kwd_attrs)
        call = f"attributes({subject}, {self._value(node.cls)}, {len(node.patterns)}{names})"
        values = self._found(call)
        for index, pattern in enumerate([*node.patterns, *node.kwd_patterns]):
            self.pattern(pattern, f"{values}[{index}]")

    def _found(self, call: str) -> str:
        name = self._page.temporary()
        self.tests.append(f"({name} := {self._page.helper(call)}) is not None")
        return name

    def _value(self, node: ast.expr) -> str:
        if isinstance(node, ast.Attribute):
            return f"{self._value(node.value)}.{self._page.mangled(node.attr)}"
        if isinstance(node, ast.Name):
            return self._page.mangled(node.id)
        return ast.unparse(node)
