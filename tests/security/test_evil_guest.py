"""The guest turned enemy, in browsers: modules that ask for random things in a random order, sessions
whose module goes bad in the middle, workers that flood the page. Each run has a named end, and what the
session had comes back.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_pyodide import run_in_pyodide

HERE = Path(__file__).parent
sys.path.append(str(HERE))

from evil_modules import assembled, random_ones  # noqa: E402

SEED = 20261123
IN_A_BROWSER = 60

_BEHAVES = '(func (export "cloche_run") (result i32)'
_SPOILS = (
    "(local $at i32) (loop $l (i64.store (local.get $at) (i64.const 0x6d6d6d6d6d6d6d6d))"
    " (local.set $at (i32.add (local.get $at) (i32.const 8)))"
    " (br_if $l (i32.lt_u (local.get $at) (i32.const 655360))))"
)
_NONSENSE = "(drop (call $write (i32.const 9) (i32.const 0) (i32.const 1)))"

#: What a module does that was good until then, and how that run ends.
TURNS = {
    "a trap": ("(unreachable)", "crashed"),
    "a trap that nothing foretold": ("(drop (i32.div_u (i32.const 1) (i32.load (i32.const 655300))))"
                                     " (drop (i32.load (i32.const -4)))", "crashed"),
    "recursion without end": ("(call $down)", "crashed"),
    "a call that makes no sense": (_NONSENSE, "crashed"),
    "the same, and its error caught": (f"(try (do {_NONSENSE}) (catch_all))", "crashed"),
    "an end that there is not": ("(return (i32.const 77))", "crashed"),
    "a value of garbage": ("(call $reply (i32.const 0) (i32.const 0) (i32.const 64))", "crashed"),
    "an error of garbage": ("(call $reply (i32.const 1) (i32.const 0) (i32.const 64))"
                            " (return (i32.const 1))", "crashed"),
    "a call of garbage": ("(drop (call $call (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 0)"
                          " (i32.const 64) (i32.const 0) (i32.const 64)))", "crashed"),
    "no end": ("(loop $l (drop (call $tick (i32.const 1))) (br $l))", "timeout"),
}


@run_in_pyodide(packages=["cloche"])
async def _each_in_the_guests_place(selenium, modules):
    """How a sandbox ends for each module, and whether one with the real guest works after it."""
    import base64

    from cloche import ClocheError, Limits, Sandbox, _airlock, _module

    real = _module.asset
    ends = []
    try:
        for data in modules:
            if _airlock._current is not None:
                _airlock._current.remove()
            wasm = base64.b64decode(data)
            _module.asset = lambda name, wasm=wasm: wasm if name == "cloche.wasm" else real(name)
            try:
                async with Sandbox(limits=Limits(wall_seconds=0.2)) as sandbox:
                    result = await sandbox.run("1", limits=sandbox.limits.replace(wait_seconds=0.2))
                    ends.append(result.status)
                    await sandbox.files.write("a", b"b")
                    await sandbox.snapshot()
            except (ClocheError, OSError) as error:
                ends.append(type(error).__name__)
    finally:
        _module.asset = real
        if _airlock._current is not None:
            _airlock._current.remove()
    async with Sandbox() as sandbox:
        ends.append((await sandbox.run("print('alive')")).stdout)
    return ends


def test_random_modules_have_a_named_end(selenium_module_scope: Any) -> None:
    made = random_ones(SEED, IN_A_BROWSER)
    *ends, alive = _each_in_the_guests_place(selenium_module_scope, list(made.values()))
    print(f"{selenium_module_scope.browser}: {ends}")
    assert alive == "alive\n"
    assert set(ends) <= {"ok", "error", "timeout", "memory", "steps", "output", "crashed",
                         "StartError", "SnapshotError", "ProtocolError", "OSError",
                         "FileNotFoundError", "MemoryError"}, ends
    assert len(ends) >= IN_A_BROWSER and "crashed" in ends


#: Put before the worker's script: its second run is another module's, over the same memory.
_TURNING = """
(() => {
  const { Instance, Module } = WebAssembly;
  const bad = new Module(Uint8Array.from(atob("%s"), (c) => c.charCodeAt(0)));
  WebAssembly.Instance = function (module, imports) {
    const good = new Instance(module, imports);
    const evil = new Instance(bad, imports);
    let runs = 0;
    const cloche_run = () => (++runs === 2 ? evil : good).exports.cloche_run();
    return { exports: { ...good.exports, cloche_run } };
  };
})();
"""


@run_in_pyodide(packages=["cloche"])
async def _each_turning(selenium, heads):
    from cloche import Limits, Sandbox, _airlock, _module, _page_worker

    real = _module.asset
    ends = []
    try:
        for head in heads:
            script = head.encode() + real("worker.js")
            _page_worker._script_url = None
            if _airlock._current is not None:
                _airlock._current.remove()
            _module.asset = lambda name, script=script: script if name == "worker.js" else real(name)
            async with Sandbox(limits=Limits(wall_seconds=0.5), waits="never") as sandbox:
                await sandbox.run("x = ['kept']")
                result = await sandbox.run("x.append('spoilt')")
                after = await sandbox.run("print(x)")
                ends.append([result.status, result.session_state, bool(result.reason), after.stdout])
    finally:
        _module.asset = real
        _page_worker._script_url = None
        if _airlock._current is not None:
            _airlock._current.remove()
    return ends


def test_what_goes_bad_is_given_up_and_the_session_comes_back(selenium_module_scope: Any) -> None:
    """Rung 3 of the ladder: another worker, and the session as it was before that run."""
    down = "(func $down (call $down) (call $down))"
    # The memory is there already: nothing is put into it.
    modules = assembled({
        name: f"{down} {_BEHAVES} {_SPOILS} {turn} (i32.const 0))" for name, (turn, _) in TURNS.items()
    })
    ends = _each_turning(selenium_module_scope, [_TURNING % data for data in modules.values()])
    told = dict(zip(TURNS, ends, strict=True))
    assert told == {name: [end, "restored", True, "['kept']\n"] for name, (_, end) in TURNS.items()}


@run_in_pyodide(packages=["cloche"])
async def _flooded(selenium, lie):
    """How a run of 0.5 s ends whose worker does nothing but send, after how many seconds, and the
    longest that the page stood still after it."""
    import asyncio
    import time

    from cloche import Limits, Sandbox, _airlock, _module

    real = _module.asset
    script = (
        "onmessage = ({data: {port}}) => { port.onmessage = ({data: {type, run}}) => {"
        " if (type === 'start') port.postMessage({type: 'ready', protocol: 4, yields: false});"
        f" else for (let i = 1; i < 1e9; i++) port.postMessage({lie}); }} }}"
    )
    _module.asset = lambda name: script.encode() if name == "worker.js" else real(name)
    if _airlock._current is not None:
        _airlock._current.remove()
    try:
        async with Sandbox(limits=Limits(wall_seconds=0.5)) as sandbox:
            started = time.monotonic()
            result = await sandbox.run("1")
            took = time.monotonic() - started
    finally:
        _module.asset = real
        _airlock._current.remove()
    longest = 0.0
    for _ in range(10):
        before = time.monotonic()
        await asyncio.sleep(0.05)
        longest = max(longest, time.monotonic() - before)
    return result.status, took, longest


@pytest.mark.parametrize("lie", [
    "{type: 'stdout', run, text: 'x'}",
    "{type: 'stdout', run, text: ''}",
    "{type: 'call', run, call: 0, name: 'x', payload: new Uint8Array([78]), ran_seconds: 0}",
    "{type: 'cancel', run, call: i}",
    "7",
])
def test_a_flood_of_messages_ends(selenium_module_scope: Any, lie: str) -> None:
    """From a worker whose first wall has fallen. A timer alone would come too late: in Chromium
    messages that come and come keep it waiting."""
    if selenium_module_scope.browser == "safari" and lie != "7":
        pytest.xfail("WebKit takes messages in batches, and its page may stand still: SECURITY.md")
    status, took, longest = _flooded(selenium_module_scope, lie)
    print(f"{selenium_module_scope.browser}: {status} after {took:.1f} s, then {longest:.2f} s")
    assert status in (["crashed"] if lie == "7" else ["timeout", "crashed"])
    assert took < 10 and longest < 2
