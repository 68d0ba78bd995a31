"""Workers that the page makes itself: for isolation="worker"."""

from __future__ import annotations

from typing import Any

from cloche import _module
from cloche._errors import StartError
from cloche._javascript import js_object
from cloche._made import Made, OnBroken
from cloche._policy import needs_of_the_page

#: One for the page's life: a blob's URL costs its name, and revoking it early fails in WebKit.
_script_url: str | None = None


def _url() -> str:
    global _script_url
    if _script_url is None:
        from js import URL, Blob
        from pyodide.ffi import to_js

        parts = to_js([_module.asset("worker.js")])
        _script_url = URL.createObjectURL(Blob.new(parts, js_object(type="text/javascript")))
    return _script_url


async def make(on_broken: OnBroken) -> Made:
    """A new worker. Raises StartError."""
    module = await _module.compiled()
    return _PageWorker(module, on_broken)


class _PageWorker:
    def __init__(self, module: Any, on_broken: OnBroken) -> None:
        from js import MessageChannel, Worker
        from pyodide.ffi import JsException, create_proxy, to_js

        try:
            self._js = Worker.new(_url())
        except JsException as error:
            raise StartError(
                f"the browser refused to start a worker: {error}. {needs_of_the_page('worker')}"
            ) from None

        def on_error(event: Any) -> None:
            event.preventDefault()
            on_broken(str(getattr(event, "message", "") or "no reason given")[:1000])

        self._on_error = create_proxy(on_error)
        self._js.onerror = self._on_error
        channel = MessageChannel.new()
        self.port = channel.port1
        opening = js_object(type="open", port=channel.port2, module=module, sealed=False)
        self._js.postMessage(opening, to_js([channel.port2]))

    def end(self) -> None:
        self._js.onerror = None
        self._on_error.destroy()
        self._js.terminate()
        self.port.close()
