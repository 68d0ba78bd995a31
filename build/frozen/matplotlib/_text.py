"""How text is written."""

from math import fmod

from ._data import number

WAYS_UP = {
    "top": "top", "center": "center", "bottom": "bottom", "baseline": "baseline",
    "center_baseline": "center",
}

_SIZES = {
    "xx-small": 5.8, "x-small": 6.9, "small": 8.3, "medium": 10, "large": 12, "x-large": 14.4,
    "xx-large": 17.3,
}


def text_of(value):
    return str(value)[:1000]


def font_size(value):
    if value is None:
        return 10
    if value in _SIZES:
        return _SIZES[value]
    return min(200, max(1, number(value, "fontsize")))


def angle(value):
    if value is None or value == "horizontal":
        return 0
    return 90 if value == "vertical" else fmod(number(value, "an angle"), 360)


def is_bold(weight):
    return weight in ("bold", "heavy", "semibold", "demibold", "black", 600, 700, 800, 900)
