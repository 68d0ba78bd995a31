"""Programs to compare two Pythons by: a folder of them, or a file with one on each line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from cloche.cli._exit import CliError
from cloche.cli._text import from_json, read_program


@dataclass(frozen=True)
class Program:
    """``name`` is its path within the folder, or its id on its line."""

    name: str
    code: str
    stdin: str = ""


def read_corpus(given: str) -> list[Program]:
    """The programs of a folder (every .py file below it; FILE.stdin beside FILE.py is what it
    reads), of a .py file, or of a .jsonl file ({"id", "code", "stdin"} a line; other folders may
    hold such files, too). Raises ``CliError``."""
    path = Path(given)
    if path.is_dir():
        programs = [
            program
            for file in sorted(path.rglob("*"))
            if file.suffix in (".py", ".jsonl") and file.is_file()
            for program in _read(file, str(file.relative_to(path)))
        ]
    elif path.is_file():
        programs = list(_read(path, path.name))
    else:
        raise CliError(f"there is no folder or file {given}")
    if not programs:
        raise CliError(f"{given} has no programs: it needs .py or .jsonl files")
    return programs


def _read(file: Path, name: str) -> list[Program]:
    if file.suffix == ".jsonl":
        lines = file.read_text("utf-8").splitlines()
        return [_from_line(line, f"{name}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    code, _ = read_program(str(file))
    stdin = file.with_suffix(".stdin")
    return [Program(name, code, stdin.read_text("utf-8") if stdin.is_file() else "")]


def _from_line(line: str, place: str) -> Program:
    try:
        given = from_json(line)
        if not isinstance(given, dict) or not isinstance(given["code"], str):
            raise ValueError('it needs {"id": ..., "code": ...}')
        stdin = given.get("stdin") or ""
        if not isinstance(stdin, str):
            raise ValueError('"stdin" must be a string')
    except (ValueError, KeyError) as error:
        raise CliError(f"{place}: not a program: {error}") from error
    return Program(str(given.get("id", place)), given["code"], stdin)


def to_line(number: int, program: Program) -> bytes:
    """The program as ``cloche run --jsonl`` reads it, named by its number."""
    return json.dumps({"id": number, "code": program.code, "stdin": program.stdin}).encode()
