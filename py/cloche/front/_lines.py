"""How much of a line of code a traceback shows."""

from __future__ import annotations

#: The code's author chooses lines and depth, and their product would be gigabytes.
SHOWN_CHARACTERS = 300


def shortened(line: str) -> str:
    return line if len(line) <= SHOWN_CHARACTERS else f"{line[:SHOWN_CHARACTERS]} …"
