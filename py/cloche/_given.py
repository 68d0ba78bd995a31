"""What a run is given besides its code, checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from cloche import _values
from cloche._errors import InputError

_MAX_CODE_BYTES = 4 * 2**20


@dataclass(frozen=True)
class Given:
    """``inputs`` are encoded, or empty; ``stdin`` None means that none was given."""

    inputs: bytes
    stdin: str | None

    @classmethod
    def checked(
        cls, inputs: Mapping[str, Any] | None, stdin: str | Iterable[str] | None
    ) -> Self:
        """Raises InputError; ValueProblem, which is one, names the place in ``inputs``."""
        return cls(_encoded(inputs), _joined(stdin))


def _encoded(inputs: Mapping[str, Any] | None) -> bytes:
    if not inputs:
        return b""
    if not isinstance(inputs, Mapping):
        raise InputError(f"inputs must map names to values, not be a {type(inputs).__name__}")
    for name in inputs:
        if not isinstance(name, str) or not name.isidentifier():
            raise InputError(f"inputs sets globals, and {name!r} is no name for one")
    return _values.encode(dict(inputs), name="inputs", most_bytes=_MAX_CODE_BYTES)


def _joined(stdin: str | Iterable[str] | None) -> str | None:
    if stdin is not None and not isinstance(stdin, str):
        if not isinstance(stdin, Iterable):
            raise InputError(f"stdin must be a str or lines, not {type(stdin).__name__}")
        lines = list(stdin)
        for line in lines:
            if not isinstance(line, str):
                raise InputError(f"stdin's lines must be str, not {type(line).__name__}")
        stdin = "".join(line if line.endswith("\n") else line + "\n" for line in lines)
    if stdin is not None:
        check_text("stdin", stdin)
    return stdin


def check_text(name: str, text: object) -> None:
    if not isinstance(text, str):
        raise InputError(f"{name} must be a str, not {type(text).__name__}")
    if len(text) > _MAX_CODE_BYTES:
        raise InputError(f"{name} has {len(text)} characters; {_MAX_CODE_BYTES} are the most")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise InputError(
            f"{name} has a lone surrogate (U+{ord(text[error.start]):04X}) in line {line}, which "
            "is no character and can't be encoded"
        ) from None


