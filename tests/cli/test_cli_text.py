"""Texts on their way in and out."""

from __future__ import annotations

import io
import json
import os
import threading
from pathlib import Path

import pytest

from cloche.cli._exit import CliError
from cloche.cli._inert import inert
from cloche.cli._jsonl_input import LineReader
from cloche.cli._text import from_json, read_program, read_stdin_text, to_json_line, write_text


def written(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", ""),
        ("é = 'ü'\n".encode(), "é = 'ü'\n"),
        (b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
        (b"# coding: latin-1\nx = '\xe9'\n", "# coding: latin-1\nx = 'é'\n"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"x = '\0'\n", "x = '\0'\n"),
    ],
)
def test_a_program_is_decoded_as_python_does(tmp_path: Path, data: bytes, code: str) -> None:
    name = written(tmp_path / "x.py", data)
    assert read_program(name) == (code, name)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"x = 1\ny = '\xff'\n", r"invalid|not valid"),
        (b"\n" * 3 + b"'\xff'\n", "not valid utf-8 .*0xff at offset 4.*save it as UTF-8"),
        (b"# coding: no-such\n", "no-such"),
    ],
)
def test_a_program_that_can_not_be_decoded(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(CliError, match=says) as caught:
        read_program(written(tmp_path / "x.py", data))
    assert "x.py" in str(caught.value)
    assert caught.value.exit_code == 2


def test_stdin_text_must_be_utf8(tmp_path: Path) -> None:
    assert read_stdin_text(written(tmp_path / "in", "é\r\n".encode())) == "é\r\n"
    with pytest.raises(CliError, match="not valid UTF-8.*offset 1"):
        read_stdin_text(written(tmp_path / "in", b"a\xff"))


def test_half_a_surrogate_pair_is_written_as_an_escape() -> None:
    stream = io.BytesIO()
    write_text(stream, "é\0\ud800\n")
    assert stream.getvalue() == b"\xc3\xa9\0\\ud800\n"


def test_a_terminal_gets_nothing_to_obey() -> None:
    text = "\x1b[31mred\x1b[0m\x07 \u202eabc\u2066 a\tb\r\nc\rd \x7f\x9b user\u200bname \U000e0041"
    shown = "␛[31mred␛[0m␇ ⟨U+202E⟩abc⟨U+2066⟩ a\tb\nc␍d ␡⟨U+009B⟩ user{}name {}"
    assert inert(text, is_message=False) == shown.format("\u200b", "\U000e0041")
    assert inert(text, is_message=True) == shown.format("⟨U+200B⟩", "⟨U+E0041⟩")


def test_any_text_survives_json() -> None:
    result = {"stdout": "é\0\ud800\u2028\n", "value": 2**70}
    line = to_json_line(result)
    assert line.isascii()
    assert line.count("\n") == 1
    assert json.loads(line) == result
    assert from_json(line) == result


def test_json_with_absurd_numbers() -> None:
    assert from_json("[" + "9" * 5000 + ", 1]") == [None, 1]
    with pytest.raises(ValueError, match="NaN is not JSON"):
        from_json("[NaN]")


def lines_of(data: bytes) -> list[tuple[int, bytes]]:
    read_end, write_end = os.pipe()

    def write() -> None:
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(data)

    threading.Thread(target=write).start()
    reader = LineReader(read_end)
    found = []
    while not reader.ended:
        item = reader.next(5)
        if item:
            found.append(item)
    os.close(read_end)
    return found


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"\n \n", []),
        (b"a\nb", [(1, b"a"), (2, b"b")]),
        (b"\xef\xbb\xbfa\r\n\r\n b \n", [(1, b"a"), (3, b"b")]),
        (b"x" * 200_000 + b"\n" + b"y" * 70_000, [(1, b"x" * 200_000), (2, b"y" * 70_000)]),
        (b"a\n" * 3000, [(number, b"a") for number in range(1, 3001)]),
    ],
    ids=["empty", "blank", "no end", "bom and crlf", "long", "many"],
)
def test_lines_of_the_input(data: bytes, lines: list[tuple[int, bytes]]) -> None:
    assert lines_of(data) == lines


def test_a_line_is_there_before_the_input_ends() -> None:
    read_end, write_end = os.pipe()
    reader = LineReader(read_end)
    assert reader.next() is None
    os.write(write_end, b"a\nb")
    assert reader.next(5) == (1, b"a")
    assert reader.next(0.05) is None
    assert not reader.ended
    os.close(write_end)
    assert reader.next(5) == (2, b"b")
    assert reader.next(5) is None
    assert reader.ended
    os.close(read_end)
