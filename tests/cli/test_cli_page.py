"""The command line against a headless page that only pretends: what drives a page, and what
happens when it breaks. The real page is in test_cli_end_to_end.py."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cloche.cli import _headless
from cloche.cli._headless import PageDied, open_page

ODD = "é\0\udfff\ud800\u2028\\\"'</script>\U0001f40d\n"


def steps(*items: list[object]) -> str:
    return json.dumps(items)


def quiet(text: str) -> None:
    pass


def test_texts_and_numbers_arrive_as_they_were_sent(browser_name: str, fake_site: Path) -> None:
    with open_page(browser_name, fake_site, say=quiet) as page:
        page.run({"id": ODD, "code": steps(["stdout", ODD]), "stdin": ODD})
        events = []
        while not any(event.kind == "result" for event in events):
            events += page.exchange(0.05)
        assert [event.id for event in events] == [ODD, ODD]
        assert events[0].text == ODD
        result = events[1].result
        assert result is not None
        assert result["value"]["code"]["stdin"] == ODD
        assert result["value"]["big"] == 2**64


def test_an_exchange_waits_for_events_but_not_long(browser_name: str, fake_site: Path) -> None:
    with open_page(browser_name, fake_site, say=quiet) as page:
        started = time.monotonic()
        assert page.exchange(0.2) == []
        assert 0.2 <= time.monotonic() - started < 2
        page.run({"id": "a", "code": steps(["sleep", 100], ["stdout", "x"], ["hang"])})
        started = time.monotonic()
        assert [event.text for event in page.exchange(5)] == ["x"]
        assert 0.1 <= time.monotonic() - started < 3
        page.run({"id": "b", "code": steps(["stdout", "x"], ["sleep", 200], ["stdout", "y"])})
        events = page.exchange(5, for_result=True)
        assert [event.text or event.kind for event in events] == ["x", "y", "result"]
        page.stop("a")
        results = [event.result for event in page.exchange(5)]
        assert [result and result["status"] for result in results] == ["stopped"]


def test_a_page_that_throws_is_told_with_its_words(browser_name: str, fake_site: Path) -> None:
    with open_page(browser_name, fake_site, say=quiet) as page:
        page.run({"id": "a", "code": "throw me"})
        with pytest.raises(PageDied, match="throw me"):
            page.exchange()


def test_a_page_that_does_not_load_is_told(
    browser_name: str, fake_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_headless, "PAGE", "headless/index.html?broken")
    with pytest.raises(PageDied, match="it does not load"):
        with open_page(browser_name, fake_site, say=quiet):
            pass
    monkeypatch.setattr(_headless, "PAGE", "headless/none.html")
    with pytest.raises(PageDied, match="no clocheHeadless"):
        with open_page(browser_name, fake_site, say=quiet):
            pass


def test_a_page_that_hangs_is_noticed(
    browser_name: str, fake_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_headless, "_ANSWER_SECONDS", 2.0)
    with open_page(browser_name, fake_site, say=quiet) as page:
        page.run({"id": "a", "code": steps(["block"])})
        started = time.monotonic()
        with pytest.raises(PageDied, match="did not answer in time|died"):
            page.exchange()
            page.exchange()
        assert time.monotonic() - started < 60


def processes_of(driver_name: str, parent: int) -> list[int]:
    """Ids of the processes with that name that descend from ``parent``."""
    parents, names = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            head, _, rest = (entry / "stat").read_text().rpartition(")")
        except OSError:
            continue
        names[int(entry.name)] = head.partition("(")[2]
        parents[int(entry.name)] = int(rest.split()[1])
    found = []
    for pid, name in names.items():
        above = pid
        while above > 1 and above != parent:
            above = parents.get(above, 0)
        if above == parent and name.startswith(driver_name):
            found.append(pid)
    return found


@pytest.mark.parametrize(
    ("browser_name", "victim"),
    [
        ("chromium", "chromium"),
        ("chromium", "chromedriver"),
        ("firefox", "firefox-esr"),
        ("firefox", "geckodriver"),
        ("webkit", "MiniBrowser"),
        ("webkit", "WebKitWebDriver"),
    ],
)
def test_when_the_browser_dies_every_line_has_a_result(
    browser_name: str, victim: str, fake_site: Path, cli_command: Callable[..., list[str]]
) -> None:
    process = subprocess.Popen(
        cli_command("run", "--jsonl", "--jobs", 2, "--browser", browser_name, "--site", fake_site),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    lines = [{"id": "done", "code": steps(["stdout", "x"])}]
    lines += [{"id": n, "code": steps(["stdout", "partial"], ["hang"])} for n in range(5)]
    try:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write("".join(json.dumps(line) + "\n" for line in lines))
        process.stdin.flush()
        first = json.loads(process.stdout.readline())
        assert (first["id"], first["status"]) == ("done", "ok")
        time.sleep(0.5)  # until what runs has said something
        for pid in processes_of(victim, process.pid):
            os.kill(pid, signal.SIGKILL)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 70, err
    results = {result["id"]: result for result in map(json.loads, out.splitlines())}
    assert set(results) == set(range(5))
    assert {result["status"] for result in results.values()} == {"crashed"}
    assert [results[n]["stdout"] for n in range(5)] == ["partial", "partial", "", "", ""]
    assert browser_name in err
    assert "died" in err
    assert "Traceback" not in err


def test_ctrl_c_stops_the_program(
    fake_site: Path, tmp_path: Path, cli_command: Callable[..., list[str]]
) -> None:
    program = tmp_path / "x.py"
    program.write_text(steps(["stdout", "up\n"], ["hang"]))
    process = subprocess.Popen(
        cli_command("run", program, "--site", fake_site),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 130
    assert "cloche: stopped" in err
    assert "Traceback" not in err


def test_ctrl_c_ends_jsonl_with_results_for_what_ran(
    fake_site: Path, cli_command: Callable[..., list[str]]
) -> None:
    process = subprocess.Popen(
        cli_command("run", "--jsonl", "--jobs", 2, "--site", fake_site),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    lines = [{"id": "done", "code": "[]"}]
    lines += [{"id": n, "code": steps(["hang"])} for n in range(5)]
    try:
        assert process.stdin and process.stdout
        process.stdin.write("".join(json.dumps(line) + "\n" for line in lines))
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 130
    results = [json.loads(line) for line in out.splitlines()]
    assert [(result["id"], result["status"]) for result in results] == [
        (0, "stopped"),
        (1, "stopped"),
    ]
    assert "3 lines were not run" in err


def test_a_reader_that_goes_away_is_no_error(
    fake_site: Path, tmp_path: Path, cli_command: Callable[..., list[str]]
) -> None:
    program = tmp_path / "x.py"
    program.write_text(steps(*(["stdout", "x" * 1000 + "\n"], ["sleep", 20]) * 200))
    process = subprocess.Popen(
        cli_command("run", program, "--site", fake_site),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(20) == 141
        assert process.stderr.read() == b""
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def test_no_browser_is_started_for_no_lines(
    fake_site: Path, monkeypatch: pytest.MonkeyPatch, cli_command: Callable[..., list[str]]
) -> None:
    for input, code, lines in ((b"", 0, 0), (b"\n\n", 0, 0), (b"nonsense\n", 2, 1)):
        done = subprocess.run(
            cli_command("run", "--jsonl", "--site", fake_site),
            env={**os.environ, "PATH": ""},
            input=input,
            capture_output=True,
            timeout=20,
        )
        assert done.returncode == code, done.stderr
        assert len(done.stdout.splitlines()) == lines
    done = subprocess.run(
        cli_command("run", "--jsonl", "--site", fake_site),
        env={**os.environ, "PATH": ""},
        input=b'{"id": 1, "code": ""}\n',
        capture_output=True,
        timeout=20,
    )
    assert done.returncode == 2
    assert b"apt-get install" in done.stderr
