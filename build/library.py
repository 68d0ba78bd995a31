"""Takes modules of CPython's own library into build/frozen/library/, written as MicroPython reads them.

    python3.13 build/library.py            writes all of them
    python3.13 build/library.py heapq      writes one

What is written is committed: the build does not run this. It is run again for a newer CPython, or
after a change below. Of each module documentation, annotations and whatever needs what MicroPython
has not are left out; syntax that MicroPython lacks is written differently; the rest is CPython's.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

TARGET = Path(__file__).resolve().parent / "frozen/library"
SOURCE = Path(sysconfig.get_path("stdlib"))


@dataclass
class Module:
    """A module: where it is in CPython's library, and what is changed before it is translated.

    ``edits`` are (text, replacement), each of which must occur; ``drop`` are names of functions,
    classes, methods ("Class.method") and variables that are left out.
    """

    source: str
    edits: list[tuple[str, str]] = field(default_factory=list)
    drop: str = ""


MODULES: dict[str, Module] = {
    "bisect": Module("bisect.py"),
    "calendar": Module(
        "calendar.py",
        drop="different_locale _get_default_locale LocaleTextCalendar LocaleHTMLCalendar main "
             "HTMLCalendar _localized_month _localized_day "
             "day_name day_abbr month_name month_abbr __getattr__ Month Day",
        edits=[
            ("import locale as _locale\n", ""),
            ("from enum import IntEnum, global_enum\n", ""),
            ("# Number of days per month", 'JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE = range(1, 7)\n'
             'JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = range(7, 13)\n'
             'class _Day(int):\n    def __repr__(self): return "calendar." + day_name[self].upper()\n'
             '    def __str__(self): return "%d" % self\n\n'
             'MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = [_Day(day) for day in range(7)]\n'
             'day_name, month_name = (["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],'
             ' ["", "January", "February", "March", "April", "May", "June", "July", "August", "September",'
             ' "October", "November", "December"])\n'
             'day_abbr, month_abbr = ([name[:3] for name in day_name], [name[:3] for name in month_name])\n# Number of days per month'),
            ("return Day(datetime.date(year, month, day).weekday())", "return _Day(datetime.date(year, month, day).weekday())"),
            ("if not MONDAY <= firstweekday <= SUNDAY", "if not 0 <= firstweekday <= 6"),
        ],
    ),
    "colorsys": Module("colorsys.py"),
    "datetime": Module("_pydatetime.py", edits=[
        ("raise ValueError('month must be in 1..12', month)", "raise ValueError('month must be in 1..12')"),
        ("raise ValueError('day must be in 1..%d' % dim, day)", "raise ValueError('day is out of range for month')"),
        ("raise ValueError('hour must be in 0..23', hour)", "raise ValueError('hour must be in 0..23')"),
        ("raise ValueError('minute must be in 0..59', minute)", "raise ValueError('minute must be in 0..59')"),
        ("raise ValueError('second must be in 0..59', second)", "raise ValueError('second must be in 0..59')"),
        ("raise ValueError('microsecond must be in 0..999999', microsecond)",
         "raise ValueError('microsecond must be in 0..999999')"),
        # As the compiled module has it.
        ("cannot compare naive and aware times", "can't compare offset-naive and offset-aware times"),
        ("cannot compare naive and aware datetimes", "can't compare offset-naive and offset-aware datetimes"),
        ("cannot mix naive and timezone-aware time", "can't subtract offset-naive and offset-aware datetimes"),
    ]),
    "decimal": Module("_pydecimal.py", edits=[
        ("class DivisionByZero(DecimalException, ZeroDivisionError)", "class DivisionByZero(ZeroDivisionError)"),
        ("class DivisionUndefined(InvalidOperation, ZeroDivisionError)", "class DivisionUndefined(InvalidOperation)"),
        ("class FloatOperation(DecimalException, TypeError)", "class FloatOperation(DecimalException)"),
        ("import contextvars\n", ""),
        ("raise error(explanation)", "raise error([condition])"),  # as the compiled module tells it
        ("_current_context_var = contextvars.ContextVar('decimal_context')", "_context = []"),
        ("        return _current_context_var.get()\n    except LookupError:", "        return _context[0]\n    except IndexError:"),
        ("        _current_context_var.set(context)\n        return context", "        _context[:] = [context]\n        return context"),
        ("    _current_context_var.set(context)\n\ndel contextvars", "    _context[:] = [context]\n"),
    ]),
    "difflib": Module("difflib.py", edits=[
        ("self.bjunk.__contains__", "lambda x: x in self.bjunk"),
        ("avail.__contains__, 0", "(lambda x: x in avail), 0"),
    ], drop="HtmlDiff restore _file_template _styles _table_template _legend _mdiff"),
    "fnmatch": Module("fnmatch.py", edits=[
        ("import posixpath\n", ""), ("if os.path is posixpath:", "if True:"),
        ("os.path.normcase(", "str("),
    ]),
    "fractions": Module("fractions.py", edits=[
        ("forward.__name__ = '__' + fallback_operator.__name__ + '__'", "pass"),
        ("reverse.__name__ = '__r' + fallback_operator.__name__ + '__'", "pass"),
    ]),
    "graphlib": Module("graphlib.py"),
    "heapq": Module("heapq.py", edits=[
        ("    heap.append(item)\n", "    _check(heap)\n    heap.append(item)\n"),
        ("    lastelt = heap.pop()    # raises appropriate IndexError if heap is empty\n    if heap:\n        returnitem = heap[0]\n        heap[0] = lastelt\n        _siftup(heap, 0)",
         "    _check(heap)\n    lastelt = heap.pop()\n    if heap:\n        returnitem = heap[0]\n        heap[0] = lastelt\n        _siftup(heap, 0)"),
        ("    n = len(x)\n    # Transform bottom-up.", "    _check(x)\n    n = len(x)\n    # Transform bottom-up."),
        ("def heappush(heap, item):", "def _check(heap):\n    if not isinstance(heap, list):\n"
         "        raise TypeError('heap argument must be a list, not %s' % type(heap).__name__)\n\n\ndef heappush(heap, item):"),
    ]),
    "keyword": Module("keyword.py", edits=[
        ("iskeyword = frozenset(kwlist).__contains__", "iskeyword = lambda name: name in kwlist"),
        ("issoftkeyword = frozenset(softkwlist).__contains__", "issoftkeyword = lambda name: name in softkwlist"),
    ]),
    "numbers": Module("numbers.py"),
    "random": Module("random.py", drop="_test _test_generator main _parse_args Random.__reduce__ SystemRandom.seed", edits=[
        ("from os import urandom as _urandom\n", "from _random import entropy as _urandom\n"),
        ("from _collections_abc import Sequence as _Sequence\n", ""),
        ("import os as _os\n", ""),
        ("import _random\n", "from _chance import Random as _Base, is_sequence as _is_sequence\n"),
        ("class Random(_random.Random)", "class Random(_Base)"),
        ("if not isinstance(population, _Sequence)", "if not _is_sequence(population)"),
        ("elif not isinstance(a, (type(None), int, float, str, bytes, bytearray))",
         "elif a is not None and not isinstance(a, (int, float))"),
        ("    from _sha2 import sha512 as _sha512", "    from hashlib import sha512 as _sha512"),
        ('if hasattr(_os, "fork"):\n    _os.register_at_fork(after_in_child=_inst.seed)\n', ""),
        ("_inst = Random()\n", "_inst = Random()\n_quick = _inst._generator\n"),
        ("random = _inst.random\n", "random = _quick.random\n"),
        ("getrandbits = _inst.getrandbits\n", "getrandbits = _quick.getrandbits\n"),
    ]),
    "re/_parser": Module("re/_parser.py", edits=[
        ("string = str(string, 'latin1')", "string = ''.join([chr(byte) for byte in string])"),
        ("''.join(literal).encode('latin-1')", "bytes([ord(char) for char in ''.join(literal)])"),
        ("msg = msg.encode('ascii', 'backslashreplace').decode('ascii')", "pass"),
        ("not (self.istext or name.isascii())", "not self.istext and any([c > '\\x7f' for c in name])"),
        ("not name.isidentifier()", "not (name.replace('_', 'a')[:1].isalpha() and all([c in '_0123456789' or c.isalpha() or c > '\\x7f' for c in name]))"),
        ("(condname.isdecimal() and condname.isascii())", "condname.isdigit()"),
        ("(name.isdecimal() and name.isascii())", "name.isdigit()"),
        ("        self.data[index] = code", "        self.data[index] = list(code) if isinstance(code, SubPattern) else code"),
        ("import unicodedata", "raise source.error('names of characters are not known here')"),
    ]),
    "reprlib": Module("reprlib.py", edits=[("from _thread import get_ident", "get_ident = lambda: 0")]),
    "shlex": Module("shlex.py", drop="_print_tokens"),
    "statistics": Module("statistics.py", edits=[
        ("_kernel_invcdfs['gauss'] = _kernel_invcdfs['normal']\n", ""),
        ("_kernel_invcdfs['uniform'] = _kernel_invcdfs['rectangular']\n", ""),
        ("_kernel_invcdfs['epanechnikov'] = _kernel_invcdfs['parabolic']\n", ""),
        ("_kernel_invcdfs['biweight'] = _kernel_invcdfs['quartic']\n", ""),
        ("    'kde',\n    'kde_random',\n", ""),
    ], drop="kde kde_random _kernel_invcdfs _newton_raphson _quartic_invcdf_estimate _quartic_invcdf _triweight_invcdf_estimate _triweight_invcdf"),
    "textwrap": Module("textwrap.py", edits=[
        ("text = text.expandtabs(self.tabsize)", "text = _expanded(text, self.tabsize)"),
        ("text = text.translate(self.unicode_whitespace_trans)", "for x in '\\t\\n\\x0b\\x0c\\r':\n                text = text.replace(x, ' ')"),
        ("# -- Convenience interface", "def _expanded(text, size):\n    out = []\n    for line in text.splitlines(True):\n"
         "        parts = line.split('\\t')\n        whole = parts[0]\n        for part in parts[1:]:\n"
         "            whole += ' ' * (size - len(whole) % size if size > 0 else 0) + part\n        out.append(whole)\n"
         "    return ''.join(out)\n\n# -- Convenience interface"),
    ], drop="TextWrapper.unicode_whitespace_trans"),
}


class Translator(ast.NodeTransformer):
    """CPython's syntax, written as MicroPython reads it."""

    def __init__(self, drop: set[str]) -> None:
        self.drop = drop
        self.left_to_drop = set(drop)
        self.scope: list[str] = []

    def _is_dropped(self, name: str) -> bool:
        full = ".".join([*self.scope, name])
        self.left_to_drop.discard(full)
        return full in self.drop

    def _block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) \
                and isinstance(body[0].value.value, str):
            body = body[1:]
        kept: list[ast.stmt] = []
        for statement in body:
            new = self.visit(statement)
            if new is not None:
                kept.append(new)
        return kept

    def visit_Module(self, node: ast.Module) -> ast.Module:
        node.body = self._block(node.body)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST | None:
        if self._is_dropped(node.name):
            return None
        node.returns = None
        node.args = self.visit(node.args)
        node.decorator_list = [self.visit(each) for each in node.decorator_list]
        self.scope.append(node.name)
        node.body = self._block(node.body) or [ast.Pass()]
        self.scope.pop()
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST | None:
        if self._is_dropped(node.name):
            return None
        self.scope.append(node.name)
        node.bases = [self.visit(each) for each in node.bases]
        node.body = self._block(node.body) or [ast.Pass()]
        self.scope.pop()
        return node

    def visit_arguments(self, node: ast.arguments) -> ast.arguments:
        self.generic_visit(node)
        node.args = node.posonlyargs + node.args
        node.posonlyargs = []
        for argument in [*node.args, *node.kwonlyargs, node.vararg, node.kwarg]:
            if argument is not None:
                argument.annotation = None
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        target = node.targets[0]
        if isinstance(target, ast.Name) and self._is_dropped(target.id):
            return None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        assigned: ast.AST | None = self.visit(ast.Assign([node.target], node.value, lineno=node.lineno))
        return assigned

    def visit_If(self, node: ast.If) -> ast.AST | None:
        if ast.unparse(node.test) == "__name__ == '__main__'":
            return None
        node.test = self.visit(node.test)
        node.body = self._block(node.body) or [ast.Pass()]
        node.orelse = self._block(node.orelse)
        return node

    def visit_Try(self, node: ast.Try) -> ast.AST | None:
        first = node.body[0]
        if isinstance(first, ast.ImportFrom) and (first.module or "").startswith("_") and first.module != "__future__":
            return None  # an accelerator in C
        self.generic_visit(node)
        node.body = node.body or [ast.Pass()]
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        node.cause = None
        return self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        arguments: list[ast.expr] = []

        def text_of(parts: list[ast.expr]) -> str:
            text = ""
            for part in parts:
                if isinstance(part, ast.Constant):
                    text += str(part.value).replace("{", "{{").replace("}", "}}")
                else:
                    assert isinstance(part, ast.FormattedValue)
                    arguments.append(self.visit(part.value))
                    text += "{" + ("" if part.conversion < 0 else "!" + chr(part.conversion))
                    if part.format_spec is not None:
                        assert isinstance(part.format_spec, ast.JoinedStr)
                        text += ":" + text_of(part.format_spec.values)
                    text += "}"
            return text

        text = text_of(node.values)
        if not arguments:
            return ast.Constant(text.replace("{{", "{").replace("}}", "}"))
        return ast.Call(ast.Attribute(ast.Constant(text), "format", ast.Load()), arguments, [])

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        # mpy-cross writes 16 digits of a float.
        if isinstance(node.value, float) and float("%.16g" % node.value) != node.value:
            return ast.Call(ast.Name("float", ast.Load()), [ast.Constant(repr(node.value))], [])
        return node

    def visit_List(self, node: ast.List) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load) and any(isinstance(each, ast.Starred) for each in node.elts):
            return self._joined(node.elts)
        return node

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load) and any(isinstance(each, ast.Starred) for each in node.elts):
            return ast.Call(ast.Name("tuple", ast.Load()), [self._joined(node.elts)], [])
        return node

    def _joined(self, elements: list[ast.expr]) -> ast.expr:
        parts: list[ast.expr] = []
        for element in elements:
            if isinstance(element, ast.Starred):
                parts.append(ast.Call(ast.Name("list", ast.Load()), [element.value], []))
            elif parts and isinstance(parts[-1], ast.List):
                parts[-1].elts.append(element)
            else:
                parts.append(ast.List([element], ast.Load()))
        whole = parts[0]
        for part in parts[1:]:
            whole = ast.BinOp(whole, ast.Add(), part)
        return whole

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        self.generic_visit(node)
        if None not in node.keys:
            return node
        parts: list[ast.expr] = []
        for key, value in zip(node.keys, node.values):
            if key is None:
                parts.append(value)
            elif parts and isinstance(parts[-1], ast.Dict):
                parts[-1].keys.append(key)
                parts[-1].values.append(value)
            else:
                parts.append(ast.Dict([key], [value]))
        whole = parts[0]
        for part in parts[1:]:
            whole = ast.BinOp(whole, ast.BitOr(), part)
        return whole


def _notices(text: str) -> str:
    """What a source's own comments say of its authors: the blocks of comments that name them."""
    blocks = re.findall(r"^(?:#[^\n]*\n)+", text[:2000], re.M)
    named = [block for block in blocks if re.search("copyright|written by", block, re.I)]
    return "".join(f"{line}\n" for block in named for line in block.splitlines() if line.strip("# "))


def translated(name: str, module: Module) -> str:
    text = (SOURCE / module.source).read_text()
    notices = _notices(text)
    for old, new in module.edits:
        if old not in text:
            raise SystemExit(f"library: {module.source} has no {old!r}")
        text = text.replace(old, new)
    translator = Translator(set(module.drop.split()))
    tree = ast.fix_missing_locations(translator.visit(ast.parse(text)))
    if translator.left_to_drop:
        raise SystemExit(f"library: {module.source} has no {sorted(translator.left_to_drop)}")
    version = ".".join(map(str, sys.version_info[:3]))
    # Blank lines between definitions, as people write them.
    code = re.sub(r"\n(?=(@|def |class ))", "\n\n", ast.unparse(tree))
    code = re.sub(r"(@[^\n]*)\n\n\n*(?=(@|def |class ))", r"\1\n", code)
    return (
        f"# From CPython {version}, Lib/{module.source}, by build/library.py: change that, and not this file.\n"
        f"# Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt\n{notices}\n{code}\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="modules (default: all)")
    for name in parser.parse_args().names or MODULES:
        path = TARGET / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(translated(name, MODULES[name]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
