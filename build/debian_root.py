"""The compiler: a Debian root folder with exactly the packages that emsdk.lock pins.

mmdebstrap calls this file back twice while it makes the root: before it downloads the packages
(the mirror's signed index must offer what is pinned) and after it installed them (the .deb files
that were installed must have the pinned sums). A root in which either fails is never used.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from lock import BuildError, DebianPackage, Lock, hash_file, read_lock
from mirror import find_mirror, printable

_MACHINES = {"amd64": ("x86_64", "AMD64")}
_READY = "cloche-ready"


def cache_folder() -> Path:
    """Where what was downloaded and unpacked is kept (XDG base directory specification)."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".cache") / "cloche"


def as_root(command: list[str]) -> list[str]:
    """The command, run as root.

    Raises:
        BuildError: this user is not root and there is no sudo.
    """
    if os.geteuid() == 0:
        return command
    if shutil.which("sudo") is None:
        raise BuildError("the toolchain is run by chroot, which takes root or sudo")
    return ["sudo", *command]


def debian_root(lock: Lock, *, mirror: str | None = None, tell: Callable[[str], None] = print) -> Path:
    """Folder of the root with the pinned packages; made if there is none, in about a minute.

    Raises:
        BuildError: it cannot be made here, or a package is not the pinned one.
    """
    root = cache_folder() / f"{lock.suite}-{_key(lock)}"
    if (root / _READY).exists():
        tell(f"toolchain: {root}")
        return root
    if platform.machine() not in _MACHINES.get(lock.architecture, ()):
        raise BuildError(
            f"the pinned packages are for {lock.architecture}, this machine is a "
            f"{platform.machine()}: give an installed emsdk (--emsdk DIR)"
        )
    if shutil.which("mmdebstrap") is None:
        raise BuildError("mmdebstrap is missing: apt-get install mmdebstrap")
    root.parent.mkdir(parents=True, exist_ok=True)
    with locked(root.with_suffix(".lock")):
        if not (root / _READY).exists():
            _make(lock, root, mirror or find_mirror(lock.suite), tell)
    return root


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time; a lock goes away with its process."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _key(lock: Lock) -> str:
    pins = [(package.name, package.version, package.sha256) for package in lock.packages]
    text = repr((lock.suite, lock.architecture, pins, lock.helpers))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _make(lock: Lock, root: Path, mirror: str, tell: Callable[[str], None]) -> None:
    tell(f"toolchain: making {root} (Debian {lock.suite} from {printable(mirror)}; "
         "about a minute, 2.6 GB)")
    unfinished = root.with_name(root.name + ".unfinished")
    _remove(unfinished)
    _remove(root)
    check = shlex.join([sys.executable, str(Path(__file__).resolve())])
    include = [f"{package.name}={package.version}" for package in lock.packages]
    command = as_root([
        "mmdebstrap",
        "--variant=essential",
        f"--architectures={lock.architecture}",
        f"--include={','.join([*include, *lock.helpers])}",
        f'--essential-hook={check} index "$1"',
        f'--customize-hook={check} installed "$1"',
        lock.suite,
        str(unfinished),
        mirror,
    ])
    # TMPDIR may point to a place that does not exist inside the root.
    environment = {k: v for k, v in os.environ.items() if k != "TMPDIR"}
    result = subprocess.run(command, env=environment, timeout=1800, check=False)
    if result.returncode != 0:
        _remove(unfinished)
        raise BuildError(f"mmdebstrap made no toolchain (exit code {result.returncode}): see above")
    subprocess.run(as_root(["touch", str(unfinished / _READY)]), check=True)
    subprocess.run(as_root(["mv", str(unfinished), str(root)]), check=True)


def _remove(folder: Path) -> None:
    if folder.exists():
        subprocess.run(as_root(["rm", "-rf", "--one-file-system", str(folder)]), check=True)


def differences(
    pinned: Iterable[DebianPackage], found: dict[str, DebianPackage], where: str
) -> list[str]:
    """One line for each package that is not as it is pinned."""
    lines = []
    for pin in pinned:
        is_there = found.get(pin.name)
        if is_there is None:
            lines.append(f"{pin.name}: expected {pin.version}, {where} has none")
        elif is_there != pin:
            lines.append(
                f"{pin.name}: expected {pin.version} (SHA-256 {pin.sha256}), "
                f"{where} has {is_there.version} (SHA-256 {is_there.sha256})"
            )
    return lines


def _in_index(names: list[str]) -> dict[str, DebianPackage]:
    """What apt would install, from the indices that mmdebstrap's apt verified and downloaded."""
    environment = {**os.environ, "APT_CONFIG": os.environ["MMDEBSTRAP_APT_CONFIG"], "LC_ALL": "C"}
    text = subprocess.run(
        ["apt-cache", "show", "--no-all-versions", *names],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    ).stdout
    found = {}
    for fields in _stanzas(text):
        found[fields["Package"]] = DebianPackage(
            fields["Package"], fields["Version"], fields["SHA256"]
        )
    return found


def _in_root(root: Path, names: list[str]) -> dict[str, DebianPackage]:
    """What dpkg has installed, with the sums of the .deb files it was installed from."""
    found = {}
    for fields in _stanzas((root / "var/lib/dpkg/status").read_text(encoding="utf-8")):
        name, version = fields["Package"], fields.get("Version", "")
        if name not in names or fields["Status"] != "install ok installed":
            continue
        file = f"{name}_{version.replace(':', '%3a')}_{fields['Architecture']}.deb"
        archive = root / "var/cache/apt/archives" / file
        sha256 = hash_file(archive) if archive.exists() else "unknown: its .deb is not there"
        found[name] = DebianPackage(name, version, sha256)
    return found


def _stanzas(text: str) -> Iterator[dict[str, str]]:
    for stanza in text.split("\n\n"):
        lines = [line for line in stanza.splitlines() if line and not line[0].isspace()]
        if lines:
            yield {name: value.strip() for name, _, value in (x.partition(":") for x in lines)}


def _called_back(stage: str, root: Path) -> int:
    lock = read_lock()
    names = [package.name for package in lock.packages]
    if stage == "index":
        wrong = differences(lock.packages, _in_index(names), "the mirror")
    else:
        wrong = differences(lock.packages, _in_root(root, names), "the new root")
    if wrong:
        print("toolchain: not what emsdk.lock pins, so it is not used:", file=sys.stderr)
        for line in wrong:
            print(f"  {line}", file=sys.stderr)
        return 1
    print(f"toolchain: {len(names)} packages are the pinned ones ({stage})")
    return 0


if __name__ == "__main__":
    sys.exit(_called_back(sys.argv[1], Path(sys.argv[2])))
