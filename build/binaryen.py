"""npm's binaryen: whether it is the pinned one, and its wasm-opt."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from lock import REPOSITORY, BuildError, Lock, hash_file

BINARYEN = REPOSITORY / "node_modules/binaryen"

#: What the module may use of WebAssembly.
FEATURES = (
    "bulk-memory",
    "exception-handling",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
)

_SECONDS = 600


def check_binaryen(lock: Lock) -> None:
    """Refuse a wasm-opt that is not the pinned one.

    Raises:
        BuildError: it is not installed, or not the pinned one.
    """
    pin = lock.binaryen
    try:
        locked_packages = json.loads((REPOSITORY / "package-lock.json").read_text("utf-8"))["packages"]
        entry = locked_packages["node_modules/binaryen"]
        installed = json.loads((BINARYEN / "package.json").read_text("utf-8"))["version"]
        sha256 = hash_file(BINARYEN / "bin/wasm-opt")
    except (OSError, KeyError) as error:
        raise BuildError(f"npm's binaryen is not installed ({error}): run npm ci") from None
    for what, expected, found in (
        ("package-lock.json's version", pin.version, entry["version"]),
        ("package-lock.json's integrity", pin.integrity, entry["integrity"]),
        ("the installed version", pin.version, installed),
        ("SHA-256 of its wasm-opt", pin.wasm_opt_sha256, sha256),
    ):
        if expected != found:
            raise BuildError(f"binaryen: {what}: expected {expected}, found {found}")


def wasm_opt(
    before: Path, after: Path, passes: Sequence[str], *, features: Sequence[str] = FEATURES
) -> None:
    """Run passes over a module, from a file to another; a name that ends in .wat is of a text.

    Raises:
        BuildError: there is no node, or a pass failed.
    """
    node = shutil.which("node")
    if node is None:
        raise BuildError("node is missing: binaryen's wasm-opt runs in it")
    form = ["-S"] if after.suffix == ".wat" else []
    enabled = [f"--enable-{name}" for name in features]
    command = [
        node, str(BINARYEN / "bin/wasm-opt"), str(before), *enabled, *passes, *form, "-o", str(after)
    ]
    result = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=_SECONDS, check=False)
    if result.returncode != 0:
        raise BuildError(f"wasm-opt ended with exit code {result.returncode}: see above")
