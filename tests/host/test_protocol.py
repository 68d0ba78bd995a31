"""Both sides of the wire against the one file that is the protocol, web/protocol.d.ts."""

from __future__ import annotations

import copy
import json
import subprocess
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloche import ProtocolError, _protocol

SCRIPT = Path(__file__).parent / "protocol_types.mjs"

BYTES = {"$": "bytes", "of": [1, 2, 3]}


class JsBuffer:
    """What Pyodide shows of a Uint8Array (pyodide.ffi.JsBuffer), as far as the check looks."""

    def to_memoryview(self) -> memoryview:
        return memoryview(b"")


LEFT_IN_JAVASCRIPT = JsBuffer()

TO_WORKER: list[dict[str, Any]] = [
    {
        "type": "start",
        "protocol": 4,
        "memory_bytes": 2**24,
        "file_paths": ["a/b.py"],
        "file_contents": [BYTES],
        "deterministic": False,
        "clock_seconds": 0,
        "seed": 0,
        "clock_step_ms": 1,
        "stop_flag": None,
        "may_suspend": True,
    },
    {
        "type": "run",
        "run": 1,
        "file": "<main>",
        "body": "x = 1\n",
        "tail": "x",
        "tail_line": 2,
        "stdin": "",
        "wall_seconds": 1.5,
        "output_bytes": 1000,
        "steps": 100,
        "save_bytes": 0,
        "inputs": BYTES,
        "functions": BYTES,
        "asks_input": True,
        "host_calls": 100,
        "message_bytes": 1024,
        "wait_seconds": 1.5,
        "answer_buffer": None,
    },
    {"type": "answer", "run": 1, "call": 1, "answer": BYTES},
    {"type": "save", "run": 1},
    {"type": "restore", "run": 1, "image": BYTES},
    {"type": "file", "run": 1, "operation": "write", "path": "a/b.csv", "content": BYTES},
    {"type": "stop", "run": 1},
]

TO_HOST: list[dict[str, Any]] = [
    {"type": "ready", "protocol": 4, "yields": True},
    {"type": "stdout", "run": 1, "text": "ü\n"},
    {"type": "stderr", "run": 1, "text": "!"},
    {"type": "call", "run": 1, "call": 1, "name": "input", "payload": b"N",
     "ran_seconds": 0.25},
    {"type": "cancel", "run": 1, "call": 1},
    {"type": "wait", "run": 1},
    {"type": "saved", "run": 1, "image": LEFT_IN_JAVASCRIPT},
    {"type": "restored", "run": 1},
    {"type": "filed", "run": 1, "error": "not-found", "content": b""},
    {
        "type": "done",
        "run": 1,
        "outcome": "ok",
        "value": b"",
        "error": b"",
        "problem": b"",
        "wait_seconds": 0.25,
        "wall_seconds": 0.5,
        "steps": 17,
        "peak_memory_bytes": 65536,
        "output_bytes": 2,
    },
    {"type": "fatal", "name": "trap", "message": "unreachable"},
]


def read_types(trials: list[Any] | None = None) -> dict[str, Any]:
    done = subprocess.run(
        ["node", str(SCRIPT)],
        input=json.dumps(trials or []),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def types() -> dict[str, Any]:
    return read_types()


def python_type_of(text: str, types: dict[str, Any]) -> Any:
    """The Python annotation for a type of the .d.ts; numbers are settled by their field's name."""
    simple = {
        "Text": str,
        "boolean": bool,
        "Uint8Array": bytes,
        "Text[]": list[str],
        "Uint8Array[]": list[bytes],
        "Image": object,
        "StopFlag": object,
        "AnswerBuffer": object,
        "Value": bytes,
        "AnswerBytes": bytes,
    }
    if text in simple:
        return simple[text]
    if text.startswith('"'):
        return Literal[json.loads(text)]  # type: ignore[misc]
    choices = types["unions"][text]
    return Literal[tuple(json.loads(choice) for choice in choices)]  # type: ignore[misc]


def same(annotation: Any, expected: Any) -> bool:
    if get_origin(annotation) is Literal:
        return set(get_args(annotation)) == set(get_args(expected))
    return annotation == expected


@pytest.mark.parametrize("union", ["ToWorker", "ToHost"])
def test_python_has_every_message_and_field_of_the_protocol(union: str, types: dict[str, Any]):
    messages = {message.__name__: message for message in get_args(getattr(_protocol, union))}
    assert list(messages) == types["unions"][union]
    for name, message in messages.items():
        hints = get_type_hints(message)
        fields = types["messages"][name]
        assert list(hints) == list(fields), name
        for field, text in fields.items():
            if text == "number":
                expected = float if field.endswith("_seconds") else int
            else:
                expected = python_type_of(text, types)
            assert same(hints[field], expected), f"{name}.{field} is {text} there"


def test_worker_checks_every_field_of_the_protocol(types: dict[str, Any]):
    kinds = {
        "Text": "string",
        "Text[]": "strings",
        "Uint8Array": "bytes",
        "Uint8Array[]": "byte-arrays",
        "FileOperation": "file-operation",
        "Image": "bytes",
        "StopFlag": "stop-flag",
        "AnswerBuffer": "answer-buffer",
        "Value": "bytes",
        "AnswerBytes": "bytes",
        "boolean": "flag",
        "WebAssembly.Module": "module",
        "MessagePort": "port",
        "ProtocolVersion": "protocol",
    }
    expected = {}
    for name in ["Opening", *types["unions"]["ToWorker"]]:
        fields = dict(types["messages"][name])
        kind = json.loads(fields.pop("type"))
        expected[kind] = {
            field: kinds.get(text) or ("seconds" if field.endswith("_seconds") else "count")
            for field, text in fields.items()
        }
    assert types["opening"] | types["checks"] == expected


def test_version_is_the_same_on_both_sides(types: dict[str, Any]):
    assert types["unions"]["ProtocolVersion"] == [str(_protocol.PROTOCOL)]


FLAGS = ("yields", "deterministic", "asks_input", "may_suspend")
TEXTS = ("text", "message", "file", "body", "tail", "path", "stdin")


def broken(messages: list[dict[str, Any]]) -> list[Any]:
    """Each message with one thing wrong with it."""
    wrong: list[Any] = [None, 7, "run", [], {}, {"type": "nonsense"}, {"type": None},
                        {"type": "__proto__"}, {"type": "constructor"}]
    for message in messages:
        for field in message:
            lacking = copy.deepcopy(message)
            del lacking[field]
            wrong.append(lacking)
            for value in (None, True, [], {}, "\u2603", -1, 1.5e300, [1]):
                if field in ("stop_flag", "answer_buffer") and value is None:
                    continue
                if field in FLAGS and value is True:
                    continue
                if value == "\u2603" and (field in TEXTS or (message["type"], field) == ("call", "name")):
                    continue
                if field.endswith("_seconds") and value == 1.5e300 and message["type"] != "done":
                    continue  # any positive number of seconds is one
                if field in ("file_paths", "file_contents") and value == []:
                    continue  # one alone is caught by the other's length, tested below
                wrong.append({**message, field: value})
        wrong.append({**message, "more": 1})
    return wrong


def test_worker_takes_no_opening_that_is_not_one():
    right = {"type": "open", "port": {"$": "port"}, "module": {"$": "module"}, "sealed": True}
    wrong = [{**right, "port": None}, {**right, "module": BYTES}, {**right, "sealed": 1},
             {**right, "more": 1}, {**right, "type": "start"}, {}, None, TO_WORKER[-1]]
    for field in right:
        wrong.append({name: value for name, value in right.items() if name != field})
    verdicts = read_types([{"opening": trial} for trial in [right, *wrong]])["verdicts"]
    assert verdicts[0] is None
    assert all(verdict and verdict["name"] == "bad-message" for verdict in verdicts[1:]), verdicts


def test_worker_takes_what_is_right_and_names_what_is_not():
    wrong = broken(TO_WORKER)
    wrong.append({**TO_WORKER[0], "file_paths": []})
    verdicts = read_types(TO_WORKER + wrong)["verdicts"]
    assert verdicts[: len(TO_WORKER)] == [None] * len(TO_WORKER)
    for trial, verdict in zip(wrong, verdicts[len(TO_WORKER) :], strict=True):
        assert verdict is not None, trial
        assert verdict["name"] == "bad-message", (trial, verdict)


@pytest.mark.parametrize("message", TO_HOST, ids=lambda message: message["type"])
def test_host_takes_what_is_right(message: dict[str, Any]):
    assert _protocol.checked(message) == message


@pytest.mark.parametrize("message", broken(TO_HOST), ids=repr)
def test_host_names_what_is_wrong(message: Any):
    with pytest.raises(ProtocolError):
        _protocol.checked(message)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.text() | st.sampled_from(["type", "run", "text", "outcome", "value"]), inner),
))
def test_host_never_fails_in_another_way(message: Any):
    try:
        _protocol.checked(message)
    except ProtocolError:
        pass
