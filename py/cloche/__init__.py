"""Cloche: Python under glass. Runs code that nobody vouches for, in a web page.

    from cloche import Limits, Sandbox

    async with Sandbox(limits=Limits(wall_seconds=2)) as sandbox:
        result = await sandbox.run("print(6 * 7)")
        result.stdout       # "42\\n"
"""

from cloche._errors import (
    ClocheError,
    GuestError,
    InputError,
    LimitError,
    LimitsError,
    MemoryLimitError,
    OutputLimitError,
    PoolFull,
    ProtocolError,
    RunCrashed,
    RunError,
    RunStopped,
    SandboxBusy,
    SandboxClosed,
    SnapshotError,
    StartError,
    StepLimitError,
    ValueProblem,
    WallLimitError,
)
from cloche._files import FileInfo, Files
from cloche._limits import Limits
from cloche._pool import Pool
from cloche._result import ErrorInfo, Frame, Result, Usage
from cloche._sandbox import Sandbox, run
from cloche._snapshot import Snapshot
from cloche._worker import Capabilities

__version__ = "0.1.0"

__all__ = [
    "Capabilities",
    "ClocheError",
    "ErrorInfo",
    "FileInfo",
    "Files",
    "Frame",
    "GuestError",
    "InputError",
    "LimitError",
    "Limits",
    "LimitsError",
    "MemoryLimitError",
    "OutputLimitError",
    "Pool",
    "PoolFull",
    "ProtocolError",
    "Result",
    "RunCrashed",
    "RunError",
    "RunStopped",
    "Sandbox",
    "SandboxBusy",
    "SandboxClosed",
    "Snapshot",
    "SnapshotError",
    "StartError",
    "StepLimitError",
    "Usage",
    "ValueProblem",
    "WallLimitError",
    "run",
]
