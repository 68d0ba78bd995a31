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


def example(language: str) -> str:
    (block,) = re.findall(rf"^```{language}\n(.*?)^```$", README.read_text(), re.M | re.S)
    return str(block)


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


def test_the_table_of_ends_is_true(selenium_module_scope: Any):
    """Each row of "What ends a run" that code alone can bring about."""
    rows = {
        "sys.exit()": ("import sys; sys.exit()", "ok", "kept"),
        "nobody caught": ("1/0", "error", "kept"),
        "in Python code": ("while True: pass", "timeout", "kept"),
        "long call of a built-in": ("sum(range(10**9))", "timeout", "kept"),
        "memory_bytes": ("x = []\nwhile True: x.append(0)", "memory", "kept"),
        "output_bytes": ("while True: print('x' * 1000)", "output", "kept"),
    }
    page = selenium_module_scope
    page.load_package("cloche")
    text = README.read_text()
    for what, (code, status, state) in rows.items():
        (row,) = [line for line in text.splitlines() if line.startswith("|") and what in line]
        assert row.split("|")[2:4] == [f" `{status}` ", f" `{state}` "]
        found = page.run_async(
            "import cloche\n"
            f"r = await cloche.run({code!r}, limits=cloche.Limits(wall_seconds=1, memory_bytes=4 * 2**20))\n"
            "[r.status, r.session_state]"
        )
        assert found == [status, state], what
