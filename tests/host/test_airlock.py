"""The airlock: its protocol, and the iframe as the page has it. What it holds back is tested in
tests/security/test_escapes.py."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from pytest_pyodide import run_in_pyodide

from cloche import InputError, Pool, ProtocolError, Sandbox, _airlock_protocol

SCRIPT = Path(__file__).parent / "protocol_types.mjs"

TO_AIRLOCK: list[dict[str, Any]] = [
    {"type": "open", "version": 1, "script": "0", "wasm": {"$": "buffer"}},
    {"type": "spawn", "worker": 1},
    {"type": "end", "worker": 1},
]
FROM_AIRLOCK: list[dict[str, Any]] = [
    {"type": "opened", "version": 1},
    {"type": "refused", "message": "why"},
    {"type": "broken", "worker": 1, "message": "why"},
]


def broken(messages: list[dict[str, Any]]) -> list[Any]:
    """Each message with one thing wrong with it."""
    wrong: list[Any] = [None, 7, "open", [], {}, {"type": "nonsense"}, {"type": "__proto__"}]
    for message in messages:
        wrong.append({**message, "more": 1})
        for field in message:
            wrong.append({name: value for name, value in message.items() if name != field})
            wrong += [{**message, field: value} for value in (None, True, -1, 0, 1.5, [], {})]
    return wrong


def read_types(trials: list[Any] | None = None) -> dict[str, Any]:
    done = subprocess.run(
        ["node", str(SCRIPT), "airlock"],
        input=json.dumps(trials or []), capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# ---- the protocol ----------------------------------------------------------------------------


@pytest.mark.parametrize("union", ["ToAirlock", "FromAirlock"])
def test_python_has_every_message_and_field(union: str) -> None:
    types = read_types()
    kinds = {"Text": str, "WorkerNumber": int, "ArrayBuffer": object}
    messages = {
        message.__name__: message for message in get_args(getattr(_airlock_protocol, union))
    }
    assert list(messages) == types["unions"][union]
    for name, message in messages.items():
        hints = get_type_hints(message)
        assert list(hints) == list(types["messages"][name])
        for field, text in types["messages"][name].items():
            if text == "AirlockVersion":
                expected: Any = Literal[1]
            elif text.startswith('"'):
                expected = Literal[json.loads(text)]  # type: ignore[misc]
            else:
                expected = kinds[text]
            assert hints[field] == expected, (name, field)
            assert (get_origin(hints[field]) is Literal) == (get_origin(expected) is Literal)


def test_the_airlock_checks_every_field() -> None:
    types = read_types()
    kinds = {"Text": "string", "WorkerNumber": "number", "ArrayBuffer": "bytes",
             "AirlockVersion": "version"}
    expected = {}
    for name in types["unions"]["ToAirlock"]:
        fields = dict(types["messages"][name])
        kind = json.loads(fields.pop("type"))
        expected[kind] = {field: kinds[text] for field, text in fields.items()}
    assert types["checks"] == expected
    assert types["unions"]["AirlockVersion"] == [str(_airlock_protocol.VERSION)]


def test_the_airlock_takes_what_is_right_and_drops_what_is_not() -> None:
    wrong = broken(TO_AIRLOCK)
    verdicts = read_types(TO_AIRLOCK + wrong)["verdicts"]
    assert verdicts[: len(TO_AIRLOCK)] == [True] * len(TO_AIRLOCK)
    taken = [trial for trial, verdict in zip(wrong, verdicts[len(TO_AIRLOCK) :], strict=True) if verdict]
    assert taken == []


@pytest.mark.parametrize("message", FROM_AIRLOCK, ids=lambda message: message["type"])
def test_the_host_takes_what_is_right(message: dict[str, Any]) -> None:
    assert _airlock_protocol.checked(message) == message


@pytest.mark.parametrize("message", broken(FROM_AIRLOCK), ids=repr)
def test_the_host_names_what_is_wrong(message: Any) -> None:
    with pytest.raises(ProtocolError):
        _airlock_protocol.checked(message)


# ---- anywhere --------------------------------------------------------------------------------


@pytest.mark.parametrize(("options", "says"), [
    ({"isolation": "none"}, "isolation must be one of ('iframe', 'worker'), not 'none'"),
    ({"isolation": None}, "isolation must be one of"),
    ({"waits": "shared-memory"}, 'needs isolation="worker"'),
])
def test_isolation_is_one_of_two(options: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError) as caught:
        Sandbox(**options)
    assert says in str(caught.value)


def test_a_pool_takes_it_too() -> None:
    assert Pool(1, isolation="worker")._make()._isolation == "worker"
    assert Pool(1)._make()._isolation == "iframe"
    with pytest.raises(InputError, match="give make, or"):
        Pool(1, make=Sandbox, isolation="worker")


# ---- in each browser -------------------------------------------------------------------------


@run_in_pyodide(packages=["cloche"])
async def test_one_iframe_serves_all_and_goes_with_the_last(selenium_module_scope):
    import asyncio

    import js
    from cloche import Pool, Sandbox
    from cloche._airlock import Airlock

    def iframes():
        return js.document.getElementsByTagName("iframe").length

    before = iframes()
    async with Pool(3, warm=2) as pool, Sandbox() as sandbox:
        results = await asyncio.gather(*(pool.run(f"{n}") for n in range(6)), sandbox.run("6"))
        assert [result.value for result in results] == [*range(7)]
        assert (iframes() - before, Airlock.alive) == (1, 1)
        (iframe,) = js.document.querySelectorAll("iframe[sandbox]")
        assert iframe.getAttribute("sandbox") == "allow-scripts"
    async with Sandbox() as sandbox:  # soon after: the same
        assert (iframes() - before, Airlock.alive) == (1, 1)
        await asyncio.sleep(0.7)
        assert (await sandbox.run("7")).value == 7
    await asyncio.sleep(0.7)
    assert (iframes() - before, Airlock.alive) == (0, 0)


@run_in_pyodide(packages=["cloche"])
async def test_the_step_down_makes_no_iframe(selenium_module_scope):
    import asyncio

    from cloche import Pool, Sandbox
    from cloche._airlock import Airlock

    await asyncio.sleep(0.7)
    async with Sandbox(isolation="worker") as sandbox, Pool(1, isolation="worker") as pool:
        assert (await sandbox.run("1 + 1")).value == 2
        assert (await pool.run("1 + 2")).value == 3
        forked = await sandbox.fork()
        assert (await forked.run("1 + 3")).value == 4
        await forked.close()
        assert Airlock.alive == 0


@run_in_pyodide(packages=["cloche"])
async def test_a_page_that_takes_the_iframe_away(selenium_module_scope):
    """It ends what runs there; the next run has an iframe again."""
    import asyncio

    import js
    from cloche import Limits, Sandbox
    from cloche._airlock import Airlock
    from cloche._worker import Worker

    async with Sandbox(limits=Limits(wall_seconds=1)) as sandbox:
        await sandbox.run("marker = 41")
        js.document.querySelector("iframe[sandbox]").remove()
        # The browser ends its workers when it comes to it: Chromium once after another answer.
        for _ in range(50):
            result = await sandbox.run("marker")
            if result.session_state != "kept":
                break
            await asyncio.sleep(0.1)
        assert result.status in ("timeout", "crashed") and result.session_state != "kept", result
        assert (await sandbox.run("1 + 1")).value == 2
        iframe = js.document.querySelector("iframe[sandbox]")
        js.document.documentElement.appendChild(iframe)  # which loads it anew
        await asyncio.sleep(0.3)
        assert (await sandbox.run("1 + 2")).value == 3
    await asyncio.sleep(0.7)
    assert (Airlock.alive, Worker.alive) == (0, 0)


@run_in_pyodide(packages=["cloche"])
async def test_a_wall_that_is_missing_is_an_error(selenium_module_scope):
    """An origin, or no policy: each is noticed, named, and nothing runs."""
    import asyncio

    from cloche import Sandbox, StartError, _airlock
    from cloche._worker import Worker

    sandbox_attribute, policy = _airlock._SANDBOX, _airlock.airlock_policy
    try:
        for patch, says in [
            ({"_SANDBOX": "allow-scripts allow-same-origin"}, "iframe sandbox"),
            ({"airlock_policy": lambda: ""}, "Content-Security-Policy: the browser does not"),
        ]:
            await asyncio.sleep(0.7)
            for name, value in patch.items():
                setattr(_airlock, name, value)
            try:
                await Sandbox().start()
            except StartError as error:
                assert says in str(error), error
            else:
                raise AssertionError(f"it ran without {says}")
            _airlock._SANDBOX, _airlock.airlock_policy = sandbox_attribute, policy
    finally:
        _airlock._SANDBOX, _airlock.airlock_policy = sandbox_attribute, policy
    assert (_airlock.Airlock.alive, Worker.alive) == (0, 0)
    async with Sandbox() as sandbox:
        assert (await sandbox.run("1 + 1")).value == 2


@run_in_pyodide(packages=["cloche"])
async def test_a_script_that_is_not_allowed_is_an_error(selenium_module_scope):
    """As where the page's policy lacks the script's hash: it names what is needed."""
    from cloche import Sandbox, StartError, _airlock, _policy
    from cloche._worker import Worker

    real, seconds = _airlock.airlock_policy, _airlock._OPEN_SECONDS
    if _airlock._current is not None:
        _airlock._current.remove()
    _airlock.airlock_policy = lambda: "default-src 'none'; script-src 'wasm-unsafe-eval'"
    _airlock._OPEN_SECONDS = 1
    try:
        await Sandbox().start()
    except StartError as error:
        assert _policy.airlock_source() in str(error) and "script-src" in str(error), error
    else:
        raise AssertionError("it ran")
    finally:
        _airlock.airlock_policy, _airlock._OPEN_SECONDS = real, seconds
    assert (_airlock.Airlock.alive, Worker.alive) == (0, 0)
