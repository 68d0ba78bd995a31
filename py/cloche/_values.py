"""Plain Python values as bytes, and back: what crosses between host and guest.

build/port/value.c says what the bytes are, and is the other end.
"""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from cloche._errors import ProtocolError, ValueProblem

_MAX_DEPTH = 101  # the guest stops at 100
_MAX_ENCODED_DEPTH = 100
_RANGE_BOUND = 2**31


def decode(data: bytes) -> Any:
    """The value that ``data`` stands for.

    Nothing in it is believed: lengths are held against the bytes that are there, nesting is
    bounded, text must be UTF-8 (lone surrogates, which Python's strings may hold, included).

    Raises ProtocolError.
    """
    reader = _Reader(data)
    value = reader.value(0)
    if reader.at != len(data):
        raise ProtocolError(f"{len(data) - reader.at} bytes too many after a value")
    return value


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        end = self.at + count
        if end > len(self.data):
            raise ProtocolError(f"a value ends {end - len(self.data)} bytes too early")
        chunk = self.data[self.at : end]
        self.at = end
        return chunk

    def number(self, format: str, size: int) -> Any:
        return struct.unpack(format, self.take(size))[0]

    def count(self, item_bytes: int = 1) -> int:
        """How many items follow, each of which takes ``item_bytes`` at least."""
        count: int = self.number("<I", 4)
        if count * item_bytes > len(self.data) - self.at:
            raise ProtocolError(f"a value of {count} items in {len(self.data) - self.at} bytes")
        return count

    def text(self) -> str:
        try:
            return self.take(self.count()).decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise ProtocolError(f"text that is not UTF-8: {error.reason}") from None

    def big_int(self) -> int:
        digits = self.take(self.count())
        if not digits.removeprefix(b"-").isalnum():  # no spaces, signs or underscores
            raise ProtocolError("an int of other things than digits")
        try:
            return int(digits, 16)
        except ValueError:
            raise ProtocolError("an int of other things than digits") from None

    def range(self) -> range:
        start, stop, step = struct.unpack("<iii", self.take(12))
        if step == 0:
            raise ProtocolError("a range with a step of 0")
        return range(start, stop, step)

    def items(self, depth: int) -> list[Any]:
        return [self.value(depth + 1) for _ in range(self.count())]

    def hashables(self, depth: int) -> list[Any]:
        items = self.items(depth)
        for item in items:
            _check_hashable(item)
        return items

    def dict(self, depth: int) -> dict[Any, Any]:
        result = {}
        for _ in range(self.count(2)):
            key = self.value(depth + 1)
            _check_hashable(key)
            result[key] = self.value(depth + 1)
        return result

    def value(self, depth: int) -> Any:
        if depth > _MAX_DEPTH:
            raise ProtocolError(f"a value nested more than {_MAX_DEPTH} deep")
        tag = self.take(1)
        match tag:
            case b"N":
                return None
            case b"T":
                return True
            case b"F":
                return False
            case b"i":
                return self.number("<i", 4)
            case b"I":
                return self.big_int()
            case b"f":
                return self.number("<d", 8)
            case b"c":
                return complex(*struct.unpack("<dd", self.take(16)))
            case b"s":
                return self.text()
            case b"b":
                return self.take(self.count())
            case b"a":
                return bytearray(self.take(self.count()))
            case b"t":
                return tuple(self.items(depth))
            case b"l":
                return self.items(depth)
            case b"S":
                return set(self.hashables(depth))
            case b"Z":
                return frozenset(self.hashables(depth))
            case b"d":
                return self.dict(depth)
            case b"r":
                return self.range()
            case _:
                raise ProtocolError(f"there is no value with the tag {tag!r}")


def _check_hashable(value: Any) -> None:
    try:
        hash(value)
    except TypeError as error:
        raise ProtocolError(f"a key or set member that is an {error}") from None


# ---- from the host to the guest ------------------------------------------------------------------


def encode(value: object, *, name: str = "value", most_bytes: int = 2**30) -> bytes:
    """The bytes that ``value`` becomes.

    Raises ValueProblem, which names the place (``value["a"][3]``): for an object that has no plain
    form, for what holds itself, for nesting of more than 100 and for more than ``most_bytes``.
    """
    writer = _Writer(name, most_bytes)
    writer.put(value)
    return bytes(writer.out)


class _Writer:
    def __init__(self, name: str, most_bytes: int) -> None:
        self.out = bytearray()
        self._name = name
        self._most_bytes = most_bytes
        self._open: list[object] = []  # the containers that we are in
        self._steps: list[object] = []  # for each, where in it

    def put(self, value: object) -> None:
        kind = type(value)
        if value is None or kind is bool:
            self.out += b"N" if value is None else b"T" if value else b"F"
        elif isinstance(value, int):
            self._put_int(int(value))
        elif isinstance(value, float):
            self.out += struct.pack("<cd", b"f", value)
        elif isinstance(value, complex):
            self.out += struct.pack("<cdd", b"c", value.real, value.imag)
        elif isinstance(value, str):
            self._put_bytes(b"s", value.encode("utf-8", "surrogatepass"))
        elif isinstance(value, bytearray):
            self._put_bytes(b"a", value)
        elif isinstance(value, (bytes, memoryview)):
            self._put_bytes(b"b", bytes(value))
        elif isinstance(value, range):
            self._put_range(value)
        else:
            self._put_container(value)

    def _put_int(self, value: int) -> None:
        if -(2**31) <= value < 2**31:
            self.out += struct.pack("<ci", b"i", value)
        else:
            self._put_bytes(b"I", format(value, "x").encode())

    def _put_bytes(self, tag: bytes, data: bytes | bytearray) -> None:
        self._bound(len(data))
        self.out += struct.pack("<cI", tag, len(data))
        self.out += data

    def _put_range(self, value: range) -> None:
        numbers = (value.start, value.stop, value.step)
        if any(not -_RANGE_BOUND < number < _RANGE_BOUND for number in numbers):
            raise self._problem("is a range beyond 2**31, which the guest does not have")
        self.out += struct.pack("<ciii", b"r", *numbers)

    def _put_container(self, value: object) -> None:
        if any(value is container for container in self._open):
            raise self._problem("holds itself")
        if len(self._open) == _MAX_ENCODED_DEPTH:
            raise self._problem(f"is nested more than {_MAX_ENCODED_DEPTH} deep")
        self._open.append(value)
        self._steps.append(None)
        match value:
            case tuple():
                self._put_sequence(b"t", value)
            case list():
                self._put_sequence(b"l", value)
            case frozenset():
                self._put_members(b"Z", value)
            case AbstractSet():
                self._put_members(b"S", value)
            case Mapping():
                self._put_dict(value)
            case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
                fields = dataclasses.fields(value)
                self._put_dict({field.name: getattr(value, field.name) for field in fields})
            case _:
                self._steps.pop()
                name = type(value).__name__
                raise self._problem(f"is of type {name}, which has no plain form")
        self._open.pop()
        self._steps.pop()

    def _put_sequence(self, tag: bytes, items: list[Any] | tuple[Any, ...]) -> None:
        self._head(tag, len(items))
        for index, item in enumerate(items):
            self._steps[-1] = index
            self.put(item)

    def _put_members(self, tag: bytes, members: AbstractSet[Any]) -> None:
        self._head(tag, len(members))
        self._steps[-1] = _Inside("a member of it")
        for member in members:
            self.put(member)

    def _put_dict(self, value: Mapping[Any, Any]) -> None:
        self._head(b"d", len(value))
        for key, item in value.items():
            self._steps[-1] = _Inside("a key of it")
            self.put(key)
            self._steps[-1] = key
            self.put(item)

    def _head(self, tag: bytes, count: int) -> None:
        self._bound(count)
        self.out += struct.pack("<cI", tag, count)

    def _bound(self, more: int) -> None:
        if len(self.out) + more > self._most_bytes:
            raise ValueProblem(f"{self._name} takes more than {self._most_bytes} bytes")

    def _problem(self, what: str) -> ValueProblem:
        return ValueProblem(f"{self._name}{''.join(map(_step_text, self._steps))} {what}")


class _Inside(str):
    """A place that has no index."""


def _step_text(step: object) -> str:
    if isinstance(step, _Inside):
        return f" ({step})"
    text = repr(step) if isinstance(step, (str, int)) else f"<{type(step).__name__}>"
    return f"[{text if len(text) <= 100 else text[:100] + '…'}]"
