"""MicroPython's words for an error, made into CPython 3.14's, where it tells enough.

What a program itself prints of an exception is the guest's text; so the port says most of it as
CPython does. What is left is what the code must be looked at for, and this is for what is told.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from cloche.front._page import HIDDEN
from cloche.front._program import Function, Program

Told = tuple[str, str]

_SIGNS = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%",
    "pow": "** or pow()", "matmul": "@", "lshift": "<<", "rshift": ">>", "and": "&", "or": "|",
    "xor": "^",
}
_COMPARISONS = {"lt": "<", "gt": ">", "le": "<=", "ge": ">="}
_UNARY = {"neg": "-", "pos": "+", "invert": "~"}
_SEQUENCES = ("str", "list", "tuple", "bytes", "bytearray")
_NEGATED = {"isn't": "is not", "doesn't": "does not", "can't": "cannot"}


def reworded(kind: str, message: str, program: Program, line: int) -> Told:
    """Type and message as CPython tells them."""
    message = message.replace(HIDDEN, "")
    for pattern, rewrite in _RULES:
        found = re.fullmatch(pattern, f"{kind}: {message}" if message else kind, re.DOTALL)
        if found is not None:
            told = rewrite(found, _Code(program, line))
            if told is not None:
                return told
    return kind, message


class _Code:
    """The statement in which it happened."""

    def __init__(self, program: Program, line: int) -> None:
        self.program = program
        self.line = line

    @property
    def statement(self) -> ast.stmt | None:
        return self.program.statement(self.line)

    def nodes(self, *kinds: type[ast.AST]) -> list[ast.AST]:
        return [node for node in self.program.expressions(self.line) if isinstance(node, kinds)]

    def only(self, *kinds: type[ast.AST]) -> ast.AST | None:
        found = self.nodes(*kinds)
        return found[0] if len(found) == 1 else None


def _operands(found: re.Match[str], code: _Code) -> Told | None:
    name, left, right = found["name"], found["left"], found["right"]
    if name in _COMPARISONS:
        return "TypeError", (
            f"'{_COMPARISONS[name]}' not supported between instances of '{left}' and '{right}'"
        )
    if name == "contains":
        return "TypeError", f"argument of type '{left}' is not a container or iterable"
    reflected = name[1:] if name[1:] in _SIGNS and name[0] in "ri" and name not in _SIGNS else name
    if reflected not in _SIGNS:
        return None
    if name == "add" and left in ("str", "list", "tuple"):
        return "TypeError", f'can only concatenate {left} (not "{right}") to {left}'
    if name == "add" and left in ("bytes", "bytearray"):
        return "TypeError", f"can't concat {right} to {left}"
    if name == "mul" and (left in _SEQUENCES or right in _SEQUENCES):
        other = right if left in _SEQUENCES else left
        return "TypeError", f"can't multiply sequence by non-int of type '{other}'"
    sign = _SIGNS[reflected]
    if isinstance(code.statement, ast.AugAssign) and not code.nodes(ast.BinOp):
        sign = "**=" if reflected == "pow" else f"{sign}="
        if name == "add" and left == "list":
            return "TypeError", f"'{right}' object is not iterable"
    return "TypeError", f"unsupported operand type(s) for {sign}: '{left}' and '{right}'"


def _operand(found: re.Match[str], code: _Code) -> Told | None:
    name, kind = found["name"], found["kind"]
    if name in _UNARY:
        return "TypeError", f"bad operand type for unary {_UNARY[name]}: '{kind}'"
    if name == "abs":
        return "TypeError", f"bad operand type for abs(): '{kind}'"
    if name == "len":
        return "TypeError", f"object of type '{kind}' has no len()"
    if name == "hash":
        return _unhashable(found, code)
    return None


def _unhashable(found: re.Match[str], code: _Code) -> Told:
    kind = found["kind"]
    message = f"unhashable type: '{kind}'"
    dicts, sets = code.nodes(ast.Dict, ast.DictComp), code.nodes(ast.Set, ast.SetComp)
    subscripts = code.nodes(ast.Subscript)
    calls = [node.func for node in code.nodes(ast.Call) if isinstance(node, ast.Call)]
    adds = [each for each in calls if isinstance(each, ast.Attribute) and each.attr == "add"]
    makes = [each for each in calls if isinstance(each, ast.Name) and each.id in ("set", "frozenset")]
    if (dicts or subscripts) and not (sets or adds or makes):
        return "TypeError", f"cannot use '{kind}' as a dict key ({message})"
    if (sets or adds or makes) and not (dicts or subscripts):
        return "TypeError", f"cannot use '{kind}' as a set element ({message})"
    return "TypeError", message


def _not_iterable(found: re.Match[str], code: _Code) -> Told:
    kind = found["kind"]
    calls = [node for node in code.nodes(ast.Call) if isinstance(node, ast.Call)]
    starred = [
        call for call in calls if any(isinstance(each, ast.Starred) for each in call.args)
    ]
    targets = [
        node for node in code.nodes(ast.Tuple, ast.List)
        if isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Store)
    ]
    if len(starred) == 1 and len(calls) == 1 and not targets:
        name = ast.unparse(starred[0].func)
        return "TypeError", f"{name}() argument after * must be an iterable, not {kind}"
    if targets and not calls and isinstance(code.statement, ast.Assign):
        return "TypeError", f"cannot unpack non-iterable {kind} object"
    return "TypeError", f"'{kind}' object is not iterable"


def _call_of(code: _Code, *names: str) -> ast.Call | None:
    """The only call of one of these functions."""
    found = [
        node for node in code.nodes(ast.Call)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]
    return found[0] if len(found) == 1 else None


def _not_a_float(found: re.Match[str], code: _Code) -> Told | None:
    call = _call_of(code, "float")
    if call is None or not call.args or not isinstance(call.args[0], ast.Constant):
        return None
    return "ValueError", f"could not convert string to float: {call.args[0].value!r}"


def _empty(found: re.Match[str], code: _Code) -> Told | None:
    call = _call_of(code, "max", "min")
    if call is None:
        return None
    return "ValueError", f"{ast.unparse(call.func)}() iterable argument is empty"


def _no_number(found: re.Match[str], code: _Code) -> Told | None:
    kind, wanted = found["kind"], found["wanted"]
    if wanted == "int" and _call_of(code, "range", "chr", "bin", "hex", "oct") and not code.nodes(ast.BinOp):
        return "TypeError", f"'{kind}' object cannot be interpreted as an integer"
    if wanted == "int" and _call_of(code, "int"):
        return "TypeError", (
            f"int() argument must be a string, a bytes-like object or a real number, not '{kind}'"
        )
    if wanted == "float" and _call_of(code, "float"):
        return "TypeError", f"float() argument must be a string or a real number, not '{kind}'"
    return None


def _unknown_keyword(found: re.Match[str], code: _Code) -> Told | None:
    call = _call_of(code, "print")
    wrong = [
        each.arg for each in (call.keywords if call else [])
        if each.arg not in ("sep", "end", "file", "flush")
    ]
    if len(wrong) != 1:
        return None
    return "TypeError", f"print() got an unexpected keyword argument '{wrong[0]}'"


def _negation(found: re.Match[str], code: _Code) -> Told:
    return found["kind"], found["start"] + _NEGATED[found["not"]] + found["end"]


def _given(found: re.Match[str], code: _Code) -> Told | None:
    name, takes, given = found["name"], int(found["takes"]), int(found["given"])
    defined = code.program.functions(name)
    calls = {
        node.func.id for node in code.nodes(ast.Call)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    if name == "__init__":
        defined = [each for each in defined if each[0].rpartition(".")[0].rpartition(".")[2] in calls]
    shown, node = defined[0] if len(defined) == 1 else (name, None)
    if given > takes:
        least = takes if node is None else takes - len(node.args.defaults)
        many = f"{takes}" if least == takes else f"from {least} to {takes}"
        return "TypeError", (
            f"{shown}() takes {many} positional argument{'' if many == '1' else 's'} but {given} "
            f"{'was' if given == 1 else 'were'} given"
        )
    if node is None:
        return None
    keywords = {
        each.arg for call in code.nodes(ast.Call) if isinstance(call, ast.Call)
        for each in call.keywords
    }
    return "TypeError", _missing(shown, node, given, keywords)


def _missing(shown: str, node: Function, given: int, keywords: set[str | None]) -> str:
    arguments = [each.arg for each in [*node.args.posonlyargs, *node.args.args]]
    needed = arguments[: len(arguments) - len(node.args.defaults)]
    names = [f"'{each}'" for each in needed[given:] if each not in keywords]
    plural = "" if len(names) == 1 else "s"
    return f"{shown}() missing {len(names)} required positional argument{plural}: {_listed(names)}"


def _listed(names: list[str]) -> str:
    if len(names) > 2:
        return f"{', '.join(names[:-1])}, and {names[-1]}"
    return " and ".join(names)


def _called(code: _Code) -> tuple[str, Function, ast.Call] | None:
    """The function of this code that the statement calls, if that is sure."""
    call = code.only(ast.Call)
    if not isinstance(call, ast.Call):
        calls = [
            node for node in code.nodes(ast.Call)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            and code.program.functions(node.func.id)
        ]
        if len(calls) != 1:
            return None
        call = calls[0]
    assert isinstance(call, ast.Call)
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in code.program.classes:
        name = "__init__"
    defined = code.program.functions(name)
    return (*defined[0], call) if len(defined) == 1 else None


def _missing_one(found: re.Match[str], code: _Code) -> Told | None:
    called = _called(code)
    if called is None:
        return None
    shown, node, call = called
    is_method = "." in shown and "<locals>" not in shown
    return "TypeError", _missing(
        shown, node, len(call.args) + is_method, {each.arg for each in call.keywords}
    )


def _missing_keyword(found: re.Match[str], code: _Code) -> Told | None:
    called = _called(code)
    if called is None:
        return None
    shown, node, call = called
    given = {each.arg for each in call.keywords}
    pairs = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    names = [f"'{each.arg}'" for each, default in pairs if default is None and each.arg not in given]
    plural = "" if len(names) == 1 else "s"
    return "TypeError", (
        f"{shown}() missing {len(names)} required keyword-only argument{plural}: {_listed(names)}"
    )


def _twice(found: re.Match[str], code: _Code) -> Told | None:
    called = _called(code)
    if called is None:
        return None
    return "TypeError", f"{called[0]}() got multiple values for argument '{found['name']}'"


def _unexpected(found: re.Match[str], code: _Code) -> Told | None:
    called = _called(code)
    if called is None:
        return None
    name = found["name"]
    if any(each.arg == name for each in called[1].args.posonlyargs):
        return "TypeError", (
            f"{called[0]}() got some positional-only arguments passed as keyword arguments: '{name}'"
        )
    return "TypeError", f"{called[0]}() got an unexpected keyword argument '{name}'"


def _too_many(found: re.Match[str], code: _Code) -> Told | None:
    statement = code.statement
    if isinstance(statement, ast.Assign) and isinstance(statement.value, (ast.Tuple, ast.List)):
        count = len(statement.value.elts)
        return "ValueError", f"too many values to unpack (expected {found['count']}, got {count})"
    return None


def _too_few(found: re.Match[str], code: _Code) -> Told | None:
    targets = [
        node for node in code.nodes(ast.Tuple, ast.List)
        if isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Store)
    ]
    if len(targets) != 1:
        return None
    elements = targets[0].elts
    starred = any(isinstance(each, ast.Starred) for each in elements)
    least = f"at least {len(elements) - 1}" if starred else f"{len(elements)}"
    return "ValueError", f"not enough values to unpack (expected {least}, got {found['count']})"


def _not_in(found: re.Match[str], code: _Code) -> Told | None:
    names = {
        node.func.attr for node in code.nodes(ast.Call)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    } & {"remove", "index"}
    if len(names) != 1:
        return None
    name = names.pop()
    return "ValueError", f"list.{name}(x): x not in list"


def _fixed(kind: str, message: str) -> Callable[[re.Match[str], _Code], Told | None]:
    return lambda found, code: (kind, found.expand(message))


_RULES: list[tuple[str, Callable[[re.Match[str], _Code], Told | None]]] = [
    (r"TypeError: unsupported types for __(?P<name>\w+)__: '(?P<left>.+)', '(?P<right>.+)'", _operands),
    (r"TypeError: unsupported type for __(?P<name>\w+)__: '(?P<kind>.+)'", _operand),
    (r"TypeError: unhashable type: '(?P<kind>.+)'", _unhashable),
    (r"TypeError: (list|tuple) indices must be integers, not (\w+)",
     _fixed("TypeError", r"\1 indices must be integers or slices, not \2")),
    (r"TypeError: str(?:ing)? indices must be integers, not (\w+)",
     _fixed("TypeError", r"string indices must be integers, not '\1'")),
    (r"TypeError: '(?P<kind>.+)' object is(?:n't| not) iterable", _not_iterable),
    (r"TypeError: '(.+)' object does(?:n't| not) support item deletion",
     _fixed("TypeError", r"'\1' object doesn't support item deletion")),
    (r"TypeError: unsupported types for : '(.+)', '.+'",
     _fixed("TypeError", r"argument of type '\1' is not a container or iterable")),
    (r"TypeError: can't convert (?P<kind>\w+) to (?P<wanted>int|float)", _no_number),
    (r"TypeError: extra keyword arguments given", _unknown_keyword),
    (r"ValueError: unknown format code (.*)", _fixed("ValueError", r"Unknown format code \1")),
    (r"ValueError: invalid syntax for number", _not_a_float),
    (r"ValueError: arg is an empty sequence", _empty),
    (r"(?P<kind>TypeError): (?P<start>.* object )(?P<not>isn't|doesn't)(?P<end> .*)", _negation),
    (r"TypeError: (?P<name>\w+)\(\) takes (?P<takes>\d{1,9}) positional arguments? but (?P<given>\d{1,9}) "
     r"(?:was|were) given", _given),
    (r"TypeError: function missing required positional argument #\d+", _missing_one),
    (r"TypeError: function missing \d+ required positional arguments", _missing_one),
    (r"TypeError: function missing (?:required keyword argument '\w+'|keyword-only argument)",
     _missing_keyword),
    (r"TypeError: function got multiple values for argument '(?P<name>\w+)'", _twice),
    (r"TypeError: unexpected keyword argument '(?P<name>\w+)'", _unexpected),
    (r"ZeroDivisionError: divide by zero", _fixed("ZeroDivisionError", "division by zero")),
    (r"ValueError: invalid syntax for integer with base (\d+): (.*)",
     _fixed("ValueError", r"invalid literal for int() with base \1: \2")),
    (r"ValueError: too many values to unpack \(expected (?P<count>\d+)\)", _too_many),
    (r"ValueError: need more than (?P<count>\d+) values to unpack", _too_few),
    (r"ValueError: object not in sequence", _not_in),
    (r"ImportError: no module named '(.*)'", _fixed("ModuleNotFoundError", r"No module named '\1'")),
    (r"IndexError: str index out of range", _fixed("IndexError", "string index out of range")),
]
