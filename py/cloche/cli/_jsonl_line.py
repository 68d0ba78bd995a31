"""The lines that ``cloche run --jsonl`` reads, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cloche import Limits
from cloche.cli._text import from_json

KEYS: Final = ("id", "code", "stdin", "limits", "session")


@dataclass(frozen=True)
class Line:
    """A program to run. ``number`` is its line in the input, from 1; ``id`` is the user's."""

    number: int
    id: str | int
    code: str
    stdin: str
    limits: Limits
    session: str | None
    unknown_keys: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Names the run towards the page: the user's ids may repeat."""
        return str(self.number)


class InvalidLine(Exception):
    """A line that can't be run. ``id`` is its id, where that much could be read."""

    def __init__(self, number: int, id: str | int | None, error: Exception | str) -> None:
        super().__init__(str(error))
        self.number = number
        self.id = id
        self.type = type(error).__name__ if isinstance(error, Exception) else "ValueError"

    def to_dict(self) -> dict[str, Any]:
        """The result line: the status is "invalid"."""
        return {
            "id": self.id,
            "line": self.number,
            "status": "invalid",
            "error": {"type": self.type, "message": str(self)},
        }


def parse_line(
    data: bytes, number: int, limits: Limits, session_limits: Mapping[str, Limits] | None = None
) -> Line:
    """A line of the input.

    Its ``"limits"`` change ``limits``. ``session_limits`` tells what limits each session began
    with: its memory stays as it is for as long as it lives. Raises ``InvalidLine``.
    """
    try:
        given = from_json(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InvalidLine(number, None, f"not valid UTF-8: {error}") from error
    except (ValueError, RecursionError) as error:
        raise InvalidLine(number, None, f"not JSON: {error}") from error
    if not isinstance(given, dict):
        raise InvalidLine(
            number, None, f'not a JSON object but {_kind(given)}: give {{"id": ..., "code": ...}}'
        )
    id = given.get("id")
    if isinstance(id, bool) or not isinstance(id, (str, int)):
        what = "is missing" if "id" not in given else f"must be a string or an int, not {_kind(id)}"
        raise InvalidLine(number, None, f'"id" {what}')
    if "code" not in given:
        raise InvalidLine(number, id, '"code" is missing')
    for name in ("code", "stdin", "session"):
        value = given.get(name)
        if not isinstance(value, str) and not (value is None and name != "code"):
            raise InvalidLine(number, id, f'"{name}" must be a string, not {_kind(value)}')
        if value is not None:
            _check_text(name, value, number, id)
    session: str | None = given.get("session")
    began_with = (session_limits or {}).get(session) if session is not None else None
    return Line(
        number=number,
        id=id,
        code=given["code"],
        stdin=given.get("stdin") or "",
        limits=_limits(given.get("limits"), number, id, limits, began_with),
        session=session,
        unknown_keys=tuple(key for key in given if key not in KEYS),
    )


def _check_text(name: str, text: str, number: int, id: str | int) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidLine(
            number,
            id,
            f'"{name}" has half of a surrogate pair (\\u{ord(text[error.start]):04x} at character '
            f"{error.start}), which is no character",
        ) from error


def _limits(
    given: Any, number: int, id: str | int, base: Limits, began_with: Limits | None
) -> Limits:
    if given is None:
        given = {}
    if not isinstance(given, dict):
        raise InvalidLine(
            number,
            id,
            f'"limits" must be an object such as {{"wall_seconds": 2}}, not {_kind(given)}',
        )
    if began_with is not None:
        base = base.replace(memory_bytes=began_with.memory_bytes)
    try:
        limits = base.replace(**given)
    except (TypeError, ValueError) as error:
        raise InvalidLine(number, id, error) from error
    if began_with is not None and limits.memory_bytes != began_with.memory_bytes:
        raise InvalidLine(
            number,
            id,
            f"memory_bytes belongs to the whole session, which began with "
            f"{began_with.memory_bytes}: leave it out, or use another session",
        )
    return limits


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean"}
    return "null" if value is None else names.get(type(value), "a number")
