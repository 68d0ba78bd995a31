"""The page before its parts have arrived, and when they don't."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from .person import Playground, until
from .spoilable_site import Site


def test_what_is_typed_before_the_scripts_arrive_is_kept(
    browser: Any, site: Site, dist: Path
) -> None:
    script = '<script type="module" src="./playground/playground.js"></script>'
    page = (dist / "index.html").read_text()
    assert script in page
    # A driver waits for a page until its scripts are there: here they come when we say so.
    site.pages["/late.html"] = page.replace(script, "").encode()
    browser.get(site.url + "late.html")
    area = browser.find_element(By.ID, "code")
    assert area.get_attribute("value").startswith('name = "Ada"')
    area.clear()
    area.click()
    playground = Playground(browser, site.url)
    playground.keys("print('early')", Keys.ENTER, "print('bird')", Keys.HOME, "# ")
    browser.execute_script(
        """
        const script = document.createElement("script");
        script.type = "module";
        script.src = "./playground/playground.js";
        document.head.append(script);
        """
    )
    playground.wait_for_editor()
    assert playground.code == "print('early')\n# print('bird')"
    # The caret is where it was, and typing goes on.
    assert playground.editor_has_focus
    playground.keys("late ")
    until(lambda: playground.code == "print('early')\n# late print('bird')", "typing goes on")
    playground.wait_until_ready().run()
    assert playground.output == "early"


def test_run_pressed_early_runs_as_soon_as_it_can(fresh_playground: Playground, site: Site) -> None:
    release = site.hold("pyodide.asm.wasm")
    playground = fresh_playground.open("print('queued')\n")
    playground.press_run()
    playground.wait_for_status("Your program runs as soon as Python is here.")
    assert playground.find("#loading-bar").is_displayed()
    text = until(
        lambda: re.search(r"([\d.]+) of ([\d.]+) MB", playground.find("#loading-text").text),
        "the bytes are told",
    )
    loaded, total = float(text[1]), float(text[2])
    assert 0 < loaded < total
    assert 10 < total < 25
    assert playground.output == ""
    release()
    playground.wait_for_status("Finished in")
    until(lambda: playground.output == "queued", "its output is there")


def test_a_queued_run_can_be_called_off(fresh_playground: Playground, site: Site) -> None:
    release = site.hold("pyodide.asm.wasm")
    playground = fresh_playground.open("print('never')\n")
    playground.press_run()
    playground.wait_for_status("Your program runs as soon")
    playground.press_stop()
    playground.wait_for_status("Stopped before it began.")
    release()
    until(lambda: not playground.find("#loading").is_displayed(), "Python is here")
    assert playground.output == ""
    playground.run()
    assert playground.output == "never"


def test_a_failed_load_is_told_and_can_be_tried_again(fresh_playground: Playground, site: Site) -> None:
    site.broken.add("python_stdlib.zip")
    playground = fresh_playground.open()
    retry = playground.find("#retry")
    until(retry.is_displayed, "it offers to try again")
    told = playground.find("#welcome-text").text
    assert "python_stdlib.zip" in told
    assert "503" in told
    assert playground.status == "Python could not be loaded."
    site.broken.clear()
    retry.click()
    until(lambda: not retry.is_displayed(), "it tries again")
    until(lambda: not playground.find("#loading").is_displayed(), "Python is here")
    playground.run()
    assert playground.output.startswith("Hello, Ada!")


def test_a_policy_without_wasm_is_named(browser: Any, make_site: Callable[..., Site]) -> None:
    site = make_site(headers={"Content-Security-Policy": "script-src 'self'"})
    playground = Playground(browser, site.url).open()
    until(lambda: "wasm-unsafe-eval" in playground.find("#welcome-text").text,
          f"the message names what is missing: {playground.find("#welcome").text!r}")


def test_a_policy_without_connections_is_named(
    browser: Any, make_site: Callable[..., Site]
) -> None:
    site = make_site(headers={"Content-Security-Policy": "connect-src 'none'"})
    playground = Playground(browser, site.url).open()
    until(lambda: "connect-src" in playground.find("#welcome-text").text,
          f"the message names what is missing: {playground.find("#welcome").text!r}")
