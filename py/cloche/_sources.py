"""Which code stood under which name, so that a traceback shows the lines that really ran."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from typing import Any, Self

from cloche._given_files import translated_module
from cloche.front import shortened

#: Functions of earlier runs can still raise; of this many runs the code is kept.
_RUNS_KEPT = 100

#: In so many of them names are looked for that an error may have meant.
_RUNS_LOOKED_AT = 20


class Sources:
    """The code of a session's files and runs.

    Several runs may have the same file name ("<main>"), and a function of the first may raise in
    the third. So the guest is given names that no two runs share, and ``shown()`` turns them back:
    the current run's into its own, an earlier one's into "<main>, run 1".
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._codes = {path: content.decode("utf-8", "replace") for path, content in files.items()}
        self._runs: dict[str, tuple[int, str]] = {}
        self._current: str | None = None
        self._count = 0

    def copy(self) -> Self:
        """The same sources, which go their own way from here."""
        return self.from_dict(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """All that is known, as JSON has it."""
        return {
            "codes": dict(self._codes),
            "runs": {name: list(run) for name, run in self._runs.items()},
            "current": self._current,
            "count": self._count,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """What to_dict() gave. Raises KeyError, TypeError or ValueError for anything else."""
        sources = cls({})
        sources._codes = {str(name): str(code) for name, code in dict(data["codes"]).items()}
        sources._runs = {
            str(name): (int(run), str(file)) for name, (run, file) in dict(data["runs"]).items()
        }
        sources._current = None if data["current"] is None else str(data["current"])
        sources._count = int(data["count"])
        return sources

    def changed(self, path: str, content: bytes) -> None:
        """The host has made ``content`` that of the file, or removed it."""
        self._codes.pop(path, None)
        if path.endswith(".py"):
            self._codes[path] = content.decode("utf-8", "replace")

    def original(self, path: str, content: bytes) -> bytes:
        """What the host gave for a module, where that is what was translated into ``content``."""
        code = self._codes.get(path)
        if code is None or content != translated_module(path, code.encode()):
            return content
        return code.encode()

    def add_run(self, filename: str, code: str) -> str:
        """Takes note of a run and returns the name that the guest is to know its code by."""
        self._count += 1
        run = self._count
        first = run == 1 and filename not in self._codes
        name = filename if first else f"{filename}#{run}"
        self._codes[name] = code
        self._runs[name] = (run, filename)
        self._current = name
        for oldest in list(self._runs)[:-_RUNS_KEPT]:
            del self._runs[oldest], self._codes[oldest]
        return name

    def shown(self, name: str) -> str:
        """What people are shown instead of the guest's ``name`` for a file."""
        if name not in self._runs:
            return name
        run, filename = self._runs[name]
        return filename if name == self._current else f"{filename}, run {run}"

    def code(self, name: str) -> str:
        """All of the code; empty where it is not known."""
        return self._codes.get(name, "")

    def earlier(self, name: str) -> tuple[str, ...]:
        """The code of other runs of the session, the latest first: what it defines is there, too."""
        if name not in self._runs:
            return ()
        others = [self._codes[other] for other in reversed(self._runs) if other != name]
        return tuple(others[:_RUNS_LOOKED_AT])

    def line(self, name: str, line: int) -> str | None:
        """The source line, without its indentation; None where it is not known or empty."""
        lines = _lines(self._codes.get(name, ""))
        if not 0 < line <= len(lines):
            return None
        return shortened(lines[line - 1].strip()) or None


@functools.lru_cache(maxsize=8)
def _lines(code: str) -> list[str]:
    """As Python's tokenizer has them, which knows fewer ends of lines than str.splitlines().

    Remembered: a traceback asks for one line after another of few codes.
    """
    return io.StringIO(code, newline=None).read().split("\n")
