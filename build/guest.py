"""Builds the guest: MicroPython's source, our patches and our port, to web/guest/cloche.wasm.

    python3 build/guest.py            builds, writes the module and its sum (emsdk.lock)
    python3 build/guest.py --check    builds, fails unless the module is the committed one

Compiler and source are the pinned ones (build/toolchain.py fetches them when they are not there).
People who are not on Debian give their own, and may get another module:

    python3 build/guest.py --emsdk DIR --source DIR [--check]

Needs binaryen in node_modules (npm ci); Python 3.11 or newer and nothing else of Python's.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from binaryen import check_binaryen
from debian_root import as_root, debian_root, locked
from lock import REPOSITORY, BuildError, Lock, hash_bytes, hash_file, read_lock, write_artifact
from source import source_archive, unpack
from spill import spill

PORT = REPOSITORY / "build/port"
FROZEN = REPOSITORY / "build/frozen"
PATCHES = REPOSITORY / "build/patches"

# Where the build lies inside the compiler's root: the same for every clone.
INSIDE = "cloche-build"

# Parts of MicroPython's source that no build of ours reads.
_UNREAD = ("docs", "drivers", "examples", "ports", "tests", ".git", ".github")

_COMPILE_SECONDS = 1200


def say(text: str) -> None:
    print(f"guest: {text}", flush=True)


def apply_patches(tree: Path, patches: Path = PATCHES) -> None:
    """Apply every patch to MicroPython's source, in the order of their names.

    Raises:
        BuildError: one does not apply; says which, and where it failed.
    """
    # Without the ceiling git would take a tree inside a repository for a part of that one.
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tree.parent.resolve())}
    for patch in sorted(patches.glob("*.patch")):
        result = subprocess.run(
            ["git", "apply", "--whitespace=nowarn", str(patch.resolve())],
            cwd=tree, env=environment, capture_output=True, text=True, timeout=60, check=False,
        )
        if result.returncode != 0:
            raise BuildError(f"{patch.name} does not apply:\n{result.stderr.rstrip()}")


def lay_out(folder: Path, archive: Path | None, source: Path | None) -> None:
    """Put into `folder` what make sees: micropython/ (patched), port/ and frozen/."""
    tree = folder / "micropython"
    if source is not None:
        if not (source / "py/mpconfig.h").exists():
            raise BuildError(f"{source} is no source tree of MicroPython: it has no py/mpconfig.h")
        shutil.copytree(source, tree, ignore=_unread_in(source))
        shutil.rmtree(tree / "mpy-cross/build", ignore_errors=True)
    else:
        assert archive is not None
        unpack(archive, tree)
        for name in _UNREAD:
            shutil.rmtree(tree / name, ignore_errors=True)
    apply_patches(tree)
    ignored = shutil.ignore_patterns("build-*", "__pycache__")
    shutil.copytree(PORT, folder / "port", ignore=ignored)
    shutil.copytree(FROZEN, folder / "frozen", ignore=ignored)


def _unread_in(source: Path) -> Callable[[str, list[str]], set[str]]:
    return lambda folder, _names: set(_UNREAD) if Path(folder) == source else set()


def make_script(folder: str, flags: str = "") -> str:
    jobs = os.cpu_count() or 1
    return (
        f"set -e; cd {folder}/micropython/mpy-cross && make -s -j{jobs} >/dev/null; "
        f"cd {folder}/port && make -s -j{jobs} MPY_DIR=../micropython CFLAGS_EXTRA='{flags}' >/dev/null"
    )


def fixed_environment(lock: Lock) -> dict[str, str]:
    """All that the build may know: nothing of the day, the machine, or git."""
    return {
        "HOME": "/root",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "ignore::DeprecationWarning",  # makeversionhdr.py's
        "SOURCE_DATE_EPOCH": str(lock.micropython.date_epoch_seconds),
        "MICROPY_GIT_TAG": f"v{lock.micropython.version}",
        "MICROPY_GIT_HASH": "cloche",
    }


def compile_in_root(lock: Lock, mirror: str | None, flags: str = "") -> bytes:
    """The linked module, compiled with the pinned tools from the pinned source, and with ``flags``
    for the compiler besides."""
    archive = source_archive(lock.micropython, lock.suite, mirror=mirror, tell=say)
    root = debian_root(lock, mirror=mirror, tell=say)
    folder = root / INSIDE
    environment = {**fixed_environment(lock), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    settings = [f"{name}={value}" for name, value in environment.items()]
    with locked(root.with_suffix(".lock")):  # the folder inside has one name
        subprocess.run(as_root(["rm", "-rf", "--one-file-system", str(folder)]), check=True)
        subprocess.run(as_root(["install", "-d", "-o", str(os.getuid()), str(folder)]), check=True)
        lay_out(folder, archive, None)
        say("compiling (half a minute)")
        _run(as_root([
            "env", "-i", *settings, shutil.which("chroot") or "/usr/sbin/chroot", str(root),
            "/bin/sh", "-c", make_script(f"/{INSIDE}", flags),
        ]))
        return (folder / "port/build-wasm/cloche.wasm").read_bytes()


def compile_with(lock: Lock, emsdk: Path, source: Path | None, mirror: str | None) -> bytes:
    """The linked module, compiled with somebody's own Emscripten."""
    places = [emsdk / "upstream/emscripten", emsdk]
    place = next((place for place in places if (place / "emcc").exists()), None)
    if place is None:
        raise BuildError(f"there is no emcc in {emsdk}, nor in its upstream/emscripten")
    archive = None
    if source is None:
        archive = source_archive(lock.micropython, lock.suite, mirror=mirror, tell=say)
    environment = {
        **os.environ,
        **fixed_environment(lock),
        "HOME": os.environ.get("HOME", "/"),
        "PATH": f"{place}:{os.environ['PATH']}",
    }
    if (emsdk / ".emscripten").exists():
        environment["EM_CONFIG"] = str(emsdk / ".emscripten")
    with tempfile.TemporaryDirectory(prefix="cloche-build-") as scratch:
        folder = Path(scratch).resolve()
        lay_out(folder, archive, source)
        say(f"compiling with {place / 'emcc'}: the module may differ from the pinned one's")
        _run(["/bin/sh", "-c", make_script(str(folder))], environment=environment)
        return (folder / "port/build-wasm/cloche.wasm").read_bytes()


def _run(command: list[str], *, environment: dict[str, str] | None = None) -> None:
    result = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, timeout=_COMPILE_SECONDS, check=False
    )
    if result.returncode != 0:
        raise BuildError(f"{command[0]} ended with exit code {result.returncode}: see above")


def compare(module: bytes, lock: Lock, *, is_pinned: bool) -> None:
    """Hold a module that was built just now against the committed one.

    Raises:
        BuildError: they differ, or the lock file's sum is neither's.
    """
    committed = (REPOSITORY / lock.artifact.path).read_bytes()
    sums = {
        "emsdk.lock": lock.artifact.sha256,
        lock.artifact.path: hash_bytes(committed),
        "what was built just now": hash_bytes(module),
    }
    if len(set(sums.values())) != 1 or lock.artifact.size_bytes != len(module):
        table = "\n".join(f"  {sha256}  {name}" for name, sha256 in sums.items())
        why = "" if is_pinned else " (it need not be: the tools or the source are not the pinned ones)"
        raise BuildError(
            f"the committed module is not what its source builds{why}:\n{table}\n"
            "if the source is as it should be, run build/guest.py and commit what it writes"
        )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="write the module and its sum (default)")
    what.add_argument("--check", action="store_true", help="fail unless it is the committed module")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to FILE and nowhere else")
    parser.add_argument("--emsdk", type=Path, metavar="DIR", help="an installed Emscripten")
    parser.add_argument("--source", type=Path, metavar="DIR", help="a source tree of MicroPython")
    parser.add_argument("--mirror", metavar="URL", help="Debian mirror (default: apt's)")
    options = parser.parse_args(arguments)
    if options.source is not None and options.emsdk is None:
        parser.error("--source goes with --emsdk")
    start = time.monotonic()
    try:
        lock = read_lock()
        check_binaryen(lock)
        if options.emsdk is not None:
            linked = compile_with(lock, options.emsdk.resolve(), options.source, options.mirror)
        else:
            linked = compile_in_root(lock, options.mirror)
        say("making pointers visible to the collector (binaryen, half a minute)")
        module = spill(linked)
        if options.output is not None:
            options.output.write_bytes(module)
            done = f"written to {options.output}"
        elif options.check:
            compare(module, lock, is_pinned=options.emsdk is None)
            done = "the committed one, byte for byte"
        else:
            (REPOSITORY / lock.artifact.path).write_bytes(module)
            write_artifact(module)
            done = f"written to {lock.artifact.path}"
    except BuildError as error:
        print(f"guest: {error}", file=sys.stderr)
        return 1
    say(f"{len(module)} bytes, {done}; {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
