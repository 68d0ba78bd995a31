"""MicroPython's source: fetched from the Debian mirror's pool, verified, unpacked."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

from debian_root import cache_folder
from lock import Archive, BuildError, hash_file
from mirror import download, find_mirror, printable


def source_archive(
    archive: Archive, suite: str, *, mirror: str | None = None, tell: Callable[[str], None] = print
) -> Path:
    """The source package's tarball, which has the pinned sum.

    Raises:
        BuildError: it cannot be fetched, or has another sum.
    """
    path = cache_folder() / archive.name
    if path.exists() and hash_file(path) == archive.sha256:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    mirror = mirror or find_mirror(suite)
    tell(f"source: fetching {archive.name} from {printable(mirror)}")
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        fetched = Path(folder) / archive.name
        download(f"{mirror}/{archive.path}", fetched)
        found = hash_file(fetched)
        if found != archive.sha256:
            raise BuildError(
                f"{archive.name}: expected SHA-256 {archive.sha256}, the mirror has {found}"
            )
        fetched.replace(path)
    return path


def unpack(archive_path: Path, folder: Path) -> None:
    """Unpack a source tarball so that its top folder becomes `folder`, which must not exist."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        with tarfile.open(archive_path) as tar:
            tar.extractall(scratch, filter="data")
        tops = list(Path(scratch).iterdir())
        if len(tops) != 1:
            raise BuildError(f"{archive_path.name} has {len(tops)} top folders instead of one")
        shutil.move(tops[0], folder)


def source_tree(
    archive: Archive, suite: str, *, mirror: str | None = None, tell: Callable[[str], None] = print
) -> Path:
    """An unpacked tree to read from (the tests do); builds unpack the archive for themselves."""
    path = source_archive(archive, suite, mirror=mirror, tell=tell)
    folder = path.with_name(f"micropython-{archive.sha256[:12]}")
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            fresh = Path(scratch) / folder.name
            unpack(path, fresh)
            try:
                fresh.rename(folder)
            except OSError:
                if not folder.exists():
                    raise
    return folder
