"""The README's examples, run as they stand there."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cloche.cli._server import serve_site

README = Path(__file__).resolve().parents[2] / "README.md"


def example(language: str, number: int = 0) -> str:
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", README.read_text(), re.M | re.S)
    assert language == "python" or len(blocks) == 1
    return str(blocks[number])


@pytest.fixture(scope="module")
def own_site(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Somebody's site, with dist/ in it as cloche/."""
    folder = tmp_path_factory.mktemp("own-site")
    shutil.copytree(dist, folder / "cloche")
    with serve_site(folder) as server:
        yield folder, server.url.rstrip("/") + "/"


def wait_for(browser: Any, script: str, seconds: float = 60) -> Any:
    browser.set_script_timeout(seconds + 5)
    found = browser.execute_async_script(
        """
        const [expression, seconds, done] = arguments;
        const end = performance.now() + seconds * 1000;
        const look = () => {
          const value = (0, eval)(expression);
          if (value || performance.now() > end) done(value);
          else setTimeout(look, 50);
        };
        look();
        """,
        script,
        seconds,
    )
    assert found, f"{script} never became true"
    return found


def test_from_javascript(browser: Any, own_site: tuple[Path, str]):
    folder, url = own_site
    code = example("js") + "\nwindow.told = result;\n"
    (folder / "from-javascript.js").write_text(code)
    (folder / "from-javascript.html").write_text(
        "<!doctype html><script>window.onerror = (m) => { window.told = {status: m}; };"
        "window.onunhandledrejection = (e) => { window.told = {status: String(e.reason)}; };</script>"
        '<script type="module" src="from-javascript.js"></script>'
    )
    browser.get(url + "from-javascript.html")
    wait_for(browser, "window.told")
    assert browser.execute_script("return [told.status, told.stdout]") == ["ok", "42\n"]


def test_in_a_page(browser: Any, own_site: tuple[Path, str]):
    folder, url = own_site
    (folder / "in-a-page.html").write_text("<!doctype html>\n" + example("html"))
    browser.get(url + "in-a-page.html")
    cell = "document.querySelector('cloche-cell')"
    wait_for(browser, f"{cell}.shadowRoot && {cell}.shadowRoot.querySelector('button')")
    browser.execute_script(
        f"[...{cell}.shadowRoot.querySelectorAll('button')]"
        ".find((button) => button.textContent.includes('Run')).click()"
    )
    # Once as the program and once as its output.
    wait_for(browser, f"{cell}.shadowRoot.textContent.split('Hello from under the glass').length > 1"
             f" && /^Hello from under the glass$/m.test({cell}.shadowRoot.textContent)")


def test_from_python(selenium_module_scope: Any):
    page = selenium_module_scope
    page.load_package("cloche")
    body = textwrap.indent(example("python"), "    ")
    code = f"async def example():\n{body}\n    return result\n"
    page.run_async(code + "told = await example()")
    assert page.run("[told.status, told.value, told.stdout]") == ["ok", 7, ""]


def test_keeping_a_session(selenium_module_scope: Any):
    page = selenium_module_scope
    page.load_package("cloche")
    body = textwrap.indent(example("python", 1), "    ")
    page.run_async(f"async def kept():\n{body}\n    return result, again\none, two = await kept()")
    assert page.run("[one.status, two.status, one.value == two.value]") == ["ok", "ok", True]


def test_files_of_a_session(selenium_module_scope: Any):
    page = selenium_module_scope
    page.load_package("cloche")
    body = textwrap.indent(example("python", 2), "    ")
    page.run_async(f"async def summed():\n{body}\n    return total\ntotal = await summed()")
    assert page.run("total") == "3.75\n"


def test_talking_with_the_page(selenium_module_scope: Any):
    page = selenium_module_scope
    page.load_package("cloche")
    code = example("python", 3).replace("    sandbox.cap", "    waits = sandbox.cap")
    body = textwrap.indent(code, "    ")
    page.run_async(
        f"async def talked():\n{body}\n    return result, pictures, waits\n"
        "talk, pictures, waits = await talked()"
    )
    if page.run("waits") is None:
        assert page.run("talk.error.type") == "RuntimeError" and "JSPI" in page.run("talk.error.message")
        return
    assert page.run("[talk.status, talk.value, talk.error and talk.error.message]") == ["ok", 14, None]
    table = page.run("pictures[0]['application/vnd.cloche.table+json']['rows']")
    assert table == [["Ada", 14]]


def test_python_as_people_write_it(selenium_module_scope: Any):
    page = selenium_module_scope
    page.load_package("cloche")
    body = textwrap.indent(example("python", 4), "    ")
    page.run_async(f"async def told():\n{body}\n    return result\nresult = await told()")
    assert page.run("result.error.traceback").splitlines() == [
        "Traceback (most recent call last):",
        '  File "<main>", line 2, in <module>',
        "    numbers.sortt()",
        "    ^^^^^^^^^^^^^",
        "AttributeError: 'list' object has no attribute 'sortt'. Did you mean: 'sort'?",
    ]
    assert page.run("[result.error.frames[-1].line, result.error.column]") == [2, 1]
    assert "„sortt“" in page.run("result.error.explanation('de')")


ENDS = """
import asyncio
from cloche import Limits, Sandbox

async def run(code, act=None):
    limits = Limits(wall_seconds=1, wait_seconds=1, memory_bytes=4 * 2**20, steps=10**9)
    if code == "steps":
        code, limits = "while True: pass", limits.replace(steps=1000)
    async with Sandbox(limits=limits, on_input=lambda prompt: asyncio.sleep(60)) as sandbox:
        await sandbox.run("marker = 1")
        running = asyncio.ensure_future(sandbox.run(code))
        if act is not None:
            await asyncio.sleep(0.3)
            await act(sandbox, running)
        result = await running
        return [result.status, result.session_state]

async def stop(sandbox, running):
    sandbox.stop()

async def close(sandbox, running):
    await sandbox.close()

async def hang(sandbox, running):
    sandbox._end_run("timeout", None)  # what its timer does

async def trap(sandbox, running):
    sandbox._worker.result()._fail("trap", "for a test")
"""

#: Each row of the table, by words that only it has: the code, and what is done to it.
ROWS = {
    "sys.exit()": "'import sys; sys.exit()'",
    "nobody caught": "'1/0'",
    "in Python code": "'while True: pass'",
    "long call of a built-in": "'sum(range(10**9))'",
    "another 0.25 s": "'while True: pass', hang",
    "`wait_seconds`": "'input()'",
    "`steps` |": "'steps'",
    "MemoryError": "'x = []\\nwhile True: x.append(0)'",
    "output_bytes": "'while True: print(1000 * str(1))'",
    "in Chromium and Firefox": "'while True: pass', stop",
    "in WebKit": "'while True: pass', stop",
    "`reset()`": "'while True: pass', close",
    "sends nonsense": "'while True: pass', trap",
}
#: Those that can't be had there: WebKit can neither listen nor wait while code runs.
OTHERS = {
    "chrome": ["in WebKit"],
    "firefox": ["in WebKit"],
    "safari": ["in Chromium and Firefox", "`wait_seconds`"],
}


def test_the_table_of_ends_is_true(selenium_module_scope: Any):
    """Each row of "What ends a run"; of a cancelled task there is no result to look at."""
    page = selenium_module_scope
    page.load_package("cloche")
    table = README.read_text().partition("## What ends a run")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(lines) == len(ROWS) + 1
    page.run(ENDS)
    for what, call in ROWS.items():
        (row,) = [line for line in lines if what in line]
        if what not in OTHERS[page.browser]:
            found = page.run_async(f"await run({call})")
            assert row.split("|")[2:4] == [f" `{found[0]}` ", f" `{found[1]}` "], what
