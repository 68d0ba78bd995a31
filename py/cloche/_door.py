"""What a page offers to its guest: functions to call, lines to read, a place to show things."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from cloche import _values
from cloche._errors import InputError

#: Gets the prompt, gives a line; None means that there is no more.
InputFunction = Callable[[str], Awaitable[str | None] | str | None]

#: Gets {MIME type: content}: see cloche._display.
DisplayFunction = Callable[[dict[str, Any]], Awaitable[None] | None]


@dataclass(frozen=True)
class HostFunction:
    """A function of the page's, as the guest sees it."""

    name: str
    call: Callable[..., Any]
    is_async: bool
    signature: str
    doc: str


class Door:
    """The page's side of what a sandbox's guest may ask for. Nothing else can be asked for."""

    def __init__(
        self, on_input: InputFunction | None, on_display: DisplayFunction | None
    ) -> None:
        for name, function in (("on_input", on_input), ("on_display", on_display)):
            if function is not None and not callable(function):
                raise InputError(f"{name} must be a function, not {type(function).__name__}")
        self.on_input = on_input
        self.on_display = on_display
        self._functions: dict[str, HostFunction] = {}

    def add(self, function: Callable[..., Any], name: str | None) -> None:
        """Raises InputError for what is not callable, or has no name that Python could import."""
        if not callable(function):
            raise InputError(f"a function is wanted, not {type(function).__name__}")
        name = name if name is not None else getattr(function, "__name__", "")
        if not isinstance(name, str) or not name.isidentifier() or name.startswith("__"):
            raise InputError(
                f"{name!r} is no name for a function; give one: register(function, name='...')"
            )
        try:
            signature = str(inspect.signature(function))
        except (TypeError, ValueError):
            signature = "(...)"  # of JavaScript, or of C
        called = function if inspect.isroutine(function) else type(function).__call__
        self._functions[name] = HostFunction(
            name,
            function,
            inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(called)
            or bool(getattr(function, "is_async", False)),
            signature,
            inspect.getdoc(function) or "" if inspect.isroutine(function) else "",
        )

    def copy(self) -> Door:
        """Another, with what this one has so far."""
        copied = Door(self.on_input, self.on_display)
        copied._functions = dict(self._functions)
        return copied

    def find(self, name: str) -> HostFunction | None:
        return self._functions.get(name)

    @property
    def described(self) -> bytes:
        """The functions, as a Run carries them (web/protocol.d.ts)."""
        if not self._functions:
            return b""
        return _values.encode(tuple(
            (function.name, function.is_async, function.signature, function.doc)
            for function in self._functions.values()
        ))
