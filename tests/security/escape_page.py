# Runs in Pyodide, in the page: makes the attempts of escapes.toml behind the walls that stand.
import asyncio
import base64
import json

import js
from pyodide.ffi import create_proxy, to_js

from cloche import ClocheError, Limits, Sandbox, _airlock, _isolation, _module, _page_worker
from cloche._javascript import js_object

_real_asset = _module.asset
_real_policy, _real_sandbox = _airlock.airlock_policy, _airlock._SANDBOX
_scripts = {}
_evil = {}
_module.asset = lambda name: (
    _scripts[name].encode() if name in _scripts else _evil.get(name) or _real_asset(name)
)


def shipped():
    """The scripts that workers and airlocks are made of, as the wheel has them."""
    return {name: _real_asset(name).decode() for name in ("worker.js", "airlock.js")}


def set_up(scripts, without):
    _scripts.clear()
    _scripts.update(scripts)
    _airlock.airlock_policy = (lambda: "") if without == "policy" else _real_policy
    _airlock._SANDBOX = "allow-scripts allow-same-origin" if without == "origin" else _real_sandbox
    _page_worker._script_url = None
    remove_airlock()


def remove_airlock():
    if _airlock._current is not None:
        _airlock._current.remove()


async def _told(port, names, at, seconds):
    """What each attempt came to, by name; those that go on for longer are left out."""
    outcomes = {}
    done = asyncio.Event()

    def on_message(event):
        name = getattr(event.data, "attempt", None)
        if name is not None:
            outcomes[name] = event.data.outcome
            if len(outcomes) == len(names):
                done.set()

    proxy = create_proxy(on_message)
    port.onmessage = proxy
    for name in names:
        port.postMessage(js_object(attempt=name, at=at + name))
    try:
        async with asyncio.timeout(seconds):
            await done.wait()
    except TimeoutError:
        pass
    port.onmessage = None
    proxy.destroy()
    return outcomes


async def in_worker(names, at, isolation="iframe", seconds=3):
    broken = []
    made = await _isolation.make(isolation, broken.append)
    try:
        outcomes = await _told(made.port, names, at, seconds)
    finally:
        made.end()
    if broken:
        raise AssertionError(broken)
    return outcomes


async def in_frame(names, at, seconds=3):
    made = await _airlock.make(print)
    channel = js.MessageChannel.new()
    window = js.Reflect.get(_airlock._current._iframe.contentWindow, "0")
    window.postMessage(js_object(attempts=True), "*", to_js([channel.port2]))
    try:
        return await _told(channel.port1, names, at, seconds)
    finally:
        made.end()
        remove_airlock()  # whatever was tried there


async def fetch(address):
    """What a page had better not offer."""
    await js.fetch(address, js_object(mode="no-cors"))


async def in_wasm(modules, offers):
    """Each module (base64) in the guest's place; with ``offers``, the page gives what it wants."""
    outcomes = {}
    for name, data in modules.items():
        remove_airlock()
        _evil["cloche.wasm"] = base64.b64decode(data)
        try:
            async with Sandbox(limits=Limits(wall_seconds=1)) as sandbox:
                if offers:
                    sandbox.function(fetch)
                result = await sandbox.run("1")
            shown = any("text/html" in bundle for bundle in result.displays)
            reached = shown or "reached" in result.stdout.splitlines()
            outcomes[name] = "reached" if reached else f"{result.status}: {result.reason}"
        except ClocheError as error:
            outcomes[name] = str(error)
        finally:
            _evil.clear()
    remove_airlock()
    return outcomes


async def in_guest(codes, at, port, offers):
    """With ``offers``, the page itself gives the guest what it wants."""
    outcomes = {}
    for name, code in codes.items():
        async with Sandbox(limits=Limits(wall_seconds=3)) as sandbox:
            if offers:
                sandbox.function(fetch)
            result = await sandbox.run(code, inputs={"at": at + name, "port": port})
            reached = "reached" in result.stdout.splitlines()
            outcomes[name] = "reached" if reached else result.stderr
    return outcomes


async def outlives(how):
    """How often a worker that goes on and on was heard of after its end; by "nothing", it is not
    ended at all."""
    heard = []
    made = await _airlock.make(print)
    airlock = _airlock._current
    proxy = create_proxy(lambda event: heard.append(1) if hasattr(event.data, "alive") else None)
    made.port.onmessage = proxy
    made.port.postMessage(js_object(attempt="outlive", at=""))
    for _ in range(100):
        await asyncio.sleep(0.05)
        if heard:
            break
    before = len(heard)
    if how == "end":
        airlock.end(made._number)  # not made.end(), which closes our ear too
    elif how == "remove":
        airlock.remove()
    await asyncio.sleep(1)
    heard.clear()
    await asyncio.sleep(1)
    after = len(heard)
    airlock.remove()
    made.port.onmessage = None
    proxy.destroy()
    return before, after


async def two_in_one_airlock():
    """Workers of two sandboxes: what one leaves everywhere, the other looks for."""
    names = ["leave"], ["find"]
    first = await _isolation.make("iframe", print)
    second = await _isolation.make("iframe", print)
    left = await _told(first.port, names[0], "", 3)
    found = await _told(second.port, names[1], "", 3)
    first.end()
    second.end()
    return left, found
