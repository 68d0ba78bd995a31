"""The Debian mirror that this machine's apt is set up to use.

No address is written down in this repository: whatever apt uses here is used here.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from lock import BuildError

_APT_FOLDER = Path("/etc/apt")
_APT_HELPER = Path("/usr/lib/apt/apt-helper")
_SCHEMES = ("http", "https", "file", "mirror+file", "mirror")


def find_mirror(suite: str, apt_folder: Path = _APT_FOLDER) -> str:
    """Root of the first archive in apt's configuration that serves `suite`, without a final "/".

    Raises:
        BuildError: there is no apt, or none of its archives serves the suite.
    """
    if not _APT_HELPER.exists():
        raise BuildError(
            "there is no apt on this machine, so no Debian mirror is known: "
            "give an installed emsdk and a MicroPython source tree (--emsdk DIR --source DIR)"
        )
    candidates = list(dict.fromkeys(_candidates(apt_folder)))
    for candidate in candidates:
        with tempfile.TemporaryDirectory() as folder:
            try:
                download(f"{candidate}/dists/{suite}/InRelease", Path(folder) / "InRelease")
            except BuildError:
                continue
        return candidate
    raise BuildError(
        f"none of the archives in apt's configuration serves Debian {suite} "
        f"(tried {', '.join(map(printable, candidates)) or 'none: there are none'}): "
        "add a Debian mirror to apt, or give --emsdk DIR and --source DIR"
    )


def download(url: str, path: Path) -> None:
    """Fetch by apt's own downloader, which knows the machine's proxies and certificates.

    Raises:
        BuildError: it could not be fetched.
    """
    command = [str(_APT_HELPER), "download-file", url, str(path)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if result.returncode != 0 or not path.exists():
        detail = " ".join((result.stderr or result.stdout).split())
        raise BuildError(f"{printable(url)} could not be fetched: {detail}")
    if path.is_symlink():  # what apt makes of file: addresses
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)


def printable(url: str) -> str:
    """The address without a user's name and password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _candidates(apt_folder: Path) -> Iterator[str]:
    """Archives that may be a Debian mirror, the likeliest first."""
    found = [
        (uri.rstrip("/"), suite)
        for uris, suites, components in _entries(apt_folder)
        if "main" in components
        for uri in uris
        for suite in suites
        if uri.partition(":")[0] in _SCHEMES
    ]
    # Updates, security and other people's archives have suites with more to their name.
    found.sort(key=lambda item: re.fullmatch(r"[a-z]+", item[1]) is None)
    for uri, _ in found:
        if uri.startswith("mirror+file:"):
            yield from _listed(Path("/" + uri.partition(":")[2].lstrip("/")))
        else:
            yield uri


def _listed(path: Path) -> Iterator[str]:
    """The archives in a mirror list (apt-transport-mirror(1)): an address begins each line."""
    if path.exists():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            words = line.split()
            if words and "://" in words[0]:
                yield words[0].rstrip("/")


def _entries(apt_folder: Path) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """(addresses, suites, components) of every entry, as sources.list(5) describes them."""
    parts = apt_folder / "sources.list.d"
    for path in [apt_folder / "sources.list", *sorted(parts.glob("*.list"))]:
        if path.exists():
            yield from _one_line_entries(path.read_text(encoding="utf-8", errors="replace"))
    for path in sorted(parts.glob("*.sources")):
        yield from _deb822_entries(path.read_text(encoding="utf-8", errors="replace"))


def _one_line_entries(text: str) -> Iterator[tuple[list[str], list[str], list[str]]]:
    for line in text.splitlines():
        match = re.match(r"\s*deb(?:-src)?\s+(?:\[[^]]*\]\s*)?(\S+)\s+(\S+)\s+([^#]+)", line)
        if match:
            yield [match[1]], [match[2]], match[3].split()


def _deb822_entries(text: str) -> Iterator[tuple[list[str], list[str], list[str]]]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for stanza in re.split(r"\n\s*\n", "\n".join(lines)):
        fields: dict[str, str] = {}
        name = ""
        for line in stanza.splitlines():
            if line[:1].isspace():
                fields[name] = fields.get(name, "") + " " + line.strip()
            elif ":" in line:
                name, _, value = line.partition(":")
                name = name.strip().lower()
                fields[name] = value.strip()
        if fields.get("enabled", "yes").lower() in ("no", "false", "0"):
            continue
        entry = [fields.get(field, "").split() for field in ("uris", "suites", "components")]
        if all(entry):
            yield entry[0], entry[1], entry[2]
