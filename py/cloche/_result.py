"""What came of a run."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import Any, Literal

from cloche import _errors
from cloche._display import bundle_as_json

Status = Literal["ok", "error", "timeout", "memory", "steps", "output", "stopped", "crashed"]

#: What became of the variables, functions and imports of the sandbox.
SessionState = Literal["kept", "restored", "lost"]


@dataclass(frozen=True)
class Frame:
    """One line of a traceback: where in ``file``, and what stands there."""

    file: str
    line: int
    function: str
    source: str | None = None


@dataclass(frozen=True)
class ErrorInfo:
    """An exception that the code did not catch.

    ``frames`` go from the outermost to the innermost; ``traceback`` is the whole as Python prints
    it, and is at the end of the result's ``stderr`` too. ``column`` (from 1, in characters) is
    where in the innermost frame's line it arose, where that is sure; ``end_column``, for a
    SyntaxError, is behind it. ``suggestion`` is the question that the traceback ends with, such as
    "Did you mean: 'append'?".
    """

    type: str
    message: str
    frames: tuple[Frame, ...]
    traceback: str
    column: int | None = None
    suggestion: str | None = None
    end_column: int | None = None

    def explanation(self, language: str = "en") -> str | None:
        """One sentence for beginners about such an error: "en", "de", "es" or "fr"; None where
        there is none. Raises InputError for another language."""
        from cloche.front import explanation

        return explanation(self.type, self.message, language)


@dataclass(frozen=True)
class Usage:
    """What a run used. None: the worker was ended before it could tell.

    ``wall_seconds`` is without ``wait_seconds``, during which the run waited for the page.
    """

    wall_seconds: float
    output_bytes: int
    peak_memory_bytes: int | None = None
    steps: int | None = None
    wait_seconds: float = 0.0


_RAISED: dict[str, type[_errors.RunError]] = {
    "error": _errors.GuestError,
    "timeout": _errors.WallLimitError,
    "memory": _errors.MemoryLimitError,
    "steps": _errors.StepLimitError,
    "output": _errors.OutputLimitError,
    "stopped": _errors.RunStopped,
    "crashed": _errors.RunCrashed,
}


@dataclass(frozen=True)
class Result:
    """What came of a run.

    Attributes:
        status: "ok", "error" (an exception that nobody caught), "timeout", "memory", "steps" or
            "output" (a limit was passed), "stopped" (somebody stopped it), "crashed" (the guest
            or its worker broke).
        stdout, stderr: str, all that was written; a traceback is the end of ``stderr``.
        value: the value of the code's last expression, where it is one and has a plain value
            (None, bool, int, float, complex, str, bytes, bytearray, list, tuple, set, frozenset,
            dict, range; a dataclass is a dict of its fields); else None.
        value_problem: str or None: why the last expression's value has no plain form, and where.
        displays: tuple of what display() showed, in order: {MIME type: content} each.
        error: ErrorInfo or None.
        usage: Usage.
        session_state: "kept"; when the worker had to be ended, "restored" (to what it was before
            the run: ``reason`` tells) or "lost".
        reason: str or None: one sentence about an end that was not the code's own.
    """

    status: Status
    stdout: str
    stderr: str
    value: Any
    error: ErrorInfo | None
    usage: Usage
    session_state: SessionState = "kept"
    reason: str | None = None
    value_problem: str | None = None
    displays: tuple[dict[str, Any], ...] = ()

    def check(self) -> Result:
        """The result itself if its status is "ok"; else raises the RunError that matches."""
        if self.status == "ok":
            return self
        if self.error is not None:
            message = f"{self.error.type}: {self.error.message}"
        else:
            message = self.reason or self.status
        raise _RAISED[self.status](message, self)

    @property
    def value_repr(self) -> str | None:
        """``repr(value)``, or None when there is no value."""
        if self.value is None:
            return None
        try:
            return repr(self.value)
        except ValueError:  # an int with more digits than CPython turns into text
            return "<a value too large to show>"

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON has it. ``value`` is None where JSON has no such value (a tuple
        counts as a list); ``value_repr`` is there for every value."""
        return {
            "status": self.status,
            "stdout": self.stdout,
            "stderr": self.stderr,
            "value": self.value if _is_json(self.value) else None,
            "value_repr": self.value_repr,
            "error": None if self.error is None else dataclasses.asdict(self.error),
            "usage": dataclasses.asdict(self.usage),
            "session_state": self.session_state,
            "reason": self.reason,
            "value_problem": self.value_problem,
            "displays": [bundle_as_json(bundle) for bundle in self.displays],
        }


#: CPython turns no longer ints into text (sys.set_int_max_str_digits).
_LONGEST_INT = 10**4300


def _is_json(value: Any) -> bool:
    if isinstance(value, int):
        return abs(value) < _LONGEST_INT
    if value is None or isinstance(value, str):
        return True
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, (list, tuple)):
        return all(_is_json(item) for item in value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_json(item) for key, item in value.items())
    return False
