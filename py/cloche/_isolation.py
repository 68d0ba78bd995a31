"""What stands around a worker: an iframe of an opaque origin, or nothing but the worker's own walls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Protocol

#: "iframe": workers are made in an airlock, whose origin is opaque and whose policy lets nothing
#: out. "worker": they are made by the page, and have its origin and its policy.
Isolation = Literal["iframe", "worker"]


class Made(Protocol):
    """A worker, as whoever made it gives it to its host."""

    #: The MessagePort on which it talks.
    port: Any

    def end(self) -> None:
        """Ends it at once. Once."""


#: Told why, when a worker's script fails.
OnBroken = Callable[[str], None]


async def make(isolation: Isolation, on_broken: OnBroken) -> Made:
    """A new worker, with not less around it than asked for. Raises StartError."""
    if isolation == "worker":
        from cloche import _page_worker

        return await _page_worker.make(on_broken)
    from cloche import _airlock

    return await _airlock.make(on_broken)
