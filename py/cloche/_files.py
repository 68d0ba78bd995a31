"""A session's files, as its host sees them between runs."""

from __future__ import annotations

import errno
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from cloche import _values
from cloche._errors import ProtocolError
from cloche._given_files import check_path, checked_content
from cloche._protocol import FileError, FileOperation

#: Does one thing with one path: (error, content).
Operate = Callable[[FileOperation, str, bytes], Awaitable[tuple[FileError, bytes]]]

_ERRNO: Final[dict[FileError, int]] = {
    "not-found": errno.ENOENT,
    "exists": errno.EEXIST,
    "is-directory": errno.EISDIR,
    "not-directory": errno.ENOTDIR,
    "not-empty": errno.ENOTEMPTY,
    "busy": errno.EBUSY,
    "no-room": errno.ENOSPC,
    "too-large": errno.EFBIG,
    "name-too-long": errno.ENAMETOOLONG,
}


@dataclass(frozen=True)
class FileInfo:
    """One entry of a directory. ``size_bytes`` is 0 for a directory."""

    name: str
    is_directory: bool
    size_bytes: int


class Files:
    """The files of a sandbox's session: ``sandbox.files``.

        await sandbox.files.write("data/table.csv", "a,b\\n1,2\\n")
        await sandbox.run("open('sum.txt', 'w').write('3')")
        await sandbox.files.read_text("sum.txt")    # "3"

    They are in the guest's own memory and count against its memory_bytes; snapshots have them, and
    a session that is restored has them back. reset() goes back to those that the sandbox was given.

    Paths are relative to the root, like "data/table.csv". Every method can be awaited before the
    first run and between runs, and raises InputError for a path that makes no sense, SandboxBusy
    during a run, SandboxClosed, StartError, and OSError as Python's own functions do:
    FileNotFoundError, IsADirectoryError, and so on, with the path as ``filename``.
    """

    def __init__(self, operate: Operate) -> None:
        self._operate = operate

    async def write(self, path: str, content: str | bytes) -> None:
        """Makes ``content`` (str, as UTF-8, or bytes) that of the file, and the file and the
        directories on the way to it where they are missing. OSError(ENOSPC) where memory is full."""
        check_path(path)
        await self._do("write", path, checked_content(path, content))

    async def read(self, path: str) -> bytes:
        """The content of the file."""
        check_path(path)
        return await self._do("read", path)

    async def read_text(self, path: str) -> str:
        """The content of the file, as UTF-8 text. Raises UnicodeDecodeError, too."""
        return (await self.read(path)).decode()

    async def list(self, path: str = "") -> list[FileInfo]:
        """What is in the directory, by name; "" is the root."""
        if path != "":
            check_path(path)
        return _infos(await self._do("list", path or "/"))

    async def remove(self, path: str) -> None:
        """Removes a file, or an empty directory."""
        check_path(path)
        await self._do("remove", path)

    async def mkdir(self, path: str) -> None:
        """Makes a directory, and those on the way to it. FileExistsError where there is one."""
        check_path(path)
        await self._do("mkdir", path)

    async def _do(self, operation: FileOperation, path: str, content: bytes = b"") -> bytes:
        error, answer = await self._operate(operation, path, content)
        if error:
            number = _ERRNO[error]
            raise OSError(number, os.strerror(number), path)
        return answer


def _infos(answer: bytes) -> list[FileInfo]:
    """Raises ProtocolError for what is no list of files."""
    entries: Any = _values.decode(answer)
    if not isinstance(entries, list):
        raise ProtocolError("a list of files that is none")
    infos = []
    for entry in entries:
        if not (
            isinstance(entry, tuple)
            and [type(part) for part in entry] == [str, bool, int]
            and entry[2] >= 0
        ):
            raise ProtocolError("a list of files with an entry that makes no sense")
        infos.append(FileInfo(*entry))
    return sorted(infos, key=lambda info: info.name)
