"""Changes to a text that leave every line where it is."""

from __future__ import annotations

from bisect import bisect_left

_CLOSE, _OPEN, _REPLACE = range(3)


class Edits:
    """Insertions and replacements in ``text``, given by offset, in the order of an outer before an
    inner one. A replacement keeps the line ends of what it replaces."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        # (start, kind, turn, end, new): sorted, they are in the order in which they stand.
        self._edits: list[tuple[int, int, int, int, bytes]] = []

    def __bool__(self) -> bool:
        return bool(self._edits)

    def uses(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether anything that is put in from ``start`` to ``end`` has ``text`` in it."""
        data = text.encode()
        last = len(self.text) if end is None else end
        return any(data in new and start <= begin and until <= last
                   for begin, _, _, until, new in self._edits)

    def open(self, at: int, new: str) -> None:
        """Inserts ``new`` before what begins at ``at``: behind what was opened there before."""
        self._edits.append((at, _OPEN, len(self._edits), at, new.encode("utf-8", "surrogatepass")))

    def close(self, at: int, new: str) -> None:
        """Inserts ``new`` behind what ends at ``at``: before what was closed there before."""
        self._edits.append((at, _CLOSE, -len(self._edits), at, new.encode("utf-8", "surrogatepass")))

    def replace(
        self, start: int, end: int, new: str, *, line_end: bytes = b"\n", lines_first: bool = False
    ) -> None:
        """Puts ``new`` in the place of what is there, and as many line ends as it had, behind it or
        before it."""
        data = new.encode("utf-8", "surrogatepass")
        lines = line_end * (self.text.count(b"\n", start, end) - data.count(b"\n"))
        data = lines + data if lines_first else data + lines
        self._edits.append((start, _REPLACE, len(self._edits), end, data))

    def take(self, start: int, end: int) -> str:
        """What stands from ``start`` to ``end``, edited; its edits are then forgotten, so that it
        can be put elsewhere."""
        text = self.rendered(start, end, is_rest=True).decode("utf-8", "surrogatepass")
        self._edits = [edit for edit in self._edits if not start <= edit[0] <= edit[3] <= end]
        return text

    def rendered(self, start: int, end: int, *, is_rest: bool = False) -> bytes:
        """The text from ``start`` to ``end``, edited; no edit may cross these two. What was closed
        at ``start`` belongs to what is before, and is left out of a rest."""
        edits = sorted(self._edits)
        pieces = []
        at = start
        for begin, kind, _, until, new in edits[bisect_left(edits, (start,)):]:
            if begin > end or (begin == end and kind != _CLOSE):
                break
            if begin == start and kind == _CLOSE and is_rest:
                continue
            pieces += [self.text[at:begin], new]
            at = until
        pieces.append(self.text[at:end])
        return b"".join(pieces)
