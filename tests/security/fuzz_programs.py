"""Fuzzes the guest with Python programs: the same sources, natively, under sanitizers, in libFuzzer.

    .venv/bin/python tests/security/fuzz_programs.py --seconds 3600 --jobs 2
    .venv/bin/python tests/security/fuzz_programs.py --replay PROGRAM...
    .venv/bin/python tests/security/fuzz_programs.py --distil [FOLDER...]

The first fuzzes from the committed corpus, tells how it goes, and saves a program for each finding.
Ctrl-C ends it, and it tells what it has. The second runs programs and shows what is found. The third
writes the corpus anew: the fewest of all programs that are known (MicroPython's own tests,
../shared/corpora, the corpus, FOLDERs) that reach as much as all of them do.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
sys.path.insert(0, str(REPOSITORY / "build"))

from lock import BuildError, read_lock  # noqa: E402
from native import fuzz_target  # noqa: E402
from source import source_tree  # noqa: E402

#: One program a line, as a JSON string; bytes that are no UTF-8 are lone surrogates.
CORPUS = HERE / "corpus.jsonl"
REPRODUCERS = HERE / "reproducers.toml"
SHARED_CORPORA = REPOSITORY.parent / "shared" / "corpora"

MOST_BYTES = 4096

#: A program of so few steps ends in milliseconds; a machine may be busy.
HANG_SECONDS = 25
RSS_MIB = 1024

_FOLDERS = ("basics", "float", "misc", "extmod", "io", "unicode", "stress", "micropython")


def say(text: str) -> None:
    print(text, flush=True)


# ---- programs ------------------------------------------------------------------------------------


def read_corpus(path: Path = CORPUS) -> list[bytes]:
    lines = path.read_text(encoding="ascii").splitlines()
    return [json.loads(line).encode("utf-8", "surrogateescape") for line in lines]


def write_corpus(programs: Iterable[bytes], path: Path = CORPUS) -> None:
    texts = sorted({program.decode("utf-8", "surrogateescape") for program in programs},
                   key=lambda text: (len(text), text))
    path.write_text("".join(f"{json.dumps(text)}\n" for text in texts), encoding="ascii")


def read_reproducers(path: Path = REPRODUCERS) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def lay_out(programs: Iterable[bytes], folder: Path) -> None:
    """Each as a file, as libFuzzer has them."""
    folder.mkdir(parents=True, exist_ok=True)
    for program in programs:
        (folder / hashlib.sha1(program).hexdigest()).write_bytes(program)


def known_programs() -> Iterator[bytes]:
    """Every program that is at hand to begin with."""
    if CORPUS.exists():
        yield from read_corpus()
    lock = read_lock()
    tests = source_tree(lock.micropython, lock.suite, tell=say) / "tests"
    for folder in _FOLDERS:
        for path in sorted((tests / folder).glob("*.py")):
            yield path.read_bytes()
    mbpp = SHARED_CORPORA / "mbpp" / "cases.jsonl"
    if mbpp.exists():
        for line in mbpp.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["code"].encode()
    else:
        say(f"{SHARED_CORPORA} is not there: its programs are left out")
    for path in (REPOSITORY / "tests/guest/long_calls.toml", HERE / "adversaries.toml", REPRODUCERS):
        for part in tomllib.loads(path.read_text(encoding="utf-8")).values():
            for program in [part] if "code" in part else part.values():
                yield (program if isinstance(program, str) else program["code"]).encode()


# ---- findings ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Finding:
    """``where`` is the same for programs that find the same; ``report`` is the sanitizer's."""

    kind: str
    where: str
    program: bytes
    report: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}"


# Functions in which anything may be found: what called them tells more.
_ANYWHERE = re.compile(
    r"^(__asan|__sanitizer|__interceptor|__ubsan|_?mem(cpy|move|set|cmp)|str(len|cmp|ncmp)|abort$|__GI|raise$|"
    r"__wrap_|check_is_taken|fuzzer::|gc_|m_(malloc|free|re))"
)


def _what(report: str) -> tuple[str, str]:
    kind = "unknown"
    for pattern in (
        r"ERROR: AddressSanitizer: (\S+)", r"runtime error: (.*)", r"ERROR: libFuzzer: (\S+)",
        r"Assertion `(.*)' failed",
    ):
        if match := re.search(pattern, report):
            kind = re.sub(r"0x[0-9a-f]+|-?\d{2,}", "N", match[1])
            break
    frames = re.findall(r"^ +#\d+ 0x[0-9a-f]+ in (\S+) (\S+)", report, re.MULTILINE)
    named = [(name, re.sub(r"^.*/(micropython|port|native)/", "", place)) for name, place in frames]
    named = [frame for frame in named if not _ANYWHERE.match(frame[0])] or named
    # Which line called the bytecode loop, and what came before, is the program's matter.
    return kind, " < ".join(f"{name} {place.rpartition(':')[0]}" for name, place in named[:3])


@dataclass
class Progress:
    """Executions so far, edges that are covered, of the corpus and of what was found since."""

    executions: int = 0
    edges: int = 0
    programs: int = 0

    def read(self, line: str) -> bool:
        match = re.match(r"#(\d+):?\s.*\bcov: (\d+) .*\bcorp: (\d+)", line)
        if match:
            self.executions, self.edges, self.programs = (int(n) for n in match.groups())
        return match is not None


class Target:
    """The built guest, run on programs."""

    def __init__(self) -> None:
        self._path = fuzz_target()

    def command(self, *arguments: str | Path) -> list[str]:
        return [
            str(self._path), f"-max_len={MOST_BYTES}", f"-timeout={HANG_SECONDS}",
            f"-rss_limit_mb={RSS_MIB}", *map(str, arguments),
        ]

    def environment(self) -> dict[str, str]:
        symbolizer = shutil.which("llvm-symbolizer-19") or shutil.which("llvm-symbolizer") or ""
        return {
            **os.environ,
            "ASAN_OPTIONS": "detect_leaks=0:handle_abort=1:quarantine_size_mb=16",
            "UBSAN_OPTIONS": "print_stacktrace=1",
            "ASAN_SYMBOLIZER_PATH": symbolizer,
            "UBSAN_SYMBOLIZER_PATH": symbolizer,
        }

    def _run(self, program: bytes, **variables: str) -> tuple[int, bytes]:
        with tempfile.TemporaryDirectory(prefix="cloche-fuzz-") as folder:
            path = Path(folder) / "program"
            path.write_bytes(program)
            done = subprocess.run(
                self.command(f"-artifact_prefix={folder}/", path),
                env=self.environment() | variables, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=10 * HANG_SECONDS,
                check=False,
            )
        return done.returncode, done.stdout

    def replay(self, program: bytes, *, teeth: str = "") -> Finding | None:
        """What is found when the program is run, or when a mistake of build/native/teeth.c is made in
        its place."""
        code, told = self._run(program, **({"CLOCHE_TEETH": teeth} if teeth else {}))
        report = told.decode("utf-8", "replace")
        return Finding(*_what(report), program, report) if code != 0 else None

    def output(self, program: bytes) -> bytes:
        """What the program prints and comes to, among what libFuzzer says."""
        return self._run(program, CLOCHE_ECHO="1")[1]

    def fuzz_once(
        self, corpus: Path, *, executions: int, seed: int
    ) -> tuple[Progress, Finding | None]:
        """Run the whole corpus, and then fuzz from it: the same programs for the same seed, so many
        in all, or until something is found."""
        with tempfile.TemporaryDirectory(prefix="cloche-fuzz-") as scratch:
            done = subprocess.run(
                self.command(f"-runs={executions}", f"-seed={seed}",
                             f"-artifact_prefix={scratch}/", corpus),
                env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, timeout=900, check=False,
            )
            report = done.stderr.decode("utf-8", "replace")
            progress = Progress()
            for line in report.splitlines():
                progress.read(line)
            if done.returncode == 0:
                return progress, None
            program = b"".join(path.read_bytes() for path in saved(Path(scratch)))
        return progress, Finding(*_what(report), program, report)


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Of those that found the same, the shortest program."""
    found: dict[str, Finding] = {}
    for finding in findings:
        before = found.get(str(finding))
        if before is None or len(finding.program) < len(before.program):
            found[str(finding)] = finding
    return list(found.values())


# ---- fuzzing -------------------------------------------------------------------------------------


def fuzz(
    target: Target, corpus: Path, findings: Path, *, seconds: int, jobs: int, seed: int = 0,
    tell_seconds: float = 60.0,
) -> Progress:
    """Fuzz from ``corpus``, a folder, into which what reaches more is put. Each program that finds
    something is put into ``findings``. Ctrl-C ends it before its time."""
    findings.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        target.command(
            f"-fork={jobs}", "-ignore_crashes=1", "-ignore_timeouts=1", "-ignore_ooms=1",
            f"-max_total_time={seconds}", f"-artifact_prefix={findings}/", *([f"-seed={seed}"] if seed else []),
            corpus,
        ),
        env=target.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, errors="replace", start_new_session=True,
    )
    progress = Progress()
    told = time.monotonic()
    assert process.stderr is not None
    try:
        with contextlib.suppress(KeyboardInterrupt):
            for line in process.stderr:
                if progress.read(line) and time.monotonic() > told + tell_seconds:
                    told = time.monotonic()
                    say(line.rstrip())
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return progress


def saved(findings: Path) -> list[Path]:
    return [path for path in sorted(findings.iterdir())
            if path.name.startswith(("crash-", "timeout-", "oom-", "leak-"))]


def _fuzz(target: Target, options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="cloche-fuzz-") as scratch:
        corpus = options.corpus or Path(scratch) / "corpus"
        lay_out(read_corpus(), corpus)
        lay_out((program["code"].encode() for program in read_reproducers().values()), corpus)
        start = time.monotonic()
        progress = fuzz(
            target, corpus, options.findings, seconds=options.seconds, jobs=options.jobs,
            seed=options.seed,
        )
        seconds = time.monotonic() - start
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    say(f"{progress.executions} executions in {seconds:.0f} s ({usage.ru_utime + usage.ru_stime:.0f} s "
        f"of processors), {progress.edges} edges covered, {progress.programs} programs in the corpus")
    found = distinct(
        finding for path in saved(options.findings)
        if (finding := target.replay(path.read_bytes())) is not None
    )
    say(f"{len(found)} findings in {options.findings}")
    for finding in found:
        name = hashlib.sha1(str(finding).encode()).hexdigest()[:8]
        (options.findings / f"{name}.py").write_bytes(finding.program)
        (options.findings / f"{name}.txt").write_text(finding.report)
        say(f"  {name}.py  {finding}")
    return 1 if found else 0


# ---- the other commands --------------------------------------------------------------------------


def _replay(target: Target, paths: Sequence[Path]) -> int:
    found = 0
    for path in paths:
        program = path.read_bytes()
        say(target.output(program).decode("utf-8", "replace"))
        finding = target.replay(program)
        say(f"{path}: {finding or 'nothing found'}")
        found += finding is not None
    return 1 if found else 0


def _distil(target: Target, folders: Sequence[Path]) -> int:
    with tempfile.TemporaryDirectory(prefix="cloche-fuzz-") as scratch:
        known, fewest = Path(scratch) / "known", Path(scratch) / "fewest"
        fewest.mkdir()
        lay_out(known_programs(), known)
        for folder in folders:
            lay_out((path.read_bytes() for path in folder.iterdir()), known)
        say(f"{len(list(known.iterdir()))} programs known")
        subprocess.run(
            target.command("-set_cover_merge=1", "-use_counters=0", f"-artifact_prefix={scratch}/", fewest, known),
            env=target.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, check=True,
        )
        write_corpus(path.read_bytes() for path in fewest.iterdir())
    say(f"{len(read_corpus())} in {CORPUS.name}, {CORPUS.stat().st_size} bytes")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--jobs", type=int, default=1, help="processes at once (default: 1)")
    parser.add_argument("--seed", type=int, default=0, help="of chance (default: another each time)")
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"), metavar="FOLDER")
    parser.add_argument("--corpus", type=Path, metavar="FOLDER",
                        help="where programs that reach more are kept (default: nowhere)")
    parser.add_argument("--replay", type=Path, nargs="+", metavar="PROGRAM")
    parser.add_argument("--distil", type=Path, nargs="*", metavar="FOLDER")
    options = parser.parse_args()
    try:
        target = Target()
    except BuildError as error:
        say(f"fuzz_programs: {error}")
        return 2
    if options.replay is not None:
        return _replay(target, options.replay)
    if options.distil is not None:
        return _distil(target, options.distil)
    return _fuzz(target, options)


if __name__ == "__main__":
    sys.exit(main())
