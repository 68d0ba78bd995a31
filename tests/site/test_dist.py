"""dist/: what is there, that it is the same each time, and that it needs nothing else."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

REPO = Path(__file__).resolve().parents[2]

EXPECTED = """
    LICENSE.txt THIRD-PARTY.txt index.html cloche.js cloche.d.ts
    playground/playground.js elements/cloche-cell.js headless/index.html
    content-security-policy.txt bill-of-materials.cdx.json worker/worker.js airlock/airlock.js guest/cloche.wasm guest/LICENSE.micropython
    pyodide/pyodide.mjs pyodide/pyodide.js pyodide/pyodide.asm.mjs pyodide/pyodide.asm.wasm
    pyodide/python_stdlib.zip pyodide/package.json pyodide/pyodide-lock.json pyodide/sizes.json
""".split()


def test_everything_is_there(dist: Path) -> None:
    assert [name for name in EXPECTED if not (dist / name).is_file()] == []


def test_the_guest_is_the_committed_one(dist: Path) -> None:
    built = (dist / "guest/cloche.wasm").read_bytes()
    assert built == (REPO / "web/guest/cloche.wasm").read_bytes()


def test_sizes_are_those_of_the_files(dist: Path) -> None:
    folder = dist / "pyodide"
    sizes = json.loads((folder / "sizes.json").read_text())
    assert sizes == {name: (folder / name).stat().st_size for name in sizes}
    unlisted = {file.name for file in folder.iterdir()} - set(sizes)
    assert unlisted == {"sizes.json"}


def test_the_standard_library_is_bytecode_of_one_seed(dist: Path, tmp_path: Path) -> None:
    path = dist / "pyodide/python_stdlib.zip"
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    assert not [name for name in names if name.endswith(".py")]
    with zipfile.ZipFile(REPO / "node_modules/pyodide/python_stdlib.zip") as archive:
        source = [name for name in archive.namelist() if name.endswith(".py")]
    assert {name + "c" for name in source} <= set(names)
    again = tmp_path / "again.zip"
    subprocess.run(["node", "build/stdlib.mjs", str(again)], cwd=REPO, check=True, timeout=300)
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(path.read_bytes()).digest()


def test_pages_name_no_other_host(dist: Path) -> None:
    """Links that a person may follow are fine; what a browser loads by itself is not."""
    loads = re.compile(
        r"""(?:src|href|action)\s*=\s*["']?\s*(?:https?:)?//|url\(\s*["']?(?:https?:)?//"""
        r"""|@import|\bimport\s*\(?\s*["'](?:https?:)?//|fetch\(\s*["'`](?:https?:)?//"""
    )
    pages = [path for path in dist.rglob("*") if path.suffix in (".html", ".css", ".js", ".svg")
             and path.parent.name != "pyodide"]
    assert len(pages) >= 6
    found = []
    for path in pages:
        text = path.read_text()
        for match in loads.finditer(text):
            if "<a " not in text[max(0, match.start() - 60):match.start()]:
                found.append((path.name, text[match.start():match.end() + 60]))
    assert found == []


def test_runs_where_nothing_else_can_be_reached(
    dist: Path, browser: Any, serve_dist: Any
) -> None:
    """Deep below a server's root, by the site's own policy, which allows no other origin."""
    policy = (dist / "content-security-policy.txt").read_text().strip()
    url = serve_dist(headers={"Content-Security-Policy": policy}, below="deep/er/site")
    browser.get(url + "headless/index.html")
    answer = browser.execute_async_script(
        """
        const done = arguments[arguments.length - 1];
        const refused = [];
        document.addEventListener("securitypolicyviolation", (event) => {
            refused.push(event.effectiveDirective + " " + event.blockedURI);
        });
        import("../cloche.js").then(async ({ run }) => {
            const result = await run("print(6 * 7)");
            const hosts = performance.getEntriesByType("resource").map(({ name }) => name);
            done({ status: result.status, stdout: result.stdout, hosts, refused });
        }).catch((error) => done({ error: String(error), refused }));
        """
    )
    assert answer.get("error") is None, answer
    assert (answer["status"], answer["stdout"]) == ("ok", "42\n")
    assert answer["refused"] == []
    assert any(host.endswith("/pyodide/pyodide.asm.wasm") for host in answer["hosts"])
    outside = [host for host in answer["hosts"] if not host.startswith((url, "blob:", "data:"))]
    assert outside == []


@pytest.mark.parametrize("name", ["MicroPython", "Pyodide", "CPython", "micropip", "tblib",
                                  "@codemirror/view", "@lezer/python"])
def test_notices_name_what_others_wrote(dist: Path, name: str) -> None:
    titles = [part.strip().partition("\n")[0]
              for part in (dist / "THIRD-PARTY.txt").read_text().split("-" * 80)]
    assert [title for title in titles if title.startswith(name)]


def test_the_bill_of_materials_is_complete(dist: Path) -> None:
    """Everything of which THIRD-PARTY.txt has a notice, with version, licence and hash."""
    bill = json.loads((dist / "bill-of-materials.cdx.json").read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    parts = {
        f"{part['group']}/{part['name']}" if "group" in part else part["name"]: part
        for part in bill["components"]
    }
    for name, part in parts.items():
        assert part["version"] and part["licenses"] and part["purl"], name
        (found,) = part["hashes"]
        assert len(found["content"]) == {"SHA-256": 64, "SHA-512": 128}[found["alg"]], name
        assert all(inner["licenses"] and inner["hashes"] for inner in part.get("components", []))
    notices = (dist / "THIRD-PARTY.txt").read_text().split("-" * 80)[1:]
    named = {re.split(r" |-[0-9]", notice.strip())[0].lower() for notice in notices}
    named -= {"unless"}  # MicroPython's own notice is divided in the same way
    assert len(named) >= 25 and named <= {name.lower() for name in parts}
    wheel = next((dist / "pyodide").glob("micropip-*.whl"))
    assert parts["micropip"]["hashes"][0]["content"] == hashlib.sha256(wheel.read_bytes()).hexdigest()
    stdlib = hashlib.sha256((dist / "pyodide/python_stdlib.zip").read_bytes()).hexdigest()
    assert parts["cpython"]["hashes"][0]["content"] == stdlib
