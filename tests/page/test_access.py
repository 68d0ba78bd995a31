"""The page by keyboard, by ear, on a phone, in the dark."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from .person import Playground, until
from .spoilable_site import Site

STYLES = Path(__file__).resolve().parents[2] / "web" / "playground" / "playground.css"


def focused(playground: Playground) -> str:
    """The id of what has the focus ("editor" for the inside of the editor)."""
    return str(playground.driver.execute_script(
        "const a = document.activeElement;"
        "return a.classList.contains('editor-host') ? 'editor' : a.id || a.textContent.trim()"
    ))


def tab_to(playground: Playground, wanted: str) -> None:
    for _ in range(30):
        if focused(playground) == wanted:
            return
        playground.keys(Keys.TAB)
    pytest.fail(f"Tab never comes to {wanted!r}; it is at {focused(playground)!r}")


def test_everything_can_be_done_by_keyboard(playground: Playground) -> None:
    playground.write("x = 0\n")
    playground.find("body").click()
    tab_to(playground, "editor")
    # The editor has the Tab key until Escape is pressed.
    playground.chord(Keys.CONTROL, "a")
    playground.keys("for i in [1, 2, 3]:", Keys.ENTER, "print(i * i)", Keys.ENTER, "1 / 0")
    until(lambda: "1 / 0" in playground.code, "it is typed")
    assert playground.code.splitlines()[1] == "    print(i * i)"
    playground.keys(Keys.TAB)
    until(lambda: playground.code.endswith("        1 / 0"), "Tab indents")
    playground.chord(Keys.SHIFT, Keys.TAB)
    until(lambda: playground.code.endswith("\n    1 / 0"), "Shift and Tab do the opposite")
    assert focused(playground) == "editor"
    playground.chord(Keys.CONTROL, Keys.ENTER)
    playground.wait_for_status("Ended by a ZeroDivisionError in line 3")
    until(lambda: playground.output.startswith("1\nTrace"), "its output is there")
    until(lambda: playground.all("#log .line-link"), "and its lines can be followed")
    playground.keys(Keys.ESCAPE)
    assert "Tab leaves the editor now" in playground.find("#editor-hint").text
    tab_to(playground, 'File "main.py", line 3')
    playground.keys(Keys.ENTER)
    assert focused(playground) == "editor"
    assert "Tab indents" in playground.find("#editor-hint").text


def test_escape_holds_only_until_the_next_edit(playground: Playground) -> None:
    playground.write("x = 0\n")
    playground.content.click()
    playground.keys(Keys.ESCAPE, "y")
    assert "Tab indents" in playground.find("#editor-hint").text
    playground.keys(Keys.TAB)
    assert focused(playground) == "editor"


def test_the_menu_of_examples_works_by_keyboard(playground: Playground) -> None:
    summary = playground.find("#examples summary")
    playground.driver.execute_script("arguments[0].focus()", summary)
    playground.keys(Keys.ENTER)
    until(lambda: playground.find("#example-list").is_displayed(), "the menu opens")
    playground.keys(Keys.TAB)
    playground.keys(Keys.ESCAPE)
    until(lambda: not playground.find("#example-list").is_displayed(), "Escape closes it")
    assert playground.driver.switch_to.active_element == summary


def test_stop_keeps_the_focus_where_it_was(playground: Playground) -> None:
    playground.write("while True: pass\n")
    playground.driver.execute_script("arguments[0].focus()", playground.find("#run"))
    playground.keys(Keys.ENTER)
    playground.wait_for_status("Running")
    assert focused(playground) == "run"
    tab_to(playground, "stop")
    playground.keys(Keys.SPACE)
    playground.wait_for_status("Stopped after")
    assert focused(playground) == "stop"


def test_everything_has_a_name_and_a_role(playground: Playground) -> None:
    playground.write(FAILING).run()
    for control in playground.all("button, summary, input, textarea, progress, [role], section"):
        if control.is_displayed():
            assert control.accessible_name or control.get_attribute("role") == "status", (
                control.get_attribute("outerHTML")
            )
    log = playground.find("#log")
    assert log.get_attribute("role") == "log"
    assert playground.find("#status").get_attribute("role") == "status"
    content = playground.content
    assert content.get_attribute("aria-label") == "Python program"
    assert "Escape" in content.get_attribute("aria-description")
    for name in ("seconds", "memory", "output"):
        noted = playground.find(f"#limit-{name}").get_attribute("aria-describedby")
        assert playground.find(f"#{noted}") is not None
    (only,) = playground.all("h1")
    assert only.text == "Cloche"
    assert playground.find("html").get_attribute("lang") == "en"


FAILING = "print('a long line ' * 30)\nraise ValueError('w' * 300)\n"


def test_a_phone_shows_all_without_scrolling_sideways(browser: Any, site: Site) -> None:
    site.pages["/phone.html"] = (
        b"<!doctype html><title>phone</title>"
        b"<iframe id=phone width=360 height=740 style='border:0' src=./></iframe>"
    )
    browser.get("about:blank")
    browser.get(site.url + "phone.html")
    browser.switch_to.frame(browser.find_element(By.ID, "phone"))
    try:
        playground = Playground(browser, site.url)
        playground.wait_for_editor()
        playground.wait_until_ready()

        def assert_fits() -> None:
            wide = browser.execute_script("return document.documentElement.scrollWidth")
            assert wide <= 360
            for button in playground.all(".toolbar button, .bar button, .bar summary"):
                if button.is_displayed():
                    assert button.rect["x"] >= 0
                    assert button.rect["x"] + button.rect["width"] <= 360

        assert_fits()
        playground.choose_example("A mistake")
        playground.run()
        assert_fits()
        # The output has come into view by itself.
        top = browser.execute_script(
            "return document.querySelector('#output').getBoundingClientRect().top"
        )
        assert top < 740 - 60
        playground.find("#limits-panel summary").click()
        assert_fits()
        for button in ("#run", "#stop", "#reset"):
            assert playground.find(button).rect["height"] >= 40
    finally:
        browser.switch_to.default_content()


# ---- colours ------------------------------------------------------------------------------------


def colours(scheme: str) -> dict[str, str]:
    light, _, rest = STYLES.read_text().partition("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): ([^;]+);", light))
    if scheme == "dark":
        dark = rest.partition("\n}\n")[0]
        found |= dict(re.findall(r"--([\w-]+): ([^;]+);", dark))
    return found


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_that_wcag_asks_for(scheme: str) -> None:
    known = colours(scheme)
    texts = ["ink", "ink-soft", "ink-faint", "accent-strong", "clay"]
    texts += [name for name in known if name.startswith("syntax-")]
    low = {}
    for text in texts:
        # The panes are nearly opaque; between the field's colour and the paper lies what they are.
        for ground in ("paper", "field"):
            ratio = contrast(known[text], known[ground])
            if ratio < 4.5:
                low[text, ground] = round(ratio, 2)
    for text, ground in (("on-accent", "accent"), ("on-accent", "accent-strong"),
                         ("clay", "clay-wash"), ("ink", "accent-wash"), ("ink", "clay-wash"),
                         ("accent-strong", "accent-wash"), ("ink", "selection")):
        ratio = contrast(known[text], known[ground])
        if ratio < 4.5:
            low[text, ground] = round(ratio, 2)
    assert low == {}
    # Edges of fields and of what has the focus.
    assert contrast(known["field-edge"], known["field"]) >= 3
    assert contrast(known["accent"], known["paper"]) >= 3
