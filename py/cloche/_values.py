"""Plain Python values from the bytes that the guest made of them (build/port/value.c)."""

from __future__ import annotations

import struct
from typing import Any

from cloche._errors import ProtocolError

_MAX_DEPTH = 101  # the guest stops at 100


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
