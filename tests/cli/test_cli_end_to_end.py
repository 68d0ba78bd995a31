"""The command line through the real chain: browser, Pyodide, worker, guest."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cloche import Limits
from cloche.cli._browser import open_browser
from cloche.cli._headless import HeadlessPage
from cloche.cli._interrupt import Interrupt
from cloche.cli._jsonl import Batch
from cloche.cli._jsonl_input import LineReader
from cloche.cli._server import serve_site

RunCli = Callable[..., "subprocess.CompletedProcess[str]"]

# What differs from browser to browser is tested in each; what the command line itself does, in one.
in_one_browser = pytest.mark.parametrize("browser_name", ["chromium"])


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a program into a file and gives its path."""

    def write(code: str) -> Path:
        path = tmp_path / "program.py"
        path.write_text(code, "utf-8")
        return path

    return write


@pytest.fixture
def run_program(
    run_cli: RunCli, program: Callable[[str], Path], browser_name: str, dist: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a program's text in the browser of the test, with these options."""

    def run(code: str, *options: object, input: str = "") -> subprocess.CompletedProcess[str]:
        place = ["--site", dist, "--browser", browser_name]
        return run_cli("run", program(code), *place, *options, input=input)

    return run


def test_what_it_prints_is_printed_and_it_exits_0(run_program: RunCli) -> None:
    done = run_program("import sys\nprint(6 * 7, 'é🐍')\nsys.stderr.write('oh\\n')\n")
    assert (done.stdout, done.stderr, done.returncode) == ("42 é🐍\n", "oh\n", 0)


def test_an_error_is_told_as_python_does_and_it_exits_1(run_program: RunCli) -> None:
    done = run_program("print('before')\ndef f():\n    return 1 // 0\nf()\n")
    assert done.returncode == 1
    assert done.stdout == "before\n"
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert 'program.py", line 4, in <module>' in done.stderr
    assert 'program.py", line 3, in f' in done.stderr
    assert done.stderr.count("Traceback") == 1
    assert done.stderr.splitlines()[-1].startswith("ZeroDivisionError")


@in_one_browser
def test_a_terminal_gets_text_and_nothing_to_obey(
    cli_command: Callable[..., list[str]], program: Callable[[str], Path], browser_name: str, dist: Path
) -> None:
    path = program("print('\\x1b[2Jgone')\nraise ValueError('user\\u200bname')\n")
    line = cli_command("run", path, "--site", dist, "--browser", browser_name)
    terminal, end = os.openpty()
    done = subprocess.run(line, stdin=subprocess.DEVNULL, stdout=end, stderr=end, timeout=180)
    os.close(end)
    shown = b""
    while chunk := _read(terminal):
        shown += chunk
    os.close(terminal)
    assert done.returncode == 1
    assert "\u241b[2Jgone" in shown.decode() and "user⟨U+200B⟩name" in shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux tells of the end
        return b""


@in_one_browser
def test_a_syntax_error_exits_1(run_program: RunCli) -> None:
    done = run_program("print('not seen')\nx = (\n")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "SyntaxError" in done.stderr
    assert done.stderr.count("SyntaxError") == 1


@pytest.mark.parametrize(
    ("code", "options", "status"),
    [
        ("print('a')\nwhile True: pass", ["--wall-seconds", "0.5"], "timeout"),
        ("print('a')\nx = []\nwhile True: x.append('y' * 1000)", [], "memory"),
        ("print('a')\nwhile True: print('y' * 100)", ["--output-bytes", "5KiB"], "output"),
    ],
    ids=["timeout", "memory", "output"],
)
def test_a_limit_exits_124_and_is_named(
    run_program: RunCli, code: str, options: list[str], status: str
) -> None:
    done = run_program(code, *options, "--memory-bytes", "4MiB")
    assert done.returncode == 124, done.stderr
    assert done.stdout.startswith("a\n")
    assert f"cloche: {status}: " in done.stderr
    assert len(done.stdout) <= 2**20


@in_one_browser
def test_stdin_comes_from_a_file(run_program: RunCli, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("one é\ntwo\n", "utf-8")
    code = "import sys\nprint(input())\nprint(repr(sys.stdin.read()))\n"
    done = run_program(code, "--stdin", tmp_path / "in.txt")
    assert done.stdout == "one é\n'two\\n'\n"
    done = run_program(code, "--stdin", "-", input="1\n2")
    assert done.stdout == "1\n'2'\n"


@in_one_browser
def test_our_own_stdin_is_not_read_unless_asked(run_program: RunCli) -> None:
    done = run_program("print(input())", input="secret\n")
    assert done.returncode == 1
    assert "EOFError" in done.stderr
    assert "secret" not in done.stdout


@in_one_browser
def test_the_program_may_come_from_stdin(run_cli: RunCli, browser_name: str, dist: Path) -> None:
    done = run_cli("run", "-", "--site", dist, "--browser", browser_name, input="print(1)\n1 / 0\n")
    assert done.stdout == "1\n"
    assert 'File "<stdin>", line 2' in done.stderr
    assert done.returncode == 1


@in_one_browser
def test_json_is_the_whole_result(run_program: RunCli) -> None:
    done = run_program("print('x\\0\\ud800')\n[1, 2.0, 2 ** 70, {'a': None}]", "--json")
    result = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert (done.returncode, done.stderr) == (0, ""), result["reason"]
    assert set(result) >= {"status", "stdout", "stderr", "value", "error", "usage"}
    assert result["status"] == "ok"
    assert result["stdout"].startswith("x\0")
    assert result["value"] == [1, 2.0, 2**70, {"a": None}]
    assert isinstance(result["value"][1], float)
    assert result["usage"]["wall_seconds"] >= 0
    assert result["usage"]["output_bytes"] > 0

    done = run_program("def f():\n    raise KeyError('k')\nf()", "--json")
    result = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert result["status"] == "error"
    assert result["error"]["type"] == "KeyError"
    frames = [(frame["line"], frame["function"]) for frame in result["error"]["frames"]]
    assert frames == [(3, "<module>"), (2, "f")]


@in_one_browser
def test_an_int_too_long_for_text_still_gives_a_result(run_program: RunCli) -> None:
    done = run_program("print('x')\n10 ** 6000", "--json")
    result = json.loads(done.stdout)
    assert (result["status"], result["stdout"], result["value"]) == ("ok", "x\n", None)


def test_output_comes_while_the_program_runs(
    program: Callable[[str], Path],
    cli_command: Callable[..., list[str]],
    browser_name: str,
    dist: Path,
) -> None:
    code = "import time\nfor i in range(4):\n    print(i)\n    time.sleep(0.7)\n"
    process = subprocess.Popen(
        cli_command("run", program(code), "--site", dist, "--browser", browser_name),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        times = []
        for line in process.stdout:
            times.append((line, time.monotonic()))
        assert [line for line, _ in times] == ["0\n", "1\n", "2\n", "3\n"]
        gaps = [after[1] - before[1] for before, after in zip(times, times[1:], strict=False)]
        assert all(gap > 0.3 for gap in gaps), gaps
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()


# --- many programs -----------------------------------------------------------------------------


def jsonl(*lines: object) -> str:
    return "".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines)


def test_jsonl(run_cli: RunCli, browser_name: str, dist: Path) -> None:
    input = jsonl(
        {"id": "one", "code": "x = 1\nprint(x)"},
        {"id": "fresh", "code": "print('x' in globals())"},
        {"id": "s1", "code": "n = [1]", "session": "s"},
        {"id": "bad", "code": 5},
        {"id": "s2", "code": "n.append(2)\nprint(n)", "session": "s"},
        {"id": "other", "code": "print('n' in globals())", "session": "t"},
        {"id": "s3", "code": "while True: pass", "session": "s", "limits": {"wall_seconds": 0.5}},
        "{",
        {"id": "s4", "code": "print(1)", "session": "s"},
        {"id": "in", "code": "print(input() * 2)", "stdin": "ab"},
        {"id": "error", "code": "{}[1]"},
        {"id": "value", "code": "{'a': [1, 2.5, 'é\\0']}"},
        {"id": 8, "code": "x = []\nwhile True: x.append(x * 9)", "limits": {"memory_bytes": 2**21}},
    )
    place = ["--site", dist, "--browser", browser_name]
    done = run_cli("run", "--jsonl", "--jobs", 2, *place, input=input)
    assert done.returncode == 2  # two lines were invalid
    assert done.stderr == ""
    results = {result["id"]: result for result in map(json.loads, done.stdout.splitlines())}
    assert {id: result["status"] for id, result in results.items()} == {
        "one": "ok",
        "fresh": "ok",
        "s1": "ok",
        "bad": "invalid",
        "s2": "ok",
        "other": "ok",
        "s3": "timeout",
        None: "invalid",
        "s4": "ok",
        "in": "ok",
        "error": "error",
        "value": "ok",
        8: "memory",
    }
    stdouts = {id: results[id]["stdout"] for id in ("one", "fresh", "s2", "other", "s4", "in")}
    assert stdouts == {
        "one": "1\n",
        "fresh": "False\n",
        "s2": "[1, 2]\n",
        "other": "False\n",
        "s4": "1\n",
        "in": "abab\n",
    }
    assert results["value"]["value"] == {"a": [1, 2.5, "é\0"]}
    assert results["error"]["error"]["type"] == "KeyError"
    order = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert [id for id in order if id in ("s1", "s2", "s3", "s4")] == ["s1", "s2", "s3", "s4"]
    for result in results.values():
        if result["status"] != "invalid":
            assert {"id", "status", "stdout", "stderr", "value", "error", "usage"} <= set(result)


def test_jsonl_answers_before_its_input_ends(
    cli_command: Callable[..., list[str]], browser_name: str, dist: Path
) -> None:
    process = subprocess.Popen(
        cli_command("run", "--jsonl", "--site", dist, "--browser", browser_name),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdin and process.stdout
        answers = []
        for code in ("n = 20", "n += 1", "print(n * 2)"):
            process.stdin.write(jsonl({"id": code, "code": code, "session": "s"}))
            process.stdin.flush()
            answers.append(json.loads(process.stdout.readline()))
        assert [answer["id"] for answer in answers] == ["n = 20", "n += 1", "print(n * 2)"]
        assert answers[-1]["stdout"] == "42\n"
        process.stdin.close()
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


# Counts what the page makes and gives back: channels, one for each worker and one for the airlock
# in which they are made, and blob addresses not revoked.
_COUNT = """
window.living = { channels: 0, mostChannels: 0, allChannels: 0, blobs: 0 };
const { living } = window;
window.MessageChannel = class extends MessageChannel {
  constructor() {
    super();
    living.allChannels += 1;
    living.channels += 1;
    living.mostChannels = Math.max(living.mostChannels, living.channels);
    let ended = false;
    this.port1.close = () => {
      if (!ended) living.channels -= 1;
      ended = true;
      MessagePort.prototype.close.call(this.port1);
    };
  }
};
const { createObjectURL, revokeObjectURL } = URL;
URL.createObjectURL = (what) => { living.blobs += 1; return createObjectURL.call(URL, what); };
URL.revokeObjectURL = (url) => { living.blobs -= 1; revokeObjectURL.call(URL, url); };
"""

PROGRAMS = 1000


@pytest.fixture
def thousand_lines(tmp_path: Path) -> Iterator[int]:
    """A descriptor from which a thousand tiny programs can be read."""
    path = tmp_path / "lines.jsonl"
    path.write_text(
        jsonl(*({"id": n, "code": f"print({n})\nx = {n} * 2\nx"} for n in range(PROGRAMS)))
    )
    with path.open("rb") as lines:
        yield lines.fileno()


def test_a_thousand_programs_leak_nothing(
    browser_name: str,
    dist: Path,
    thousand_lines: int,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    jobs = 2
    with serve_site(dist) as server, open_browser(browser_name) as driver:
        page = HeadlessPage(driver, browser_name)
        page.visit(server.url)
        driver.execute_script(_COUNT)
        page.load()

        def counts() -> dict[str, int]:
            return dict(driver.execute_script("return window.living"))

        results = _run_lines(page, [{"id": "first", "code": "1"}], jobs, tmp_path)
        assert [result["status"] for result in results] == ["ok"]
        time.sleep(1)
        before = counts()
        started = time.monotonic()
        with (tmp_path / "results.jsonl").open("wb") as out:
            batch = Batch(LineReader(thousand_lines), out, Limits(), jobs=jobs)
            batch.run(page, Interrupt())
        seconds = time.monotonic() - started
        time.sleep(1)  # until what is closed is closed
        after = counts()
    results = [json.loads(line) for line in (tmp_path / "results.jsonl").read_bytes().splitlines()]
    assert {result["id"]: (result["stdout"], result["value"]) for result in results} == {
        n: (f"{n}\n", n * 2) for n in range(PROGRAMS)
    }
    print(f"{PROGRAMS} programs in {browser_name}: {seconds:.1f} s, {before} -> {after}")
    record_property("seconds", seconds)
    assert after["allChannels"] - before["allChannels"] >= PROGRAMS, "each has a worker of its own"
    assert after["channels"] <= before["channels"]
    assert after["blobs"] <= before["blobs"]
    assert after["mostChannels"] <= 2 * jobs + 3, "workers wait, but not many"


def _run_lines(
    page: HeadlessPage, lines: list[dict[str, Any]], jobs: int, folder: Path
) -> list[dict[str, Any]]:
    read_end, write_end = os.pipe()
    os.write(write_end, jsonl(*lines).encode())
    os.close(write_end)
    with (folder / "few.jsonl").open("w+b") as out:
        Batch(LineReader(read_end), out, Limits(), jobs=jobs).run(page, Interrupt())
        out.seek(0)
        return [json.loads(line) for line in out]
