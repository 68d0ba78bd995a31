"""The custom element: a program in a page that teaches."""

from __future__ import annotations

import time
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from .person import until
from .spoilable_site import Site

CHAPTER = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A chapter</title>
<script type="module" src="./elements/cloche-cell.js"></script>
<cloche-cell id="define" session="chapter">
    def double(x):
        return 2 * x   # 1 &lt; 2
</cloche-cell>
<cloche-cell id="use" session="chapter">double(21)</cloche-cell>
<cloche-cell id="alone">try:
    print(double)
except NameError:
    print("fresh")
double = 1</cloche-cell>
<cloche-cell id="wrong" readonly>print("a")
1 / 0</cloche-cell>
<div lang="de-AT"><cloche-cell id="falsch">1 / 0</cloche-cell></div>
<cloche-cell id="endless" wall-seconds="1">while True: pass</cloche-cell>
<cloche-cell id="stopped" wall-seconds="60">while True: pass</cloche-cell>
<cloche-cell id="script"><script type="text/plain">
print(1 < 2 & 3, "<b>text</b>")
</script></cloche-cell>
<cloche-cell id="asks">print("Hello,", input("Name? "))</cloche-cell>
<cloche-cell id="draws" session="chapter">
from turtle import *
speed(0); pencolor("#ff0000"); width(10); forward(150)</cloche-cell>
<cloche-cell id="limits" memory-mib="lots">1</cloche-cell>
"""


class Cell:
    def __init__(self, driver: Any, identity: str) -> None:
        self.driver = driver
        self.identity = identity

    def find(self, selector: str) -> Any:
        return self.driver.execute_script(
            "return document.getElementById(arguments[0]).shadowRoot?.querySelector(arguments[1])",
            self.identity,
            selector,
        )

    def press(self, name: str) -> None:
        self.find(f".{name}").click()

    @property
    def code(self) -> str:
        return str(self.find("textarea").get_property("value"))

    @property
    def status(self) -> str:
        return str(self.find(".status").text)

    @property
    def output(self) -> str:
        return str(self.find(".output").get_property("textContent")).rstrip("\n")

    def run(self, seconds: float = 60) -> Cell:
        self.press("run")
        until(lambda: self.find(".run").get_attribute("aria-disabled") == "false"
              and not self.find(".output").get_attribute("aria-busy"), "the run ends", seconds)
        return self


@pytest.fixture(scope="module")
def chapter_site(dist: Any) -> Any:
    policy = (dist / "content-security-policy.txt").read_text().strip()
    site = Site(dist, headers={"Content-Security-Policy": policy})
    site.pages["/chapter.html"] = CHAPTER.encode()
    yield site
    site.close()


@pytest.fixture
def chapter(browser: Any, chapter_site: Site) -> Any:
    """``chapter(id)``: a cell of the chapter, under the strictest policy. Loaded once."""
    address = chapter_site.url + "chapter.html"
    if browser.current_url != address:
        browser.set_window_size(1280, 900)
        browser.get(address)
        until(lambda: Cell(browser, "limits").find(".run"), "the cells are there")
    return lambda identity: Cell(browser, identity)


def test_nothing_is_loaded_before_the_first_run(browser: Any, chapter_site: Site) -> None:
    chapter_site.requests.clear()
    browser.get(chapter_site.url + "chapter.html")
    cell = Cell(browser, "use")
    until(lambda: cell.find(".run"), "the cells are there")
    time.sleep(0.5)
    assert not [path for path in chapter_site.requests if "/pyodide/" in path]
    assert not cell.find(".output").is_displayed()
    cell.run()
    assert [path for path in chapter_site.requests if "/pyodide/" in path]


def test_code_is_as_the_author_meant_it(chapter: Any) -> None:
    assert chapter("define").code == "def double(x):\n    return 2 * x   # 1 < 2"
    assert chapter("script").code == 'print(1 < 2 & 3, "<b>text</b>")'
    assert [part.text for part in chapter("define").find("pre").find_elements(
        "css selector", ".keyword")] == ["def", "return"]


def test_cells_of_one_session_share_their_variables(chapter: Any) -> None:
    chapter("define").run()
    cell = chapter("use").run()
    assert cell.status.startswith("Finished in")
    assert "42" in cell.output


def test_a_cell_without_a_session_starts_afresh(chapter: Any) -> None:
    chapter("define").run()
    assert chapter("alone").run().output == "fresh"
    assert chapter("alone").run().output == "fresh"


def test_an_error_leads_to_its_line(chapter: Any) -> None:
    cell = chapter("wrong").run()
    assert cell.status.startswith("Ended by a ZeroDivisionError in line 2")
    cell.find(".line-link").click()
    selected = cell.driver.execute_script(
        "const area = document.getElementById('wrong').shadowRoot.activeElement;"
        "return area.value.slice(area.selectionStart, area.selectionEnd)"
    )
    assert selected == "1 / 0"


def test_an_error_is_explained_in_the_language_of_the_page(chapter: Any) -> None:
    assert "divided by zero" in chapter("wrong").run().find(".explanation").text
    assert "durch null" in chapter("falsch").run().find(".explanation").text


def test_limits_and_stop(chapter: Any) -> None:
    assert chapter("endless").run(5).status.startswith("Ended at the time limit of 1 s.")
    cell = chapter("stopped")
    cell.press("run")
    until(lambda: cell.status.startswith("Running"), "it runs")
    cell.press("stop")
    until(lambda: cell.status.startswith("Stopped after"), "it is stopped", 3)


def test_a_limit_that_makes_no_sense_is_told(chapter: Any) -> None:
    assert 'memory-mib="lots"' in chapter("limits").run().status


def test_output_is_text(chapter: Any) -> None:
    cell = chapter("script").run()
    assert cell.output == "True <b>text</b>"
    assert cell.find(".output b") is None


def test_the_reader_can_change_the_code_and_reset_it(chapter: Any) -> None:
    cell = chapter("use")
    # WebKit's driver takes the cell itself for something that lies over its textarea.
    area = cell.find("textarea")
    cell.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", area)
    actions = ActionChains(cell.driver).move_to_element(area).click()
    actions.key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL)
    actions.send_keys("for i in [1]:").send_keys(Keys.ENTER).send_keys("print('changed')")
    actions.key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL)
    actions.perform()
    assert cell.code == "for i in [1]:\n    print('changed')"
    until(lambda: cell.output == "changed", "Ctrl+Enter runs it")
    cell.press("reset")
    until(lambda: cell.code == "double(21)", "the author's code is back")
    assert not cell.find(".output").is_displayed()
    assert chapter("wrong").find("textarea").get_property("readOnly") is True


def test_the_page_can_drive_a_cell(chapter: Any) -> None:
    cell = chapter("alone")
    cell.driver.set_script_timeout(60)
    told = cell.driver.execute_async_script(
        """
        const done = arguments[0];
        const cell = document.getElementById("alone");
        document.addEventListener("cloche-result", (event) => {
          window.heard = [event.target.id, event.detail.status];
        }, { once: true });
        cell.code = "1 + 1";
        cell.run().then(
          (result) => done([result.value, window.heard]), (error) => done(String(error)));
        """
    )
    assert told == [2, ["alone", "ok"]]
    cell.press("reset")


def test_a_cell_asks_for_input(chapter: Any, browser_name: str) -> None:
    cell = chapter("asks")
    if browser_name == "webkit":  # it has no JSPI
        assert "JSPI" in cell.run().output
        return
    cell.press("run")
    until(lambda: cell.find(".ask").is_displayed(), "there is a line to answer in")
    until(lambda: cell.output == "Name? ", "the prompt is shown")
    cell.find(".ask input").send_keys("Ada", Keys.ENTER)
    until(lambda: cell.status.startswith("Finished"), "the run ends")
    until(lambda: cell.output == "Name? Ada\nHello, Ada", "all of it is shown")
    assert not cell.find(".ask").is_displayed()


def test_a_cell_shows_a_drawing(chapter: Any) -> None:
    cell = chapter("draws").run()
    assert cell.status.startswith("Finished"), cell.output
    red = """
        const canvas = document.getElementById("draws").shadowRoot.querySelector("canvas");
        if (!canvas) return 0;
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        let red = 0;
        for (let i = 0; i < data.length; i += 4) red += data[i] === 255 && data[i + 1] === 0;
        return red;
    """
    until(lambda: cell.driver.execute_script(red) > 500, "a red line is there")
