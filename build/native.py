"""Builds the guest for this machine, watched by sanitizers, as a target for libFuzzer.

    python3 build/native.py            builds it if it is not there, and prints where it is

It has the same sources, patches and frozen modules as the module (build/guest.py), and what is
around them is in build/native/. Kept in the cache folder, by the sum of what it is made of.

Needs clang with its sanitizers for 32 bits, gcc and make; Python 3.11 or newer and nothing else of
Python's. On Debian, `python3 build/prepare.py test` installs them.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from debian_root import cache_folder, locked
from guest import FROZEN, PATCHES, PORT, apply_patches, fixed_environment, lay_out
from lock import REPOSITORY, BuildError, Lock, read_lock
from source import source_archive

NATIVE = REPOSITORY / "build/native"

#: The newest that Debian's stable release has, and what people elsewhere call theirs.
_COMPILERS = ("clang-19", "clang")

#: What it takes on Debian (build/prepare.py has the same list).
_PACKAGES = "clang-19 libclang-rt-19-dev llvm-19 g++-multilib make"

_COMPILE_SECONDS = 1800


class NoCompiler(BuildError):
    """There is no clang here that can do it; the message says what to install."""


def say(text: str) -> None:
    print(f"native: {text}", file=sys.stderr, flush=True)


def find_compiler() -> str:
    """Path of a clang that makes 32-bit programs with its sanitizers and libFuzzer.

    Raises:
        NoCompiler: there is none.
    """
    found = [path for name in _COMPILERS if (path := shutil.which(name))]
    reasons = []
    for compiler in found:
        why = _what_is_missing(compiler)
        if not why:
            return compiler
        reasons.append(f"{compiler}: {why}")
    raise NoCompiler(
        "the fuzzer needs a clang that makes 32-bit programs with AddressSanitizer and libFuzzer "
        f"({'; '.join(reasons) or 'there is no clang'}): as root, run apt-get install {_PACKAGES}"
    )


def _what_is_missing(compiler: str) -> str:
    """Links an empty target; the last line of what went wrong, or nothing."""
    with tempfile.TemporaryDirectory(prefix="cloche-native-") as folder:
        source = Path(folder) / "empty.c"
        source.write_text(
            "#include <stdint.h>\n#include <stdlib.h>\n"
            "int LLVMFuzzerTestOneInput(const uint8_t *d, size_t n) { return d == 0 && n; }\n"
        )
        # As a C++ program: libFuzzer is one.
        command = [compiler, "--driver-mode=g++", "-m32", "-x", "c", str(source), "-o",
                   f"{folder}/empty", "-fsanitize=address,undefined,fuzzer"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode == 0:
        return ""
    lines = [line for line in done.stderr.splitlines() if "error" in line or "cannot" in line]
    return (lines or ["it fails"])[0]


def fuzz_target(*, mirror: str | None = None, tell: Callable[[str], None] = say) -> Path:
    """The built target; built now if it is not in the cache, in a minute or two.

    Raises:
        BuildError: it cannot be built here; says why, and what to do.
    """
    lock = read_lock()
    compiler = find_compiler()
    target = cache_folder() / f"fuzz-{_digest(lock, compiler)[:12]}" / "fuzz_guest"
    if target.exists():
        return target
    archive = source_archive(lock.micropython, lock.suite, mirror=mirror, tell=tell)
    target.parent.mkdir(parents=True, exist_ok=True)
    with locked(target.with_suffix(".lock")):
        if not target.exists():
            tell(f"compiling the guest with {compiler} and its sanitizers (a minute or two)")
            start = time.monotonic()
            _compile(lock, compiler, archive, target)
            tell(f"{target}; {time.monotonic() - start:.0f} s")
    return target


def _compile(lock: Lock, compiler: str, archive: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="cloche-native-") as scratch:
        folder = Path(scratch).resolve()
        lay_out(folder, archive, None)
        shutil.copytree(NATIVE, folder / "native")
        environment = {**os.environ, **fixed_environment(lock), "HOME": os.environ.get("HOME", "/")}
        jobs = f"-j{os.cpu_count() or 1}"
        _run(["make", "-s", jobs], folder / "micropython/mpy-cross", environment)
        apply_patches(folder / "micropython", NATIVE)  # mpy-cross has none of it
        _run(
            ["make", "-s", jobs, "-f", "../native/Makefile", "MPY_DIR=../micropython",
             f"CC={compiler}", f"CXX={compiler} --driver-mode=g++"],
            folder / "port", environment,
        )
        unfinished = target.with_suffix(".unfinished")
        shutil.copy(folder / "port/build-native/fuzz_guest", unfinished)
        unfinished.replace(target)


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, timeout=_COMPILE_SECONDS, check=False,
    )
    if done.returncode != 0:
        raise BuildError(f"{' '.join(command)} failed:\n{done.stdout[-4000:]}")


def _digest(lock: Lock, compiler: str) -> str:
    version = subprocess.run(
        [compiler, "--version"], capture_output=True, text=True, timeout=60, check=True
    ).stdout
    digest = hashlib.sha256(f"{lock.micropython.sha256}\n{version}".encode())
    for path in _made_of():
        digest.update(f"\0{path.relative_to(REPOSITORY)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _made_of() -> Iterator[Path]:
    yield Path(__file__).resolve()
    for folder in (PORT, PATCHES, FROZEN, NATIVE):
        for path in sorted(folder.rglob("*")):
            parts = path.relative_to(folder).parts
            if path.is_file() and not any(p.startswith(("build-", "__pycache__")) for p in parts):
                yield path


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mirror", metavar="URL", help="Debian mirror (default: apt's)")
    options = parser.parse_args(arguments)
    try:
        print(fuzz_target(mirror=options.mirror))
    except BuildError as error:
        print(f"native: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
