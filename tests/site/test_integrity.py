"""What a site loads is what it was built with: one byte changed, and it is not used."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cloche.cli._server import serve_site

_RUN = """
    const done = arguments[arguments.length - 1];
    import("../cloche.js").then(({ run }) => run(arguments[0])).then(
        ({ status, stdout }) => done({ status, stdout }),
        (error) => done({ failed: error.name, message: error.message }));
"""

LOADED = [
    "pyodide/pyodide.mjs", "pyodide/pyodide.asm.mjs", "pyodide/pyodide.asm.wasm",
    "pyodide/python_stdlib.zip", "pyodide/pyodide-lock.json", "pyodide/cloche-*.whl",
    "pyodide/micropip-*.whl", "guest/cloche.wasm",
]


def _changed(path: Path) -> None:
    """Still what it was to whoever does not look at every byte."""
    content = path.read_bytes()
    if path.suffix in (".mjs", ".json"):
        content += b"\n"
    elif path.suffix == ".wasm":
        content += b"\0\x02\x01x"  # a section of its own, which means nothing
    else:
        content += b"\0"  # behind a zip's directory
    path.write_bytes(content)


@pytest.fixture
def copy(dist: Path, tmp_path: Path) -> Iterator[Path]:
    yield Path(shutil.copytree(dist, tmp_path / "site"))
    shutil.rmtree(tmp_path / "site")


def _told(browser: Any, site: Path) -> dict[str, Any]:
    with serve_site(site) as server:
        browser.get(f"{server.url}headless/index.html")
        told: dict[str, Any] = browser.execute_async_script(_RUN, "print(6 * 7)")
        browser.get("about:blank")
        return told


@pytest.mark.parametrize("pattern", LOADED)
def test_a_file_that_was_changed_is_not_used(copy: Path, browser: Any, pattern: str) -> None:
    (path,) = copy.glob(pattern)
    _changed(path)
    told = _told(browser, copy)
    assert told.get("failed") == "LoadError", told


def test_the_same_copy_unchanged_works(copy: Path, browser: Any) -> None:
    assert _told(browser, copy) == {"status": "ok", "stdout": "42\n"}
