"""The decoder of the guest's values: what it takes and what it refuses."""

from __future__ import annotations

import math
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloche import ProtocolError
from cloche._values import decode


def u32(n: int) -> bytes:
    return struct.pack("<I", n)


def encode(value: Any) -> bytes:
    """What build/port/value.c writes, for the tests: the format once more, from its description."""
    match value:
        case None:
            return b"N"
        case bool():
            return b"T" if value else b"F"
        case int() if -(2**30) <= value < 2**30:
            return b"i" + struct.pack("<i", value)
        case int():
            digits = f"{value:x}".encode()
            return b"I" + u32(len(digits)) + digits
        case float():
            return b"f" + struct.pack("<d", value)
        case complex():
            return b"c" + struct.pack("<dd", value.real, value.imag)
        case str():
            data = value.encode("utf-8", "surrogatepass")
            return b"s" + u32(len(data)) + data
        case bytes():
            return b"b" + u32(len(value)) + value
        case bytearray():
            return b"a" + u32(len(value)) + bytes(value)
        case range():
            return b"r" + struct.pack("<iii", value.start, value.stop, value.step)
        case dict():
            return b"d" + u32(len(value)) + b"".join(
                encode(key) + encode(item) for key, item in value.items())
    tags = {tuple: b"t", list: b"l", set: b"S", frozenset: b"Z"}
    return tags[type(value)] + u32(len(value)) + b"".join(map(encode, value))


hashables = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.binary()
    | st.text(st.characters()) | st.complex_numbers(allow_nan=False),
    lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=4),
    max_leaves=8,
)
values = st.recursive(
    hashables | st.builds(bytearray, st.binary()) | st.sets(hashables, max_size=4)
    | st.builds(range, st.integers(-99, 99), st.integers(-99, 99), st.integers(1, 9)),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(hashables, inner, max_size=5),
    max_leaves=20,
)


@given(values)
def test_round_trip(value: Any):
    decoded = decode(encode(value))
    assert decoded == value
    assert type(decoded) is type(value)


def test_floats_that_are_hard_to_compare():
    assert math.isnan(decode(encode(math.nan)))
    assert math.copysign(1, decode(encode(-0.0))) == -1
    assert decode(encode(math.inf)) == math.inf


def test_lone_surrogates_survive():
    assert decode(encode("a\ud800b")) == "a\ud800b"


@pytest.mark.parametrize("data", [
    b"", b"?", b"i\0\0", b"s" + u32(5) + b"abc", b"s" + u32(1) + b"\xff", b"N" + b"N",
    b"l" + u32(2**32 - 1), b"d" + u32(3) + b"NN", b"I" + u32(0), b"I" + u32(3) + b" 12",
    b"I" + u32(4) + b"1_23", b"I" + u32(3) + b"xyz", b"I" + u32(2) + b"--",
    b"S" + u32(1) + b"l" + u32(0), b"d" + u32(1) + b"l" + u32(0) + b"N",
    b"r" + struct.pack("<iii", 0, 1, 0), (b"l" + u32(1)) * 200 + b"N",
    b"S" + u32(1) + b"t" + u32(1) + b"l" + u32(0),
], ids=repr)
def test_nonsense_is_named(data: bytes):
    with pytest.raises(ProtocolError):
        decode(data)


@given(st.binary() | values.map(encode).flatmap(
    lambda data: st.tuples(st.integers(0, max(0, len(data) - 1)), st.integers(0, 255)).map(
        lambda change: data[: change[0]] + bytes([change[1]]) + data[change[0] + 1 :])))
def test_never_fails_in_another_way(data: bytes):
    try:
        decode(data)
    except ProtocolError:
        pass
