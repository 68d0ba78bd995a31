"""Ends what a browser's driver started, also when the process that wanted the browser is killed.

This file is run as a program of its own, by its path and without site-packages, so it imports
only the standard library. It waits until its standard input ends, which is when its parent
closes it or dies in whatever way, and then ends every process that belongs to one folder and
removes the folder.

A process belongs to the folder when the folder is named in its environment (as ``TMPDIR``), or
when it is in a session (setsid) with such a process: children of a browser may hide or overwrite
their environment, and crash handlers make a session of their own.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_TERM_SECONDS = 3.0
_KILL_SECONDS = 3.0


@contextlib.contextmanager
def guard(folder: Path) -> Iterator[None]:
    """End the processes of ``folder`` and remove it when the block, or this process, ends."""
    guardian = subprocess.Popen(
        [sys.executable, "-S", "-E", "-s", __file__, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # out of reach of Ctrl-C
    )
    assert guardian.stdin is not None
    try:
        yield
    finally:
        guardian.stdin.close()
        guardian.wait(_TERM_SECONDS + _KILL_SECONDS + 5)


def members(folder: str, sessions: set[int]) -> set[int]:
    """Ids of the living processes that belong to ``folder`` or to one of ``sessions``.

    Sessions found on the way are added to ``sessions``. Without /proc (not Linux): none.
    """
    marker = os.fsencode(f"TMPDIR={folder}")
    session_of: dict[int, int] = {}
    found: set[int] = set()
    own = os.getsid(0) if hasattr(os, "getsid") else 0
    for entry in Path("/proc").glob("[0-9]*"):
        pid = int(entry.name)
        try:
            # "pid (name) state ppid pgrp session ...", and the name may contain anything
            fields = (entry / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
            if fields[0] in "ZX" or int(fields[3]) == own:
                continue
            session_of[pid] = int(fields[3])
            if marker in (entry / "environ").read_bytes().split(b"\0"):
                found.add(pid)
        except OSError:
            continue
    # Only sessions that a process of ours leads: one that we merely sit in may be the terminal's.
    sessions |= found.intersection(session_of.values())
    return found | {pid for pid, session in session_of.items() if session in sessions}


def end(folder: str) -> None:
    """End the processes that belong to ``folder``: TERM first, KILL for those that stay."""
    sessions: set[int] = set()
    for sign, seconds in ((signal.SIGTERM, _TERM_SECONDS), (signal.SIGKILL, _KILL_SECONDS)):
        deadline = time.monotonic() + seconds
        signalled: set[int] = set()
        while True:
            living = members(folder, sessions)
            if not living:
                return
            for pid in living - signalled:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, sign)
            signalled |= living
            if time.monotonic() > deadline:
                break
            time.sleep(0.02)


def _main() -> None:
    folder = sys.argv[1]
    while sys.stdin.buffer.read(4096):
        pass
    end(folder)
    # A process that is just ending may still write into it.
    for attempt in range(20):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            break
        time.sleep(0.05 * (attempt + 1))


if __name__ == "__main__":
    _main()
