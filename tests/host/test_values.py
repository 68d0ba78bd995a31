"""Values between host and guest: both ways, whole, and what is refused."""

from __future__ import annotations

import dataclasses
import math
import struct
import sys
from collections import OrderedDict, deque
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloche import ProtocolError, ValueProblem, _values
from cloche._values import decode

sys.path.insert(0, str(Path(__file__).parents[1] / "guest"))

from node import Node, Outcome  # noqa: E402


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


# ---- through the guest ---------------------------------------------------------------------------

#: How many values cross, and how many of them in one run.
CROSSING = 10_000
AT_A_TIME = 500

numbers = (
    st.integers() | st.integers(-(2**1500), 2**1500) | st.floats() | st.complex_numbers()
    | st.sampled_from([2**30, 2**31, -(2**30), -(2**31), 2**32, 2**63, 2**64, -0.0, math.nan,
                       math.inf, -math.inf, 5e-324, 0.1, complex(-0.0, math.nan)])
)
ranges = st.builds(range, st.integers(-(2**31) + 1, 2**31 - 1), st.integers(-(2**31) + 1, 2**31 - 1),
                   st.integers(-(2**31) + 1, 2**31 - 1).filter(bool))
# To the guest, 10**400 == math.inf and 2**53 + 1 == 2.0**53: it can't hold both of them in one set.
modest = st.floats(-1e9, 1e9)
all_hashables = st.recursive(
    st.none() | st.booleans() | st.integers() | st.integers(-(2**1500), 2**1500) | modest
    | st.just(math.nan) | st.builds(complex, modest, modest) | st.binary()
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.frozensets(inner, max_size=4),
    max_leaves=6,
)
all_values = st.recursive(
    all_hashables | st.builds(bytearray, st.binary()) | st.sets(all_hashables, max_size=4) | ranges,
    lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=3).map(tuple)
    | st.dictionaries(all_hashables, inner, max_size=4),
    max_leaves=12,
)


def exactly(value: Any) -> Any:
    """What two values share only if they are the same, to the sign of a zero and the order of a
    dict."""
    match value:
        case float():
            return "float", "nan" if math.isnan(value) else struct.pack("<d", value)
        case complex():
            return "complex", exactly(value.real), exactly(value.imag)
        case tuple() | list():
            return type(value).__name__, [exactly(item) for item in value]
        case set() | frozenset():
            return type(value).__name__, sorted(repr(exactly(item)) for item in value)
        case dict():
            return "dict", [(exactly(key), exactly(item)) for key, item in value.items()]
        case range():
            return "range", value.start, value.stop, value.step
    return type(value).__name__, value


@pytest.fixture(scope="module")
def node() -> Any:
    process = Node()
    yield process
    process.close()


def through_the_guest(node: Node, crossing: list[Any]) -> list[Any]:
    """In as a global, out as a call's argument, in as its answer, out as the run's value."""
    outcome = node.run(
        "import _cloche\ncrossed = []\nfor v in values: crossed.append(_cloche.ask('x', v))",
        tail="crossed", inputs=_values.encode({"values": crossing}), echo=True,
    )
    assert outcome.outcome == "ok", outcome
    assert outcome.problem is None, outcome.problem
    return outcome.value


def test_ten_thousand_values_cross_both_ways(node: Node) -> None:
    made: list[Any] = []

    @settings(max_examples=CROSSING, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))
    @given(all_values)
    def collect(value: Any) -> None:
        made.append(value)

    collect()
    # Simple values repeat, and Hypothesis gives those once.
    while len(made) < CROSSING:
        made.extend(made[: CROSSING - len(made)])
    for at in range(0, len(made), AT_A_TIME):
        part = made[at : at + AT_A_TIME]
        for value, back in zip(part, through_the_guest(node, part), strict=True):
            assert exactly(back) == exactly(value)


def test_every_code_point_crosses(node: Node) -> None:
    texts = ["".join(map(chr, range(at, at + 4096))) for at in range(0, 0x110000, 4096)
             if not 0xD800 <= at < 0xE000]
    for at in range(0, len(texts), 16):
        assert through_the_guest(node, texts[at : at + 16]) == texts[at : at + 16]


@dataclasses.dataclass
class Point:
    x: int
    inside: Any


def test_what_is_like_a_plain_value_becomes_one(node: Node) -> None:
    class Name(str):
        pass

    class Count(int):
        pass

    given = [Point(1, [Point(2, None)]), OrderedDict(a=1), {"a": 1}.keys(), Name("n"), Count(3),
             memoryview(b"m"), {(1, frozenset({2})): 2, 2 + 1j: 1, b"k": 3, None: 4, 2.5: 5}]
    assert through_the_guest(node, given) == [
        {"x": 1, "inside": [{"x": 2, "inside": None}]}, {"a": 1}, {"a"}, "n", 3, b"m", given[-1],
    ]


CYCLE: list[Any] = [1]
CYCLE.append({"k": CYCLE})


@pytest.mark.parametrize(("value", "message"), [
    ({"a": [0, 1, 2, print]},
     "value['a'][3] is of type builtin_function_or_method, which has no plain form"),
    (object(), "value is of type object, which has no plain form"),
    ([{object()}], "value[0] (a member of it) is of type object, which has no plain form"),
    ({object(): 1}, "value (a key of it) is of type object, which has no plain form"),
    ({(1, 2): [deque()]}, "value[<tuple>][0] is of type deque, which has no plain form"),
    (Point(1, print), "value['inside'] is of type builtin_function_or_method"),
    (CYCLE, "value[1]['k'] holds itself"),
    (range(2**40), "value is a range beyond 2**31"),
])
def test_the_host_names_the_place(value: Any, message: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        _values.encode(value)
    assert message in str(caught.value)


def nested(depth: int) -> Any:
    value: Any = 0
    for _ in range(depth):
        value = [value]
    return value


def test_depth_is_bounded_on_both_sides(node: Node) -> None:
    deepest = nested(98)  # and the two around it, in inputs and as a list of values
    assert through_the_guest(node, [deepest]) == [deepest]
    with pytest.raises(ValueProblem, match="nested more than 100 deep"):
        _values.encode(nested(101))
    assert _values.encode(nested(100))
    make = "v = 0\nfor i in range({}): v = [v]"
    outcome: Outcome = node.run(make.format(100), tail="v")
    assert outcome.value == nested(100)
    outcome = node.run(make.format(101), tail="v")
    assert outcome.value is None and "is nested too deep" in (outcome.problem or "")
    with pytest.raises(ProtocolError, match="nested"):
        decode(b"l\1\0\0\0" * 102 + b"N")
    assert decode(b"l\1\0\0\0" * 101 + b"N")
    outcome = node.run("", inputs=b"d\1\0\0\0s\1\0\0\0a" + b"l\1\0\0\0" * 102 + b"N")
    assert outcome.error[0] == "ValueError"


def test_size_is_bounded_on_both_sides(node: Node) -> None:
    with pytest.raises(ValueProblem, match="takes more than 1000 bytes"):
        _values.encode(["a" * 500, b"b" * 500], most_bytes=1000)
    for tail in ("'a' * 5_000_000", "[0] * 1_000_000", "1 << 30_000_000", "bytes(5_000_000)",
                 "['a' * 1000] * 5000"):
        outcome = node.run("", tail=tail, memory_bytes=64 * 2**20)
        assert outcome.outcome == "ok" and outcome.value is None, tail
        assert "is too large" in (outcome.problem or ""), tail


def test_a_very_large_int_takes_no_time(node: Node) -> None:
    """Both ways were quadratic: a minute for these."""
    for value in (-(1 << 4_000_000), (1 << 4_000_000) + 12345):
        assert through_the_guest_once(node, value) == value


def through_the_guest_once(node: Node, value: Any) -> Any:
    outcome = node.run("", tail="v", inputs=_values.encode({"v": value}), wall_seconds=3)
    assert outcome.outcome == "ok", outcome.outcome
    return outcome.value


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
