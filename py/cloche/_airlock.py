"""The airlock, from the host's side: an iframe of an opaque origin that makes the page's workers.

One serves all sandboxes of a page; it comes with the first worker and goes soon after the last.
"""

from __future__ import annotations

import asyncio
import html
import itertools
from typing import Any

from cloche import _module
from cloche._airlock_protocol import VERSION, End, Open, Spawn, checked
from cloche._errors import ProtocolError, StartError
from cloche._javascript import js_object, python_of
from cloche._made import Made, OnBroken
from cloche._policy import airlock_policy, needs_of_the_page

#: From the iframe's load until its script answers, which it does at once or never.
_OPEN_SECONDS = 10.0

#: It outlives its last worker by this: a page that uses one sandbox after another needs one airlock.
_LINGER_SECONDS = 0.5

#: What an iframe may do: run scripts. No origin, no pop-ups, forms, dialogues or downloads; and it
#: can't lead the page elsewhere.
_SANDBOX = "allow-scripts"


def _document() -> str:
    """An iframe in an iframe, both sealed: a policy does not keep a document from leading itself
    elsewhere, but the one around it does (frame-src)."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{airlock_policy()}">'
    script = _module.asset("airlock.js").decode()
    inner = f"<!doctype html><meta charset=utf-8>{meta}<script>{script}</script>"
    return (
        f"<!doctype html><meta charset=utf-8>{meta}"
        f'<iframe sandbox="{_SANDBOX}" srcdoc="{html.escape(inner)}"></iframe>'
    )


def _iframe(document: Any) -> Any:
    from pyodide.ffi import JsException

    iframe = document.createElement("iframe")
    iframe.setAttribute("sandbox", _SANDBOX)
    iframe.setAttribute("aria-hidden", "true")
    iframe.tabIndex = -1
    # Not by an attribute, which the page's policy may not allow.
    iframe.style.setProperty("display", "none", "important")
    try:
        iframe.srcdoc = _document()
    except JsException as error:  # Trusted Types
        raise StartError(
            f"the page does not allow iframe.srcdoc ({error}): leave require-trusted-types-for out "
            "of its Content-Security-Policy"
        ) from None
    return iframe


#: The one that is open, or is being opened.
_current: Airlock | None = None


async def make(on_broken: OnBroken) -> Made:
    """A new worker in the page's airlock. Raises StartError."""
    global _current
    if _current is None or not _current.is_usable():
        _current = Airlock()
    return await _current.spawn(on_broken)


class Airlock:
    """An airlock, from its making to its removal. Raises StartError where the page has no document."""

    #: How many are in this page, for tests that count.
    alive = 0

    def __init__(self) -> None:
        import js
        from pyodide.ffi import create_proxy

        document = getattr(js, "document", None)
        if document is None:
            raise StartError(
                "isolation=\"iframe\" needs a document: run Pyodide on the page's main thread, or "
                'give isolation="worker", which is less isolation'
            )
        self._broken: dict[int, OnBroken] = {}
        self._numbers = itertools.count(1)
        self._users = 0
        self._lingering: asyncio.TimerHandle | None = None
        self._opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # Nobody may be left who waits for it.
        self._opened.add_done_callback(lambda opened: opened.cancelled() or opened.exception())
        channel = js.MessageChannel.new()
        self._port: Any = channel.port1
        self._other_port: Any = channel.port2
        self._iframe: Any = _iframe(document)
        self._handle_message = create_proxy(self._on_message)
        self._handle_load = create_proxy(self._on_load)
        self._port.onmessage = self._handle_message
        self._port.onmessageerror = self._handle_message
        self._iframe.addEventListener("load", self._handle_load)
        Airlock.alive += 1
        # Not in the body, which belongs to the page and may be replaced.
        document.documentElement.appendChild(self._iframe)

    def is_usable(self) -> bool:
        """Whether it is still there; the page may have taken it away."""
        if self._iframe is not None and not self._iframe.isConnected:
            self._give_up("the page removed the iframe that isolates workers, which ended them")
        return self._iframe is not None

    async def spawn(self, on_broken: OnBroken) -> Made:
        """A new worker. Raises StartError."""
        self._use()
        try:
            await asyncio.wait([self._opened], timeout=_OPEN_SECONDS)
            if not self._opened.done():
                self._give_up(
                    "the iframe that isolates workers did not answer within "
                    f"{_OPEN_SECONDS:g} s. {needs_of_the_page('iframe')}"
                )
            self._opened.result()
        except BaseException:
            self._unuse()
            raise
        return _AirlockWorker(self, next(self._numbers), on_broken)

    def begin(self, number: int, port: Any, on_broken: OnBroken) -> None:
        """Has a worker made, which talks on the port."""
        self._broken[number] = on_broken
        message: Spawn = {"type": "spawn", "worker": number}
        self._post(message, port)

    def end(self, number: int) -> None:
        """Has a worker ended."""
        self._broken.pop(number, None)
        message: End = {"type": "end", "worker": number}
        self._post(message)
        self._unuse()

    def remove(self) -> None:
        """Takes it out of the page, and with it all of its workers. May be called twice."""
        if self._iframe is None:
            return
        self._iframe.removeEventListener("load", self._handle_load)
        self._iframe.remove()
        self._iframe = None
        self._port.onmessage = self._port.onmessageerror = None
        self._port.close()
        self._handle_message.destroy()
        self._handle_load.destroy()
        if self._lingering is not None:
            self._lingering.cancel()
            self._lingering = None
        Airlock.alive -= 1

    def _use(self) -> None:
        self._users += 1
        if self._lingering is not None:
            self._lingering.cancel()
            self._lingering = None

    def _unuse(self) -> None:
        self._users -= 1
        if self._users == 0 and self._iframe is not None:
            loop = asyncio.get_running_loop()
            self._lingering = loop.call_later(_LINGER_SECONDS, self.remove)

    def _post(self, message: Spawn | End, port: Any = None) -> None:
        from pyodide.ffi import to_js

        if self._iframe is not None:
            self._port.postMessage(js_object(**message), to_js([] if port is None else [port]))

    def _on_load(self, event: Any) -> None:
        from js import Reflect
        from pyodide.ffi import to_js

        window = self._iframe.contentWindow
        if window.length != 1:
            self._give_up(
                "the iframe that isolates workers did not load. " + needs_of_the_page("iframe")
            )
            return
        if self._other_port is None:  # it was moved in the page, and so loaded anew
            self._give_up("the page moved the iframe that isolates workers, which ended them")
            return
        message: Open = {
            "type": "open",
            "version": VERSION,
            "script": _module.asset("worker.js").decode(),
            "wasm": to_js(_module.asset("cloche.wasm")).slice().buffer,
        }
        port, self._other_port = self._other_port, None
        # An opaque origin has no name. What is there is what we wrote: nothing else has run yet.
        inner = Reflect.get(window, "0")
        inner.postMessage(js_object(**message), "*", to_js([port, message["wasm"]]))

    def _on_message(self, event: Any) -> None:
        try:
            message = checked(python_of(event.data))
            if message["type"] == "opened" and not self._opened.done():
                self._opened.set_result(None)
            elif message["type"] == "refused":
                self._give_up(
                    "the iframe that isolates workers refused to run: "
                    f"{message['message'][:1000]}. {needs_of_the_page('iframe')}"
                )
            elif message["type"] == "broken":
                on_broken = self._broken.pop(message["worker"], None)
                if on_broken is not None:
                    on_broken(message["message"][:1000])
            else:
                raise ProtocolError("the airlock was opened twice")
        except ProtocolError as error:
            self._give_up(str(error))

    def _give_up(self, reason: str) -> None:
        self.remove()
        if not self._opened.done():
            self._opened.set_exception(StartError(reason))
        for on_broken in [*self._broken.values()]:
            on_broken(reason)
        self._broken.clear()


class _AirlockWorker:
    def __init__(self, airlock: Airlock, number: int, on_broken: OnBroken) -> None:
        from js import MessageChannel

        channel = MessageChannel.new()
        self.port: Any = channel.port1
        self._airlock = airlock
        self._number = number
        airlock.begin(number, channel.port2, on_broken)

    def end(self) -> None:
        self._airlock.end(self._number)
        self.port.close()
