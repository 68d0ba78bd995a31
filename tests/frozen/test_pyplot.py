"""build/frozen/matplotlib: the figures that the page is told to draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

MIME = "application/vnd.cloche.plot+json"


@pytest.fixture
def plt(load: Callable[[str], Any]) -> Any:
    load("_colour_names")
    load("matplotlib")
    from matplotlib import pyplot

    return pyplot


@pytest.fixture
def figures(plt: Any, shown: list[dict[str, Any]]) -> Callable[[], list[dict[str, Any]]]:
    """``figures()``: all that are shown at the end of a run."""

    def figures() -> list[dict[str, Any]]:
        plt._flush()
        assert all(list(bundle) == [MIME] for bundle in shown)
        return [bundle[MIME] for bundle in shown]

    return figures


@pytest.fixture
def marks(figures: Callable[[], list[dict[str, Any]]]) -> Callable[[], list[dict[str, Any]]]:
    """``marks()``: those of the only plot."""

    def marks() -> list[dict[str, Any]]:
        (figure,) = figures()
        (axes,) = figure["axes"]
        found: list[dict[str, Any]] = axes["marks"]
        return found

    return marks


def test_a_line(plt: Any, marks: Any) -> None:
    plt.plot([1, 2, 3], (4.5, float("nan"), None), label="a")
    plt.plot(range(3), linewidth=2, ls=":", c="k", alpha=0.5, marker="o", ms=4)
    first, second = marks()
    assert first == {
        "type": "line", "x": [1, 2, 3], "y": [4.5, None, None], "colour": "#1f77b4", "width": 1.5,
        "style": "solid", "marker": "none", "marker_size": 6, "marker_colour": "#1f77b4",
        "label": "a", "opacity": 1,
    }
    assert (second["x"], second["y"]) == ([0, 1, 2], [0, 1, 2])
    assert (second["width"], second["style"], second["colour"]) == (2, "dotted", "#000000")
    assert (second["marker"], second["marker_size"], second["opacity"]) == ("circle", 4, 0.5)


@pytest.mark.parametrize(("text", "colour", "style", "marker"), [
    ("ro--", "#ff0000", "dashed", "circle"), ("--", "#1f77b4", "dashed", "none"),
    ("g^", "#008000", "none", "triangle up"), ("k", "#000000", "solid", "none"),
    ("C1-.", "#ff7f0e", "dashdot", "none"), ("red", "#ff0000", "solid", "none"),
    (".", "#1f77b4", "none", "point"), ("-or", "#ff0000", "solid", "circle"),
    ("tab:green", "#2ca02c", "solid", "none"), ("s:m", "#bf00bf", "dotted", "square"),
])
def test_formats(plt: Any, marks: Any, text: str, colour: str, style: str, marker: str) -> None:
    plt.plot([1, 2], text)
    (mark,) = marks()
    assert (mark["colour"], mark["style"], mark["marker"]) == (colour, style, marker)


def test_lines_in_one_call(plt: Any, marks: Any) -> None:
    lines = plt.plot([1, 2], [3, 4], "r", [5, 6], [7, 8], "--")
    lines[1].set_label("second")
    first, second = marks()
    assert (first["x"], second["y"], second["label"]) == ([1, 2], [7, 8], "second")


def test_categories(plt: Any, figures: Any) -> None:
    plt.bar(["b", "a", "b"], [1, 2, 3], color=["red", (0, 0, 1)])
    plt.barh([1], [2], left=1, height=0.5)
    (axes,) = figures()[0]["axes"]
    assert axes["x"]["ticks"] == [0, 1]
    assert axes["x"]["tick_labels"] == ["b", "a"]
    bars, across = axes["marks"]
    assert (bars["at"], bars["lengths"], bars["bases"]) == ([0, 1, 0], [1, 2, 3], [0, 0, 0])
    assert bars["colours"] == ["#ff0000", "#0000ff", "#ff0000"]
    assert across["is_horizontal"] and across["bases"] == [1] and across["thicknesses"] == [0.5]


@pytest.mark.parametrize(("bins", "counts", "edges"), [
    (2, [3, 3], [1, 2.5, 4]),
    ([1, 2, 3, 4], [1, 2, 3], [1, 2, 3, 4]),
    ([2, 3], [4], [2, 3]),
])
def test_histograms_count_as_numpys(
    plt: Any, marks: Any, bins: Any, counts: list[int], edges: list[float]
) -> None:
    found = plt.hist([1, 2, 2, 3, 3, 4], bins=bins)
    assert found[:2] == (counts, edges)
    (mark,) = marks()
    assert mark["lengths"] == counts
    assert mark["at"][0] - mark["thicknesses"][0] / 2 == edges[0]


def test_histograms_of_little(plt: Any) -> None:
    assert plt.hist([5, 5], bins=1)[1] == [4.5, 5.5]
    assert sum(plt.hist([])[0]) == 0
    counts, edges, _ = plt.hist([1, 2, 3, 4], bins=4, density=True)
    assert sum(counts) * (edges[1] - edges[0]) == pytest.approx(1)


def test_pies(plt: Any, figures: Any) -> None:
    plt.pie([1, 3], labels=["a", "b"], autopct="%1.0f%%", startangle=90)
    (axes,) = figures()[0]["axes"]
    (mark,) = axes["marks"]
    assert mark["parts"] == [0.25, 0.75]
    assert mark["texts"] == ["25%", "75%"]
    assert mark["start_angle"] == 90
    assert not axes["is_framed"] and axes["is_equal"]


def test_scatter(plt: Any, marks: Any) -> None:
    plt.scatter([1, 2], [3, 4], s=[10, 20], c=["r", "b"], marker="x")
    plt.scatter(1, 2)
    first, second = marks()
    assert (first["sizes"], first["colours"], first["marker"]) == (
        [10, 20], ["#ff0000", "#0000ff"], "cross",
    )
    assert (second["x"], second["sizes"]) == ([1], [36])


def test_what_is_around(plt: Any, figures: Any) -> None:
    plt.figure(figsize=(3, 2))
    plt.plot([1, 2], label="_hidden")
    plt.title("T")
    plt.xlabel("X")
    plt.ylabel("Y")
    plt.xlim(0, 10)
    plt.ylim(top=5)
    plt.xticks([0, 5], ["zero", "five"], rotation=45)
    plt.yticks([1])
    plt.grid(axis="y")
    plt.legend(loc="upper left", title="Which")
    plt.suptitle("All")
    plt.yscale("log")
    (figure,) = figures()
    assert (figure["width"], figure["height"], figure["title"]) == (3, 2, "All")
    (axes,) = figure["axes"]
    assert axes["x"] == {
        "label": "X", "scale": "linear", "limits": [0, 10], "is_inverted": False, "ticks": [0, 5],
        "tick_labels": ["zero", "five"], "tick_rotation": 45,
    }
    assert axes["y"]["limits"] == [None, 5]
    assert (axes["title"], axes["grid"], axes["y"]["scale"]) == ("T", "y", "log")
    assert axes["legend"] == {"place": "upper left", "title": "Which"}
    assert axes["marks"][0]["label"] == ""


def test_lines_across_and_text(plt: Any, marks: Any) -> None:
    plt.axhline(1, color="r")
    plt.axvline(x=2, ls="--")
    plt.fill_between([1, 2], [3, 4])
    plt.text(1, 2, "<b>bold</b>", ha="center", fontsize="large")
    plt.annotate("there", xy=(1, 2), xytext=(3, 4), arrowprops={"arrowstyle": "->"})
    kinds = {mark["type"]: mark for mark in marks()}
    assert set(kinds) == {"rule", "area", "text"}
    assert kinds["text"]["arrow_to"] == [1, 2] and kinds["text"]["x"] == 3
    assert kinds["area"]["y2"] == [0, 0]


def test_subplots(plt: Any, figures: Any) -> None:
    figure, axes = plt.subplots(2, 2, sharex=True, figsize=(8, 4))
    axes[0, 1].plot([1])
    axes[1][0].set_title("below")
    assert len(list(axes.flat)) == 4 and axes.shape == (2, 2)
    _, (left, right) = plt.subplots(1, 2)
    right.bar([1], [2])
    _, only = plt.subplots()
    only.set(title="one", xlabel="x")
    plt.figure()
    plt.subplot(212)
    plt.plot([1])
    first, second, third, fourth = figures()
    places = [(one["row"], one["column"], len(one["marks"])) for one in first["axes"]]
    assert places == [(0, 0, 0), (0, 1, 1), (1, 0, 0), (1, 1, 0)]
    assert [one["column"] for one in second["axes"]] == [0, 1]
    assert third["axes"][0]["title"] == "one"
    assert (fourth["axes"][0]["rows"], fourth["axes"][0]["row"]) == (2, 1)


def test_each_figure_is_shown_once(plt: Any, shown: list[Any]) -> None:
    plt.plot([1])
    plt.show()
    assert len(shown) == 1
    plt.show()
    plt._flush()
    assert len(shown) == 1
    plt.plot([2])
    plt.close()
    plt._flush()
    assert len(shown) == 1, "one that was closed is not shown"
    plt.plot([3])
    plt._flush()
    assert len(shown) == 2, "one that was never shown is, at the end"


def test_saving_shows_and_says_so(plt: Any, shown: list[Any]) -> None:
    plt.plot([1])
    plt.savefig("first.png", dpi=300)
    plt.clf()
    plt.plot([2])
    plt.savefig("second.png")
    plt.show()
    notes = [bundle[MIME]["note"] for bundle in shown]
    assert "first.png" in notes[0] and "second.png" in notes[1] and len(notes) == 2


@pytest.mark.parametrize(("call", "error", "message"), [
    (lambda plt: plt.plot([1], colour="red"), TypeError,
     r"plot\(\) got an unexpected keyword argument 'colour'; under glass it takes alpha, color"),
    (lambda plt: plt.contourf([1]), AttributeError, "under glass has no contourf; it has .*plot"),
    (lambda plt: plt.gca().quiver(), AttributeError, "axes under glass have no quiver; they have"),
    (lambda plt: plt.plot([1, 2], [1]), ValueError,
     r"x and y must have same first dimension, but have shapes \(2,\) and \(1,\)"),
    (lambda plt: plt.plot([1], "qq"), ValueError, r"unrecognized character 'q'"),
    (lambda plt: plt.plot([1], color="reddish"), ValueError, "'reddish' is not a valid value for c"),
    (lambda plt: plt.plot([[1, 2]]), TypeError, "y is of type list: it has to be a number"),
    (lambda plt: plt.bar([1, 2], [1, 2, 3]), ValueError, "shape mismatch"),
    (lambda plt: plt.hist([1], bins="auto"), ValueError, "give a number"),
    (lambda plt: plt.scatter([1], [2], c=[0.5]), ValueError, "there are no colormaps"),
    (lambda plt: plt.pie([-1]), ValueError, "non negative"),
    (lambda plt: plt.legend(loc="moon"), ValueError, "'moon' is not a valid value for loc"),
    (lambda plt: plt.figure(figsize=(1000, 1)), ValueError, "inches"),
    (lambda plt: (plt.plot(range(60_000)), plt.show()), ValueError, "120000 numbers"),
])
def test_errors(plt: Any, call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call(plt)
