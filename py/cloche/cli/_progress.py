"""What is going on, shown to a person at a terminal and to nobody else."""

from __future__ import annotations

import sys
from collections.abc import Callable


def progress_on_terminal() -> Callable[[str], None]:
    """Shows what is going on, in one line on stderr that is overwritten; nothing if no terminal.

    An empty text wipes the line.
    """
    if not sys.stderr.isatty():
        return lambda text: None

    def say(text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{f'cloche: {text} ...' if text else ''}")
        sys.stderr.flush()

    return say
