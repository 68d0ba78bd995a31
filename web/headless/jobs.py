"""Runs jobs in sandboxes, in Pyodide; headless.js hands them over and collects the events.

A job is {"id", "code"} and optionally "stdin", "filename", "limits" (named as in cloche.Limits),
"chance" ("deterministic", "seed" and "now", as cloche.Sandbox takes them) and "session". Everything crosses as JSON text, so that the page holds no proxy of ours.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import cloche

_tasks: dict[str, asyncio.Task[None]] = {}
_sandboxes: dict[str, cloche.Sandbox] = {}  # the sandbox in which each job runs
_stopped: set[str] = set()  # jobs to stop as soon as they run
_sessions: dict[str, _Session] = {}


class _Session:
    """One sandbox for the jobs that name it, one after the other in the order they came."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()  # wakes those who wait in the order of their coming
        self.jobs = 0
        self.sandbox: cloche.Sandbox | None = None
        self.base = cloche.Limits()
        self.closing = False


def start(job_json: str, emit: Callable[[str], None]) -> None:
    """Begins a job. ``emit`` gets its events as JSON: its output as it comes, then its result."""
    job = json.loads(job_json)
    identity = job["id"]
    if identity in _tasks:
        raise ValueError(f"there is a job with the id {identity!r} already")
    task = asyncio.ensure_future(_run(job, emit))
    _tasks[identity] = task
    task.add_done_callback(lambda _: _forget(identity))


def _forget(identity: str) -> None:
    _tasks.pop(identity, None)
    _stopped.discard(identity)


def stop(identity: str) -> None:
    """Ends a job as "stopped"; one that has not begun ends so when its turn comes."""
    if identity not in _tasks:
        return
    sandbox = _sandboxes.get(identity)
    if sandbox is None:
        _stopped.add(identity)
    elif not sandbox.stop():
        # Its worker is not up yet: try again soon.
        asyncio.get_running_loop().call_later(0.01, stop, identity)


def close_session(name: str) -> None:
    """Closes a session's sandbox, after the jobs that it still has."""
    session = _sessions.get(name)
    if session is None:
        return
    session.closing = True
    if session.jobs == 0:
        _end_session(name)


def _end_session(name: str) -> None:
    session = _sessions.pop(name)
    if session.sandbox is not None:
        task = asyncio.ensure_future(session.sandbox.close())
        _closing.add(task)
        task.add_done_callback(_closing.discard)


_closing: set[asyncio.Task[None]] = set()


async def _run(job: dict[str, Any], emit: Callable[[str], None]) -> None:
    identity = job["id"]
    try:
        if job.get("session") is None:
            result = await _run_alone(job, emit)
        else:
            result = await _run_in_session(job, emit)
    except BaseException as error:
        # The sandbox could not be started, or the job makes no sense: a result all the same.
        result = _crashed(f"{type(error).__name__}: {error}")
    emit(json.dumps({"id": identity, "kind": "result", "result": result}))


async def _run_alone(job: dict[str, Any], emit: Callable[[str], None]) -> dict[str, Any]:
    limits = _limits(cloche.Limits(), job)
    async with cloche.Sandbox(limits=limits, **job.get("chance", {})) as sandbox:
        return await _run_in(sandbox, limits, job, emit)


async def _run_in_session(job: dict[str, Any], emit: Callable[[str], None]) -> dict[str, Any]:
    name = job["session"]
    session = _sessions.setdefault(name, _Session())
    session.jobs += 1
    try:
        async with session.turn:
            limits = _limits(session.base, job)
            if session.sandbox is None:
                session.base = session.base.replace(memory_bytes=limits.memory_bytes)
                session.sandbox = cloche.Sandbox(limits=limits, **job.get("chance", {}))
                await session.sandbox.start()
            return await _run_in(session.sandbox, limits, job, emit)
    finally:
        session.jobs -= 1
        if session.closing and session.jobs == 0:
            _end_session(name)


async def _run_in(
    sandbox: cloche.Sandbox,
    limits: cloche.Limits,
    job: dict[str, Any],
    emit: Callable[[str], None],
) -> dict[str, Any]:
    identity = job["id"]

    def emit_text(kind: str) -> Callable[[str], None]:
        return lambda text: emit(json.dumps({"id": identity, "kind": kind, "text": text}))

    if identity in _stopped:
        return _not_begun()
    _sandboxes[identity] = sandbox
    try:
        result = await sandbox.run(
            job["code"],
            stdin=job.get("stdin") or "",
            filename=job.get("filename") or "<main>",
            limits=limits,
            on_stdout=emit_text("stdout"),
            on_stderr=emit_text("stderr"),
        )
    finally:
        del _sandboxes[identity]
    return result.to_dict()


def _limits(base: cloche.Limits, job: dict[str, Any]) -> cloche.Limits:
    return base.replace(**(job.get("limits") or {}))


def _not_begun() -> dict[str, Any]:
    return cloche.Result(
        status="stopped",
        stdout="",
        stderr="",
        value=None,
        error=None,
        usage=cloche.Usage(wall_seconds=0.0, output_bytes=0),
        reason="It was stopped before it began.",
    ).to_dict()


def _crashed(reason: str) -> dict[str, Any]:
    return cloche.Result(
        status="crashed",
        stdout="",
        stderr="",
        value=None,
        error=None,
        usage=cloche.Usage(wall_seconds=0.0, output_bytes=0),
        session_state="lost",
        reason=reason,
    ).to_dict()
