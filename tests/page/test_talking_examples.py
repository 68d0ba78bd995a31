"""The playground's examples that talk with the page: what a person sees of each."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from selenium.webdriver.common.keys import Keys

from .person import Playground, until

WAITS = {"chromium": True, "firefox": True, "webkit": False}  # JSPI; WebKit has none yet

NO_WAY_TO_WAIT = "Ended by a RuntimeError"


def test_a_game_asks_and_is_answered(playground: Playground, browser_name: str) -> None:
    playground.choose_example("Guess the number")
    playground.press_run()
    if not WAITS[browser_name]:
        playground.wait_for_status(NO_WAY_TO_WAIT)
        until(lambda: "JSPI" in playground.output, "the way out is named")
        assert "cross-origin isolated" in playground.output
        return
    low, high, guesses = 1, 20, 0
    while guesses < 6:
        until(lambda: playground.output.count("Your guess: ") > guesses, "the prompt is there")
        until(lambda: playground.find(".ask").is_displayed(), "there is a line to answer in")
        guess = (low + high) // 2
        playground.keys(str(guess), Keys.ENTER)  # the line has the focus
        guesses += 1
        until(lambda: playground.is_idle or playground.output.count("Your guess: ") > guesses,
              "it goes on")
        if playground.is_idle:
            break
        if playground.output.splitlines()[-2] == "Too low.":
            low = guess + 1
        else:
            high = guess - 1
    end = f"Yes, {guess}! You needed {guesses} guesses."
    until(lambda: playground.output.endswith(end), "the end is shown")
    assert f"Your guess: {guess}\n" in playground.output  # what was typed is seen
    assert playground.status.startswith("Finished")
    assert not playground.find(".ask").is_displayed()


def test_the_end_of_input_and_stop_end_the_waiting(
    playground: Playground, browser_name: str
) -> None:
    if not WAITS[browser_name]:
        pytest.skip("code can't wait here: the test above shows what is said instead")
    playground.write("name = input('Name? ')\n")
    playground.press_run()
    until(lambda: playground.find(".ask").is_displayed(), "there is a line to answer in")
    playground.all(".ask button")[1].click()
    playground.wait_for_status("Ended by an EOFError")
    playground.press_run()
    playground.wait_for_status("The program waits for your answer.")
    playground.press_stop()
    playground.wait_for_status("Stopped")
    assert not playground.find(".ask").is_displayed()
    playground.write("print('still here')\n").run()
    assert playground.output == "still here"


def test_two_questions_at_once(playground: Playground, browser_name: str) -> None:
    playground.choose_example("Both at once")
    status = playground.run()
    if not WAITS[browser_name]:
        assert status.startswith(NO_WAY_TO_WAIT) and "JSPI" in playground.output
        return
    first, second = playground.output.split("\n")
    assert first == "A tulip takes 16 weeks, a rose 12."
    seconds = re.fullmatch(r"Both answers were there after (.*) seconds.", second)
    assert seconds and 0.4 <= float(seconds[1]) < 0.95  # one after the other it would be 1.0


def test_a_table_is_read_summed_and_written(playground: Playground) -> None:
    playground.choose_example("A table")
    assert playground.run().startswith("Finished")
    assert playground.output == "flower,pots\nlily,9\nrose,16\ntulip,20\n"
    until(lambda: playground.all("#log table"), "the table is shown")
    cells = [cell.text for cell in playground.all("#log table :is(th, td)")]
    assert cells == ["flower", "pots", "lily", "9", "rose", "16", "tulip", "20"]
    playground.write("print(open('totals.csv').readlines()[-1].strip())\n").run()
    assert playground.output == "tulip,20"


def _pixels(playground: Playground) -> Counter[str]:
    """How many pixels of the drawing have which colour, of the colours that are there often."""
    return Counter(playground.driver.execute_script(
        """
        const canvas = document.querySelector("#log canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const found = {};
        for (let i = 0; i < data.length; i += 4) {
          const hex = [0, 1, 2].map((j) => data[i + j].toString(16).padStart(2, "0")).join("");
          found[hex] = (found[hex] ?? 0) + 1;
        }
        return found;
        """
    ))


def test_a_turtle_walks_a_spiral(playground: Playground) -> None:
    playground.choose_example("A spiral")
    assert playground.run().startswith("Finished")
    until(lambda: playground.all("#log canvas"), "there is a canvas")
    colours = ("dc143c", "ff8c00", "daa520", "2e8b57", "4169e1", "800080")

    def drawn() -> bool:
        pixels = _pixels(playground)
        return all(pixels[colour] > 200 for colour in colours)

    until(drawn, "all six colours are drawn")
    pixels = _pixels(playground)
    assert pixels["ffffff"] > 0.8 * pixels.total()  # lines, on white
    label = playground.find("#log canvas").get_attribute("aria-label")
    assert label.startswith("A turtle drawing: 89 lines") or "90 lines" in label, label


def test_a_drawing_is_animated_and_can_be_hurried(playground: Playground) -> None:
    playground.write(
        "from turtle import *\nspeed(1)\npencolor('#ff0000')\nwidth(5)\n"
        "for i in range(4):\n    forward(200)\n    left(90)\n"
    )
    assert playground.run().startswith("Finished")
    until(lambda: playground.all("#log canvas"), "there is a canvas")
    button = playground.find("#log .picture-buttons button")
    assert button.text == "Draw at once" and button.is_displayed()
    before = _pixels(playground)["ff0000"]
    button.click()
    until(lambda: _pixels(playground)["ff0000"] > max(2000, 2 * before), "the square is there")
    assert not button.is_displayed()


def test_a_plot_has_two_lines_and_a_legend(playground: Playground) -> None:
    playground.choose_example("A plot")
    assert playground.run().startswith("Finished")
    until(lambda: playground.all("#log svg.plot"), "there is a plot")
    shown = playground.driver.execute_script(
        """
        const svg = document.querySelector("#log svg.plot");
        return {
          lines: [...svg.querySelectorAll("g[clip-path] path")].map((path) =>
            [path.getAttribute("stroke"), path.getBBox().width, path.getBBox().height]),
          texts: [...svg.querySelectorAll("text")].map((text) => text.textContent),
          width: svg.getBoundingClientRect().width,
          title: svg.querySelector("title").textContent,
        };
        """
    )
    assert [line[0] for line in shown["lines"]] == ["#1f77b4", "#ff7f0e"]
    for _, width, height in shown["lines"]:
        assert width > shown["width"] / 2 and height > 50
    for text in ("A day in the garden", "hour", "how much", "sun", "warmth", "0", "20", "1.0"):
        assert text in shown["texts"]
    assert "2 lines" in shown["title"] and "sun" in shown["title"]


# ---- what the guest shows never lives -----------------------------------------------------------

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def show(playground: Playground, mime_method: str, content: str) -> None:
    playground.write(
        f"class Picture:\n    def {mime_method}(self):\n        return {content}\n"
        "display(Picture())\n"
    )
    assert playground.run().startswith("Finished"), playground.output
    until(lambda: playground.all("#log .display > *"), "something is shown")


def test_markdown_is_text_that_leads_nowhere(playground: Playground) -> None:
    show(playground, "_repr_markdown_", repr(
        "# Title\n\n**bold** <img src=x onerror=window.bad=1> <script>window.bad=1</script> "
        "[link](javascript:window.bad=1) ![picture](//127.0.0.1:1/x.png)\n\n- one\n- two"
    ))
    until(lambda: playground.all("#log .markdown h1"), "it is rendered")
    assert playground.find("#log .markdown strong").text == "bold"
    assert len(playground.all("#log .markdown li")) == 2
    assert "<script>" in playground.find("#log .markdown").text
    assert playground.all("#log :is(a, img, script, [onerror], [href], [src])") == []
    assert playground.driver.execute_script("return window.bad") is None


def test_an_svg_is_an_image(playground: Playground) -> None:
    show(playground, "_repr_svg_", repr(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">'
        "<script>parent.bad = 1</script>"
        '<image href="//127.0.0.1:1/x.png"/><rect width="40" height="30" fill="#00ff00" '
        'onclick="parent.bad = 1"/></svg>'
    ))
    image = playground.find("#log .display img")
    until(lambda: image.get_property("naturalWidth") == 40, "it has its size")
    assert playground.all("#log .display svg") == []
    assert playground.driver.execute_script("return window.bad") is None


def test_a_png_is_an_image(playground: Playground) -> None:
    show(playground, "_repr_png_", f"__import__('binascii').a2b_base64({PNG!r})")
    image = playground.find("#log .display img")
    until(lambda: image.get_property("naturalWidth") == 1, "it has its size")


@pytest.mark.parametrize("mime", ["turtle", "plot", "table"])
def test_nonsense_is_told_and_breaks_nothing(playground: Playground, mime: str) -> None:
    playground.write(
        "import _cloche\n"
        f"_cloche.show({{'application/vnd.cloche.{mime}+json': {{'version': 1, 'columns': 3, "
        "'first': True, 'commands': [['line', 'x']], 'axes': 7}, 'text/plain': 'in words'})\n"
        "print('after')\n"
    )
    assert playground.run().startswith("Finished")
    until(lambda: playground.all("#log .display .picture-note"), "a note is there")
    assert playground.find("#log .picture-note").text.startswith("This can't be shown: ")
    assert "after" in playground.output


@pytest.mark.parametrize("width", [360])
def test_pictures_fit_a_phone(playground: Playground, width: int) -> None:
    playground.driver.set_window_size(width, 760)
    for title in ("A spiral", "A plot"):
        playground.driver.execute_script("scrollTo(0, 0)")
        playground.choose_example(title)
        playground.run()
        until(lambda: playground.all("#log :is(canvas, svg.plot)"), "it is drawn")
        wide = playground.driver.execute_script(
            "return [document.documentElement.scrollWidth, innerWidth,"
            " document.querySelector('#log :is(canvas, svg.plot)').getBoundingClientRect().right]"
        )
        assert wide[0] <= wide[1] and wide[2] <= wide[1], (title, wide)
