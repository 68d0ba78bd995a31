"""The page that the command line drives, by the interface that it has promised."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from .person import in_page
from .spoilable_site import Site

GO = """
const page = window.clocheHeadless;
const exact = (_, value) => typeof value === "bigint" ? JSON.rawJSON(String(value)) : value;
const finish = async (jobs, atOnce) => {
  const waiting = [...jobs];
  const events = [];
  let running = 0;
  while (waiting.length > 0 || running > 0) {
    while (waiting.length > 0 && running < atOnce) { page.run(waiting.shift()); running++; }
    for (const event of page.drain()) {
      events.push(event);
      if (event.kind === "result") running--;
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return events;
};
"""


@pytest.fixture
def page(browser: Any, lasting_site: Site) -> Callable[..., Any]:
    address = lasting_site.url + "headless/index.html"
    if browser.current_url != address:
        browser.get(address)
        in_page(browser, "while (!window.clocheHeadless) await new Promise((r) => setTimeout(r, 9));"
                         "await window.clocheHeadless.load();")
    return lambda body, *arguments: in_page(browser, GO + body, *arguments)


def finished(page: Callable[..., Any], jobs: list[dict[str, Any]], at_once: int = 8) -> Any:
    text = page("return JSON.stringify(await finish(args[0], args[1]), exact);", jobs, at_once)
    return json.loads(text)


def results(events: list[dict[str, Any]]) -> dict[str, Any]:
    return {event["id"]: event["result"] for event in events if event["kind"] == "result"}


def test_a_job_tells_its_output_and_then_its_result(page: Callable[..., Any]) -> None:
    events = finished(page, [{"id": "a", "code": "import sys\nprint(input())\nsys.stderr.write('e')\n0",
                              "stdin": "typed"}])
    assert [(event["kind"], event.get("text")) for event in events] == [
        ("stdout", "typed\n"), ("stderr", "e"), ("result", None),
    ] or sorted(event["kind"] for event in events) == ["result", "stderr", "stdout"]
    assert events[-1]["kind"] == "result"
    result = events[-1]["result"]
    assert set(result) >= {"status", "stdout", "stderr", "value", "error", "usage"}
    assert result["status"] == "ok"
    assert "wall_seconds" in result["usage"]


def test_numbers_stay_what_they_were(page: Callable[..., Any]) -> None:
    (event,) = finished(page, [{"id": "n", "code": "[1, 1.0, 10**30, 2**53 + 1, 1e22, 0.1]"}])
    value = event["result"]["value"]
    assert value == [1, 1.0, 10**30, 2**53 + 1, 1e22, 0.1]
    assert [type(item) for item in value] == [int, float, int, int, float, float]


def test_jobs_of_one_session_share_a_sandbox_in_order(page: Callable[..., Any]) -> None:
    jobs = [{"id": "first", "code": "x = []", "session": "s"}]
    jobs += [{"id": f"then{i}", "code": f"x.append({i})", "session": "s"} for i in range(5)]
    jobs += [{"id": "last", "code": "x", "session": "s"}, {"id": "other", "code": "x"}]
    found = results(finished(page, jobs))
    assert found["last"]["value"] == [0, 1, 2, 3, 4]
    assert found["other"]["error"]["type"] == "NameError"
    page("page.closeSession('s');")
    again = results(finished(page, [{"id": "again", "code": "x", "session": "s"}]))
    assert again["again"]["error"]["type"] == "NameError"
    page("page.closeSession('s');")


def test_limits_and_nonsense(page: Callable[..., Any]) -> None:
    found = results(finished(page, [
        {"id": "slow", "code": "while True: pass", "limits": {"wall_seconds": 0.3}},
        {"id": "bad", "code": "1", "limits": {"wall_secondz": 1}},
        {"id": "file", "code": "1 / 0", "filename": "lesson.py"},
    ]))
    assert found["slow"]["status"] == "timeout"
    assert found["bad"]["status"] == "crashed"
    assert "wall_secondz" in found["bad"]["reason"]
    assert found["file"]["error"]["frames"][0]["file"] == "lesson.py"


def test_a_job_can_be_stopped_before_and_while_it_runs(page: Callable[..., Any]) -> None:
    statuses = page("""
      page.run({ id: "early", code: "while True: pass" });
      page.stop("early");
      page.run({ id: "late", code: "print('on')\\nwhile True: pass" });
      const statuses = {};
      while (Object.keys(statuses).length < 2) {
        for (const event of page.drain()) {
          if (event.kind === "stdout") page.stop("late");
          if (event.kind === "result") statuses[event.id] = event.result.status;
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return statuses;
    """)
    assert statuses == {"early": "stopped", "late": "stopped"}


def test_many_programs_leave_nothing_behind(page: Callable[..., Any]) -> None:
    jobs = [{"id": f"m{i}", "code": f"print({i})"} for i in range(200)]
    found = results(finished(page, jobs, at_once=4))
    assert {key: result["stdout"] for key, result in found.items()} == {
        f"m{i}": f"{i}\n" for i in range(200)
    }
    left = page("""
      const { loadRuntime } = await import("../cloche.js");
      const { pyodide } = await loadRuntime();
      return pyodide.runPython("import asyncio; len(asyncio.all_tasks())");
    """)
    assert left <= 1
