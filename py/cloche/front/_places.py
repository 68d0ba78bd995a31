"""Where in its statement an error arose. The guest tells the line; the rest follows from what kind
of error it is, or is left open: a caret that points to the wrong place is worse than none."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass

from cloche.front._program import Program

_OPERATORS: dict[str, type[ast.operator]] = {
    "+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div, "//": ast.FloorDiv, "%": ast.Mod,
    "** or pow()": ast.Pow, "@": ast.MatMult, "<<": ast.LShift, ">>": ast.RShift, "&": ast.BitAnd,
    "|": ast.BitOr, "^": ast.BitXor,
}
_COMPARISONS: dict[str, type[ast.cmpop]] = {
    "<": ast.Lt, ">": ast.Gt, "<=": ast.LtE, ">=": ast.GtE, "in": ast.In,
}
_DIVISIONS = (ast.Div, ast.FloorDiv, ast.Mod)

#: What may not be reached, or be reached more than once: of two like places in it, none is certain.
_UNCERTAIN = (ast.BoolOp, ast.IfExp, ast.Lambda, ast.comprehension, ast.Compare, ast.NamedExpr)

Test = Callable[[ast.AST], bool]


@dataclass(frozen=True)
class Place:
    """From a line and column to a line and column: lines from 1, columns from 0 in bytes of UTF-8."""

    line: int
    column: int
    end_line: int
    end_column: int
    node: ast.AST


def error_place(
    program: Program, line: int, function: str, kind: str, message: str
) -> Place | None:
    """Where in the innermost frame an error of this kind and message (CPython's) arose."""
    nodes = _nodes(program, line, function)
    statement = program.statement(line)
    if isinstance(statement, ast.Raise) and statement.exc is not None:
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        name = raised.attr if isinstance(raised, ast.Attribute) else getattr(raised, "id", None)
        if name == kind:
            return _place(statement)
    if isinstance(statement, ast.Assert) and kind == "AssertionError":
        return _place(statement.test)
    if isinstance(statement, (ast.Import, ast.ImportFrom)) and kind.endswith(("ImportError", "NotFoundError")):
        return _place(statement)
    for pattern, test_for in _RULES:
        found = re.fullmatch(pattern, f"{kind}: {message}", re.DOTALL)
        if found is not None:
            test = test_for(program, found)
            fit = [node for node in nodes if test(node)]
            if not fit:
                loops = program.loops_ended(line)
                fit = [node for loop in loops for node in ast.walk(loop.test) if test(node)]
            place = _only(fit, first=kind in _NAME_ERRORS, nodes=nodes)
            if place is not None or fit or kind in _NAME_ERRORS:
                return place
            break
    called = _called(nodes)
    return _only([node for node in nodes if _may_fail(node, called, kind)])


def _called(nodes: list[ast.AST]) -> set[int]:
    """What is called: the id() of each."""
    return {id(node.func) for node in nodes if isinstance(node, ast.Call)}


def _may_fail(node: ast.AST, called: set[int], kind: str) -> bool:
    """Whether evaluating the node itself can raise, if its parts are evaluated well. ``called`` is
    what is called around it."""
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        named = {each.arg for each in node.keywords}
        return name != "print" or not named <= {"sep", "end", "file", "flush"}
    if isinstance(node, ast.Attribute):
        return kind == "AttributeError" or id(node) not in called
    if isinstance(node, (ast.Tuple, ast.List)):
        return isinstance(node.ctx, ast.Store)
    if isinstance(node, ast.UnaryOp):
        return not isinstance(node.op, ast.Not)
    if isinstance(node, ast.Compare):
        return not all(isinstance(each, (ast.Is, ast.IsNot)) for each in node.ops)
    return isinstance(node, _FALLIBLE)


_FALLIBLE = (
    ast.BinOp, ast.AugAssign, ast.Subscript, ast.Starred, ast.For, ast.AsyncFor, ast.With,
    ast.AsyncWith, ast.comprehension, ast.FormattedValue, ast.Await, ast.Yield, ast.YieldFrom,
    ast.Dict, ast.Set, ast.DictComp, ast.SetComp, ast.GeneratorExp, ast.ListComp, ast.Import,
    ast.ImportFrom, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Raise, ast.Assert,
    ast.Delete, ast.Match,
)


def call_place(program: Program, line: int, function: str, next_function: str) -> Place | None:
    """Where in an outer frame the function of the next one was called."""
    classes = program.classes
    made = next_function == "__init__"

    def is_call(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call):
            return False
        name = _called_name(node)
        return name == next_function or (made and name in classes)

    nodes = _nodes(program, line, function)
    fit = [node for node in nodes if is_call(node)]
    if not fit and next_function in ("__str__", "__repr__"):
        fit = [node for node in nodes if _calls("print", "str", "repr", "format")(node)]
    if not fit and not next_function.startswith("__"):
        # By another name, but there is only one thing that can call.
        called = _called(nodes)
        fit = [node for node in nodes if _may_fail(node, called, "") or _calls("print")(node)]
        fit = fit if all(isinstance(node, ast.Call) for node in fit) else []
    return _only(fit)


#: Told in detail, or told of names only: nothing else of the statement can raise them.
_NAME_ERRORS = ("NameError", "UnboundLocalError")


def _nodes(program: Program, line: int, function: str) -> list[ast.AST]:
    """The nodes of the frame's own code."""
    nodes = program.expressions(line)
    lambdas = [node for node in nodes if isinstance(node, ast.Lambda)]
    if function == "<lambda>":
        return [each for each in ast.walk(lambdas[0].body)] if len(lambdas) == 1 else []
    inside = {id(each) for node in lambdas for each in ast.walk(node.body)}
    if function != "<genexpr>":
        for node in nodes:
            if isinstance(node, ast.GeneratorExp):  # all but its first iterable runs elsewhere
                first = {id(each) for each in ast.walk(node.generators[0].iter)}
                inside |= {id(each) for each in ast.walk(node) if each is not node} - first
    return [node for node in nodes if id(node) not in inside and hasattr(node, "lineno")]


def _place(node: ast.AST) -> Place:
    return Place(
        node.lineno, node.col_offset, node.end_lineno, node.end_col_offset, node,  # type: ignore[attr-defined]
    )


def _only(found: list[ast.AST], *, first: bool = False, nodes: list[ast.AST] | None = None) -> Place | None:
    if len(found) == 1:
        return _place(found[0])
    if found and first and nodes is not None:
        # Of one name twice, what is read first fails, where all is read from left to right.
        statement = nodes[0]
        plain = isinstance(statement, (ast.Expr, ast.Return))
        if plain and not any(isinstance(node, _UNCERTAIN) for node in nodes):
            return _place(found[0])
    return None


def _called_name(node: ast.Call) -> str | None:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else None


def _calls(*names: str) -> Test:
    return lambda node: isinstance(node, ast.Call) and _called_name(node) in names


def _either(*tests: Test) -> Test:
    return lambda node: any(test(node) for test in tests)


def _names(program: Program, found: re.Match[str]) -> Test:
    def test(node: ast.AST) -> bool:
        if isinstance(node, ast.Name) and node.id == found["name"]:
            return not isinstance(node.ctx, ast.Store) or _is_augmented(program, node)
        return False

    return test


def _is_augmented(program: Program, node: ast.Name) -> bool:
    statement = program.statement(node.lineno)
    return isinstance(statement, ast.AugAssign) and statement.target is node


def _attributes(program: Program, found: re.Match[str]) -> Test:
    name = found["name"]
    return lambda node: isinstance(node, ast.Attribute) and (
        node.attr == name or (node.attr.startswith("__") and name.endswith(node.attr))
    )


def _binary(program: Program, found: re.Match[str]) -> Test:
    sign = found["op"]
    operator = _OPERATORS.get(sign.removesuffix("="))
    return lambda node: (
        isinstance(node, (ast.BinOp, ast.AugAssign))
        and operator is not None
        and isinstance(node.op, operator)
        and isinstance(node, ast.AugAssign) == sign.endswith("=")
    )


def _additions(program: Program, found: re.Match[str]) -> Test:
    return lambda node: isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Add)


def _multiplications(program: Program, found: re.Match[str]) -> Test:
    return lambda node: isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Mult)


def _comparison(program: Program, found: re.Match[str]) -> Test:
    operator = _COMPARISONS.get(found["op"])
    return _either(
        lambda node: isinstance(node, ast.Compare)
        and operator is not None
        and len(node.ops) == 1
        and isinstance(node.ops[0], operator),
        _calls("sorted", "min", "max", "sort", "heappush", "heappop"),
    )


def _division(program: Program, found: re.Match[str]) -> Test:
    def test(node: ast.AST) -> bool:
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, _DIVISIONS):
            by = node.right if isinstance(node, ast.BinOp) else node.value
            return not (isinstance(by, ast.Constant) and by.value)
        return isinstance(node, ast.Call) and _called_name(node) in ("divmod", "pow", "fmod", "mean")

    return test


def _subscripts(program: Program, found: re.Match[str]) -> Test:
    return lambda node: isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Store)


def _stored_subscripts(program: Program, found: re.Match[str]) -> Test:
    return lambda node: isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)


def _items(program: Program, found: re.Match[str]) -> Test:
    def test(node: ast.AST) -> bool:
        if isinstance(node, ast.Call):
            return isinstance(node.func, ast.Attribute) and node.func.attr in (
                "pop", "remove", "popitem", "index", "move_to_end", "format_map",
            )
        if isinstance(node, ast.AugAssign):
            return False
        if not isinstance(node, ast.Subscript) or isinstance(node.slice, ast.Slice):
            return False
        if isinstance(node.slice, ast.Constant):
            return repr(node.slice.value) == found["key"]
        return True

    return test


def _callables(program: Program, found: re.Match[str]) -> Test:
    return lambda node: isinstance(node, ast.Call) and not (
        isinstance(node.func, ast.Name) and node.func.id in _SURE_FUNCTIONS
    )


_SURE_FUNCTIONS = frozenset({"print", "len", "range", "int", "str", "float", "input"})
_TAKING_ITERABLES = (
    "list", "tuple", "set", "frozenset", "sum", "sorted", "enumerate", "zip", "max", "min", "map",
    "filter", "any", "all", "reversed", "iter", "dict", "join", "extend", "update", "Counter",
)


def _iterables(program: Program, found: re.Match[str]) -> Test:
    places: set[int] = set()
    for node in ast.walk(program.tree):
        if isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
            places.add(id(node.iter))
        elif isinstance(node, ast.Starred) and isinstance(node.ctx, ast.Load):
            places.add(id(node.value))
        elif isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Store):
            places.add(id(node))
    return _either(lambda node: id(node) in places, _calls(*_TAKING_ITERABLES))


def _arguments(program: Program, found: re.Match[str]) -> Test:
    called = found["name"].rpartition(".")[2]
    owner = found["name"].rpartition(".")[0].rpartition(".")[2]

    def test(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call):
            return False
        name = _called_name(node)
        return name == called or (called == "__init__" and name == owner)

    return test


def _targets(program: Program, found: re.Match[str]) -> Test:
    return lambda node: isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Store)


def _keys(program: Program, found: re.Match[str]) -> Test:
    return _either(
        lambda node: isinstance(node, (ast.Dict, ast.Set, ast.DictComp, ast.SetComp)),
        _subscripts(program, found),
        _stored_subscripts(program, found),
        _calls("add", "set", "hash", "dict", "get", "setdefault", "frozenset"),
    )


def _fixed(test: Test) -> Callable[[Program, re.Match[str]], Test]:
    return lambda program, found: test


_RULES: list[tuple[str, Callable[[Program, re.Match[str]], Test]]] = [
    (r"NameError: name '(?P<name>\w+)' is not defined.*", _names),
    (r"NameError: cannot access free variable '(?P<name>\w+)'.*", _names),
    (r"UnboundLocalError: cannot access local variable '(?P<name>\w+)'.*", _names),
    (r"AttributeError: .* has no attribute '(?P<name>\w+)'.*", _attributes),
    (r"AttributeError: .* attribute '(?P<name>\w+)' .*", _attributes),
    (r"ZeroDivisionError: .*", _division),
    (r"IndexError: .* assignment index out of range", _stored_subscripts),
    (r"IndexError: pop .*", _fixed(_calls("pop", "popleft"))),
    (r"IndexError: .*index out of range", _subscripts),
    (r"KeyError: (?P<key>.*)", _items),
    (r"TypeError: unsupported operand type\(s\) for (?P<op>\S+|\*\* or pow\(\)): .*", _binary),
    (r"TypeError: can only concatenate .*|TypeError: can't concat .*", _additions),
    (r"TypeError: can't multiply sequence by .*", _multiplications),
    (r"TypeError: '(?P<op>\S+)' not supported between instances of .*", _comparison),
    (r"TypeError: bad operand type for unary .*", _fixed(lambda node: isinstance(node, ast.UnaryOp))),
    (r"TypeError: .* object is not callable.*", _callables),
    (r"TypeError: .* object is not subscriptable", _subscripts),
    (r"TypeError: .* indices must be integers.*", _subscripts),
    (r"TypeError: .* does not support item assignment", _stored_subscripts),
    (r"TypeError: .* does(?: not|n't) support item deletion", _subscripts),
    (r"TypeError: object of type .* has no len\(\)", _fixed(_calls("len"))),
    (r"TypeError: cannot unpack non-iterable .*", _targets),
    (r"TypeError: (?P<name>[\w.]+)\(\) argument after \* .*", _arguments),
    (r"TypeError: .* object is not iterable", _iterables),
    (r"TypeError: argument of type .* is not a container or iterable",
     _fixed(lambda node: isinstance(node, ast.Compare))),
    (r"TypeError: (?P<name>[\w.<>]+)\(\) (?:takes|missing|got) .*", _arguments),
    (r"TypeError: cannot use .* as a .*", _keys),
    (r"TypeError: unhashable type: .*", _keys),
    (r"TypeError: sequence item \d+: .*", _fixed(_calls("join"))),
    (r"TypeError: 'float' object cannot be interpreted as an integer",
     _fixed(_calls("range", "chr", "bin", "hex", "oct", "insert", "pop"))),
    (r"ValueError: invalid literal for int\(\) .*", _fixed(_calls("int"))),
    (r"ValueError: could not convert string to float: .*", _fixed(_calls("float"))),
    (r"ValueError: (?P<name>max|min)\(\) iterable argument is empty", _arguments),
    (r"ValueError: (?:too many|not enough) values to unpack .*", _targets),
    (r"ValueError: list\.remove\(x\): .*", _fixed(_calls("remove"))),
    (r"ValueError: .* is not in list|ValueError: list\.index\(x\): .*|ValueError: tuple\.index\(x\): .*",
     _fixed(_calls("index"))),
    (r"ValueError: substring not found", _fixed(_calls("index", "rindex"))),
    (r"ValueError: expected a .* input, got .*|ValueError: math domain error",
     _fixed(_calls("sqrt", "log", "log2", "log10", "acos", "asin", "pow", "fmod", "factorial"))),
    (r"EOFError: .*", _fixed(_calls("input"))),
    (r"RecursionError: .*", _fixed(lambda node: isinstance(node, ast.Call))),
    (r"FileNotFoundError: .*|IsADirectoryError: .*", _fixed(_calls("open"))),
    (r"StopIteration: .*", _fixed(_calls("next"))),
]
