"""What stands around a worker: an iframe of an opaque origin, or nothing but the worker's own walls."""

from __future__ import annotations

from typing import Literal

from cloche import _airlock, _page_worker
from cloche._made import Made, OnBroken

#: "iframe": workers are made in an airlock, whose origin is opaque and whose policy lets nothing
#: out. "worker": they are made by the page, and have its origin and its policy.
Isolation = Literal["iframe", "worker"]


async def make(isolation: Isolation, on_broken: OnBroken) -> Made:
    """A new worker, with not less around it than asked for. Raises StartError."""
    if isolation == "worker":
        return await _page_worker.make(on_broken)
    return await _airlock.make(on_broken)
