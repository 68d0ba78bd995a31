"""Changes to a text that leave every line where it is."""

from __future__ import annotations

from bisect import bisect_left

_CLOSE, _OPEN, _REPLACE = range(3)

_Edit = tuple[int, int, int, int, bytes]


class Edits:
    """Insertions and replacements in ``text``, given by offset, in the order of an outer before an
    inner one. A replacement keeps the line ends of what it replaces."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        # (start, kind, turn, end, new): sorted, they are in the order in which they stand.
        self._edits: list[_Edit] = []
        self._turn = 0

    def __len__(self) -> int:
        return len(self._edits)

    def places(self, text: str) -> list[int]:
        """Where something is put in that has ``text`` in it, in order."""
        data = text.encode()
        return sorted(begin for begin, _, _, _, new in self._edits if data in new)

    def open(self, at: int, new: str) -> None:
        """Inserts ``new`` before what begins at ``at``: behind what was opened there before."""
        self._add(at, _OPEN, 1, at, new.encode("utf-8", "surrogatepass"))

    def close(self, at: int, new: str) -> None:
        """Inserts ``new`` behind what ends at ``at``: before what was closed there before."""
        self._add(at, _CLOSE, -1, at, new.encode("utf-8", "surrogatepass"))

    def replace(
        self, start: int, end: int, new: str, *, line_end: bytes = b"\n", lines_first: bool = False
    ) -> None:
        """Puts ``new`` in the place of what is there, and as many line ends as it had, behind it or
        before it."""
        data = new.encode("utf-8", "surrogatepass")
        lines = line_end * (self.text.count(b"\n", start, end) - data.count(b"\n"))
        data = lines + data if lines_first else data + lines
        self._add(start, _REPLACE, 1, end, data)

    def _add(self, start: int, kind: int, sign: int, end: int, new: bytes) -> None:
        self._turn += 1
        self._edits.append((start, kind, sign * self._turn, end, new))

    def take(self, start: int, end: int, since: int) -> str:
        """What stands from ``start`` to ``end``, edited; its edits, which are all since there were
        ``since``, are then forgotten, so that it can be put elsewhere."""
        text = _rendered(self.text, self._edits[since:], start, end, is_rest=True)
        del self._edits[since:]
        return text.decode("utf-8", "surrogatepass")

    def rendered(self, start: int, end: int, *, is_rest: bool = False) -> bytes:
        """The text from ``start`` to ``end``, edited; no edit may cross these two. What was closed
        at ``start`` belongs to what is before, and is left out of a rest."""
        return _rendered(self.text, self._edits, start, end, is_rest=is_rest)


def _rendered(text: bytes, edits: list[_Edit], start: int, end: int, *, is_rest: bool) -> bytes:
    ordered = sorted(edits)
    pieces = []
    at = start
    for begin, kind, _, until, new in ordered[bisect_left(ordered, (start,)) :]:
        if begin > end or (begin == end and kind != _CLOSE):
            break
        if begin == start and kind == _CLOSE and is_rest:
            continue
        pieces += [text[at:begin], new]
        at = until
    pieces.append(text[at:end])
    return b"".join(pieces)
