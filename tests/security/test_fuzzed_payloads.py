"""Damaged payloads, both ways: each ends in a named error, and never in a trap or an exception of
another kind. 115,000 of them, the same in every run: the seed is in the report of a failure."""

from __future__ import annotations

import asyncio
import logging
import random
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cloche import InputError, Limits, ProtocolError, _protocol, _values
from cloche._calls import Calls
from cloche._display import checked_bundle
from cloche._door import Door

sys.path.append(str(Path(__file__).parent))

from node_script import told  # noqa: E402

SEED = 20261123

TO_HOST_DECODER = 30_000
TO_HOST_CHECKS = 15_000
TO_HOST_CALLS = 10_000
TO_GUEST = 30_000
TO_WORKER = 24_000  # messages; and a quarter of that again of calls

#: Errors by which a guest may tell that it got nonsense.
NAMED = {"ValueError", "TypeError", "OverflowError", "MemoryError", "AttributeError", "RuntimeError"}


@pytest.fixture
def chance() -> random.Random:
    print(f"seed {SEED}")
    return random.Random(SEED)


# ---- what is damaged -----------------------------------------------------------------------------


def plain_value(chance: random.Random, depth: int = 0) -> Any:
    kind = chance.randrange(10 if depth > 3 else 16)
    match kind:
        case 0 | 1:
            return chance.choice([None, True, False, 0.5, float("nan"), -0.0, 2 + 3j])
        case 2 | 3:
            return chance.randrange(-(2**31), 2**31)
        case 4:
            return chance.randrange(-(2**200), 2**200)
        case 5 | 6:
            return "".join(chr(chance.choice([65, 228, 0x2603, 0x1F600, 0])) for _ in range(4))
        case 7:
            return chance.randbytes(chance.randrange(9))
        case 8:
            return bytearray(chance.randbytes(3))
        case 9:
            return range(chance.randrange(9), chance.randrange(99), chance.choice([1, -1, 7]))
    items = [plain_value(chance, depth + 1) for _ in range(chance.randrange(4))]
    if kind < 12:
        return items if kind == 10 else tuple(items)
    keys = [f"k{i}" for i in range(len(items))]
    return dict(zip(keys, items)) if kind < 14 else set(keys) if kind == 14 else frozenset(keys)


def u32(n: int) -> bytes:
    return struct.pack("<I", n % 2**32)


def damaged(chance: random.Random, whole: bytes) -> bytes:
    """Truncated, oversized, of a wrong type, too deep, with lone surrogates, or just bytes."""
    data = bytearray(whole)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(11):
            case 0:
                del data[at:]
            case 1:
                data[at:at] = chance.randbytes(chance.randrange(1, 9))
            case 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                data[at : at + 1] = chance.choice([b"N", b"s", b"d", b"l", b"S", b"Z", b"I", b"r"])
            case 4:
                data[at : at + 4] = u32(chance.choice([2**32 - 1, 2**31, 2**31 - 1, 2**24, 99, 0]))
            case 5:
                data[:0] = (b"l" + u32(1)) * chance.choice([1, 50, 99, 100, 101, 102, 500, 20_000])
            case 6:
                data[at:at] = b"s" + u32(3) + chance.choice([b"\xed\xa0\x80", b"\xff\xfe\xfd", b"a\xe2\x98"])
            case 7:
                data[at:at] = b"I" + u32(4) + chance.choice([b"-0ff", b" 123", b"1_23", b"zzzz", b"----"])
            case 8:
                data = bytearray(chance.randbytes(chance.randrange(60)))
            case 9:
                data[at:at] = chance.choice([b"d", b"S", b"Z"]) + u32(2) + b"l" + u32(0) + b"NNN"
            case 10:
                data += data[:at]
    return bytes(data)


def payloads(chance: random.Random, count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield damaged(chance, _values.encode(plain_value(chance)))


# ---- to the host ---------------------------------------------------------------------------------


def test_the_hosts_decoder_names_them(chance: random.Random) -> None:
    taken = 0
    for data in payloads(chance, TO_HOST_DECODER):
        try:
            value = _values.decode(data)
        except ProtocolError:
            continue
        taken += 1
        checked_bundle(value)
        repr(value) if not _has_large_int(value) else None
    assert 0 < taken < TO_HOST_DECODER / 2


def _has_large_int(value: Any) -> bool:
    if isinstance(value, (list, tuple, set, frozenset)):
        return any(map(_has_large_int, value))
    if isinstance(value, dict):
        return any(_has_large_int(part) for pair in value.items() for part in pair)
    return isinstance(value, int) and abs(value) >= 10**4000


MESSAGES: list[dict[str, Any]] = [
    {"type": "ready", "protocol": 3, "yields": True},
    {"type": "stdout", "run": 1, "text": "a"},
    {"type": "call", "run": 1, "call": 1, "name": "input", "payload": b"N", "ran_seconds": 0.5},
    {"type": "cancel", "run": 1, "call": 1},
    {"type": "wait", "run": 1},
    {"type": "done", "run": 1, "outcome": "ok", "value": b"", "error": b"", "problem": b"",
     "wall_seconds": 0.5, "wait_seconds": 0.5, "steps": 1, "peak_memory_bytes": 1,
     "output_bytes": 1},
    {"type": "fatal", "name": "trap", "message": "unreachable"},
]


def test_the_hosts_checks_name_them(chance: random.Random) -> None:
    class Strange:
        def __getattr__(self, name: str) -> Any:
            raise AttributeError(name)

    strange = [None, True, -1, 2**53 + 1, 10**400, float("nan"), float("inf"), -0.5, "", "\ud800",
               "a" * 10_000, b"", bytearray(), [], [1], {}, (), Strange(), object, 1j, range(3),
               {"type": "run"}, frozenset()]
    for _ in range(TO_HOST_CHECKS):
        message: Any = dict(chance.choice(MESSAGES))
        for _ in range(chance.randrange(1, 4)):
            name = chance.choice([*message, "type", "more", 7, None, "\ud800"])
            if chance.random() < 0.3:
                message.pop(name, None)
            else:
                message[name] = chance.choice(strange)
        if chance.random() < 0.05:
            message = chance.choice(strange)
        try:
            _protocol.checked(message)
        except ProtocolError as error:
            assert len(str(error)) < 500


class Answers:
    def __init__(self) -> None:
        self.got: dict[int, bytes] = {}

    def send(self, call: int, answer: bytes) -> None:
        assert call not in self.got, "answered twice"
        self.got[call] = answer


async def _serve(chance: random.Random) -> Counter[str]:
    """One run with calls of every kind of nonsense; what came of them."""
    door = Door(lambda prompt: chance.choice([None, "line\n", 7, "\ud800"]), None)  # type: ignore[arg-type]

    async def later(*args: Any, **kwargs: Any) -> Any:
        await asyncio.sleep(0)
        return args, kwargs

    def fails(*args: Any) -> Any:
        raise chance.choice([KeyError("k"), OSError(2, "x"), InputError("a" * 9000), ValueError(object()),
                             UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), RecursionError(),
                             asyncio.CancelledError(), StopIteration(3)])

    for name, function in {"later": later, "fails": fails, "echo": lambda *args: args,
                           "strange": lambda *args: object()}.items():
        door.add(function, name)
    answers = Answers()
    limits = Limits(message_bytes=1024, host_calls=200, output_bytes=20_000)
    shown: list[Any] = []

    async def prompt() -> str:
        return "?"

    calls = Calls(door, limits, answers, shown.append, prompt)
    came: Counter[str] = Counter()
    number = 0
    asked = set()
    for _ in range(50):
        number += 1
        name = chance.choice(["function"] * 6 + ["input", "show", "", "\ud800", "x" * 2000])
        call = chance.choice([number] * 18 + [0, number - 1, number + 2**30])
        value = chance.choice([
            (chance.choice(["later", "fails", "echo", "strange", "none", 3]), (plain_value(chance),),
             chance.choice([{}, {}, {"k": 1}, {1: 1}, None])),
            plain_value(chance), {"text/plain": "a", "image/png": b"", "text/html": "<b>"},
        ])
        payload = _values.encode(value)
        if chance.random() < 0.3:
            payload = damaged(chance, payload)
        try:
            calls.on_call({"type": "call", "run": 1, "call": call, "name": name, "payload": payload,
                           "ran_seconds": chance.choice([0.0, 1e9])})
        except ProtocolError:
            came["ProtocolError"] += 1
        else:
            came["served"] += 1
            number = max(number, call)
            if call != 0:
                asked.add(call)
        if chance.random() < 0.2:
            calls.cancel(chance.choice([number, 0, 2**60]))
        await asyncio.sleep(0)
    for _ in range(10):
        await asyncio.sleep(0)
    assert not calls.is_pending
    assert set(answers.got) == asked
    for answer in answers.got.values():
        assert answer[:1] in (b"v", b"e") and len(answer) <= limits.message_bytes
        _values.decode(answer[1:])
        came[answer[:1].decode()] += 1
    assert all(mime != "text/html" for bundle in shown for mime in bundle)
    calls.close()
    return came


def test_calls_of_the_guests_are_answered_or_named(chance: random.Random) -> None:
    logging.getLogger("cloche").setLevel(logging.CRITICAL)
    came: Counter[str] = Counter()
    try:
        for _ in range(TO_HOST_CALLS // 50):
            came += asyncio.run(_serve(chance))
    finally:
        logging.getLogger("cloche").setLevel(logging.NOTSET)
    assert min(came[kind] for kind in ("ProtocolError", "v", "e")) > 500, came


# ---- to the guest and its worker -----------------------------------------------------------------


def test_the_guest_names_them(chance: random.Random) -> None:
    parts = []
    for number, payload in enumerate(payloads(chance, TO_GUEST)):
        kind = b"ifa"[number % 3 : number % 3 + 1]
        if kind == b"a":
            payload = chance.choice([b"v", b"e", b"e", b"", b"?"]) + payload
        elif kind == b"i" and chance.random() < 0.5:
            payload = b"d" + u32(1) + b"s" + u32(1) + b"x" + payload
        parts.append(u32(len(payload)) + kind + payload)
    came = told("fuzz_guest.mjs", data=b"".join(parts))
    assert not came["broken"], [(parts[n], why) for n, why in came["broken"][:3]]
    outcomes = came["outcomes"]
    print(outcomes)
    assert sum(outcomes.values()) == TO_GUEST
    for name in outcomes:
        outcome, _, error = name.partition(" ")
        assert outcome in ("ok", "error", "memory"), name
        assert outcome != "error" or error in NAMED, name
    assert outcomes["error ValueError"] > TO_GUEST / 10


def test_the_worker_names_them() -> None:
    worker_names_them(SEED)


def worker_names_them(seed: int) -> None:
    came = told("fuzz_worker.mjs", seed, TO_WORKER)
    print(f"seed {seed}: {came['outcomes']}")
    assert not came["broken"], came["broken"][:3]
    assert came["outcomes"]["bad-message"] > TO_WORKER / 2
    assert came["outcomes"]["bad-import-call"] > TO_WORKER / 40
