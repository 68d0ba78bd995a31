"""Text in from files and out to streams, with errors that say what to do."""

from __future__ import annotations

import io
import json
import os
import sys
import tokenize
from pathlib import Path
from typing import Any, BinaryIO, Final

from cloche.cli._exit import CliError

STANDARD: Final = "-"  # the name that stands for standard input


def read_program(name: str) -> tuple[str, str]:
    """``(code, name to show in tracebacks)`` of a Python file, or of standard input for ``-``.

    Decoded as Python does: UTF-8, or what a coding comment says; line ends become ``\\n``.
    Raises ``CliError`` when it can't be read or decoded.
    """
    data = _read_bytes(name)
    shown = "<stdin>" if name == STANDARD else name
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise CliError(
            f"{shown} is not valid {error.encoding} (byte {error.object[error.start]:#04x} at "
            f"offset {error.start}): save it as UTF-8, or name its encoding in a coding comment"
        ) from error
    except (SyntaxError, LookupError) as error:  # an unknown or contradictory coding comment
        raise CliError(f"{shown}: {error}") from error
    return text.replace("\r\n", "\n").replace("\r", "\n"), shown


def read_stdin_text(name: str) -> str:
    """The text of a file (or of standard input for ``-``) that the program is to read as its own
    standard input. UTF-8. Raises ``CliError`` when it can't be read or decoded."""
    data = _read_bytes(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CliError(
            f"--stdin {name}: not valid UTF-8 (byte {error.object[error.start]:#04x} at offset "
            f"{error.start}); a program's standard input is text"
        ) from error


def _read_bytes(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == STANDARD else Path(name).read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise CliError(f"can't read {name}: {reason}") from error


def write_text(stream: BinaryIO, text: str) -> None:
    """Write text as it is, in UTF-8, and let it out at once.

    What UTF-8 has no form for (lone surrogates) is written as an escape such as ``\\ud800``.
    """
    stream.write(text.encode("utf-8", "backslashreplace"))
    stream.flush()


def to_json_line(value: dict[str, Any]) -> str:
    """One line of JSON in ASCII, so that any text survives, lone surrogates and NULs included."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False) + "\n"


def from_json(text: str) -> Any:
    """What a line of JSON stands for; an int too long for CPython to read is None.

    Raises ``ValueError`` for what JSON doesn't allow, NaN and Infinity included, and
    ``RecursionError`` for absurd nesting.
    """
    return json.loads(text, parse_constant=_refuse_constant, parse_int=_parse_int)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _parse_int(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:  # over sys.get_int_max_str_digits() digits
        return None


def quiet_standard_output() -> None:
    """After a broken pipe: nothing more goes out, and the interpreter's last flush can't fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
