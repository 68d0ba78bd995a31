"""emsdk.lock: what the guest is made of, and what comes out.

Reading is strict: a lock file with something missing is an error, not a default.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
LOCK_PATH = REPOSITORY / "emsdk.lock"


class BuildError(Exception):
    """Something is not as it has to be; the message says what, and what to do."""


@dataclass(frozen=True)
class DebianPackage:
    """One binary package that shapes the output: SHA-256 of its .deb, as 64 hex digits."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Archive:
    """MicroPython's source: a file below the mirror's root."""

    version: str
    path: str
    sha256: str
    date_epoch_seconds: int

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class NpmPackage:
    """The npm package whose wasm-opt is used; `wasm_opt_sha256` is that one file's."""

    version: str
    integrity: str
    wasm_opt_sha256: str


@dataclass(frozen=True)
class Artifact:
    """The built module."""

    path: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True)
class Lock:
    suite: str
    architecture: str
    packages: tuple[DebianPackage, ...]
    helpers: tuple[str, ...]
    micropython: Archive
    binaryen: NpmPackage
    artifact: Artifact


def read_lock(path: Path = LOCK_PATH) -> Lock:
    """Read the lock file.

    Raises:
        BuildError: it is not there, is no TOML, or lacks something.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return _lock(data)
    except FileNotFoundError:
        raise BuildError(f"{path} is missing: it belongs to the repository") from None
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise BuildError(f"{path.name} cannot be read: {type(error).__name__}: {error}") from error


def _sha256(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError(f"{text!r} is not a SHA-256 in 64 hex digits")
    return text


def _lock(data: dict[str, Any]) -> Lock:
    debian = data["debian"]
    source = data["micropython"]
    binaryen = data["npm"]["binaryen"]
    artifact = data["artifact"]
    return Lock(
        suite=debian["suite"],
        architecture=debian["architecture"],
        packages=tuple(
            DebianPackage(name, pin["version"], _sha256(pin["sha256"]))
            for name, pin in sorted(debian["packages"].items())
        ),
        helpers=tuple(sorted(debian["helpers"])),
        micropython=Archive(
            version=source["version"],
            path=source["path"],
            sha256=_sha256(source["sha256"]),
            date_epoch_seconds=int(source["date_epoch_seconds"]),
        ),
        binaryen=NpmPackage(
            binaryen["version"], binaryen["integrity"], _sha256(binaryen["wasm_opt_sha256"])
        ),
        artifact=Artifact(
            artifact["path"], _sha256(artifact["sha256"]), int(artifact["size_bytes"])
        ),
    )


def write_artifact(module: bytes, path: Path = LOCK_PATH) -> None:
    """Put the module's sum and size into the lock file; the rest of it stays as it is."""
    head, mark, tail = path.read_text(encoding="utf-8").partition("\n[artifact]\n")
    if not mark:
        raise BuildError(f"{path.name} has no [artifact]")
    tail, sums = re.subn(
        r'^sha256 = ".*"$', f'sha256 = "{hash_bytes(module)}"', tail, count=1, flags=re.MULTILINE
    )
    tail, sizes = re.subn(
        r"^size_bytes = \d+$", f"size_bytes = {len(module)}", tail, count=1, flags=re.MULTILINE
    )
    if sums != 1 or sizes != 1:
        raise BuildError(f"[artifact] of {path.name} lacks its sha256 or size_bytes")
    path.write_text(head + mark + tail, encoding="utf-8")


def hash_bytes(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
