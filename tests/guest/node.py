"""The guest in Node: programs in, outcomes out (run_programs.mjs)."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from cloche import _values

SCRIPT = Path(__file__).with_name("run_programs.mjs")
MIB = 2**20

# A program that neither ends nor ticks (a long call in C) is given this much beyond its limit.
_GRACE_SECONDS = 20.0

# Another build of the module than the committed one, for whoever works on the port.
_MODULE = [os.environ["CLOCHE_GUEST_WASM"]] if "CLOCHE_GUEST_WASM" in os.environ else []


@dataclass(frozen=True)
class Outcome:
    """What came of one program.

    ``outcome`` is the worker's ("ok", "error", "memory", "timeout", "steps", "output"), or "trap" (the
    guest broke; ``reason`` says how), or "hung" (it had to be killed). ``error`` is None or
    (type, message, [(file, line, function), ...]). ``memory_bytes`` is the size of the linear
    memory afterwards, ``output`` is stdout and stderr in the order of writing.
    """

    outcome: str
    stdout: str = ""
    stderr: str = ""
    output: str = ""
    value: Any = None
    error: Any = None
    reason: str = ""
    steps: int = 0
    ticks: int = 0
    batches: int = 0
    longest_gap_ms: float = 0.0
    wall_seconds: float = 0.0
    output_bytes: int = 0
    peak_memory_bytes: int = 0
    memory_bytes: int = 0
    image_bytes: int = 0
    image_ms: float = 0.0
    wait_seconds: float = 0.0
    problem: str | None = None
    calls: Any = ()

    @property
    def traceback(self) -> str:
        """The error as MicroPython itself prints it, "" where there is none."""
        if self.error is None:
            return ""
        kind, message, frames = self.error
        lines = [f'  File "{file}", line {line}, in {name}\n' for file, line, name in frames]
        head = "Traceback (most recent call last):\n" if lines else ""
        return head + "".join(lines) + (f"{kind}: {message}\n" if message else f"{kind}:\n")


class Node:
    """One Node process that runs programs one after another; restarted when one hangs."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.Queue[str] = queue.Queue()

    def run(self, code: str, **request: Any) -> Outcome:
        """Runs one program. Keywords: tail, stdin, files, memory_bytes, wall_seconds,
        output_bytes, steps, file, session, determined, image_before, image_after, echo,
        echo_after_ms, inputs (bytes), functions (bytes), asks_input, host_calls, message_bytes, wait_seconds (see
        run_programs.mjs)."""
        for name in ("inputs", "functions"):
            if name in request:
                request[name] = base64.b64encode(request[name]).decode()
        process = self._started()
        assert process.stdin is not None
        process.stdin.write(json.dumps({"id": 0, "code": code, **request}) + "\n")
        process.stdin.flush()
        try:
            line = self._lines.get(timeout=request.get("wall_seconds", 20) + _GRACE_SECONDS)
        except queue.Empty:
            self.close()
            return Outcome("hung")
        if line == "":
            code_ = process.wait()
            self.close()
            return Outcome("trap", reason=f"Node itself ended with exit code {code_}")
        return _outcome(json.loads(line))

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            node = shutil.which("node")
            if node is None:
                raise RuntimeError("node is missing: install Node.js 20 or newer")
            self._process = subprocess.Popen(
                [node, "--no-warnings", str(SCRIPT), *_MODULE],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
            )
            self._lines = queue.Queue()
            threading.Thread(
                target=_read, args=(self._process.stdout, self._lines), daemon=True
            ).start()
        return self._process

    def close(self) -> None:
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            process.wait()


def _read(stream: IO[str], lines: queue.Queue[str]) -> None:
    with contextlib.suppress(ValueError):
        for line in stream:
            lines.put(line)
    lines.put("")


def _outcome(report: dict[str, Any]) -> Outcome:
    report.pop("id")
    value, error, problem = (
        base64.b64decode(report.pop(name)) for name in ("value", "error", "problem")
    )
    return Outcome(
        **report,
        value=_values.decode(value) if value else None,
        error=_values.decode(error) if error else None,
        problem=_values.decode(problem) if problem else None,
    )


@contextlib.contextmanager
def nodes(count: int) -> Iterator[list[Node]]:
    made = [Node() for _ in range(count)]
    try:
        yield made
    finally:
        for node in made:
            node.close()


def run_all(programs: Iterable[dict[str, Any]], processes: int = 2) -> list[Outcome]:
    """Runs many programs, ``processes`` at a time; the outcomes are in the programs' order."""
    with nodes(processes) as made:
        free: queue.Queue[Node] = queue.Queue()
        for node in made:
            free.put(node)

        def one(program: dict[str, Any]) -> Outcome:
            node = free.get()
            try:
                return node.run(**program)
            finally:
                free.put(node)

        with ThreadPoolExecutor(processes) as pool:
            return list(pool.map(one, programs))
