"""The airlock's wire protocol as Python types; web/airlock/protocol.d.ts says what each means.

tests/host/test_airlock.py holds the two against each other.
"""

from __future__ import annotations

from typing import Any, Final, Literal, TypedDict, get_args, get_type_hints

from cloche._errors import ProtocolError

VERSION: Final = 1


class Open(TypedDict):
    type: Literal["open"]
    version: Literal[1]
    script: str
    wasm: object  # an ArrayBuffer


class Spawn(TypedDict):
    type: Literal["spawn"]
    worker: int


class End(TypedDict):
    type: Literal["end"]
    worker: int


class Opened(TypedDict):
    type: Literal["opened"]
    version: Literal[1]


class Refused(TypedDict):
    type: Literal["refused"]
    message: str


class Broken(TypedDict):
    type: Literal["broken"]
    worker: int
    message: str


ToAirlock = Open | Spawn | End
FromAirlock = Opened | Refused | Broken

_FROM_AIRLOCK: dict[str, dict[str, Any]] = {
    get_args(get_type_hints(message)["type"])[0]: get_type_hints(message)
    for message in get_args(FromAirlock)
}


def checked(message: object) -> FromAirlock:
    """The message that arrived from the airlock, if the protocol allows it. Raises ProtocolError."""
    kind = message.get("type") if isinstance(message, dict) else None
    fields = _FROM_AIRLOCK.get(kind) if isinstance(kind, str) else None
    if not isinstance(message, dict) or fields is None:
        raise ProtocolError("the airlock sent something of no known type")
    if message.keys() != fields.keys():
        raise ProtocolError(f"the airlock sent {kind} with fields of its own")
    for name, annotation in fields.items():
        if not _fits(message[name], annotation):
            raise ProtocolError(f"the airlock's {kind}.{name} is out of place")
    return message  # type: ignore[return-value]


def _fits(value: object, annotation: Any) -> bool:
    if annotation is str:
        return type(value) is str
    if annotation is int:
        return type(value) is int and 0 < value <= 2**53
    return any(value == choice and type(value) is type(choice) for choice in get_args(annotation))
