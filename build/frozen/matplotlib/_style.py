"""Colours, lines and markers: from matplotlib's ways to say them to those of the page."""

from _colour_names import hex_of_name

CYCLE = (
    "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd",
    "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf",
)

_CYCLE_NAMES = (
    "blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan"
)

_LETTERS = {
    "b": "#0000ff", "g": "#008000", "r": "#ff0000", "c": "#00bfbf", "m": "#bf00bf",
    "y": "#bfbf00", "k": "#000000", "w": "#ffffff",
}

_LINES = {
    "-": "solid", "--": "dashed", ":": "dotted", "-.": "dashdot", "solid": "solid",
    "dashed": "dashed", "dotted": "dotted", "dashdot": "dashdot", "": "none", " ": "none",
    "None": "none", "none": "none",
}

_MARKERS = {
    ".": "point", ",": "point", "o": "circle", "s": "square", "D": "diamond",
    "d": "thin diamond", "^": "triangle up", "v": "triangle down", "<": "triangle left",
    ">": "triangle right", "*": "star", "+": "plus", "P": "plus", "x": "cross", "X": "cross",
    "p": "pentagon", "h": "hexagon", "H": "hexagon", "|": "vertical", "_": "horizontal",
    "": "none", " ": "none", "None": "none", "none": "none",
}


def _colour_or_none(value):
    if isinstance(value, str):
        if value in _LETTERS:
            return _LETTERS[value]
        if value.startswith("#"):
            digits = value[1:].lower()
            if not all(digit in "0123456789abcdef" for digit in digits):
                return None
            if len(digits) in (3, 4):
                return "#" + "".join([digit + digit for digit in digits[:3]])
            return "#" + digits[:6] if len(digits) in (6, 8) else None
        if len(value) > 1 and value[0] == "C" and all("0" <= d <= "9" for d in value[1:]):
            return CYCLE[int(value[1:]) % len(CYCLE)]
        if value.startswith("tab:"):
            name = value[4:].replace("grey", "gray")
            return CYCLE[_CYCLE_NAMES.index(name)] if name in _CYCLE_NAMES else None
        named = hex_of_name(value)
        if named:
            return named
        try:
            level = float(value)
        except ValueError:
            return None
        return _of_parts((level, level, level))
    try:
        parts = tuple(value)
    except TypeError:
        return None
    return _of_parts(parts[:3]) if len(parts) in (3, 4) else None


def _of_parts(parts):
    try:
        levels = [int(part * 255 + 0.5) for part in parts if 0 <= part <= 1]
    except TypeError:
        return None
    return "#%02x%02x%02x" % tuple(levels) if len(levels) == 3 else None


def colour(value, default=None):
    """"#rrggbb"; `default` for None. Raises ValueError."""
    if value is None:
        return default
    found = _colour_or_none(value)
    if found is None:
        raise ValueError(
            "{!r} is not a valid value for color: give a name ('red'), '#rrggbb', "
            "'C0' to 'C9', or (r, g, b) with parts from 0 to 1".format(value)
        )
    return found


def edge(value):
    """The colour of an outline, or None for none."""
    if value is None or isinstance(value, str) and value.lower() in ("none", "face"):
        return None
    return colour(value)


def colours(value, count, default):
    """One colour, or as many as there are things. A list may begin again when it ends."""
    if value is None:
        return [default]
    found = _colour_or_none(value)
    if found is not None:
        return [found]
    if isinstance(value, str):
        colour(value)  # raises
    every = [colour(one) for one in value]
    if not every:
        return [default]
    return [every[i % len(every)] for i in range(count)]


def line_style(value):
    if value not in _LINES:
        raise ValueError(
            "{!r} is not a valid value for ls; supported values are '-', '--', '-.', ':', "
            "'None'".format(value)
        )
    return _LINES[value]


def marker(value):
    if value is None:
        return "none"
    if value not in _MARKERS:
        known = " ".join(sorted([name for name in _MARKERS if len(name) == 1 and name != " "]))
        raise ValueError(
            "Unrecognized marker style {!r}; supported are {}".format(value, known)
        )
    return _MARKERS[value]


def of_format(text):
    """Of 'ro--': colour, style of the line and marker, None for what is not said."""
    if len(text) > 1 or text not in _MARKERS:
        whole = _colour_or_none(text)
        if whole is not None:
            return whole, None, None
    colour_, line, mark = None, None, None
    i = 0
    while i < len(text):
        one, two = text[i], text[i : i + 2]
        if two in ("--", "-."):
            line = _once(line, two, text, "linestyle")
            i += 2
        elif one in "-:":
            line = _once(line, one, text, "linestyle")
            i += 1
        elif one == "C" and "0" <= text[i + 1 : i + 2] <= "9":
            colour_ = _once(colour_, CYCLE[int(text[i + 1])], text, "color")
            i += 2
        elif one in _LETTERS:
            colour_ = _once(colour_, _LETTERS[one], text, "color")
            i += 1
        elif one in _MARKERS:
            mark = _once(mark, one, text, "marker")
            i += 1
        else:
            raise ValueError(
                "{!r} is not a valid format string (unrecognized character {!r})".format(text, one)
            )
    return colour_, line, mark


def _once(old, new, text, what):
    if old is not None:
        raise ValueError(
            "{!r} is not a valid format string (two {} symbols)".format(text, what)
        )
    return new
