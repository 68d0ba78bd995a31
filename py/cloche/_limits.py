"""How much a run may use."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import Any

from cloche._errors import LimitsError

KIB = 2**10
MIB = 2**20
GIB = 2**30

#: More than anybody waits for, and a number that crosses to JavaScript as one (not as a BigInt).
MOST_STEPS = 2**52


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much one run may use, and how much memory the session has.

    >>> Limits()
    Limits(wall_seconds=10.0, memory_bytes=33554432, output_bytes=1048576, steps=None, \
wait_seconds=None, host_calls=10000, message_bytes=1048576)
    >>> Limits(wall_seconds=2, memory_bytes=16 * 2**20).wall_seconds
    2.0

    Arguments:
        wall_seconds: float, above 0 and up to 86,400: how long a run may take, without its
            waiting for the page.
        memory_bytes: int, 1 MiB to 1 GiB: the most that the guest's linear memory, with its
            stack and all that it holds, may grow to. Counted in whole WebAssembly pages of
            65,536 bytes: what is over a page is not used. The library that every guest has
            (its modules, before they are imported) is not counted.
        output_bytes: int, 0 to 1 GiB: stdout and stderr of a run together, as UTF-8, and what it
            displays.
        steps: int, 1 to 2**52, or None for as many as it takes: backward jumps, calls and
            returns, and work in C by its size. The same code takes the same number of steps
            everywhere; some 10 to 40 million go into a second.
        wait_seconds: float, above 0 and up to 86,400, or None for as long as it takes: how long a
            run may wait for the page in all (for input, and for functions of the page).
        host_calls: int, 0 to 1,000,000: how often a run may call the page.
        message_bytes: int, 1 KiB to 64 MiB: how large a call, and an answer, may be.

    Raises LimitsError (a ValueError) for a wrong type or a value out of range.
    """

    wall_seconds: float = 10.0
    memory_bytes: int = 32 * MIB
    output_bytes: int = 1 * MIB
    steps: int | None = None
    wait_seconds: float | None = None
    host_calls: int = 10_000
    message_bytes: int = 1 * MIB

    def __post_init__(self) -> None:
        self._check_seconds("wall_seconds")
        if self.wait_seconds is not None:
            self._check_seconds("wait_seconds")
        self._check_bytes("memory_bytes", 1 * MIB, GIB)
        self._check_bytes("output_bytes", 0, GIB)
        self._check_bytes("message_bytes", 1 * KIB, 64 * MIB)
        if isinstance(self.host_calls, bool) or not isinstance(self.host_calls, int):
            raise LimitsError(
                f"host_calls must be a whole number, not {type(self.host_calls).__name__}"
            )
        if not 0 <= self.host_calls <= 1_000_000:
            raise LimitsError(f"host_calls must be 0 to 1000000, not {self.host_calls}")
        if self.steps is not None:
            if isinstance(self.steps, bool) or not isinstance(self.steps, int):
                raise LimitsError(
                    f"steps must be a whole number or None, not {type(self.steps).__name__}"
                )
            if not 1 <= self.steps <= MOST_STEPS:
                raise LimitsError(f"steps must be 1 to {MOST_STEPS}, not {self.steps}")

    def _check_seconds(self, name: str) -> None:
        seconds = getattr(self, name)
        if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
            raise LimitsError(f"{name} must be a number of seconds, not {type(seconds).__name__}")
        if not (math.isfinite(seconds) and 0 < seconds <= 86_400):
            raise LimitsError(
                f"{name} must be above 0 and at most 86400 seconds (a day), not {seconds!r}"
            )
        object.__setattr__(self, name, float(seconds))

    def _check_bytes(self, name: str, low: int, high: int) -> None:
        count = getattr(self, name)
        if isinstance(count, bool) or not isinstance(count, int):
            raise LimitsError(
                f"{name} must be a whole number of bytes, not {type(count).__name__}"
                + (f" (did you mean {int(count)}?)" if isinstance(count, float)
                   and math.isfinite(count) else "")
            )
        if not low <= count <= high:
            raise LimitsError(
                f"{name} must be {_bytes_text(low)} to {_bytes_text(high)}, not {_bytes_text(count)}"
            )

    def replace(self, **changes: Any) -> Limits:
        """The same limits but for ``changes``.

        >>> Limits().replace(wall_seconds=1).wall_seconds
        1.0
        """
        known = [field.name for field in dataclasses.fields(self)]
        for name in changes:
            if name not in known:
                raise LimitsError(f"there is no limit {name!r}; there are {', '.join(known)}")
        return dataclasses.replace(self, **changes)


def _bytes_text(count: int) -> str:
    for size, unit in ((GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")):
        if count >= size and count % size == 0:
            return f"{count // size} {unit} ({count} bytes)"
    return f"{count} bytes"
