"""What can go wrong, as exceptions.

    ClocheError
    ├── RunError                 a run did not end well; raised by Result.check()
    │   ├── GuestError           an exception that the code did not catch
    │   ├── LimitError           the run passed a limit
    │   │   ├── WallLimitError
    │   │   ├── MemoryLimitError
    │   │   ├── StepLimitError
    │   │   └── OutputLimitError
    │   ├── RunStopped           somebody stopped it
    │   └── RunCrashed           the guest or its worker broke
    ├── InputError               an argument makes no sense (also a ValueError)
    │   ├── LimitsError          a limit is out of its range
    │   ├── ValueProblem         a value that has no plain form, and so can't reach the guest
    │   └── SnapshotError        a snapshot is damaged, or does not fit
    ├── SandboxBusy              a run is going on already
    ├── SandboxClosed            the sandbox, or its pool, was closed, or never opened
    ├── PoolFull                 as many as may wait for a sandbox of the pool do already
    ├── StartError               a worker or the module could not be started
    └── ProtocolError            the worker sent a message that makes no sense
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloche._result import Result


class ClocheError(Exception):
    """Everything that Cloche raises."""


class RunError(ClocheError):
    """A run that did not end well. ``result`` is all that is known of it."""

    def __init__(self, message: str, result: Result) -> None:
        super().__init__(message)
        self.result = result


class GuestError(RunError):
    """The code raised an exception that it did not catch: ``result.error`` tells which."""


class LimitError(RunError):
    """The run passed one of its limits."""


class WallLimitError(LimitError):
    """The run took longer than ``wall_seconds``."""


class MemoryLimitError(LimitError):
    """The run needed more than ``memory_bytes``."""


class StepLimitError(LimitError):
    """The run took more steps than it was given."""


class OutputLimitError(LimitError):
    """The run wrote more than ``output_bytes``."""


class RunStopped(RunError):
    """Somebody stopped the run: ``Sandbox.stop()``, ``close()``, or a cancelled task."""


class RunCrashed(RunError):
    """The guest ended in a trap, or its worker broke."""


class InputError(ClocheError, ValueError):
    """An argument makes no sense; the message says what would."""


class LimitsError(InputError):
    """A limit has the wrong type or is out of its range."""


class ValueProblem(InputError):
    """A value, or something in it, has no plain form; the message names the place."""


class SnapshotError(InputError):
    """A snapshot is damaged, comes from another release, or does not fit the sandbox."""


class SandboxBusy(ClocheError):
    """One sandbox runs one piece of code at a time."""


class SandboxClosed(ClocheError):
    """The sandbox, or its pool, was closed, or never opened."""


class PoolFull(ClocheError):
    """Every sandbox of the pool is in use, and as many as may wait for one do already."""


class StartError(ClocheError):
    """A worker or the module could not be started, usually for want of a permission."""


class ProtocolError(ClocheError):
    """The worker sent something that web/protocol.d.ts does not allow."""
