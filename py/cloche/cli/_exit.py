"""Exit codes of the command line, and the error that carries one."""

from __future__ import annotations

from typing import Final

OK: Final = 0
PYTHON_ERROR: Final = 1
USAGE: Final = 2
CRASHED: Final = 70  # EX_SOFTWARE of sysexits.h
LIMIT: Final = 124  # what timeout(1) exits with
STOPPED: Final = 130  # 128 + SIGINT, what a shell reports after Ctrl-C
TERMINATED: Final = 143  # 128 + SIGTERM

_BY_STATUS: Final = {
    "ok": OK,
    "error": PYTHON_ERROR,
    "timeout": LIMIT,
    "memory": LIMIT,
    "steps": LIMIT,
    "output": LIMIT,
    "stopped": STOPPED,
    "crashed": CRASHED,
}


def code_for_status(status: str) -> int:
    """The exit code for a result's ``status``; an unknown status counts as crashed."""
    return _BY_STATUS.get(status, CRASHED)


class CliError(Exception):
    """Something the user has to know or do, shown without a traceback.

    ``exit_code`` is what the process then exits with.
    """

    def __init__(self, message: str, exit_code: int = USAGE) -> None:
        super().__init__(message)
        self.exit_code = exit_code
