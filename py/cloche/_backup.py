"""What a session comes back from when its worker had to be ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

MIB = 2**20

#: Up to this size an image is taken before every run that follows a change: less than 2 ms.
_ALWAYS_BYTES: Final = 4 * MIB

#: Of a larger session, when the last was long enough ago: copying takes up to a millisecond for
#: each MiB, so this keeps it to 2% of the time. Who types between two runs always has an image.
_BYTES_PER_SECOND = 20 * MIB


class Backup:
    """The newest image of a session, and how much has happened since.

    ``image`` is None where a new guest is what to come back to. ``clock`` gives seconds.
    """

    def __init__(self, image: Any = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.saved(image)

    @property
    def most_bytes(self) -> int:
        """The size up to which an image is to be taken before the next run; 0: none is needed."""
        if self._runs_since == 0:
            return 0
        seconds_since = self._clock() - self._saved_at
        return _ALWAYS_BYTES + int(seconds_since * _BYTES_PER_SECOND)

    def saved(self, image: Any) -> None:
        """The session, as it is now, has this image."""
        self.image = image
        self._runs_since = 0
        self._saved_at = self._clock()

    def ran(self) -> None:
        """A run has changed the session, which was kept."""
        self._runs_since += 1

    @property
    def is_worth_restoring(self) -> bool:
        """False where nothing but a new guest is left of a session that had run."""
        return self.image is not None or self._runs_since == 0

    @property
    def sentence(self) -> str:
        """What becomes of the session if its worker has to be ended now."""
        if not self.is_worth_restoring:
            return "Its session is lost: it was too large for an image to be taken."
        if self._runs_since == 0:
            return "The session is as it was before the run."
        return (
            f"The session is as it was {self._runs_since} runs before: it had become too large for "
            "an image before every run."
        )
