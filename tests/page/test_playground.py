"""The playground: what a visitor writes, runs and reads."""

from __future__ import annotations

import time
import pytest
from selenium.webdriver.common.keys import Keys

from .person import Playground, link, until


def test_runs_the_program_that_it_shows(fresh_playground: Playground) -> None:
    playground = fresh_playground.open()
    status = playground.run()
    assert status.startswith("Finished in ")
    assert playground.output == "Hello, Ada!\n*\n**\n***\n****\n*****"


def test_output_comes_while_the_program_runs(playground: Playground) -> None:
    playground.write("print('first')\nwhile True: pass\n")
    playground.press_run()
    until(lambda: playground.output == "first", "the output is there", 20)
    assert playground.status == "Running …"
    playground.press_stop()
    playground.wait_for_status("Stopped")


def test_stdout_and_stderr_are_told_apart(playground: Playground) -> None:
    playground.write("import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('out again')\n")
    playground.run()
    assert [part.text for part in playground.all("#log .stdout")] == ["out", "out again"]
    (stderr,) = playground.all("#log .stderr")
    assert stderr.text.endswith("err")
    # Not by colour alone: a bar on the left, and words for who hears the page.
    assert stderr.value_of_css_property("border-left-width") == "3px"
    assert "Error output:" in stderr.get_attribute("textContent")


def test_shows_the_value_of_the_last_expression(playground: Playground) -> None:
    playground.write("numbers = [3, 1, 2]\nsorted(numbers)\n").run()
    assert playground.find("#log .value code").text == "[1, 2, 3]"


def test_says_so_when_nothing_was_printed(playground: Playground) -> None:
    playground.write("x = 1\n").run()
    assert "printed nothing" in playground.find("#log").text


def test_variables_live_on_until_reset(playground: Playground) -> None:
    playground.write("try:\n    n += 1\nexcept NameError:\n    n = 1\nprint(n)\n")
    playground.run()
    playground.run()
    assert playground.output == "2"
    playground.find("#reset").click()
    playground.wait_for_status("Everything is forgotten")
    assert playground.find("#welcome").is_displayed()
    playground.run()
    assert playground.output == "1"


def test_input_reads_what_was_written_into_the_input_field(playground: Playground) -> None:
    playground.write("name = input('Name? ')\nprint('Hi', name, input())\n")
    playground.find(".settings details:nth-of-type(2) summary").click()
    playground.find("#stdin").send_keys("Ada" + Keys.ENTER + "Grace")
    playground.run()
    assert "Hi Ada Grace" in playground.output


# ---- stopping -----------------------------------------------------------------------------------


def test_stop_ends_an_endless_loop_and_the_next_run_works(playground: Playground) -> None:
    playground.write("while True:\n    try:\n        while True: pass\n    except: pass\n")
    playground.press_run()
    playground.wait_for_status("Running")
    playground.press_stop()
    playground.wait_for_status("Stopped after", 3)
    playground.write("print('alive')")
    assert playground.run(5).startswith("Finished")
    assert playground.output == "alive"


def test_an_endless_loop_ends_at_the_time_limit(playground: Playground) -> None:
    playground.write("while True: pass\n")
    playground.set_limit("seconds", "1")
    began = time.monotonic()
    playground.press_run()
    playground.wait_for_status("Ended at the time limit of 1 s.", 5)
    assert 0.9 < time.monotonic() - began < 2.5


def test_too_much_memory_and_output_end_a_run(playground: Playground) -> None:
    playground.write("x = []\nwhile True: x.append('y' * 1000)\n")
    playground.set_limit("memory", "4")
    assert playground.run().startswith("Ended at the memory limit of 4 MiB.")
    playground.write("while True: print('z' * 100)\n")
    playground.set_limit("output", "2")
    assert playground.run().startswith("Ended at the output limit of 2 KiB.")
    assert 1000 < len(playground.output) <= 2048 + 200


# ---- errors -------------------------------------------------------------------------------------

FAILING = "def f(x):\n    return 1 / x\n\nprint('before')\nf(0)\n"


def marked_line(playground: Playground, kind: str) -> str | None:
    line = playground.in_editor(f".{kind}")
    return None if line is None else str(line.text).strip()


def test_an_error_marks_its_line_and_says_what_it_is(playground: Playground) -> None:
    playground.write(FAILING)
    assert playground.run().startswith("Ended by a ZeroDivisionError in line 2")
    assert marked_line(playground, "cm-errorLine") == "return 1 / x"
    assert playground.in_editor(".cm-errorNote").text.startswith("ZeroDivisionError: ")
    assert "before" in playground.output
    assert "Traceback (most recent call last):" in playground.output


def test_a_frame_leads_to_its_line_by_mouse_and_by_keyboard(playground: Playground) -> None:
    playground.write(FAILING).run()
    outer, inner = playground.all("#log .line-link")
    assert (outer.text, inner.text) == ('File "main.py", line 5', 'File "main.py", line 2')
    outer.click()
    assert marked_line(playground, "cm-visitedLine") == "f(0)"
    assert playground.editor_has_focus
    playground.driver.execute_script("arguments[0].focus()", inner)
    playground.keys(Keys.ENTER)
    until(lambda: marked_line(playground, "cm-visitedLine") == "return 1 / x", "line 2 is marked")
    assert playground.editor_has_focus


def test_marks_go_when_the_program_is_changed(playground: Playground) -> None:
    playground.write(FAILING).run()
    playground.all("#log .line-link")[0].click()
    playground.keys("#")
    assert playground.in_editor(".cm-errorLine, .cm-errorNote, .cm-visitedLine") is None


def test_a_syntax_error_marks_its_line(playground: Playground) -> None:
    playground.write("x = 1\nif x = 2:\n    pass\n")
    assert playground.run().startswith("Ended by a SyntaxError in line 2")
    assert marked_line(playground, "cm-errorLine") == "if x = 2:"


# ---- what the guest writes is text -----------------------------------------------------------------


def test_output_never_becomes_markup(playground: Playground) -> None:
    playground.write(
        "print('<img src=x onerror=alert(1)><b>bold</b>')\n"
        "raise ValueError('<script>alert(2)</script>')\n"
    ).run()
    assert "<img src=x onerror=alert(1)><b>bold</b>" in playground.output
    assert playground.all("#log img, #log b, #log script") == []
    assert "<script>alert(2)</script>" in playground.in_editor(".cm-errorNote").text


def test_control_characters_are_inert(playground: Playground) -> None:
    playground.write(
        "print('\\x1b[31mred\\x1b[0m\\x07 \\u202eabc\\u2066 a\\tb\\r\\nc')\n"
        "raise ValueError('user\\u200bname \\u2066 \\U000e0041 \\U0001f468\\u200d\\U0001f469')\n"
    ).run()
    assert "␛[31mred␛[0m␇ ⟨U+202E⟩abc⟨U+2066⟩" in playground.output
    # In messages, what can't be seen is shown as well; a family of emoji stays together.
    shown = "user⟨U+200B⟩name ⟨U+2066⟩ ⟨U+E0041⟩ \U0001f468\u200d\U0001f469"
    assert shown in playground.in_editor(".cm-errorNote").text
    assert shown in playground.output


# ---- limits -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("seconds", "", "give a number"),
        ("seconds", "0", "Time must be 0.1 to 3,600 seconds."),
        ("seconds", "1,5", "write it with a point, 1.5"),
        ("memory", "lots", "“lots” is not a number"),
        ("memory", "1.5", "Memory must be a whole number of MiB."),
        ("memory", "2000", "Memory must be 1 to 1,024 MiB."),
        ("output", "-3", "“-3” is not a number"),
    ],
)
def test_a_limit_that_makes_no_sense_is_told_and_nothing_runs(
    playground: Playground, name: str, value: str, said: str
) -> None:
    playground.write("print(1)\n")
    field = playground.set_limit(name, value)
    if value == "":
        field.send_keys(Keys.SPACE)
    note = playground.find(f"#limit-{name}-note")
    assert said in note.text
    assert field.get_attribute("aria-invalid") == "true"
    playground.find("#limits-panel summary").click()
    playground.press_run()
    assert playground.status == "One of the limits needs another value."
    assert playground.find("#welcome").is_displayed()
    # The panel opens again, at the field.
    assert playground.driver.switch_to.active_element == field
    field.clear()
    field.send_keys("5")
    assert field.get_attribute("aria-invalid") == "false"
    assert playground.run().startswith("Finished")


def test_a_new_memory_limit_starts_afresh(playground: Playground) -> None:
    playground.write("try:\n    print(x)\nexcept NameError:\n    print('fresh')\nx = 1\n")
    playground.run()
    playground.set_limit("memory", "8")
    playground.run()
    assert playground.output == "fresh"
    playground.run()
    assert playground.output == "1"


# ---- examples and links -----------------------------------------------------------------------------


TALKING = ("Guess the number", "Both at once")


def _shows_something(playground: Playground) -> bool:
    if len(playground.output) > 30 or playground.all("#log :is(canvas, svg)"):
        return True
    return any(len(part.text) > 30 for part in playground.all("#log :is(.value code, .display)"))


def test_every_example_runs(playground: Playground) -> None:
    menu = playground.find("#examples summary")
    menu.click()
    titles = [
        title.get_attribute("textContent") for title in playground.all("#example-list strong")
    ]
    menu.click()
    assert len(titles) >= 6
    for title in titles:
        playground.choose_example(title)
        if title == "Without end":
            playground.press_run()
            until(lambda: "sheep" in playground.output, "the sheep are counted")
            playground.press_stop()
            playground.wait_for_status("Stopped after")
        elif title in TALKING:
            continue  # tests/page/test_talking_examples.py
        elif title == "A mistake":
            assert playground.run().startswith("Ended by a ZeroDivisionError"), title
            assert playground.all("#log .line-link"), title
        else:
            assert playground.run().startswith("Finished"), (title, playground.output)
            until(lambda: _shows_something(playground), f"{title} shows something", seconds=10)


def test_an_example_does_not_lose_what_was_there(playground: Playground) -> None:
    playground.write("mine = 1\n")
    playground.choose_example("First steps")
    assert "mine" not in playground.code
    assert playground.editor_has_focus
    playground.chord(Keys.CONTROL, "z")
    until(lambda: playground.code.startswith("mine = 1"), "undo brings it back")


def test_a_shared_link_brings_the_program_and_does_not_run_it(
    fresh_playground: Playground,
) -> None:
    playground = fresh_playground.open()
    driver = playground.driver
    playground.content.click()
    playground.keys("# shared ✿ ")
    playground.find("#share").click()
    playground.wait_for_status("The link is ")
    address = driver.current_url
    driver.get("about:blank")
    driver.get(address)
    playground.wait_for_editor()
    until(lambda: "# shared ✿ " in playground.code, "the program is there")
    assert playground.status.startswith("This program came with the link")
    assert playground.output == ""


def test_a_link_that_is_broken_or_a_bomb_is_ignored(fresh_playground: Playground) -> None:
    for fragment in ("#code=%%%", "#code=AAAA", link("", "x" * 2_000_000)):
        fresh_playground.driver.get("about:blank")
        fresh_playground.driver.get(fresh_playground.url + fragment)
        fresh_playground.wait_for_editor()
        time.sleep(0.3)
        assert fresh_playground.code.startswith('name = "Ada"')
