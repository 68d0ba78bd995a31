"""MicroPython's own test suite: its files, what they should print, and how they are run.

The rules are those of upstream's tests/run-tests.py: expected output is the `.exp` file where
there is one, else what CPython prints; a program that prints only SKIP asks to be skipped.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tomllib
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from node import Outcome

REPOSITORY = Path(__file__).resolve().parents[2]
EXCLUSIONS = Path(__file__).with_name("exclusions.toml")

# The other folders test other things by their nature: hardware, networks, threads, machine code,
# the command line of upstream's own program, speed.
FOLDERS = ("basics", "float", "misc", "extmod", "io", "unicode", "stress", "micropython", "import")

_MEMORY_BYTES = 64 * 2**20
_WALL_SECONDS = 30.0
_CPYTHON_SECONDS = 60.0


class SuiteUnavailable(Exception):
    """MicroPython's source can't be had; the message says why."""


def source() -> Path:
    """MicroPython's source as emsdk.lock pins it. Raises SuiteUnavailable."""
    sys.path.insert(0, str(REPOSITORY / "build"))
    try:
        from lock import BuildError, read_lock
        from source import source_tree

        try:
            lock = read_lock()
            return source_tree(lock.micropython, lock.suite, tell=_tell)
        except (BuildError, OSError) as error:
            raise SuiteUnavailable(str(error)) from None
    finally:
        sys.path.pop(0)


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def test_names(tests: Path) -> list[str]:
    """Every file of the suite that is a test, as "folder/name.py"."""
    return [
        f"{folder}/{path.name}"
        for folder in FOLDERS
        for path in sorted((tests / folder).glob("*.py"))
    ]


@dataclass(frozen=True)
class Exclusions:
    """What exclusions.toml says: {name: reason} of tests that fail, and that ask to be skipped."""

    fails: dict[str, str]
    skips: dict[str, str]


@dataclass(frozen=True)
class Amendment:
    """Lines that upstream expects and Python contradicts, and what is to be printed instead."""

    upstream: str
    ours: str


def amendments() -> dict[str, list[Amendment]]:
    """{name: what is amended in its expected output}, from exclusions.toml."""
    found: dict[str, list[Amendment]] = {}
    for each in tomllib.loads(EXCLUSIONS.read_text())["amended"]:
        found.setdefault(each["test"], []).append(Amendment(each["upstream"], each["ours"]))
    return found


def own_modules() -> dict[str, str]:
    """{name: module} of tests of upstream's own modules, in front of which the library stands."""
    groups = tomllib.loads(EXCLUSIONS.read_text())["own_modules"]
    return {name: group["module"] for group in groups for name in group["tests"]}


def exclusions() -> Exclusions:
    """Raises ValueError for a name that is given twice."""
    groups = tomllib.loads(EXCLUSIONS.read_text())
    seen: set[str] = set()
    found: dict[str, dict[str, str]] = {"fails": {}, "skips": {}}
    for kind, reasons in found.items():
        for group in groups[kind]:
            for name in group["tests"]:
                if name in seen:
                    raise ValueError(f"{EXCLUSIONS.name} names {name} twice")
                seen.add(name)
                reasons[name] = group["reason"]
    return Exclusions(**found)


def program(tests: Path, name: str) -> dict[str, Any]:
    """The request for the guest: the test and, for some, the files around it."""
    path = tests / name
    around: dict[str, dict[str, str]] = {}
    if name.startswith(("import/", "io/", "unicode/")):
        around = {
            str(file.relative_to(path.parent)): {"base64": b64encode(file.read_bytes()).decode()}
            for file in sorted(path.parent.rglob("*"))
            if file.is_file() and file.suffix != ".exp"
        }
    code = path.read_text()
    if (module := own_modules().get(name)) is not None:
        instead = f"import sys, u{module}; sys.modules['{module}'] = u{module}; del sys, u{module}"
        # Most begin with a comment; where none does, all lines are one further down.
        code = instead + ("" if code.startswith("#") else "\n") + code
    return {
        "code": code,
        "file": path.name,
        "files": around,
        "memory_bytes": _MEMORY_BYTES,
        "wall_seconds": _WALL_SECONDS,
    }


def printed(outcome: Outcome) -> str:
    """What MicroPython's own program would have printed, the traceback of an error included."""
    text = outcome.output
    if outcome.outcome in ("error", "memory"):
        text += outcome.traceback
    elif outcome.outcome != "ok":
        text += f"\n[{outcome.outcome}] {outcome.reason}\n"
    return text.replace("\r\n", "\n")


def asks_to_be_skipped(outcome: Outcome) -> bool:
    return printed(outcome) == "SKIP\n"


@dataclass(frozen=True)
class Expected:
    """What a test should print; with ``patterns``, line by line as upstream's special tests."""

    text: str
    patterns: bool = False

    def is_met_by(self, text: str) -> bool:
        return _matches(self.text, text) if self.patterns else self.text == text


# run-tests.py, special_tests: the lines of their .exp files are patterns.
_SPECIAL = ("micropython/meminfo.py", "basics/bytes_compare3.py", "basics/builtin_help.py")


def expected_outputs(tests: Path, names: list[str]) -> dict[str, Expected]:
    """What each test should print, from upstream or from the Python that runs this (cached)."""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(names, pool.map(lambda name: _expected(tests, name), names), strict=True))


# Upstream's repr() of an exception has a comma behind its only argument, which CPython's has not.
_COMMA = re.compile(r"""(\b\w+(?:Error|Exception|Iteration)\((?:'[^'\n]*'|"[^"\n]*"|-?\d+)),\)""")


def _expected(tests: Path, name: str) -> Expected:
    written = tests / f"{name}.exp"
    if written.exists():
        data = written.read_bytes()
    else:
        data = _printed_by_cpython(tests, name)
    text = data.replace(b"\r\n", b"\n").decode(errors="replace")
    if written.exists():
        text = _COMMA.sub(r"\1)", text)
    for amendment in amendments().get(name, []):
        if text.count(amendment.upstream) != 1:
            raise ValueError(f"{EXCLUSIONS.name}: {name} has no single {amendment.upstream!r}")
        text = text.replace(amendment.upstream, amendment.ours)
    return Expected(text, name in _SPECIAL)


def _printed_by_cpython(tests: Path, name: str) -> bytes:
    path = tests / name
    # tests is named after the archive's sum, so the path stands for the files around a test.
    key = hashlib.sha256(f"{sys.version}\n{path}\n".encode() + path.read_bytes()).hexdigest()
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    cached = Path(base) / "cloche" / "upstream-expected" / key
    if not cached.exists():
        done = subprocess.run(
            [sys.executable, "-BS", str(path)],
            cwd=path.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_CPYTHON_SECONDS,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        output = done.stdout if done.returncode == 0 else b"CPYTHON3 CRASH:\n" + done.stdout
        cached.parent.mkdir(parents=True, exist_ok=True)
        part = cached.with_name(f"{key}.{os.getpid()}.{name.replace('/', '_')}")
        part.write_bytes(output)
        part.replace(cached)
    return cached.read_bytes()


def _matches(patterns: str, text: str) -> bool:
    """run-tests.py, run_micropython: "########" stands for any lines, the rest are regexes."""
    parts = [
        r"(?:.*\n)*?" if line == "########\n" else _as_regex(line)
        for line in patterns.splitlines(keepends=True)
    ]
    return re.fullmatch("".join(parts), text) is not None


def _as_regex(line: str) -> str:
    # run-tests.py, convert_regex_escapes: only what is escaped is special.
    out = []
    escaped = False
    for c in line:
        if escaped:
            out.append(c)
            escaped = False
        elif c == "\\":
            escaped = True
        else:
            out.append(re.escape(c))
    return "".join(out)
