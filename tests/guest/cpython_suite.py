"""CPython's own tests, run in the guest by its frozen unittest, and the table of what passes.

    .venv/bin/python tests/guest/cpython_suite.py                  runs all of it, prints the table
    .venv/bin/python tests/guest/cpython_suite.py --why test_int   one module, and why its tests fail
    .venv/bin/python tests/guest/cpython_suite.py --write          writes what is committed of it:
                                                                   cpython/table.md, failures.toml

Each run is the same: the guest's clock, hashes and random numbers are determined, and time is counted
in steps.
"""

from __future__ import annotations

import argparse
import ast
import fnmatch
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import warnings
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cloche.front._translation import Translation
from node import MIB, Node, Outcome

REPOSITORY = Path(__file__).resolve().parents[2]
HERE = Path(__file__).with_name("cpython")
INSIDE = HERE / "inside"
SUITE = tomllib.loads((HERE / "suite.toml").read_text("utf-8"))
FAILURES = HERE / "failures.toml"
TABLE = HERE / "table.md"

_BOUNDS: dict[str, Any] = {
    "memory_bytes": 256 * MIB,
    "output_bytes": 16 * MIB,
    "steps": 600_000_000,  # of a class; half a minute, or so
    "wall_seconds": 600.0,
    "determined": {"now_seconds": 1.7e9, "seed": 1},
}

_TABLE_HEAD = """# CPython's own tests in the guest

Written by `.venv/bin/python tests/guest/cpython_suite.py --write`, and kept by `tests/guest/test_cpython.py`.
What fails, and why, is in `failures.toml`; what is left out, and why, in `suite.toml`, or said by the
stand-ins in `inside/`.

"""

#: What test_int and test_float take of test_grammar, which is mostly about CPython's own parser.
_LITERALS = ("VALID_UNDERSCORE_LITERALS", "INVALID_UNDERSCORE_LITERALS")


class SuiteUnavailable(Exception):
    """The tests can't be had; the message says why."""


@dataclass
class Results:
    """Names of tests ("Class.test") by how they ended; of those that failed and that were left out, why."""

    passed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def ran(self) -> int:
        return len(self.passed) + len(self.failed)

    @property
    def share(self) -> float:
        """How many of the tests that ran passed, from 0 to 1."""
        return len(self.passed) / self.ran if self.ran else 0.0


# ---- the tests' files --------------------------------------------------------------------------


def source() -> Path:
    """The folder of CPython's tests, fetched as suite.toml pins it. Raises SuiteUnavailable."""
    sys.path.insert(0, str(REPOSITORY / "build"))
    try:
        from debian_root import cache_folder
        from lock import BuildError
        from mirror import download, find_mirror

        sha256 = SUITE["package"]["sha256"]
        folder = cache_folder() / f"cpython-tests-{sha256[:12]}"
        if not folder.exists():
            if shutil.which("dpkg-deb") is None:
                raise SuiteUnavailable("there is no dpkg-deb to unpack Debian's package with")
            with tempfile.TemporaryDirectory(dir=cache_folder()) as scratch:
                archive = Path(scratch) / "tests.deb"
                try:
                    mirror = find_mirror("bookworm")
                    download(f"{mirror}/{SUITE['package']['path']}", archive)
                except BuildError as error:
                    raise SuiteUnavailable(str(error)) from None
                found = hashlib.sha256(archive.read_bytes()).hexdigest()
                if found != sha256:
                    raise SuiteUnavailable(f"expected SHA-256 {sha256}, the mirror has {found}")
                fresh = Path(scratch) / "unpacked"
                subprocess.run(["dpkg-deb", "-x", archive, fresh], check=True)
                fresh.rename(folder)
        return folder / "usr/lib/python3.11/test"
    finally:
        sys.path.pop(0)


def files_of(tests: Path, module: str) -> dict[str, str]:
    """What the guest is given to run a module of tests: {path: code}, translated."""
    found = {
        str(path.relative_to(INSIDE)): path.read_text("utf-8") for path in sorted(INSIDE.rglob("*.py"))
    }
    folder = tests / module
    own = [f"{module}/{path.name}" for path in sorted(folder.glob("test_*.py"))] or [f"{module}.py"]
    for name in [*own, *SUITE["modules"][module]]:
        found[f"test/{name}"] = _edited((tests / name).read_text("utf-8"), name)
    found["test/test_grammar.py"] = _assignments(tests / "test_grammar.py", _LITERALS)
    return {path: _translated(code, path) if path.endswith(".py") else code for path, code in found.items()}


def _edited(code: str, name: str) -> str:
    """The code with what suite.toml says of that file's first lines, which no test could be run without."""
    for old, new in SUITE["edits"].get(name, []):
        if old not in code:
            raise RuntimeError(f"{name} has no {old!r}")
        code = code.replace(old, new)
    return code


def _assignments(path: Path, names: tuple[str, ...]) -> str:
    tree = ast.parse(path.read_text("utf-8"))
    kept = [
        each for each in tree.body
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name) and each.targets[0].id in names
    ]
    return "\n".join(map(ast.unparse, kept))


def _translated(code: str, path: str) -> str:
    """As in a page, but for its bounds: some of these are longer than what a page reads at once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        translation = Translation(code, ast.parse(code, path))
    return translation.cut(0) if translation.is_needed else code


# ---- running them ------------------------------------------------------------------------------


def run_module(tests: Path, module: str) -> Results:
    """Runs every test of a module, each class in a session as it was after the import."""
    files = files_of(tests, module)
    names = [path.removesuffix(".py").replace("/", ".") for path in files if _is_of_tests(path, module)]
    results = Results()
    started = time.monotonic()
    node = Node()
    try:
        for name in names:
            _run_module(node, name.removeprefix("test."), files, results)
    finally:
        node.close()
    _say(f"{module}: {100 * results.share:.1f}% of {results.ran}, {time.monotonic() - started:.0f} s")
    return results


def _is_of_tests(path: str, module: str) -> bool:
    return path == f"test/{module}.py" or path.startswith(f"test/{module}/test_")


def _run_module(node: Node, module: str, files: dict[str, str], results: Results) -> None:
    """``module`` is below `test`: "test_int", or "test_json.test_dump"."""
    listing = node.run(
        f"import json, run_tests\nimport test.{module} as module\n"
        "print('@', json.dumps(list(run_tests.classes(module))))",
        files=files, session=module, image_after=module, **_BOUNDS,
    )
    lines = [line for line in listing.stdout.splitlines() if line.startswith("@ ")]
    part = module.partition(".")[2]
    prefix = f"{part}." if part else ""
    if listing.outcome != "ok" or not lines:
        results.failed[f"{prefix}(import)"] = _why(listing)
        return
    for case, names in json.loads(lines[-1][2:]):
        waiting = []
        for name in names:
            if why := _left_out(f"{module}.{case}.{name}"):
                results.left_out[f"{prefix}{case}.{name}"] = why
            else:
                waiting.append(name)
        while waiting:
            outcome = node.run(
                f"run_tests.run(module.{case}, {waiting!r})", image_before=module, session=module, **_BOUNDS
            )
            for name, kind, why in _told(outcome.stdout):
                if name not in waiting:
                    continue
                waiting.remove(name)
                full = f"{prefix}{case}.{name}"
                if kind == "passed":
                    results.passed.append(full)
                elif kind == "failed":
                    results.failed[full] = why
                else:
                    results.left_out[full] = why
            if outcome.outcome != "ok" and waiting:  # the one at which it ended is the first untold
                results.failed[f"{prefix}{case}.{waiting.pop(0)}"] = _why(outcome)
            elif waiting:
                raise RuntimeError(f"{module}.{case} told nothing of {waiting}")


def _say(text: str) -> None:
    print(f"cpython: {text}", file=sys.stderr, flush=True)


def _told(stdout: str) -> Iterator[tuple[str, str, str]]:
    for line in stdout.splitlines():
        if line.startswith("@ "):
            name, rest = line[2:].split(" ", 1)
            kind = next(kind for kind in ("passed", "failed", "left out") if rest.startswith(kind))
            yield name, kind, ast.literal_eval(rest[len(kind) + 1 :])


def _why(outcome: Outcome) -> str:
    if outcome.outcome == "error":
        return outcome.traceback.splitlines()[-1]
    return f"ended as {outcome.outcome}: {outcome.reason}"[:200]


def _left_out(full_name: str) -> str:
    for group in SUITE.get("left_out", []):
        if any(fnmatch.fnmatchcase(full_name, pattern) for pattern in group["tests"]):
            return group["reason"]
    return ""


def run_suite(tests: Path, modules: list[str], jobs: int = 2) -> dict[str, Results]:
    with ThreadPoolExecutor(jobs) as pool:
        return dict(zip(modules, pool.map(lambda module: run_module(tests, module), modules), strict=True))


# ---- what is written ---------------------------------------------------------------------------


def table(results: dict[str, Results]) -> str:
    """The share of passing tests per module, as Markdown."""
    total = Results()
    rows = []
    for module, each in results.items():
        rows.append(_row(module, each))
        total.passed += each.passed
        total.failed |= {f"{module}.{name}": why for name, why in each.failed.items()}
        total.left_out |= {f"{module}.{name}": why for name, why in each.left_out.items()}
    reasons = Counter(total.left_out.values())
    return "\n".join([
        "| module | ran | passed | share | left out |",
        "|---|---|---|---|---|",
        *rows,
        _row("all", total),
        "",
        "Left out:",
        "",
        *(f"- {count}: {reason}" for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        "",
    ])


def _row(module: str, each: Results) -> str:
    return f"| {module} | {each.ran} | {len(each.passed)} | {100 * each.share:.1f}% | {len(each.left_out)} |"


def known_failures() -> dict[str, dict[str, str]]:
    """{module: {test: why}}, as committed."""
    return tomllib.loads(FAILURES.read_text("utf-8")) if FAILURES.exists() else {}


def failures_text(results: dict[str, Results]) -> str:
    lines = ["# CPython's tests that fail in the guest, and why; written by cpython_suite.py --write."]
    for module, each in results.items():
        if each.failed:
            lines += ["", f"[{module}]"]
            lines += [f"{json.dumps(name)} = {json.dumps(_brief(why))}" for name, why in sorted(each.failed.items())]
    return "\n".join(lines) + "\n"


def _brief(why: str) -> str:
    """The first line, without what is another in each build."""
    line = re.sub(r"0x[0-9a-f]+|\b\d{6,}\b", "...", why.partition("\n")[0])[:120]
    return line.encode("ascii", "backslashreplace").decode()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="(default: all)")
    parser.add_argument("--why", action="store_true", help="say of each test that fails why")
    parser.add_argument("--write", action="store_true", help="write table.md and failures.toml")
    options = parser.parse_args()
    if options.write and options.modules:
        parser.error("--write is for all modules")
    modules = options.modules or list(SUITE["modules"])
    results = run_suite(source(), modules)
    print(table(results))
    if options.why:
        for module, each in results.items():
            for name, why in each.failed.items():
                print(f"{module}.{name}: {_brief(why)}")
    if options.write:
        TABLE.write_text(_TABLE_HEAD + table(results), "utf-8")
        FAILURES.write_text(failures_text(results), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
