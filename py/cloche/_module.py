"""The guest's module, compiled once per page and handed to every worker."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from typing import Any

from cloche._errors import StartError

_compiling: asyncio.Future[Any] | None = None


def asset(name: str) -> bytes:
    """A file that the wheel carries."""
    return (files("cloche") / "_assets" / name).read_bytes()


def provide(module: Any) -> None:
    """Gives a ``WebAssembly.Module`` that the page has compiled already, while streaming it.

    The page must take it from the same release as this wheel: web/cloche.js does.
    """
    global _compiling
    from js import WebAssembly

    if not _is_instance(module, WebAssembly.Module):
        raise StartError("provide() takes a WebAssembly.Module")
    _compiling = asyncio.get_running_loop().create_future()
    _compiling.set_result(module)


async def compiled() -> Any:
    """The ``WebAssembly.Module``. Raises StartError."""
    global _compiling
    if _compiling is None or (_compiling.done() and _compiling.exception() is not None):
        _compiling = asyncio.ensure_future(_compile())
    return await asyncio.shield(_compiling)


async def _compile() -> Any:
    from js import WebAssembly
    from pyodide.ffi import JsException, to_js

    try:
        return await WebAssembly.compile(to_js(asset("cloche.wasm")))
    except JsException as error:
        raise StartError(
            "the browser refused to compile the guest; where the page has a "
            f"Content-Security-Policy, its script-src needs 'wasm-unsafe-eval' ({error})"
        ) from None


def _is_instance(value: Any, constructor: Any) -> bool:
    from js import Object

    return bool(Object.getPrototypeOf(value) == constructor.prototype)
