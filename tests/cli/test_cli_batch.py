"""The order of things in `cloche run --jsonl`, against a page that is played by the test."""

from __future__ import annotations

import io
import json
import os
import random
from collections.abc import Iterable
from typing import Any

import pytest

from cloche import Limits
from cloche.cli import _jsonl
from cloche.cli._headless import Event, PageDied
from cloche.cli._interrupt import Interrupt
from cloche.cli._jsonl import Batch
from cloche.cli._jsonl_input import LineReader


class PlayedPage:
    """Finishes one random running job per exchange, and checks what it is asked for."""

    browser = "played"

    def __init__(self, jobs: int, seed: int = 0) -> None:
        self.jobs = jobs
        self.random = random.Random(seed)
        self.running: dict[str, dict[str, Any]] = {}
        self.most = 0
        self.started: list[dict[str, Any]] = []
        self.stopped: list[str] = []
        self.open_sessions: set[str] = set()
        self.closed: list[str] = []
        self.dies_after: int | None = None
        self.ignores: set[str] = set()
        self.interrupts: Interrupt | None = None

    def run(self, job: dict[str, Any]) -> None:
        session = job.get("session")
        if session is not None:
            assert session not in {other.get("session") for other in self.running.values()}
            self.open_sessions.add(session)
        self.running[job["id"]] = job
        self.started.append(job)
        self.most = max(self.most, len(self.running))
        assert len(self.running) <= self.jobs

    def stop(self, id: str) -> None:
        self.stopped.append(id)
        if id in self.ignores:
            del self.running[id]

    def close_session(self, name: str) -> None:
        assert name not in {job.get("session") for job in self.running.values()}
        self.open_sessions.remove(name)
        self.closed.append(name)

    def exchange(self, wait_seconds: float = 0.0, *, for_result: bool = False) -> list[Event]:
        if self.dies_after is not None:
            self.dies_after -= 1
            if self.dies_after < 0:
                raise PageDied("played died")
        candidates = [id for id in self.running if id not in self.ignores]
        if not candidates:
            return []
        if self.interrupts is not None:
            self.interrupts.asked = True
        id = self.random.choice(candidates)
        job = self.running.pop(id)
        status = "stopped" if id in self.stopped else "ok"
        result = {"status": status, "stdout": job["code"], "stderr": "", "usage": None}
        return [Event(id, "stdout", job["code"]), Event(id, "result", result=result)]


class Written(io.BytesIO):
    """Where the results go; called, it gives those that are there."""

    def __call__(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def written() -> Written:
    return Written()


def batch_of(lines: Iterable[object], written: Written, jobs: int = 2) -> Batch:
    read_end, write_end = os.pipe()
    with os.fdopen(write_end, "w") as pipe:
        for line in lines:
            pipe.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
    return Batch(LineReader(read_end), written, Limits(), jobs=jobs)


def test_every_line_gives_a_result_and_no_more_than_jobs_run(written: Written) -> None:
    page = PlayedPage(jobs=3)
    batch = batch_of([{"id": f"p{n}", "code": str(n)} for n in range(200)], written, jobs=3)
    batch.run(page, Interrupt())  # type: ignore[arg-type]
    assert page.most == 3
    assert sorted(result["stdout"] for result in written()) == sorted(map(str, range(200)))
    assert all(result["id"] == "p" + result["stdout"] for result in written())
    assert [job["code"] for job in page.started] == list(map(str, range(200)))


def test_the_same_id_twice_is_two_results(written: Written) -> None:
    batch = batch_of([{"id": 1, "code": "a"}, {"id": 1, "code": "b"}], written)
    batch.run(PlayedPage(jobs=2), Interrupt())  # type: ignore[arg-type]
    assert sorted((result["id"], result["stdout"]) for result in written()) == [(1, "a"), (1, "b")]


@pytest.mark.parametrize("seed", range(5))
def test_lines_of_a_session_run_in_order_and_it_is_closed_after_them(
    written: Written, seed: int
) -> None:
    chance = random.Random(seed)
    lines = []
    for number in range(150):
        session = chance.choice([None, "a", "b", "c"])
        lines.append({"id": number, "code": str(number), "session": session})
    page = PlayedPage(jobs=4, seed=seed)
    batch_of(lines, written, jobs=4).run(page, Interrupt())  # type: ignore[arg-type]
    for name in "abc":
        ids = [job["id"] for job in page.started if job.get("session") == name]
        assert ids == sorted(ids, key=int)
        assert len(ids) == sum(line["session"] == name for line in lines)
    assert len(written()) == 150
    assert sorted(page.closed) == ["a", "b", "c"]
    assert not page.open_sessions


def test_a_session_lives_until_the_input_ends(written: Written) -> None:
    read_end, write_end = os.pipe()
    batch = Batch(LineReader(read_end), written, Limits(), jobs=2)
    page = PlayedPage(jobs=2)
    interrupt = Interrupt()
    told: list[str] = []

    class Talk:
        """Asks for the second line only after the first one's result."""

        def __call__(self, text: str) -> None:
            if not told and written():
                told.append("second")
                assert page.open_sessions == {"s"}
                os.write(write_end, b'{"id": 2, "code": "b", "session": "s"}\n')
                os.close(write_end)

    batch.say = Talk()
    os.write(write_end, b'{"id": 1, "code": "a", "session": "s"}\n')
    batch.run(page, interrupt)  # type: ignore[arg-type]
    assert [result["id"] for result in written()] == [1, 2]
    assert page.closed == [] or page.closed == ["s"]
    assert told == ["second"]


def test_a_bad_line_gives_a_result_and_the_rest_goes_on(written: Written) -> None:
    lines = [{"id": 1, "code": "a"}, "nonsense", {"id": 2}, {"id": 3, "code": "c"}]
    batch = batch_of(lines, written)
    batch.run(PlayedPage(jobs=2), Interrupt())  # type: ignore[arg-type]
    by_status = {(result["id"], result["status"]) for result in written()}
    assert by_status == {(1, "ok"), (None, "invalid"), (2, "invalid"), (3, "ok")}
    assert [result["line"] for result in written() if result["status"] == "invalid"] == [2, 3]
    assert batch.invalid == 2


def test_an_unknown_key_is_mentioned_once(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [{"id": n, "code": "", "expected": "x"} for n in range(3)]
    batch_of(lines, written).run(PlayedPage(jobs=2), Interrupt())  # type: ignore[arg-type]
    assert capsys.readouterr().err.count("'expected'") == 1
    assert len(written()) == 3


def test_when_the_page_dies_every_line_has_a_result(written: Written) -> None:
    page = PlayedPage(jobs=3)
    page.dies_after = 4
    lines = [{"id": n, "code": str(n), "session": "s" if n % 2 else None} for n in range(20)]
    batch = batch_of(lines, written, jobs=3)
    with pytest.raises(PageDied) as caught:
        batch.run(page, Interrupt())  # type: ignore[arg-type]
    assert caught.value.exit_code == 70
    batch.report_lost(str(caught.value))
    results = written()
    assert sorted(result["id"] for result in results) == list(range(20))
    crashed = [result for result in results if result["status"] == "crashed"]
    assert len(crashed) == 16
    assert all("played died" in result["reason"] for result in crashed)
    assert all(set(result["usage"]) >= {"wall_seconds", "output_bytes"} for result in crashed)


def test_after_an_interrupt_what_runs_is_stopped_and_the_rest_is_not_run(written: Written) -> None:
    page = PlayedPage(jobs=2)
    interrupt = Interrupt()
    batch = batch_of([{"id": n, "code": str(n)} for n in range(50)], written)

    page.interrupts = interrupt
    batch.run(page, interrupt)  # type: ignore[arg-type]
    assert len(page.stopped) == 1  # one had just finished, the other ran
    assert [result["status"] for result in written()] == ["ok", "stopped"]
    assert batch.waiting == 48


def test_a_run_without_a_result_is_given_up(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_jsonl, "GRACE_SECONDS", 0.05)
    page = PlayedPage(jobs=2)
    page.ignores = {"1"}
    lines = [
        {"id": "lost", "code": "x", "limits": {"wall_seconds": 0.05}, "session": "s"},
        {"id": "next", "code": "y", "session": "s"},
    ]
    batch_of(lines, written).run(page, Interrupt())  # type: ignore[arg-type]
    assert page.stopped == ["1"]
    assert [(result["id"], result["status"]) for result in written()] == [
        ("lost", "crashed"),
        ("next", "ok"),
    ]


def test_no_more_is_read_than_can_wait(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_jsonl, "WAITING_LINES", 10)
    batch = batch_of([{"id": n, "code": ""} for n in range(100)], written)
    batch.take_lines(1)
    for _ in range(50):
        batch.take_lines(0.01)
    assert batch.waiting == 10
    page = PlayedPage(jobs=2)
    batch.run(page, Interrupt())  # type: ignore[arg-type]
    assert len(written()) == 100
