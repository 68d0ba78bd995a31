"""build/frozen/turtle.py: what turtles do, against CPython's, and what the page is told."""

from __future__ import annotations

import importlib.util
import random
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MIME = "application/vnd.cloche.turtle+json"

Shown = list[dict[str, Any]]


@pytest.fixture
def turtle(load: Callable[[str], Any]) -> Any:
    for name in ("_colour_names", "_turtle_wire"):
        load(name)
    return load("turtle")


def batches(shown: Shown) -> list[dict[str, Any]]:
    assert all(list(bundle) == [MIME] for bundle in shown)
    return [bundle[MIME] for bundle in shown]


def commands(shown: Shown) -> list[Any]:
    return [command for batch in batches(shown) for command in batch["commands"]]


def of_kind(shown: Shown, *kinds: str) -> list[Any]:
    return [command for command in commands(shown) if command[0] in kinds]


# ---- as in CPython ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cpython() -> Any:
    """CPython's own turtle module: its navigator needs no window, but the module needs tkinter."""
    pytest.importorskip("tkinter")
    path = Path(sysconfig.get_path("stdlib")) / "turtle.py"
    spec = importlib.util.spec_from_file_location("cpython_turtle", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def navigator(cpython: Any) -> Any:
    made = cpython.TNavigator()
    made.speed = lambda *args: 0
    made.undobuffer = None
    made._tracer = lambda *args: 1
    made._delay = lambda *args: 0
    made.pen = lambda *args, **kwargs: {"pendown": True}
    return made


MOVES: list[Callable[[Any, random.Random], Any]] = [
    lambda t, r: t.forward(r.uniform(-200, 200)),
    lambda t, r: t.back(r.randint(0, 100)),
    lambda t, r: t.left(r.uniform(-400, 400)),
    lambda t, r: t.right(r.choice([30, 45, 90, 144])),
    lambda t, r: t.goto(r.uniform(-99, 99), r.uniform(-99, 99)),
    lambda t, r: t.setheading(r.uniform(-720, 720)),
    lambda t, r: t.setx(r.randint(-50, 50)),
    lambda t, r: t.circle(r.uniform(-80, 80)),
    lambda t, r: t.circle(r.uniform(-80, 80), r.uniform(-500, 500)),
    lambda t, r: t.circle(r.randint(10, 80), None, r.randint(3, 9)),
    lambda t, r: t.home(),
]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("mode", ["standard", "logo"])
def test_goes_where_cpythons_goes(turtle: Any, cpython: Any, seed: int, mode: str) -> None:
    if mode == "logo":
        turtle.mode("logo")
    ours, theirs = turtle.Turtle(), navigator(cpython)
    theirs._setmode(mode)
    cpython.TNavigator.reset(theirs)
    dice, same_dice = random.Random(seed), random.Random(seed)
    for _ in range(30):
        move = dice.choice(MOVES)
        assert same_dice.choice(MOVES) is move
        move(ours, dice)
        move(theirs, same_dice)
        assert tuple(ours.pos()) == pytest.approx(tuple(theirs.pos()), abs=1e-6)
        turn = (ours.heading() - theirs.heading() + 180) % 360 - 180
        assert turn == pytest.approx(0, abs=1e-6)
        assert ours.distance(3, 4) == pytest.approx(theirs.distance(3, 4))
        assert ours.towards(3, 4) == pytest.approx(theirs.towards(3, 4), abs=1e-6)


def test_circle_takes_the_same_steps_as_cpythons(turtle: Any, cpython: Any, shown: Shown) -> None:
    turtle.circle(50)
    turtle.done()
    theirs = navigator(cpython)
    seen = []
    theirs._goto = lambda end: (seen.append(tuple(end)), setattr(theirs, "_position", end))
    theirs.circle(50)
    ours = [(line[4], line[5]) for line in of_kind(shown, "line")]
    assert len(ours) == len(seen) == 20
    for one, other in zip(ours, seen, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


def test_other_full_circles(turtle: Any) -> None:
    turtle.radians()
    turtle.left(3.141592653589793 / 2)
    assert turtle.heading() == pytest.approx(1.5707963)
    turtle.forward(10)
    assert turtle.pos() == (0, 10)
    turtle.degrees(400)
    assert turtle.heading() == 100


def test_vectors(turtle: Any) -> None:
    a, b = turtle.Vec2D(1, 2), turtle.Vec2D(3, 4)
    assert (a + b, b - a, -a, a * 2, 2 * a) == ((4, 6), (2, 2), (-1, -2), (2, 4), (2, 4))
    assert (a * b, abs(b)) == (11, 5)
    assert a.rotate(90) == (-2, 1)
    assert repr(a) == "(1.00,2.00)"


def test_squares_close_exactly(turtle: Any) -> None:
    for _ in range(4):
        turtle.fd(100)
        turtle.lt(90)
    assert turtle.pos() == (0, 0)
    assert str(turtle.pos()) == "(0.00,0.00)"


# ---- colours ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("given", "sent"), [
    (("red",), "#ff0000"), (("Red",), "#ff0000"), (("light blue",), "#add8e6"),
    (("green",), "#008000"), (("SteelBlue4",), "#36648b"), (("gray50",), "#7f7f7f"),
    (("#1a2B3c",), "#1a2b3c"), (("#fa0",), "#ffaa00"), ((0.5, 0, 1),  "#8000ff"),
    (((1, 1, 0),), "#ffff00"),
])
def test_colours(turtle: Any, shown: Shown, given: tuple[Any, ...], sent: str) -> None:
    turtle.pencolor(*given)
    turtle.fd(1)
    turtle.done()
    assert of_kind(shown, "line")[0][6] == sent


def test_colours_of_256_steps(turtle: Any, shown: Shown) -> None:
    turtle.colormode(255)
    turtle.color((255, 128, 0), "blue")
    assert turtle.color() == ((255, 128, 0), "blue")
    assert turtle.colormode() == 255
    turtle.colormode(1.0)
    assert turtle.pencolor() == pytest.approx((1.0, 128 / 255, 0.0))


@pytest.mark.parametrize(("given", "message"), [
    (("reddish",), "bad color string: reddish"), (("#12345",), "bad color string: #12345"),
    ((300, 0, 0), "bad color sequence: (300, 0, 0)"), ((1, 2), "bad color arguments: (1, 2)"),
    (("url(#x)",), "bad color string: url(#x)"), (("",  "", ""), "bad color arguments: ('', '', '')"),
])
def test_bad_colours(turtle: Any, given: tuple[Any, ...], message: str) -> None:
    with pytest.raises(turtle.TurtleGraphicsError) as caught:
        turtle.pencolor(*given)
    assert str(caught.value) == message


# ---- what the page is told --------------------------------------------------------------------


def test_every_line_that_is_drawn_is_sent_once(turtle: Any, shown: Shown) -> None:
    for _ in range(1000):
        turtle.fd(1)
    turtle.penup()
    turtle.fd(5)
    turtle.done()
    sent = batches(shown)
    assert [batch["first"] for batch in sent] == [True] + [False] * (len(sent) - 1)
    assert all(len(batch["commands"]) <= 201 for batch in sent)
    assert len(of_kind(shown, "line")) == 1000
    assert of_kind(shown, "at") == [("at", 0, 1005.0, 0.0)]
    assert commands(shown)[-1] == ("show",)


def test_filling(turtle: Any, shown: Shown) -> None:
    turtle.color("red", "blue")
    turtle.begin_fill()
    assert turtle.filling()
    for _ in range(3):
        turtle.fd(50)
        turtle.lt(120)
    turtle.end_fill()
    turtle.begin_fill()
    turtle.end_fill()
    turtle.done()
    (fill,) = of_kind(shown, "fill")
    assert fill[2:4] == ("#0000ff", 3)
    assert fill[4] == pytest.approx((0, 0, 50, 0, 25, 43.30127, 0, 0), abs=1e-4)


def test_large_fills_lose_points_and_not_their_shape(turtle: Any, shown: Shown) -> None:
    turtle.begin_fill()
    for step in range(50_000):
        turtle.goto(step, step % 7)
    turtle.end_fill()
    turtle.done()
    (fill,) = of_kind(shown, "fill")
    assert len(fill[4]) <= 20_000
    assert fill[4][-2] > 49_980


def test_text_dots_and_stamps(turtle: Any, shown: Shown) -> None:
    turtle.write("Hello", align="center", font=("Courier New", 16, "bold italic"))
    turtle.dot()
    turtle.dot(20, "red")
    turtle.dot("green")
    first = turtle.stamp()
    second = turtle.stamp()
    turtle.clearstamp(first)
    turtle.done()
    assert of_kind(shown, "text") == [
        ("text", 0, 0.0, 0.0, "Hello", "center", "monospace", 16, True, True, "#000000")
    ]
    assert [dot[4:] for dot in of_kind(shown, "dot")] == [
        (5, "#000000"), (20, "#ff0000"), (5, "#008000"),
    ]
    assert [stamp[2] for stamp in of_kind(shown, "stamp")] == [first, second]
    assert of_kind(shown, "unstamp") == [("unstamp", 0, first)]


def test_undo(turtle: Any, shown: Shown) -> None:
    turtle.fd(10)
    turtle.circle(30)
    turtle.undo()
    assert turtle.pos() == (10, 0)
    turtle.undo()
    assert turtle.pos() == (0, 0)
    turtle.undo()
    turtle.done()
    lines = len(of_kind(shown, "line"))
    assert sum(command[2] for command in of_kind(shown, "undo")) == lines


def test_the_next_run_draws_the_whole_again(turtle: Any, shown: Shown) -> None:
    turtle.fd(10)
    turtle.left(90)
    pen = turtle.Turtle(visible=False)
    pen.fd(20)
    pen.clear()
    pen.dot(5)
    turtle._flush()
    shown.clear()

    turtle._begin_run()
    turtle._flush()
    assert shown == [], "a run that draws nothing sends nothing"
    turtle._begin_run()
    turtle.fd(5)
    turtle._flush()
    sent = batches(shown)
    assert [batch["first"] for batch in sent] == [True, False]
    again = sent[0]["commands"]
    assert again[0] == ("pace", 0, 0)
    assert again[-1] == ("pace", 1, 10)
    assert [command[0] for command in again[1:3]] == ["line", "dot"]
    states = {command[1]: command for command in again if command[0] == "turtle"}
    assert states[0][2:5] == (10.0, 0.0, 90.0)
    assert states[1][5] is False
    assert sent[1]["commands"][0][:6] == ("line", 0, 10.0, 0.0, 10.0, 5.0)


def test_what_is_kept_has_a_bound(turtle: Any, shown: Shown) -> None:
    turtle.tracer(0)
    for step in range(100_500):
        turtle.goto(step, 0)
    turtle._flush()
    shown.clear()
    turtle._begin_run()
    turtle.goto(0, 0)
    turtle._flush()
    assert 90_000 <= len(of_kind(shown, "line")) <= 100_001
    assert of_kind(shown, "line")[-2][4] == 100_499


def test_messages_stay_small(turtle: Any, shown: Shown) -> None:
    turtle.tracer(0)
    for _ in range(150):
        turtle.write("x" * 5000)
    turtle._flush()
    turtle._begin_run()
    turtle.fd(1)
    turtle._flush()
    assert max(sum(len(str(command)) for command in batch["commands"])
               for batch in batches(shown)) < 100_000


def test_animations_show_each_picture(turtle: Any, shown: Shown) -> None:
    turtle.tracer(0)
    for _ in range(3):
        turtle.clear()
        turtle.fd(10)
        turtle.update()
    assert [batch["commands"][-1] for batch in batches(shown)[-3:]] == [("show",)] * 3
    turtle._begin_run()
    turtle.fd(1)
    shown.clear()
    turtle._flush()
    assert len(of_kind(shown, "line")) == 2


def test_screen(turtle: Any, shown: Shown) -> None:
    screen = turtle.Screen()
    assert screen is turtle.Screen()
    screen.setup(300, 200)
    screen.title("Mine")
    screen.bgcolor("black")
    assert (screen.bgcolor(), screen.window_width(), turtle.window_height()) == ("black", 300, 200)
    with pytest.raises(turtle.TurtleGraphicsError):
        turtle.mode("upside down")
    one, two = turtle.Turtle(), turtle.Turtle()
    assert screen.turtles() == [one, two]
    screen.clear()
    assert screen.turtles() == []
    turtle.exitonclick()
    assert ("size", 300, 200) in commands(shown)
    assert ("background", "#000000") in commands(shown)
    assert ("wipe",) in commands(shown)


# ---- what is not there ------------------------------------------------------------------------


@pytest.mark.parametrize("name", [
    "onclick", "onkey", "onkeypress", "listen", "ontimer", "textinput", "numinput", "bgpic",
    "register_shape", "setworldcoordinates", "onscreenclick", "ondrag", "tilt",
])
def test_what_a_picture_cannot_do(turtle: Any, name: str) -> None:
    with pytest.raises(NotImplementedError, match=rf"^{name}\(\) is not supported under glass: \w"):
        getattr(turtle, name)("a", 1)


@pytest.mark.parametrize("go", ["nan", "inf", "1e9"])
def test_turtles_stay_where_the_page_can_follow(turtle: Any, go: str) -> None:
    with pytest.raises(turtle.TurtleGraphicsError, match="the turtle can't"):
        turtle.forward(float(go))
    with pytest.raises(turtle.TurtleGraphicsError, match="the turtle can't"):
        turtle.left(float(go))


def test_unknown_shapes(turtle: Any) -> None:
    with pytest.raises(turtle.TurtleGraphicsError, match="There is no shape named snail"):
        turtle.shape("snail")


def test_all_of_cpythons_names_are_there(turtle: Any, cpython: Any) -> None:
    other = {"Canvas", "ScrolledCanvas", "Shape", "TurtleScreen", "write_docstringdict", "save",
             "get_shapepoly", "poly", "no_animation", "fill"}
    missing = {name for name in cpython.__all__ if not hasattr(turtle, name)} - other
    assert missing == set()
