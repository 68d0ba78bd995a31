"""Builds dist/, the whole static site: Pyodide, micropip, the wheel, the guest and the pages.

    .venv/bin/python build/site.py            builds unless nothing has changed
    .venv/bin/python build/site.py --force    builds

dist/ refers to nothing outside itself and works below any path of any file server. It is made in
a folder of another name and then put in place, so a half-built site is never served.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from notices import third_party_notices
from wheel import WORKER_SCRIPT, build_wheel

REPO = Path(__file__).resolve().parent.parent
DIST = REPO / "dist"
CACHE = REPO / "build" / ".cache"
MODULES = REPO / "node_modules"
PYODIDE = MODULES / "pyodide"

#: What Pyodide is, but for the standard library, which build/stdlib.mjs compiles first.
PYODIDE_FILES = ["pyodide.mjs", "pyodide.js", "pyodide.asm.mjs", "pyodide.asm.wasm", "package.json"]

#: A change of any of these makes the site stale.
INPUTS = ["web", "py", "build", "package-lock.json", "pyproject.toml", "requirements.lock", "LICENSE"]


def say(text: str) -> None:
    print(f"site: {text}", file=sys.stderr, flush=True)


def input_files() -> Iterable[Path]:
    for name in INPUTS:
        path = REPO / name
        if path.is_file():
            yield path
        for file in sorted(path.rglob("*")):
            hidden = any(part.startswith((".", "build-", "__pycache__"))
                         for part in file.relative_to(path).parts)
            if file.is_file() and not hidden:
                yield file


def digest_of_inputs() -> str:
    digest = hashlib.sha256()
    for path in input_files():
        digest.update(str(path.relative_to(REPO)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def compiled_stdlib() -> Path:
    version = json.loads((PYODIDE / "package.json").read_text())["version"]
    recipe = hashlib.sha256((REPO / "build/stdlib.mjs").read_bytes()).hexdigest()[:12]
    path = CACHE / f"python_stdlib-{version}-{recipe}.zip"
    if not path.exists():
        say("compiling Pyodide's standard library")
        part = path.with_suffix(".part")
        subprocess.run(["node", str(REPO / "build/stdlib.mjs"), str(part)], cwd=REPO, check=True,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        part.rename(path)
    return path


def runtime_wheels() -> list[Path]:
    """micropip, and what the tests need of other people's wheels, as build/wheels.lock pins them."""
    lock = REPO / "build" / "wheels.lock"
    folder = CACHE / f"wheels-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    if not folder.exists():
        say("fetching micropip")
        part = folder.with_name(folder.name + ".part")
        shutil.rmtree(part, ignore_errors=True)
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
             "--only-binary=:all:", "--python-version", "3.14", "--dest", str(part),
             "--requirement", str(lock)],
            check=True, stdin=subprocess.DEVNULL,
        )
        part.rename(folder)
    return sorted(folder.glob("*.whl"))


def put_pyodide(target: Path) -> None:
    folder = target / "pyodide"
    folder.mkdir()
    for name in PYODIDE_FILES:
        shutil.copy(PYODIDE / name, folder / name)
    shutil.copy(compiled_stdlib(), folder / "python_stdlib.zip")
    say("building the wheel")
    wheels = [build_wheel(folder)]
    for wheel in runtime_wheels():
        wheels.append(Path(shutil.copy(wheel, folder / wheel.name)))
    spec = PyodideLockSpec.from_json(PYODIDE / "pyodide-lock.json")
    spec.packages = {}
    spec = add_wheels_to_spec(spec, wheels, base_path=folder)
    for package in spec.packages.values():
        package.depends = []  # what the wheels need besides is never installed in a page
    spec.to_json(folder / "pyodide-lock.json")


def esbuild(entry: Path, output: Path, *options: str) -> None:
    subprocess.run(
        [str(MODULES / ".bin/esbuild"), str(entry), "--bundle", "--format=esm", "--minify",
         "--target=es2022", "--loader:.py=text", "--legal-comments=eof", "--log-level=warning",
         f"--outfile={output}", *options],
        cwd=REPO, check=True,
    )


def put_pages(target: Path) -> None:
    say("bundling the pages")
    web = REPO / "web"
    shared = "--external:../cloche.js"
    esbuild(web / "cloche.js", target / "cloche.js")
    esbuild(web / "playground/playground.js", target / "playground/playground.js", shared)
    esbuild(web / "elements/cloche-cell.js", target / "elements/cloche-cell.js", shared)
    for asset in sorted((web / "playground").iterdir()):
        if asset.suffix in (".css", ".svg", ".png"):
            shutil.copy(asset, target / "playground" / asset.name)
    shutil.copy(web / "playground/index.html", target / "index.html")
    shutil.copytree(web / "headless", target / "headless")
    for folder, file in (("worker", WORKER_SCRIPT), ("guest", web / "guest/cloche.wasm")):
        (target / folder).mkdir()
        shutil.copy(file, target / folder / file.name)
    put_declarations(target)


def put_declarations(target: Path) -> None:
    """TypeScript's view of cloche.js, made from its JSDoc."""
    folder = target / "types"
    done = subprocess.run(
        [str(MODULES / ".bin/tsc"), "--project", "web/tsconfig.declarations.json",
         "--outDir", str(folder)],
        cwd=REPO, capture_output=True, text=True,
    )
    if done.returncode != 0:
        raise SystemExit(f"site: tsc makes no declarations of web/cloche.js:\n{done.stdout}")
    (target / "cloche.d.ts").write_text('export * from "./types/cloche.js";\n')


def put_sizes(target: Path) -> None:
    """What the loading bar adds up: compressed answers do not tell their length."""
    folder = target / "pyodide"
    sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
    sizes["../guest/cloche.wasm"] = (target / "guest/cloche.wasm").stat().st_size
    (folder / "sizes.json").write_text(json.dumps(sizes))


def build() -> None:
    part = REPO / "build" / ".cache" / "dist.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    put_pyodide(part)
    put_pages(part)
    put_sizes(part)
    shutil.copy(REPO / "LICENSE", part / "LICENSE.txt")
    (part / "THIRD-PARTY.txt").write_text(third_party_notices(REPO))
    (part / ".inputs").write_text(digest_of_inputs())
    shutil.rmtree(DIST, ignore_errors=True)
    part.rename(DIST)


def main() -> int:
    CACHE.mkdir(exist_ok=True)
    stamp = DIST / ".inputs"
    if "--force" not in sys.argv and stamp.exists() and stamp.read_text() == digest_of_inputs():
        say("dist/ is up to date")
        return 0
    build()
    size = sum(file.stat().st_size for file in DIST.rglob("*") if file.is_file())
    say(f"dist/ is built, {size / 2**20:.1f} MiB")
    return 0


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
