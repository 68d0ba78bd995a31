"""The wire protocol as Python types; web/protocol.d.ts says what each field means.

tests/host/test_protocol.py holds the two against each other, field by field.
"""

from __future__ import annotations

from typing import Any, Final, Literal, TypedDict, get_args, get_origin, get_type_hints

from cloche._errors import ProtocolError

PROTOCOL: Final = 4


class Start(TypedDict):
    type: Literal["start"]
    protocol: Literal[4]
    memory_bytes: int
    file_paths: list[str]
    file_contents: list[bytes]
    deterministic: bool
    clock_seconds: float
    seed: int
    clock_step_ms: int
    stop_flag: object  # an Int32Array in shared memory, or None
    may_suspend: bool


class Run(TypedDict):
    type: Literal["run"]
    run: int
    file: str
    body: str
    tail: str
    tail_line: int
    stdin: str
    wall_seconds: float
    output_bytes: int
    steps: int
    save_bytes: int
    inputs: bytes
    functions: bytes
    asks_input: bool
    host_calls: int
    message_bytes: int
    wait_seconds: float
    answer_buffer: object  # a SharedArrayBuffer, or None


class Answer(TypedDict):
    type: Literal["answer"]
    run: int
    call: int
    answer: bytes


class Save(TypedDict):
    type: Literal["save"]
    run: int


class Restore(TypedDict):
    type: Literal["restore"]
    run: int
    image: object


FileOperation = Literal["write", "read", "list", "remove", "mkdir"]


class File(TypedDict):
    type: Literal["file"]
    run: int
    operation: FileOperation
    path: str
    content: bytes


class Stop(TypedDict):
    type: Literal["stop"]
    run: int


class Ready(TypedDict):
    type: Literal["ready"]
    protocol: Literal[4]
    yields: bool


class Stdout(TypedDict):
    type: Literal["stdout"]
    run: int
    text: str


class Stderr(TypedDict):
    type: Literal["stderr"]
    run: int
    text: str


class Call(TypedDict):
    type: Literal["call"]
    run: int
    call: int
    name: str
    payload: bytes
    ran_seconds: float


class Cancel(TypedDict):
    type: Literal["cancel"]
    run: int
    call: int


class Wait(TypedDict):
    type: Literal["wait"]
    run: int


class Saved(TypedDict):
    type: Literal["saved"]
    run: int
    image: object  # a Uint8Array, left in JavaScript


class Restored(TypedDict):
    type: Literal["restored"]
    run: int


FileError = Literal[
    "",
    "not-found",
    "exists",
    "is-directory",
    "not-directory",
    "not-empty",
    "busy",
    "no-room",
    "too-large",
    "name-too-long",
]


class Filed(TypedDict):
    type: Literal["filed"]
    run: int
    error: FileError
    content: bytes


Outcome = Literal["ok", "error", "timeout", "waited", "memory", "steps", "output", "stopped"]


class Done(TypedDict):
    type: Literal["done"]
    run: int
    outcome: Outcome
    value: bytes
    error: bytes
    problem: bytes
    wall_seconds: float
    wait_seconds: float
    steps: int
    peak_memory_bytes: int
    output_bytes: int


FatalName = Literal["bad-message", "start-failed", "trap", "bad-import-call"]


class Fatal(TypedDict):
    type: Literal["fatal"]
    name: FatalName
    message: str


ToWorker = Start | Run | Answer | Save | Restore | File | Stop
ToHost = Ready | Stdout | Stderr | Call | Cancel | Wait | Saved | Restored | Filed | Done | Fatal

_TO_HOST: dict[str, dict[str, Any]] = {
    get_args(get_type_hints(message)["type"])[0]: get_type_hints(message)
    for message in get_args(ToHost)
}

_MAX_NUMBER = 2**53


def checked(message: object) -> ToHost:
    """The message that arrived from a worker, if the protocol allows it.

    ``message`` is what to_py() made of it: dict, str, int, float, bytes and so on.
    Raises ProtocolError, which says what is wrong.
    """
    if not isinstance(message, dict):
        raise ProtocolError(f"a message is an object, not a {type(message).__name__}")
    kind = message.get("type")
    fields = _TO_HOST.get(kind) if isinstance(kind, str) else None
    if fields is None:
        raise ProtocolError(f"there is no message of type {str(kind)[:80]!r}")
    for name, annotation in fields.items():
        if name not in message:
            raise ProtocolError(f"{kind} lacks its field {name}")
        if not _fits(message[name], annotation):
            raise ProtocolError(f"{kind}.{name} is a {type(message[name]).__name__} out of place")
    for name in message:
        if name not in fields:
            raise ProtocolError(f"{kind} has no field {str(name)[:80]!r}")
    return message  # type: ignore[return-value]


def _fits(value: object, annotation: Any) -> bool:
    if get_origin(annotation) is Literal:
        return any(value == choice and type(value) is type(choice)
                   for choice in get_args(annotation))
    if annotation is int:
        return type(value) is int and 0 <= value <= _MAX_NUMBER
    if annotation is float:
        return type(value) in (int, float) and 0 <= value <= _MAX_NUMBER  # type: ignore[operator]
    if annotation is object:
        # Bytes that stay in JavaScript, as Pyodide shows them (pyodide.ffi.JsBuffer).
        return hasattr(value, "to_memoryview")
    return type(value) is annotation
