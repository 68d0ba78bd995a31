"""A session as a thing that can be kept: in memory, or as bytes."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from typing import Any, Final, Self

from cloche import _module
from cloche._errors import SnapshotError
from cloche._sources import Sources

_MAGIC: Final = b"\x89cloche\n"
_VERSION: Final = 1

#: Magic, version, SHA-256 of the guest's module, SHA-256 of the body, length of the body.
_HEAD: Final = struct.Struct("<8sH32s32sQ")

#: No snapshot unpacks to more: the largest memory there is, and its sources.
_MOST_BYTES: Final = 2**30 + 2**27


class Snapshot:
    """A session as it was between two runs: variables, functions, imports, files.

        snapshot = await sandbox.snapshot()
        other = Sandbox.from_snapshot(snapshot)
        kept = snapshot.to_bytes()                  # for a file, or IndexedDB
        later = Snapshot.from_bytes(kept)

    It fits sandboxes with the same memory limit and the same release of the guest.

    Attributes:
        memory_bytes: int, the memory limit of the session.
        size_bytes: int, how much memory the snapshot takes; to_bytes() compresses it.
    """

    def __init__(self, image: Any, memory_bytes: int, sources: Sources) -> None:
        self._image = image  # a Uint8Array in JavaScript, or bytes
        self._sources = sources
        self.memory_bytes = memory_bytes

    @property
    def size_bytes(self) -> int:
        return len(self._image) if isinstance(self._image, bytes) else int(self._image.byteLength)

    def __repr__(self) -> str:
        return f"<Snapshot of {self.size_bytes} bytes, memory_bytes={self.memory_bytes}>"

    def to_bytes(self) -> bytes:
        """The snapshot, compressed."""
        image = self._image if isinstance(self._image, bytes) else self._image.to_bytes()
        about = json.dumps({"memory_bytes": self.memory_bytes, "sources": self._sources.to_dict()})
        text = about.encode()
        body = zlib.compress(struct.pack("<I", len(text)) + text + image, level=3)
        head = _HEAD.pack(_MAGIC, _VERSION, _module_hash(), _hash(body), len(body))
        return head + body

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The snapshot of which these are the bytes.

        Raises SnapshotError for what is no snapshot, is cut short or damaged, or comes from
        another release.
        """
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise SnapshotError(f"a snapshot is bytes, not {type(data).__name__}")
        data = bytes(data)
        if not data.startswith(_MAGIC):
            raise SnapshotError("these bytes are no snapshot of Cloche's")
        if len(data) < _HEAD.size:
            raise SnapshotError(f"the snapshot is cut short: {len(data)} bytes are left of it")
        _, version, module, checksum, length = _HEAD.unpack_from(data)
        if version != _VERSION:
            raise SnapshotError(
                f"the snapshot has format {version}, this release reads {_VERSION}; run the code "
                "of the session again"
            )
        if module != _module_hash():
            raise SnapshotError(
                "the snapshot comes from another release of the guest; run the code of the "
                "session again"
            )
        body = data[_HEAD.size :]
        if len(body) != length:
            raise SnapshotError(f"the snapshot is cut short: {len(body)} of {length} bytes are left")
        if _hash(body) != checksum:
            raise SnapshotError("the snapshot is damaged: its checksum is another")
        try:
            return cls._unpacked(body)
        except (zlib.error, ValueError, KeyError, TypeError, struct.error) as error:
            raise SnapshotError(f"the snapshot is damaged: {error}") from None

    @classmethod
    def _unpacked(cls, body: bytes) -> Self:
        stream = zlib.decompressobj()
        unpacked = stream.decompress(body, _MOST_BYTES)
        if not stream.eof:
            raise ValueError("it does not end where it should")
        (length,) = struct.unpack_from("<I", unpacked)
        about = json.loads(unpacked[4 : 4 + length])
        memory_bytes = about["memory_bytes"]
        if type(memory_bytes) is not int:
            raise ValueError("it does not tell its memory limit")
        return cls(unpacked[4 + length :], memory_bytes, Sources.from_dict(about["sources"]))


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _module_hash() -> bytes:
    return _hash(_module.asset("cloche.wasm"))
