"""Errors that CPython's parser lets pass and its compiler finds: a return outside a function, say.

Compiling takes longer than all the rest, so only code is compiled that may have such an error.
"""

from __future__ import annotations

import ast
import re

#: What has rules of its own beyond grammar.
_WORDS = ("await", "yield", "async", "global", "nonlocal", "__future__", "__debug__", ":=")
_WORD = re.compile(r"\b(?:await|yield|async|global|nonlocal|__future__|__debug__)\b|:=")


def check_rules(code: str, tree: ast.Module, filename: str) -> None:
    """Raises the SyntaxError that CPython would raise before it runs the code."""
    has_word = any(word in code for word in _WORDS) and _WORD.search(code) is not None
    if has_word or _breaks_rules(tree.body, False, False):
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        compile(code, filename, "exec", flags, dont_inherit=True)


def _breaks_rules(body: list[ast.stmt], in_function: bool, in_loop: bool) -> bool:
    """Whether the compiler is to be asked."""
    for node in body:
        kind = node.__class__
        if kind in _LEAVES:
            continue
        if kind in _FUNCTIONS:
            if _has_twins(node.args) or _breaks_rules(node.body, True, False):  # type: ignore[attr-defined]
                return True
        elif kind is ast.Return:
            if not in_function:
                return True
        elif kind is ast.Break or kind is ast.Continue:
            if not in_loop:
                return True
        elif kind is ast.ClassDef:
            if _breaks_rules(node.body, False, False):  # type: ignore[attr-defined]
                return True
        elif kind is ast.Expr:
            if node.value.__class__ is ast.Call and _repeats_keyword(node.value):  # type: ignore[attr-defined]
                return True
        elif kind is ast.Assign:
            if any(_has_two_stars(each) for each in node.targets):  # type: ignore[attr-defined]
                return True
        elif kind is ast.Match:
            cases: list[ast.match_case] = node.cases  # type: ignore[attr-defined]
            for index, case in enumerate(cases):
                plain = isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None
                if plain and case.guard is None and index < len(cases) - 1:
                    return True
                if _is_doubtful(case.pattern) or _breaks_rules(case.body, in_function, in_loop):
                    return True
        else:
            loops = in_loop or kind in _LOOPS
            for name in ("body", "orelse", "finalbody"):
                if _breaks_rules(getattr(node, name, _NOTHING), in_function, loops if name == "body" else in_loop):
                    return True
            handlers = getattr(node, "handlers", _NOTHING)
            for index, handler in enumerate(handlers):
                if handler.type is None and index < len(handlers) - 1:
                    return True
                if _breaks_rules(handler.body, in_function, in_loop):
                    return True
    return False


_NOTHING: list[ast.stmt] = []
_LEAVES = frozenset({ast.AugAssign, ast.Import, ast.ImportFrom, ast.Pass, ast.Raise, ast.Assert})
_FUNCTIONS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef})
_LOOPS = frozenset({ast.For, ast.AsyncFor, ast.While})


def _has_twins(arguments: ast.arguments) -> bool:
    names = [each.arg for each in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]]
    names += [each.arg for each in (arguments.vararg, arguments.kwarg) if each is not None]
    return len(names) != len(set(names))


def _repeats_keyword(call: ast.AST) -> bool:
    names = [each.arg for each in call.keywords if each.arg is not None]  # type: ignore[attr-defined]
    return len(names) != len(set(names))


def _has_two_stars(target: ast.expr) -> bool:
    elements = getattr(target, "elts", _NOTHING)
    return sum(isinstance(each, ast.Starred) for each in elements) > 1 or isinstance(target, ast.Starred)


def _is_doubtful(pattern: ast.pattern) -> bool:
    """Whether a pattern may bind a name twice, or in one alternative only, or ask for a key twice."""
    names = _names(pattern)
    return names is None or len(names) != len(set(names))


def _names(pattern: ast.pattern) -> list[str] | None:
    """What a pattern binds; None if that, or its keys, are in doubt."""
    inner: list[ast.pattern] = []
    names: list[str] = []
    match pattern:
        case ast.MatchValue() | ast.MatchSingleton():
            return names
        case ast.MatchAs(name=name) | ast.MatchStar(name=name):
            if name is not None:
                names.append(name)
            if isinstance(pattern, ast.MatchAs) and pattern.pattern is not None:
                inner = [pattern.pattern]
        case ast.MatchOr(patterns):
            found = [_names(each) for each in patterns]
            first = found[0]
            if first is None or any(each is None or set(each) != set(first) for each in found):
                return None
            if any(isinstance(each, ast.MatchAs) and each.pattern is None for each in patterns[:-1]):
                return None
            return first
        case ast.MatchMapping(keys, patterns, rest):
            if len({ast.dump(key) for key in keys}) != len(keys):
                return None
            inner = patterns
            if rest is not None:
                names.append(rest)
        case ast.MatchClass(_, patterns, keywords, keyword_patterns):
            if len(set(keywords)) != len(keywords):
                return None
            inner = [*patterns, *keyword_patterns]
        case ast.MatchSequence(patterns):
            if sum(isinstance(each, ast.MatchStar) for each in patterns) > 1:
                return None
            inner = patterns
    for each in inner:
        more = _names(each)
        if more is None:
            return None
        names += more
    return names
