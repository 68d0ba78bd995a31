"""The CPython side: where code is cut, how errors read."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloche import ProtocolError
from cloche._sources import Sources
from cloche.front import Source, error_info, parse, syntax_error_info


@pytest.mark.parametrize(("code", "body", "tail", "line"), [
    ("", "", "", 1),
    ("x = 1", "x = 1", "", 1),
    ("x = 1\nx", "x = 1\n", "x", 2),
    ("(1,\n 2)", "", "(1,\n 2)", 1),
    ("a; b  # why", "a; ", "b", 1),
    ("a; b ;", "a; ", "b", 1),
    ("if 1:\n    2", "if 1:\n    2", "", 1),
    ('s = "ä"; "ö" + s', 's = "ä"; ', '"ö" + s', 1),
    ("x\r\n(3)", "x\r\n", "(3)", 2),
    ("x\r(3)", "x\r", "(3)", 2),
    ("'\f'\n1", "'\f'\n", "1", 2),
    ("# only a comment", "# only a comment", "", 1),
    ("a = [\n1]\na[0]\n\n", "a = [\n1]\n", "a[0]", 3),
    ("await x", "", "await x", 1),
])
def test_code_is_cut_before_its_last_expression(code: str, body: str, tail: str, line: int):
    assert parse(code, "<main>") == Source(body, tail, line)


def test_syntax_errors_are_cpythons():
    with pytest.raises(SyntaxError) as caught:
        parse("if True\n  print(1)", "<main>")
    info = syntax_error_info(caught.value)
    assert (info.type, info.message) == ("SyntaxError", "expected ':'")
    assert (info.frames[0].line, info.column) == (1, 8)
    assert info.traceback.startswith('  File "<main>", line 1\n    if True\n')


@given(st.text(alphabet="ab'\"#\\\n()[]{},;:+-.f \r1=", max_size=60))
def test_cut_code_is_the_code(code: str):
    try:
        source = parse(code, "<main>")
    except SyntaxError:
        return
    assert code.startswith(source.body + source.tail)


def sources(*codes: str) -> Sources:
    made = Sources({})
    for code in codes:
        made.add_run("<main>", code)
    return made


def test_each_frame_shows_the_code_of_its_own_run():
    made = sources("def f():\n  1/0", "f()")
    info = error_info(
        ("ZeroDivisionError", "", [("<main>#2", 1, "<module>"), ("<main>", 2, "f")]), made)
    assert [(frame.file, frame.source) for frame in info.frames] == [
        ("<main>", "f()"), ("<main>, run 1", "1/0")]


def test_the_code_of_long_ago_is_forgotten():
    made = sources(*["x"] * 300)
    assert made.line("<main>", 1) is None
    assert made.line("<main>#300", 1) == "x"


def test_traceback_shows_the_source():
    info = error_info(
        ("ValueError", "no", [("<main>", 2, "<module>"), ("<main>", 1, "f"), ("x.py", 9, "g")]),
        sources("def f(): g()\nf()"),
    )
    assert info.traceback == (
        "Traceback (most recent call last):\n"
        '  File "<main>", line 2, in <module>\n    f()\n    ~^^\n'
        '  File "<main>", line 1, in f\n    def f(): g()\n             ~^^\n'
        '  File "x.py", line 9, in g\n'
        "ValueError: no\n"
    )
    assert [frame.source for frame in info.frames] == ["f()", "def f(): g()", None]


@pytest.mark.parametrize(("code", "kind", "message", "column"), [
    ("a / b", "ZeroDivisionError", "division by zero", 1),
    ("x = a / 2 + c / d", "ZeroDivisionError", "division by zero", 13),
    ("x = a / b + c / d", "ZeroDivisionError", "division by zero", None),
    ("x = a[0][1]", "IndexError", "list index out of range", None),
    ("x = a['b'] + a['c']", "KeyError", "'c'", 14),
    ("print(f(x), g(y))", "TypeError", "f() takes 1 positional argument but 2 were given", 7),
    ("f(x); f(y)", "TypeError", "f() takes 1 positional argument but 2 were given", None),
    ("x.a.b + x.b", "AttributeError", "'A' object has no attribute 'b'", None),
    ("x.a.c + x.b", "AttributeError", "'A' object has no attribute 'b'", 9),
    ("print(wrong + wrong)", "NameError", "name 'wrong' is not defined", 7),
    ("print(a and wrong or wrong)", "NameError", "name 'wrong' is not defined", None),
    ("é = 'é' + n", "TypeError", 'can only concatenate str (not "int") to str', 5),
    ("raise A(b)", "A", "", 1),
    ("raise A(b)", "B", "", None),
    ("f(lambda: 1 / 0)", "ZeroDivisionError", "division by zero", 1),
    ("sum(1 / x for x in y)", "ZeroDivisionError", "division by zero", None),
    ("x = f(1)", "Odd", "message", 5),
    ("x = f(1) + 2", "Odd", "message", None),
])
def test_a_column_is_told_only_where_it_is_sure(
    code: str, kind: str, message: str, column: int | None
):
    info = error_info((kind, message, [("<main>", 1, "<module>")]), sources(code))
    assert info.column == column
    if column is None:
        assert "^" not in info.traceback


def test_names_of_earlier_runs_are_suggested():
    made = sources("def area(a): pass\nclass A:\n  def go(self): pass", "ara(1)")
    info = error_info(("NameError", "name 'ara' is not defined", [("<main>#2", 1, "<module>")]), made)
    assert info.traceback.endswith("NameError: name 'ara' is not defined. Did you mean: 'area'?\n")
    assert info.suggestion == "Did you mean: 'area'?" and info.message == "name 'ara' is not defined"
    made = sources("def area(a): pass", "area()")
    info = error_info(
        ("TypeError", "area() takes 1 positional arguments but 0 were given",
         [("<main>#2", 1, "<module>")]), made)
    assert info.message == "area() missing 1 required positional argument: 'a'"


def test_the_helpers_of_translated_code_are_not_shown():
    info = error_info(
        ("TypeError", "'int' object isn't iterable",
         [("<main>", 1, "<module>"), ("_front.py", 9, "merged")]), sources("x = {**a}"))
    assert [frame.file for frame in info.frames] == ["<main>"]
    assert "\u00b7" not in error_info(
        ("NameError", "name '·1' is not defined", [("<main>", 1, "<module>")]), sources("x")).message


def test_repeated_frames_are_counted():
    info = error_info(("RecursionError", "deep", [("<main>", 1, "f")] * 10), sources("f()"))
    assert info.traceback.count('line 1, in f') == 3
    assert "[Previous line repeated 7 more times]" in info.traceback


@pytest.mark.parametrize("decoded", [
    None, 3, (), ("E", "m"), ("E", "m", 3), ("E", 3, []), ("E", "m", [3]), ("E", "m", [("f", "1", "g")]),
])
def test_an_error_that_is_none_is_named(decoded: object):
    with pytest.raises(ProtocolError):
        error_info(decoded, sources(""))


def test_a_traceback_is_bounded_however_long_its_lines_and_deep_its_calls():
    """A program chooses both: their product would be gigabytes."""
    sources = Sources({})
    name = sources.add_run("<main>", "f" * 1_000_000 + "\n" + "g" * 1_000_000)
    rows = [(name, 1 + i % 2, "f") for i in range(100_000)]
    started = time.perf_counter()
    info = error_info(("RecursionError", "too deep", rows), sources)
    assert time.perf_counter() - started < 3
    assert len(info.traceback) < 500_000
    assert "[99501 more frames]" in info.traceback
    assert len(info.frames) == 5000
    assert len(info.frames[0].source or "") < 400


def test_lines_end_where_pythons_tokenizer_ends_them():
    sources = Sources({})
    name = sources.add_run("<main>", "a = '\x0c\u2028\x1c'\r\nb = 1\rc = 2\nd = 3")
    assert [sources.line(name, line) for line in (0, 2, 3, 4, 5)] == [None, "b = 1", "c = 2", "d = 3", None]


@pytest.mark.parametrize(
    ("message", "traceback"), [("3", ""), ("-1", ""), ("bye", "bye\n"), ("(1, 2)", "(1, 2)\n")]
)
def test_an_exit_is_told_as_cpython_tells_it(message: str, traceback: str):
    sources = Sources({})
    sources.add_run("<main>", "import sys\nsys.exit()\n")
    error = error_info(("SystemExit", message, [("<main>", 2, "<module>")]), sources)
    assert (error.type, error.message, error.traceback) == ("SystemExit", message, traceback)
    assert error.frames[0].line == 2
