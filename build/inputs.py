"""Tells whether dist/ is made from the present sources."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent

#: A change of any of these makes the site stale.
_SOURCES = [
    "web", "py", "build", "package-lock.json", "pyproject.toml", "requirements.lock",
    "README.md", "LICENSE", "tests/guest/differences.toml",
]

#: The guest's own sources reach the site only as web/guest/cloche.wasm.
_PASSED_OVER = (".", "__pycache__", "port", "patches", "frozen", "native")

#: In dist/: the digest of what it was made from.
STAMP = ".inputs"


def digest_of_inputs() -> str:
    """SHA-256 of every file that the site is made from, names included."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(str(path.relative_to(REPO)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(site: Path) -> bool:
    stamp = site / STAMP
    return stamp.is_file() and stamp.read_text() == digest_of_inputs()


def _files() -> Iterator[Path]:
    for name in _SOURCES:
        path = REPO / name
        if path.is_file():
            yield path
        for file in sorted(path.rglob("*")):
            passed_over = any(part.startswith(_PASSED_OVER)
                              for part in file.relative_to(path).parts)
            if file.is_file() and not passed_over:
                yield file
