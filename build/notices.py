"""The notices of everything that dist/ ships and others wrote, as one text."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

#: What pyodide.asm.wasm is linked from besides Pyodide and CPython: names and licences. Pyodide's
#: npm package has no texts of them; their authors are named in its sources.
LINKED_INTO_PYODIDE = {
    "bzip2": "bzip2-1.0.6",
    "Emscripten's C library (musl)": "MIT",
    "Expat": "MIT",
    "HACL*": "MIT",
    "libc++ and compiler-rt": "Apache-2.0 WITH LLVM-exception",
    "libffi": "MIT",
    "liblzma": "0BSD",
    "mpdecimal": "BSD-2-Clause",
    "SQLite": "public domain",
    "zlib": "Zlib",
    "Zstandard": "BSD-3-Clause",
}


def third_party_notices(repo: Path, npm_packages: Iterable[str], wheels: Iterable[Path]) -> str:
    """Notices of the guest, of Pyodide, of npm packages in node_modules, and of wheels.

    Raises SystemExit where something has no licence to tell of.
    """
    guest = (repo / "web/guest/LICENSE.micropython").read_text()
    cpython = (repo / "build/licences/cpython.txt").read_text()
    logging = (repo / "build/licences/logging.txt").read_text()
    parts = [
        "What Cloche ships that others wrote, and under which terms.\n",
        _part("MicroPython (guest/cloche.wasm), changed as build/patches/ and build/port/ of "
              "Cloche's sources show", guest),
        _part("CPython (modules of its library in guest/cloche.wasm), changed as build/library.py and "
              "build/frozen/ of Cloche's sources show",
              f"{cpython.strip()}\n\nOf its module logging:\n\n{logging.strip()}"),
        _of_pyodide(repo / "node_modules/pyodide"),
        _part("CPython (pyodide/pyodide.asm.wasm, pyodide/python_stdlib.zip), changed as "
              "Pyodide's sources show; the library is compiled", cpython),
    ]
    parts += [_of_wheel(wheel) for wheel in sorted(wheels)]
    parts += [_of_npm_package(repo / "node_modules" / name) for name in sorted(set(npm_packages))]
    return ("\n" + "-" * 80 + "\n\n").join(parts)


def _part(title: str, text: str) -> str:
    return f"{title}\n\n{text.strip()}\n"


def _of_pyodide(folder: Path) -> str:
    about = json.loads((folder / "package.json").read_text())
    linked = "\n".join(f"  {name}: {licence}" for name, licence in LINKED_INTO_PYODIDE.items())
    return _part(
        f"Pyodide {about['version']} (pyodide/), {about['license']}, changed as "
        "build/pyodide_edits.py of Cloche's sources shows",
        "The licence's text is further down, at micropip. The source code is at\n"
        f"{about['homepage']} (tag {about['version']}).\n\n"
        f"Linked into it, besides CPython:\n{linked}",
    )


def _of_npm_package(folder: Path) -> str:
    about = json.loads((folder / "package.json").read_text())
    texts = [path.read_text() for path in sorted(folder.glob("LICEN[CS]E*"))]
    if not texts:
        raise SystemExit(f"notices: the npm package {about['name']} has no licence file")
    return _part(f"{about['name']} {about['version']}, {about['license']}", "\n".join(texts))


def _of_wheel(wheel: Path) -> str:
    with zipfile.ZipFile(wheel) as archive:
        texts = [
            archive.read(name).decode()
            for name in sorted(archive.namelist())
            if Path(name).name.upper().startswith(("LICENSE", "LICENCE", "COPYING"))
        ]
    if not texts:
        raise SystemExit(f"notices: {wheel.name} has no licence file")
    return _part(f"{wheel.name} (pyodide/)", "\n".join(texts))
