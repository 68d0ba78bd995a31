"""What a guest sees of time and chance; one whose runs depend on nothing but code and input."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from cloche._errors import InputError

_MOST_SEED = 2**32 - 1
_MOST_SECONDS = 253_402_300_799.0  # the end of the year 9999


@dataclass(frozen=True)
class Determinism:
    """With what a deterministic guest begins: its clock (seconds since 1970, UTC) and seed."""

    clock_seconds: float
    seed: int


def checked_clock_step_ms(clock_step_seconds: Any) -> int:
    """By how much the guest's clock moves at a time, in milliseconds. Raises InputError."""
    if isinstance(clock_step_seconds, bool) or not isinstance(clock_step_seconds, (int, float)):
        raise InputError(
            f"clock_step_seconds must be a number, not a {type(clock_step_seconds).__name__}"
        )
    if not 0.001 <= clock_step_seconds <= 3600:
        raise InputError(
            "clock_step_seconds must be 0.001 (a millisecond, the finest that the guest may see) "
            f"to 3600, not {clock_step_seconds!r}"
        )
    return round(clock_step_seconds * 1000)


def checked_determinism(deterministic: Any, seed: Any, now: Any) -> Determinism | None:
    """What the arguments of Sandbox say; None where the guest is not deterministic.

    Raises InputError.
    """
    if not isinstance(deterministic, bool):
        raise InputError(
            f"deterministic must be True or False, not {type(deterministic).__name__}"
        )
    if not deterministic:
        if seed is not None or now is not None:
            name = "seed" if seed is not None else "now"
            raise InputError(f"{name} is for deterministic=True, which is not set")
        return None
    seed = 0 if seed is None else seed
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= _MOST_SEED:
        raise InputError(f"seed must be a whole number from 0 to 2**32 - 1, not {seed!r}")
    now = 0.0 if now is None else now
    if isinstance(now, bool) or not isinstance(now, (int, float)):
        raise InputError(
            f"now must be seconds since 1970-01-01 UTC, as time.time() gives, not a "
            f"{type(now).__name__}"
        )
    if not (math.isfinite(now) and 0 <= now <= _MOST_SECONDS):
        raise InputError(f"now must be 0 to {_MOST_SECONDS:.0f} seconds since 1970, not {now!r}")
    return Determinism(float(now), seed)
