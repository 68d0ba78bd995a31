"""A worker, as whoever made it gives it to its host."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class Made(Protocol):
    """A worker that was made: a way to talk to it, and a way to end it."""

    #: The MessagePort on which it talks.
    port: Any

    def end(self) -> None:
        """Ends it at once. Once."""


#: Told why, when a worker's script fails.
OnBroken = Callable[[str], None]
