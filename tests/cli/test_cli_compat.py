"""``cloche compat``: what it compares, and how it sorts the differences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cloche.cli._compat import Outcome, _in_cpython, difference, table
from cloche.cli._corpus import Program, read_corpus
from cloche.cli._exit import CliError


def result(status: str = "ok", stdout: str = "", stderr: str = "") -> dict[str, Any]:
    return {"status": status, "stdout": stdout, "stderr": stderr}


def test_a_folder_is_read_by_its_files(tmp_path: Path) -> None:
    (tmp_path / "b.py").write_text("print(input())\n")
    (tmp_path / "b.stdin").write_text("hi\n")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/a.jsonl").write_text(
        json.dumps({"id": 7, "code": "1"}) + "\n\n" + json.dumps({"id": "x", "code": "2", "stdin": "s"})
    )
    (tmp_path / "notes.txt").write_text("no program")
    assert read_corpus(str(tmp_path)) == [
        Program("b.py", "print(input())\n", "hi\n"), Program("7", "1"), Program("x", "2", "s"),
    ]
    assert read_corpus(str(tmp_path / "b.py")) == [Program("b.py", "print(input())\n", "hi\n")]


@pytest.mark.parametrize(("name", "text", "told"), [
    ("none", None, "no folder or file"),
    ("a.jsonl", "[]", "a.jsonl:1: not a program"),
    ("a.jsonl", '{"id": 1}', "a.jsonl:1: not a program"),
    ("a.jsonl", "\n", "has no programs"),
])
def test_what_is_no_corpus_is_an_error(tmp_path: Path, name: str, text: str | None, told: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(CliError, match=told):
        read_corpus(str(tmp_path / name))


@pytest.mark.parametrize(("code", "stdin", "expected"), [
    ("print(input() + 'é')", "hi\n", Outcome("hié\n", True)),
    ("print(1)\nx", "", Outcome("1\n", False, "NameError: name 'x' is not defined")),
    ("import sys; print('noise', file=sys.stderr)", "", Outcome("", True)),
    ("import sys; sys.exit(3)", "", Outcome("", False)),
    ("while True: pass", "", None),
    ("import sys; sys.stdout.buffer.write(b'\\xff')", "", None),
])
def test_cpython_is_asked(code: str, stdin: str, expected: Outcome | None) -> None:
    assert _in_cpython(Program("p", code, stdin), 3.0 if expected is None else 30.0) == expected


@pytest.mark.parametrize(("expected", "answer", "cause"), [
    (Outcome("1\n", True), result(stdout="1\n"), None),
    (Outcome("1\n", True), result(stdout="1\n", stderr="noise"), None),
    (Outcome("1\n", True), result(stdout="2\n"), "another output"),
    (Outcome("", True), result("timeout"), "ended as timeout"),
    (Outcome("", True), result("error", stderr="Traceback ...\nNameError: name 'x' is not defined\n"),
     "NameError: name 'x' is not defined"),
    (Outcome("", True), result("error", stderr="ValueError: 17 is odd"), "ValueError"),
    (Outcome("", False, "KeyError: 1"), result(), "no KeyError"),
    (Outcome("", False, "KeyError: 1"), result("error", stderr="KeyError: 1"), None),
    (Outcome("", False, "KeyError: 1"), result("error", stderr="KeyError: 2"),
     "another error: KeyError: 2, not KeyError: 1"),
    (Outcome("", True), None, "no result"),
])
def test_differences_have_causes(
    expected: Outcome, answer: dict[str, Any] | None, cause: str | None
) -> None:
    assert difference(expected, answer) == cause


def test_the_table_begins_with_the_most_frequent_cause() -> None:
    lines = table({"a": ["x"], "b": [*"pqrstuv"]}, 100, 2).splitlines()
    assert lines[0] == "92 of 100 programs do the same as in CPython (92.00%)"
    assert lines[1].startswith("left out: 2")
    assert lines[2] == "    7  b  [p, q, r, s, t ...]"
    assert lines[3] == "    1  a  [x]"
