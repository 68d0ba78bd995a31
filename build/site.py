"""Builds dist/, the whole static site: Pyodide, micropip, the wheel, the guest and the pages.

    .venv/bin/python build/site.py            builds unless nothing has changed
    .venv/bin/python build/site.py --force    builds

dist/ refers to nothing outside itself and works below any path of any file server. It is made in
a folder of another name and then put in place, so a half-built site is never served.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from cloche._policy import page_policy, source_of
from bill import bill_of_materials
from compatibility import compatibility_page
from host_wheel import AIRLOCK_SCRIPT, WORKER_SCRIPT, build_wheel
from inputs import REPO, STAMP, digest_of_inputs, is_current
from notices import third_party_notices
from pyodide_edits import with_hashes, without_stack_switching

DIST = REPO / "dist"
CACHE = REPO / "build" / ".cache"
WEB = REPO / "web"
MODULES = REPO / "node_modules"
PYODIDE = MODULES / "pyodide"

#: What Pyodide is, but for the standard library, which build/stdlib.mjs compiles first.
PYODIDE_FILES = ["pyodide.mjs", "pyodide.js", "pyodide.asm.mjs", "pyodide.asm.wasm", "package.json"]

#: The pages share one module, and so one Pyodide: it stays outside of their bundles.
FACE = "../cloche.js"

#: What others wrote, for programs; THIRD-PARTY.txt is for people.
BILL = "bill-of-materials.cdx.json"

#: Stands in web/playground/index.html for the hash of the airlock's script.
AIRLOCK_SOURCE = "'sha256-airlock'"

#: Loaded when there is something to draw.
PICTURES = "../view/pictures.js"


def say(text: str) -> None:
    print(f"site: {text}", file=sys.stderr, flush=True)


def fail(text: str) -> SystemExit:
    return SystemExit(f"site: {text}")


def run(what: str, command: list[str]) -> None:
    """Runs a command that prints nothing unless it fails; ends this program if it does."""
    try:
        done = subprocess.run(
            command, cwd=REPO, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
    except FileNotFoundError:
        raise fail(f"{command[0]} is missing: run `npm start` or `npm test`") from None
    if done.returncode != 0:
        raise fail(f"{what} failed:\n{done.stdout}{done.stderr}")
    if done.stderr.strip():
        say(f"{what}:\n{done.stderr.strip()}")


def require(*paths: Path) -> None:
    missing = [str(path.relative_to(REPO)) for path in paths if not path.exists()]
    if missing:
        raise fail(f"these are missing: {', '.join(missing)}. What is in node_modules comes by "
                   "`npm start` or `npm test`; the rest belongs to a clone of the repository")


# ---- Pyodide ----------------------------------------------------------------------------------


def compiled_stdlib() -> Path:
    """Pyodide's standard library as bytecode, which lets a page start in a third of the time."""
    key = hashlib.sha256((REPO / "build/stdlib.mjs").read_bytes())
    key.update((PYODIDE / "python_stdlib.zip").read_bytes())
    path = CACHE / f"python_stdlib-{key.hexdigest()[:16]}.zip"
    if not path.exists():
        say("compiling Pyodide's standard library")
        part = path.with_suffix(".part")
        run("build/stdlib.mjs", ["node", "build/stdlib.mjs", str(part)])
        part.rename(path)
    return path


def runtime_wheels() -> list[Path]:
    """micropip, and what the tests need of other people's wheels, as build/wheels.lock pins them."""
    lock = REPO / "build" / "wheels.lock"
    folder = CACHE / f"wheels-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}"
    if not folder.exists():
        say("fetching micropip")
        part = folder.with_name(folder.name + ".part")
        shutil.rmtree(part, ignore_errors=True)
        run("fetching what build/wheels.lock lists", [
            sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check",
            "--no-deps", "--require-hashes", "--only-binary=:all:", "--python-version", "3.14",
            "--dest", str(part), "--requirement", str(lock),
        ])
        part.rename(folder)
    return sorted(folder.glob("*.whl"))


def put_pyodide(target: Path) -> None:
    folder = target / "pyodide"
    folder.mkdir()
    for name in PYODIDE_FILES:
        shutil.copy(PYODIDE / name, folder / name)
    without_stack_switching(folder / "pyodide.asm.mjs")
    shutil.copy(compiled_stdlib(), folder / "python_stdlib.zip")
    say("building the wheel")
    wheels = [build_wheel(folder)]
    for wheel in runtime_wheels():
        wheels.append(Path(shutil.copy(wheel, folder / wheel.name)))
    # The stock lock file lists hundreds of packages that are not here; its head is right.
    spec = PyodideLockSpec.from_json(PYODIDE / "pyodide-lock.json")
    spec.packages = {}
    spec = add_wheels_to_spec(spec, wheels, base_path=folder)
    known = set(spec.packages)
    for package in spec.packages.values():
        if unknown := set(package.depends) - known:
            raise fail(f"{package.name} depends on {', '.join(unknown)}: add it to "
                       "build/wheels.lock")
    lock_file = folder / "pyodide-lock.json"
    spec.to_json(lock_file)
    fetched = {name: integrity(folder / name) for name in ("pyodide.asm.wasm", "python_stdlib.zip")}
    with_hashes(folder / "pyodide.mjs", fetched, integrity(lock_file))


def integrity(file: Path) -> str:
    """The file's hash, as HTML and fetch() take it."""
    digest = hashlib.sha256(file.read_bytes()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


# ---- the pages --------------------------------------------------------------------------------


def esbuild(entry: Path, output: Path, *options: str) -> list[str]:
    """Bundles a module; the npm packages of which something is in the bundle."""
    meta = CACHE / "esbuild.json"
    run(f"bundling {entry.relative_to(REPO)}", [
        str(MODULES / ".bin/esbuild"), str(entry), "--bundle", "--format=esm", "--minify",
        "--target=es2022", "--loader:.py=text", "--legal-comments=none", "--log-level=warning",
        f"--outfile={output}", f"--metafile={meta}", *options,
    ])
    names = []
    for used in json.loads(meta.read_text())["inputs"]:
        _, found, inside = used.rpartition("node_modules/")
        if found:
            parts = inside.split("/")
            names.append("/".join(parts[:2] if inside.startswith("@") else parts[:1]))
    return names


def put_pages(target: Path) -> list[str]:
    """Everything but Pyodide; the npm packages that went into it."""
    say("bundling the pages")
    used = esbuild(WEB / "view/pictures.js", target / "view/pictures.js")
    hashes = {
        path: integrity(target / path)
        for path in (
            "pyodide/pyodide.mjs", "pyodide/pyodide.asm.mjs", "pyodide/pyodide.asm.wasm",
            "pyodide/python_stdlib.zip", "pyodide/pyodide-lock.json", "view/pictures.js",
        )
    }
    hashes["guest/cloche.wasm"] = integrity(WEB / "guest/cloche.wasm")
    known = f"--define:CLOCHE_HASHES={json.dumps(hashes)}"
    used += esbuild(WEB / "cloche.js", target / "cloche.js", known)
    for name in ("playground/playground.js", "elements/cloche-cell.js"):
        used += esbuild(
            WEB / name, target / name, known, f"--external:{FACE}", f"--external:{PICTURES}"
        )
    for asset in sorted((WEB / "playground").iterdir()):
        if asset.suffix in (".css", ".svg", ".png"):
            shutil.copy(asset, target / "playground" / asset.name)
    put_policy(target)
    shutil.copytree(WEB / "headless", target / "headless",
                    ignore=shutil.ignore_patterns("__pycache__"))
    for folder, files in {
        "worker": [WORKER_SCRIPT],
        "airlock": [AIRLOCK_SCRIPT],
        "guest": [WEB / "guest/cloche.wasm", WEB / "guest/LICENSE.micropython"],
    }.items():
        (target / folder).mkdir()
        for file in files:
            shutil.copy(file, target / folder / file.name)
    put_docs(target)
    put_declarations(target)
    return used


def put_policy(target: Path) -> None:
    """The playground, and for whoever embeds Cloche, the policy that allows the airlock's script."""
    airlock = source_of(AIRLOCK_SCRIPT.read_bytes())
    page = (WEB / "playground/index.html").read_text()
    if page.count(AIRLOCK_SOURCE) != 1:
        raise fail(f"web/playground/index.html must have {AIRLOCK_SOURCE} in its policy, once")
    (target / "index.html").write_text(page.replace(AIRLOCK_SOURCE, airlock))
    (target / "content-security-policy.txt").write_text(page_policy(airlock) + "\n")


def put_docs(target: Path) -> None:
    """Pages to read."""
    (target / "docs").mkdir()
    shutil.copy(WEB / "docs/docs.css", target / "docs/docs.css")
    (target / "docs/compatibility.html").write_text(compatibility_page(), "utf-8")


def put_declarations(target: Path) -> None:
    """TypeScript's view of cloche.js, made from its JSDoc."""
    run("making declarations of web/cloche.js", [
        str(MODULES / ".bin/tsc"), "--project", "web/tsconfig.declarations.json",
        "--outDir", str(target / "types"),
    ])
    (target / "cloche.d.ts").write_text('export * from "./types/cloche.js";\n')


def put_sizes(target: Path) -> None:
    """What the loading bar adds up: compressed answers do not tell their length."""
    folder = target / "pyodide"
    sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
    sizes["../guest/cloche.wasm"] = (target / "guest/cloche.wasm").stat().st_size
    (folder / "sizes.json").write_text(json.dumps(sizes))


# ---- all of it --------------------------------------------------------------------------------


def build() -> None:
    require(
        *(PYODIDE / name for name in [*PYODIDE_FILES, "python_stdlib.zip", "pyodide-lock.json"]),
        MODULES / ".bin/esbuild", MODULES / ".bin/tsc", WEB / "guest/cloche.wasm",
        WEB / "guest/LICENSE.micropython", WEB / "worker/main.js", WEB / "cloche.js",
        WEB / "view/pictures.js", WEB / "playground/index.html", WEB / "elements/cloche-cell.js", WEB / "headless/index.html",
    )
    digest = digest_of_inputs()  # first: what changes meanwhile makes the result stale
    part, old = CACHE / "dist.part", CACHE / "dist.old"
    for folder in (part, old):
        shutil.rmtree(folder, ignore_errors=True)
    part.mkdir()
    put_pyodide(part)
    used = put_pages(part)
    put_sizes(part)
    shutil.copy(REPO / "LICENSE", part / "LICENSE.txt")
    (part / "THIRD-PARTY.txt").write_text(third_party_notices(REPO, used, runtime_wheels()))
    (part / BILL).write_text(bill_of_materials(REPO, part, used, runtime_wheels()))
    (part / STAMP).write_text(digest)
    if DIST.exists():
        DIST.rename(old)
    part.rename(DIST)
    shutil.rmtree(old, ignore_errors=True)


def main() -> int:
    os.umask(0o022)
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "site.lock").open("w") as lock:
        # Two at once would write into each other's folder.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if "--force" not in sys.argv and is_current(DIST):
            say("dist/ is up to date")
            return 0
        start = time.monotonic()
        build()
    size_bytes = sum(file.stat().st_size for file in DIST.rglob("*") if file.is_file())
    seconds = time.monotonic() - start
    say(f"dist/ is built: {size_bytes / 2**20:.1f} MiB in {seconds:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
