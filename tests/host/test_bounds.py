"""What the host reads of code that nobody vouches for: no more than it can, whatever comes."""

from __future__ import annotations

import ast
import sys
import time
import tokenize
import warnings
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pytest_pyodide import run_in_pyodide

from cloche._sources import Sources
from cloche.front import Source, _bounds, error_info, explanation, parse, syntax_error_info
from cloche.front._bounds import MAX_BYTES, MAX_TOKENS, is_too_much

#: Measured here; in a browser all takes four times as long.
MOST_SECONDS = 2.0


def start_of(code: str) -> str:
    return f"{code[:20]!r}, {len(code)}"


def handled(code: str) -> Source | SyntaxError:
    """What becomes of the code; nothing else may, and not for long."""
    started = time.process_time()
    try:
        source = parse(code, "<main>")
    except SyntaxError as error:
        assert len(syntax_error_info(error).traceback) < 3 * len(code) + 1_000
        return error
    finally:
        assert time.process_time() - started < MOST_SECONDS
    return source


TOO_MUCH = [
    "not " * 1500 + "1", "-" * 1500 + "1", "x" + ".y" * 1500, "1" + "+1" * 1500, "x" + "[0]" * 1500,
    "x" + "()" * 1500, "a if b else " * 1500 + "1", "lambda: " * 1500 + "1", "1" + "**1" * 1500,
    "if 1: pass\n" + "elif 1: pass\n" * 1500,
    "x = f'{" + "a" + ".y" * 1500 + "}'", "x = [1, 2, " + "-" * 1500 + "1]",
    # as the issue has them
    "x = 1\n" * 200_000, "-" * 10_000 + "1", "not " * 10_000 + "1", "x" + ".y" * 5_000,
    "\n" * 1_000_000, "x = '" + "é" * MAX_BYTES + "'", "#" * (MAX_BYTES + 1),
    # more than meets the eye
    'x = f"{y}" + ' + "-" * 1500 + '1 + f"{y}"', "lambda a, b: " * 1500 + "1", "1if 1else " * 1500 + "1",
    "0xfif 1else " * 1500 + "1", "x = (\r" + "-\r" * 1500 + "1)", "x = \\\n" + "-\\\n" * 1500 + "1",
    "[" + "1," * MAX_TOKENS + "]", "pass;" * MAX_TOKENS, 'if"a"else"b"' * 1500,
    "x = f'''{'''a'''}''' + " + "-" * 1500 + "1 + '''b'''", "async with a: pass\n" * 30_000,
]
if sys.version_info >= (3, 12):  # before, a quote in an f-string's field ended it
    TOO_MUCH += [
        'x = f"{"\'\'\'"}"\ny = (\n' + "-\n" * 1500 + '1)\nz = f"{"\'\'\'"}"\n',
        'f"{"x" \\\n' + ("-" * 280 + "\\\n") * 6 + '1 + "y"}"',
    ]


@pytest.mark.parametrize("code", TOO_MUCH, ids=start_of)
def test_what_is_too_much_goes_to_the_guest_as_it_is(code: str):
    assert is_too_much(code)
    assert handled(code) == Source(code)


NO_PYTHON = [
    "\0", "x = 1\0", "-" * 10_000 + "\0", "\ud800", "x = '\udfff'", "# \ud800\n1", "-" * 1500 + "\ud800",
    "[" * 100_000, "(" * 1500 + ")" * 1500, "(" * 150, "f'{" * 90, "{" * 60 + "x for x in" * 5, "\\", "'", '"""', "\ufeff1", "1" * 10_000,
    "if 1:\n" + "".join(" " * depth + "if 1:\n" for depth in range(1, 150)), "\f" * 10_000 + "(",
    "\t" * 200 + "x", "x = 0x" + "f" * 100_000 + "\nreturn", "é" * 1000 + "(", "a b", "x" * 200_000 + " y",
]


@pytest.mark.parametrize("code", NO_PYTHON, ids=start_of)
def test_what_is_no_python_is_a_syntax_error(code: str):
    assert isinstance(handled(code), SyntaxError)


READ = [
    "(" * 190 + ")" * 190, "[" * 190 + "]" * 190, "-" * 199 + "1", "not " * 199 + "1", "x" + ".y" * 199,
    "x" + "()" * 199, "a if b else " * 99 + "1", "lambda: " * 199 + "1", "f'{" * 20 + "1" + "}'" * 20,
    "(lambda: a + " * 60 + "1" + ")" * 60, "[x for x in " * 60 + "y" + "]" * 60,
    "match x:\n case " + "[" * 90 + "]" * 90 + ": pass", "x = 0x" + "f" * 100_000,
    "match x:\n case 0x" + "f" * 5_000 + ": pass", "if 1: pass\n" + "elif 1: pass\n" * 199,
    "".join(" " * depth + "if 1:\n" for depth in range(99)) + " " * 99 + "pass",
    "".join(" " * depth + "class A:\n" for depth in range(99)) + " " * 99 + "def __f(): [*a]",
    "x = [" + "-1, a.b(c)[d] + 2," * 1500 + "]", "print('" + "=" * 500 + "')",
    '"""' + "....\n" * 500 + '"""', "# " + "-" * 500, "x = '''" + "-" * 200_000 + "'''",
    "\n".join(f"x{i} = a.b.c({i}) + {i} * 2 if q else not z" for i in range(1200)),
    "if a: pass\n" + "elif b == 1: pass\n" * 100, "x = {" + "'a': [1, (2 + 3)]," * 2000 + "}",
    "x = (" + "f'{a} {b}'\n" * 500 + ")", "x = f'''" + "{a.b} - {c}\n" * 500 + "'''", "\n" * 25_000,
]


@pytest.mark.parametrize("code", READ, ids=start_of)
def test_what_people_write_and_a_little_more_is_read(code: str):
    assert not is_too_much(code)
    assert isinstance(handled(code), Source)


def full(piece: str) -> str:
    return piece * (MAX_BYTES // len(piece.encode()))


@pytest.mark.parametrize("piece", [
    "'", '"', '"""', "\\", "(", ")", "#", "f'{", "é", "\n", "r'\\", '\\"', '\\"""\n', "'''\\\n", "f\"{\"", "1i",
    "\"'", "f'''\n", "\\\n", "\r", "{{", "x\n", "x ", "\f", "0x", "1_", "\t\n ", "@", "@a\n", "lambda a,",
])
def test_a_look_is_quick_whatever_comes(piece: str):
    started = time.process_time()
    is_too_much(full(piece))
    assert time.process_time() - started < MOST_SECONDS
    handled(full(piece))


#: As much of each as is read, for what each part of the translation does.
@pytest.mark.parametrize(("head", "piece", "tail"), [
    ("", "f(k=0, *a)\n", ""), ("f(k=0", ", *a", ")"), ("", "f(k=0, *[*a])\n", ""), ("x = [", "*a,", "]"),
    ("x = {", "**a,", "}"), ("", "def f(): return [*a]\n", ""), ("", "def f(a, /): return a\n", ""),
    ("class A:\n", " def __f(self): return [*self.__x]\n", ""), ("", "f'{a!a:>{b}}'\n", ""),
    ("f'''", "{a()!a}", "'''"), ("f'''", "{a=}", "'''"), ("(", "f'{a!a}'\n", ")"),
    ("match x:\n", " case [1, *_, {'a': b}]: pass\n", ""), ("match x:\n case [", "a_, ", "]: pass"),
    ("match x:\n case {", "'a': _,", "}: pass"), ("match x:\n case (", "1 | ", "2): pass"),
    ("", "try: pass\nexcept* A as b: raise\n", ""), ("try: pass\n", "except* A: pass\n", ""),
    ("", "with (a as b, c): pass\n", ""), ("with (", "a as b, ", "): pass"), ("", "@a[0]\ndef f(): pass\n", ""),
    ("", "@(a)\n", "def f(): pass"), ("", "class A[T]: x: T\n", ""), ("def f[", "T,", "](): pass"),
    ("", "type X[T] = list[T]\n", ""), ("del ", "(a, [b]),", ""), ("", "x = BR'a' U'b'\n", ""),
    ("async def f():\n", " [x async for x in y]\n", ""), ("global a\n", "def f(): pass\n", ""),
    ("def f():\n global a\n", " def a(): b\n", ""), ("def f():\n global a\n (", "lambda: b,", ")"),
    ("yield\n", "x = y\n", ""), ("return\n", "x = y\n", ""), ("", "x\n", "x y"), ("x = (", "a b\n", ")"),
    ("", "x: int = 1\n", ""), ("x = {", "a: b,", "**}"), ("f(", "a=1,", "a=1)"), ("", "import a.b\n", ""),
    ("from a import (", "b as c,", ")"), ("x = [", "(a:=1),", "]"), ("def f(", "a=(yield),", "*): pass"),
    ("a", "=b", ""), ("print(", "'a' ", ")"), ("", "if a:\n b\nelse:\n c\n", ""), ("", "while 1: break\n", ""),
])
def test_reading_is_quick_whatever_is_read(head: str, piece: str, tail: str):
    low, high = 0, MAX_BYTES // len(piece)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (low, middle - 1) if is_too_much(head + piece * middle + tail) else (middle, high)
    code = head + piece * low + tail
    assert low >= 99
    outcome = handled(code)
    if isinstance(outcome, Source):
        assert len(outcome.body) + len(outcome.tail) < 40 * len(code)


@pytest.mark.parametrize("opening", [
    "(", "[", "{", "{1:", "f(", "f(a=", "f(a for b in ", "x[", "f'{", "lambda:", "lambda a=", "not ", "-", "await ",
    "a if b else ", "a:=", "(a:=", "*", "**", "{**", "[*", "with (", "with a as (", "for a in (", "del (", "case ",
    "print ", "(a, b=", "{a:b, ", "[a for ", "import (", "from a import (", "@(", "def f(a=", "class A(", "(yield ",
    "assert (", "lambda a,b:", "f(**", "f(*", "a.b(", "x[a:", "return (", "try:", "else ", "(a b ", "{a b ",
    "f(a, b for c in d, ", "f((a) = ", "(a) = (", "match (", "type A[", "with (a, ", "except (", "((a)(b)(",
])
def test_the_parser_needs_no_longer_where_it_goes_wrong(opening: str):
    """Its rules for errors try one thing after the other, at every depth."""
    for depth in (12, 24, 48, 96, 190):
        for closing in ("", "1", ")", "1 2", "= 3", ":"):
            for head in ("", "match x:\n case ", "x = "):
                handled(head + opening * depth + closing)


# ---- the scan and the parser ---------------------------------------------------------------------

PIECES = st.sampled_from([
    '"', "'", '"""', "'''", "f", "rf", "t", "r", "b", "{", "}", "{{", "}}", "(", ")", "[", "]", "\\", "\n", "-",
    "x", "1", "0x", "if ", "else ", ":", "!r", "=", "#", " ", ",", ";", "lambda ", "é", "\\N{BULLET}", "\\{", ".",
    'f"{', "f'{", 'f"""{', '}"', "}'", '}"""', ":>{", "for ", " in ", "1if ", "1else ", "\r", "\t", "\f",
])
CODE = st.lists(PIECES, max_size=30).map("".join)


def minuses(code: str) -> int | None:
    """How many the parser finds, in code that can be parsed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return None
    return sum(isinstance(node, ast.USub | ast.Sub) for node in ast.walk(tree))


def within(bounds: dict[str, int], look: Callable[[str], bool], code: str) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in bounds.items():
            patch.setattr(_bounds, name, value)
        return look(code)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="before 3.12 f-strings were read apart")
@settings(deadline=None, max_examples=1000)
@given(CODE)
@example('f"{x}" - f"{-y}"')
@example('f"{"\'\'\'"}"\n-1\nf"{"\'\'\'"}"\n')
@example("f'{x\n:\n-}'\n-1")
@example("1if-1else-1\r-1")
def test_the_scan_sees_all_that_is_parsed(code: str):
    found = minuses(code)
    if found is not None:
        scanned = [token for token in _bounds._tokens(code) if token.type == tokenize.OP]
        assert found == sum(token.string in ("-", "-=") for token in scanned)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="before 3.12 f-strings were read apart")
@settings(deadline=None, max_examples=1000)
@given(CODE)
@example('f"{"\'\'\'"}"\ny = (\n' + "-\n" * 50 + '1)\nz = f"{"\'\'\'"}"\n')
@example("lambda a, b: " * 20 + "1")
@example('f"{"x" \\\n' + ("-" * 20 + "\\\n") * 6 + '1 + "y"}"')
def test_the_quick_look_lets_pass_no_more_than_the_close_one(code: str):
    line, chain = 24, 12
    if not within({"_SHORT_LINE": line, "MAX_CHAIN": chain}, _bounds._is_plainly_shallow, code):
        return
    assert not within({"MAX_CHAIN": chain + line}, _bounds._is_deep, code)


# ---- errors -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("message", ["__import__('os')", "'-1'", "-1", "[1]", "f('x')", "1.5", "'{0.__class__}'"])
@pytest.mark.parametrize("code", ["a[1]", "a[b] + {c: d}[e]", "del a", "f(a)", "import b", "a.b"])
def test_no_text_of_the_guests_is_compiled(
    code: str, message: str, monkeypatch: pytest.MonkeyPatch
):
    """Only the code is, which is the host's to parse."""
    told("x", "E", "")  # loads what is needed
    noted: list[str] = []
    monkeypatch.setattr(sys.modules[__name__], "compiled", noted)
    for text in (message, f"invalid syntax for integer with base 10: {message}", f"name '{message}' is not defined"):
        for kind in ("KeyError", "ValueError", "NameError", "TypeError", "AttributeError", "ImportError"):
            told(code, kind, text)
    assert noted
    assert not [each for each in noted if each.strip("() \n") not in code]


#: What anything here compiles or runs while there is such a list. An audit hook is there for good.
compiled: list[str] | None = None


def note_what_is_compiled(event: str, arguments: tuple[object, ...]) -> None:
    if event == "compile" and compiled is not None:
        source = arguments[0]
        compiled.append(source.decode() if isinstance(source, bytes) else str(source))


sys.addaudithook(note_what_is_compiled)


def told(code: str, kind: str, message: str, frames: list[tuple[str, int, str]] | None = None) -> str:
    sources = Sources({})
    sources.add_run("<main>", code)
    started = time.process_time()
    info = error_info((kind, message, frames or [("<main>", 1, "<module>")]), sources)
    info.explanation("de")
    assert time.process_time() - started < MOST_SECONDS
    assert info.frames
    return info.traceback


@pytest.mark.parametrize(("kind", "message"), [
    ("KeyError", "-" * 100_000 + "1"), ("KeyError", "-" * 400 + "1"), ("KeyError", "(" * 100_000),
    ("KeyError", "__import__('os')"), ("KeyError", "9" * 5000), ("KeyError", "9" * 400),
    ("TypeError", "unsupported types for __add__: '" + "', '" * 250_000 + "x"),
    ("TypeError", "unsupported types for __add__: '" + "', '" * 100 + "x"),
    ("TypeError", "unsupported operand type(s) for " + ": '" * 70 + "' and '" * 30 + "x"),
    ("TypeError", "f() takes " + "9" * 5000 + " positional arguments but 1 was given"),
    ("TypeError", "f() takes " + "9" * 300 + " positional arguments but 1 was given"),
    ("NameError", "name '" + "x" * 1_000_000 + "' is not defined"), ("x" * 1_000_000, ""),
    ("AttributeError", "'" + "a" * 400 + "' object has no attribute 'x'"),
    ("ImportError", "cannot import name '{0.__class__}' from '{x}' (unknown location)"), ("{0}", "{x!r} %s {"),
    ("AttributeError", "module 'antigravity' has no attribute 'x'"),
    ("ValueError", "invalid syntax for number"), ("KeyError", "\ud800"), ("NameError", "\0"),
], ids=start_of)
@pytest.mark.parametrize("code", [
    "x", "x[0x" + "f" * 5000 + "] + float(0x" + "f" * 5000 + ")", "x = a.b, c()",
    "f(" + "a.b, " * 7_000 + ")", "a" + " = a" * 14_000, "x = [" + "-1, f(y)," * 1_500 + "]",
    "def f(): pass\n" * 1_500, "x = (" + "lambda: a," * 7_000 + ")",
], ids=start_of)
def test_no_error_is_too_much_to_be_told(code: str, kind: str, message: str):
    told("x", "E", "")  # loads what is needed
    before = set(sys.modules)
    assert told(code, kind, message).endswith("\n")
    assert set(sys.modules) == before


@pytest.mark.parametrize("code", [
    "def f(): g(" + "1, " * 7_000 + ")\ndef g(): f(" + "1, " * 7_000 + ")\nf()",
    "def f(): " + "x; " * 7_000 + "g()\ndef g(): " + "x; " * 7_000 + "f()\nf()",
    "def f(): g('" + "x" * 100_000 + "')\ndef g(): f('" + "x" * 100_000 + "')\nf()",
    "x = (\n" + "lambda: f(),\n" * 4_000 + ")",
    "#" * 2_000_000 + "\n" + "#" * 2_000_000 + "\n",
], ids=start_of)
def test_a_traceback_is_bounded(code: str):
    frames = [("<main>", 1 + index % 2, "fg"[index % 2]) for index in range(10_000)]
    assert len(told(code, "RecursionError", "too deep", frames)) < 1_000_000
    frames = [("<main>", index, f"f{index}") for index in range(1, 200)]
    assert len(told(code, "RecursionError", "too deep", frames)) < 1_000_000


@pytest.mark.parametrize("separator", ["\x0c", "\x1c", "\x85", "\u2028"])
def test_what_is_under_carets_is_what_was_parsed(separator: str, monkeypatch: pytest.MonkeyPatch):
    """The traceback module splits lines where Python does not; then it may not parse what it finds."""
    parsed: list[str] = []
    real = ast.parse
    code = f"x = '{separator}----------------' + f(a,\n '----------')"
    sources = Sources({})
    sources.add_run("<main>", code)
    monkeypatch.setattr(ast, "parse", lambda text, *args, **named: parsed.append(text) or real(text, *args, **named))
    info = error_info(("ZeroDivisionError", "", [("<main>", 1, "<module>"), ("<main>", 1, "f")]), sources)
    assert info.frames
    assert parsed and all(text.strip("()\n ") in code for text in parsed)
    assert not [text for text in parsed if text != code and "----" in text and "f(a" not in text]


def test_keywords_are_not_searched_in_what_was_a_string():
    """What is alone too deep for the parser may have been harmless in its string."""
    for marks in ("-" * 900, "not " * 220):
        code = f'x = """\nwhille {marks}1 """ y z'
        assert not is_too_much(code)
        with pytest.raises(SyntaxError) as caught:
            parse(code, "<main>")
        info = syntax_error_info(caught.value)
        assert info.message == "invalid syntax"
        assert getattr(caught.value, "_metadata", None) is None


def test_frames_that_cannot_be_are_refused():
    from cloche import ProtocolError

    for line in (-1, 10**5000, 2**31):
        with pytest.raises(ProtocolError):
            error_info(("E", "m", [("f", line, "g")]), Sources({}))


@pytest.mark.parametrize("kind", ["TypeError", "x" * 1_000_000])
def test_explanations_are_quick(kind: str):
    started = time.process_time()
    for text in ("'" * 1_000_000, "unsupported operand type(s) for " + ": '" * 70_000 + "' and '" * 30_000):
        explanation(kind, text)
    assert time.process_time() - started < MOST_SECONDS


# ---- where it matters ------------------------------------------------------------------------------


@run_in_pyodide(packages=["cloche"])
async def look_at(selenium: object, codes: list[str]) -> list[tuple[str, float]]:
    """What becomes of each in a page, and how long that takes: deep as it may be, it is read, and
    errors on its first line are told."""
    import time

    from cloche._sources import Sources
    from cloche.front import error_info, parse, syntax_error_info

    found = []
    for code in codes:
        started = time.perf_counter()
        try:
            source = parse(code, "<main>")
            outcome = "as it is" if source.body == code else "read"
        except SyntaxError as error:
            syntax_error_info(error)
            outcome = "a syntax error"
        sources = Sources({})
        sources.add_run("<main>", code)
        for kind, message in (("TypeError", "'int' object isn't iterable"), ("E", ""), ("KeyError", "a"),
                              ("NameError", "name 'prin' is not defined"), ("KeyError", "-" * 1500)):
            error_info((kind, message, [("<main>", 1, "<module>"), ("<main>", 1, "f")]), sources)
        found.append((outcome, time.perf_counter() - started))
    return found


def test_no_code_ends_the_pages_python(selenium_module_scope):
    codes = [*TOO_MUCH, *NO_PYTHON, *READ]
    found = [each for at in range(0, len(codes), 4) for each in look_at(selenium_module_scope, codes[at : at + 4])]
    for code, (outcome, seconds) in zip(codes, found, strict=True):
        assert seconds < 4 * MOST_SECONDS, (start_of(code), outcome, seconds)
    assert {outcome for outcome, _ in found[: len(TOO_MUCH)]} == {"as it is"}
    assert {outcome for outcome, _ in found[len(TOO_MUCH) : -len(READ)]} == {"a syntax error"}


@run_in_pyodide(packages=["cloche"])
async def test_sandboxes_outlive_what_is_too_much(selenium_module_scope):
    import time

    from cloche import InputError, Limits, Sandbox

    async with Sandbox(limits=Limits(wall_seconds=2.0)) as sandbox:
        for code in ("x = 1\n" * 170_000, "[" * 100_000, "-" * 10_000 + "1", "not " * 10_000 + "1",
                     "x" + ".y" * 5_000, "\n" * 1_000_000, "a\0b", "'" + "-" * 1_000_000 + "'"):
            started = time.perf_counter()
            result = await sandbox.run(code)
            assert result.status in ("ok", "error", "memory", "timeout"), (code[:20], result)
            assert time.perf_counter() - started < 10, code[:20]
            assert (await sandbox.run("1 + 1")).value == 2, code[:20]
        try:
            await sandbox.run("x = '\ud800'")
            raise AssertionError
        except InputError as error:
            assert "lone surrogate" in str(error)
        result = await sandbox.run("raise KeyError('-' * 1500 + '1')")
        assert result.error.type == "KeyError", result
        result = await sandbox.run("raise TypeError(\"unsupported types for __add__: '\" + \"', '\" * 100_000)")
        assert result.error.type == "TypeError", result
        assert (await sandbox.run("# " + "-" * 300_000 + "\n[*'ab']")).error.type == "SyntaxError"
        assert (await sandbox.run("# " + "-" * 200_000 + "\n[*'ab']")).value == ["a", "b"]
