"""One plot, with its axes."""

import matplotlib._style as _style

from ._artists import Bars, Line, Other, Points
from ._axis import Axis
from ._data import each, finite, histogram, number, numbers, values_of
from ._options import one_of, options
from ._text import WAYS_UP, angle, font_size, is_bold, text_of

_PLACES = (
    "best", "upper right", "upper left", "lower left", "lower right", "right", "center left",
    "center right", "lower center", "upper center", "center",
)


def _part(value, name):
    """From 0 to 1, as opacity is."""
    if value is None:
        return 1
    value = number(value, name)
    if not 0 <= value <= 1:
        raise ValueError("{} must be between 0 and 1, inclusive, but {} is outside".format(name, value))
    return value


def _size(value, name, default):
    if value is None:
        return default
    return min(1_000, max(0, number(value, name)))


class _InAxes:
    """Says that a text's x and y are parts of the axes."""


class Axes:
    def __init__(self, figure, rows, columns, row, column, row_span=1, column_span=1):
        self.figure = figure
        self.transAxes = _InAxes()
        self._place = {
            "rows": rows, "columns": columns, "row": row, "column": column,
            "row_span": row_span, "column_span": column_span,
        }
        self.clear()

    def clear(self):
        self._marks = []  # (zorder, mark)
        self._title = ""
        self._x = Axis()
        self._y = Axis()
        self._grid = "none"
        self._legend = None
        self._is_framed = True
        self._is_equal = False
        self._colours_used = 0

    cla = clear

    def _spec(self):
        # MicroPython's sort() may change the order of equals.
        marks = [(z, i, mark) for i, (z, mark) in enumerate(self._marks)]
        marks.sort(key=lambda item: item[:2])
        spec = {
            "title": self._title, "x": self._x.spec(), "y": self._y.spec(), "grid": self._grid,
            "legend": self._legend, "is_framed": self._is_framed, "is_equal": self._is_equal,
            "marks": [mark for z, i, mark in marks],
        }
        spec.update(self._place)
        return spec

    def _next_colour(self):
        self._colours_used += 1
        return _style.CYCLE[(self._colours_used - 1) % len(_style.CYCLE)]

    def _add(self, kind, given, zorder, mark):
        """`given` may have label, alpha and zorder."""
        mark["type"] = kind
        label = given.get("label")
        text = "" if label is None else text_of(label)
        # As in matplotlib, what begins with an underscore is not for the legend.
        mark["label"] = "" if text.startswith("_") else text
        mark["opacity"] = _part(given.get("alpha"), "alpha")
        asked = given.get("zorder")
        self._marks.append((zorder if asked is None else number(asked, "zorder"), mark))
        return mark

    # ---- lines and points ----

    def plot(self, *args, **kwargs):
        given = options(
            "plot", kwargs, color=None, linestyle=None, linewidth=None, marker=None,
            markersize=None, markerfacecolor=None, label=None, alpha=None, zorder=None,
        )
        lines = []
        rest = list(args)
        while rest:
            x, y, text = self._next_group(rest)
            lines.append(self._line(x, y, text, given))
        return lines

    def _next_group(self, rest):
        """Takes [x], y, [format] from the front."""
        data = [rest.pop(0)]
        if rest and not isinstance(rest[0], str):
            data.append(rest.pop(0))
        text = rest.pop(0) if rest and isinstance(rest[0], str) else ""
        y = self._y.numbers(data[-1], "y")
        x = self._x.numbers(data[0], "x") if len(data) > 1 else list(range(len(y)))
        if len(x) != len(y):
            raise ValueError(
                "x and y must have same first dimension, but have shapes ({},) and ({},)".format(
                    len(x), len(y)
                )
            )
        return x, y, text

    def _line(self, x, y, text, given):
        colour, line, marker = _style.of_format(text) if text else (None, None, None)
        if given["color"] is not None:
            colour = _style.colour(given["color"])
        if colour is None:
            colour = self._next_colour()
        if line is None:
            line = "None" if marker is not None else "-"
        if given["linestyle"] is not None:
            line = given["linestyle"]
        if given["marker"] is not None:
            marker = given["marker"]
        size = 3 if marker == "." else 1 if marker == "," else 6
        return Line(self._add("line", given, 2, {
            "x": x, "y": y, "colour": colour, "width": _size(given["linewidth"], "linewidth", 1.5),
            "style": _style.line_style(line), "marker": _style.marker(marker),
            "marker_size": _size(given["markersize"], "markersize", size),
            "marker_colour": _style.colour(given["markerfacecolor"], colour),
        }))

    def step(self, x, y, *args, where="pre", **kwargs):
        one_of("where", where, ("pre", "post", "mid"))
        x, y = self._x.numbers(x, "x"), self._y.numbers(y, "y")
        if len(x) != len(y):
            raise ValueError("x and y must have same first dimension")
        steps_x, steps_y = x[:1], y[:1]
        for i in range(1, len(x)):
            if x[i] is None or x[i - 1] is None:
                middle = None
            elif where == "mid":
                middle = (x[i - 1] + x[i]) / 2
            else:
                middle = x[i - 1] if where == "pre" else x[i]
            steps_x += [middle, middle, x[i]]
            steps_y += [y[i - 1], y[i], y[i]]
        return self.plot(steps_x, steps_y, *args, **kwargs)

    def semilogx(self, *args, **kwargs):
        self._x.scale = "log"
        return self.plot(*args, **kwargs)

    def semilogy(self, *args, **kwargs):
        self._y.scale = "log"
        return self.plot(*args, **kwargs)

    def loglog(self, *args, **kwargs):
        self._x.scale = self._y.scale = "log"
        return self.plot(*args, **kwargs)

    def scatter(self, x, y, s=None, c=None, **kwargs):
        given = options(
            "scatter", kwargs, color=None, marker=None, label=None, alpha=None, edgecolor=None,
            zorder=None,
        )
        x, y = self._x.numbers(x, "x"), self._y.numbers(y, "y")
        if len(x) != len(y):
            raise ValueError("x and y must be the same size")
        sizes = [36] if s is None else [min(1e6, max(0, size)) for size in finite(s, "s")]
        if len(sizes) not in (1, len(x)):
            raise ValueError("s must be a scalar, or float array-like with the same size as x and y")
        asked = given["color"] if c is None else c
        default = self._next_colour() if asked is None else None
        return Points(self._add("points", given, 1, {
            "x": x, "y": y, "sizes": sizes, "colours": _colours_of_points(asked, len(x), default),
            "edge": _style.edge(given["edgecolor"]),
            "marker": _style.marker("o" if given["marker"] is None else given["marker"]),
        }))

    def fill_between(self, x, y1, y2=0, **kwargs):
        given = options(
            "fill_between", kwargs, color=None, label=None, alpha=None, facecolor=None, zorder=None
        )
        x = self._x.numbers(x, "x")
        y1, y2 = self._over(y1, len(x)), self._over(y2, len(x))
        asked = given["facecolor"] if given["color"] is None else given["color"]
        colour = self._next_colour() if asked is None else _style.colour(asked)
        return Other(
            self._add("area", given, 1, {"x": x, "y1": y1, "y2": y2, "colour": colour})
        )

    def _over(self, y, count):
        y = self._y.numbers(y, "y")
        if len(y) == 1:
            return y * count
        if len(y) != count:
            raise ValueError("x and y must be the same size")
        return y

    # ---- bars ----

    def bar(self, x, height, width=0.8, bottom=None, **kwargs):
        at = self._x.numbers(x, "x")
        return self._bars("bar", False, at, height, width, bottom, kwargs)

    def barh(self, y, width, height=0.8, left=None, **kwargs):
        at = self._y.numbers(y, "y")
        return self._bars("barh", True, at, width, height, left, kwargs)

    def _bars(self, function, is_horizontal, at, lengths, thickness, base, kwargs):
        errors_name = "xerr" if is_horizontal else "yerr"
        known = {
            "color": None, "edgecolor": None, "label": None, "alpha": None, "align": "center",
            "tick_label": None, "zorder": None, errors_name: None,
        }
        given = options(function, kwargs, **known)
        one_of("align", given["align"], ("center", "edge"))
        at = finite(at)
        count = len(at)
        lengths = each(lengths, count, "width" if is_horizontal else "height")
        thicknesses = each(thickness, count, "height" if is_horizontal else "width")
        if given["align"] == "edge":
            at = [place + thicknesses[i] / 2 for i, place in enumerate(at)]
        if given["tick_label"] is not None:
            axis = self._y if is_horizontal else self._x
            axis.set_ticks(at, given["tick_label"])
        if given["label"] is not None and not isinstance(given["label"], str):
            raise TypeError("label has to be a string: one for all bars")
        default = self._next_colour() if given["color"] is None else None
        errors = given[errors_name]
        return Bars(self._add("bars", given, 1, {
            "is_horizontal": is_horizontal, "at": at, "lengths": lengths,
            "bases": each(0 if base is None else base, count, "bottom"),
            "thicknesses": thicknesses,
            "colours": _style.colours(given["color"], count, default),
            "edge": _style.edge(given["edgecolor"]),
            "errors": None if errors is None else each(errors, count, errors_name),
        }))

    def bar_label(self, container, labels=None, fmt="%g", padding=0, **kwargs):
        for i, bar in enumerate(container):
            base, length = bar._along()
            text = labels[i] if labels is not None else fmt % length
            away = (number(padding, "padding") + 2) * (-1 if length < 0 else 1)
            if bar._mark["is_horizontal"]:
                place = {"horizontalalignment": "right" if length < 0 else "left",
                         "verticalalignment": "center"}
                self._text("bar_label", base + length, bar._of("at"), text, kwargs, place,
                           offset=[away, 0])
            else:
                place = {"horizontalalignment": "center",
                         "verticalalignment": "top" if length < 0 else "bottom"}
                self._text("bar_label", bar._of("at"), base + length, text, kwargs, place,
                           offset=[0, away])

    def hist(self, x, bins=10, range=None, density=False, **kwargs):
        given = options(
            "hist", kwargs, color=None, edgecolor=None, label=None, alpha=None, rwidth=None,
            orientation="vertical", zorder=None, cumulative=False,
        )
        one_of("orientation", given["orientation"], ("vertical", "horizontal"))
        values = [value for value in numbers(x, "x") if value is not None]
        limits = None if range is None else finite(range, "range")
        counts, edges = histogram(values, 10 if bins is None else bins, limits, density)
        if given["cumulative"]:
            total = 0
            for i, count in enumerate(counts):
                total += count * (edges[i + 1] - edges[i]) if density else count
                counts[i] = total
        part = 1 if given["rwidth"] is None else number(given["rwidth"], "rwidth")
        default = self._next_colour() if given["color"] is None else None
        bars = Bars(self._add("bars", given, 1, {
            "is_horizontal": given["orientation"] == "horizontal",
            "at": [(edges[i] + edges[i + 1]) / 2 for i, count in enumerate(counts)],
            "lengths": list(counts), "bases": [0] * len(counts),
            "thicknesses": [(edges[i + 1] - edges[i]) * part for i, count in enumerate(counts)],
            "colours": _style.colours(given["color"], 1, default),
            "edge": _style.edge(given["edgecolor"]), "errors": None,
        }))
        return counts, edges, bars

    # ---- pies ----

    def pie(self, x, explode=None, labels=None, **kwargs):
        given = options(
            "pie", kwargs, color=None, autopct=None, startangle=0, counterclock=True, radius=1,
            wedgeprops=None, alpha=None, normalize=True,
        )
        values = finite(x, "x")
        if any([value < 0 for value in values]):
            raise ValueError("Wedge sizes 'x' must be non negative values")
        total = sum(values)
        if not total:
            raise ValueError("the parts of a pie can't all be 0")
        if not given["normalize"]:
            if total > 1:
                raise ValueError("Cannot plot an unnormalized pie with sum(x) > 1")
            total = 1
        count = len(values)
        parts = [value / total for value in values]
        names = [""] * count if labels is None else [text_of(label) for label in labels]
        if len(names) != count:
            raise ValueError("'labels' must be of length 'x', not {}".format(len(names)))
        autopct = given["autopct"]
        texts = []
        for part in parts if autopct is not None else ():
            percent = 100 * part
            texts.append(text_of(autopct % percent if isinstance(autopct, str) else autopct(percent)))
        colours = _style.CYCLE if given["color"] is None else given["color"]
        colours = _style.colours(colours, count, None)
        ring = options("wedgeprops", given["wedgeprops"] or {}, width=1, edgecolor="w", linewidth=1)
        radius = min(10, max(0.01, number(given["radius"], "radius")))
        self._is_framed = False
        self._is_equal = True
        self._add("pie", given, 1, {
            "parts": parts, "labels": names, "texts": texts,
            "colours": colours * count if len(colours) == 1 else colours,
            "start_angle": angle(given["startangle"]), "is_clockwise": not given["counterclock"],
            "explode": [0] * count if explode is None else each(explode, count, "explode"),
            "radius": radius, "hole": min(1, max(0, 1 - number(ring["width"], "width") / radius)),
        })
        return (names, texts) if autopct is None else (names, names, texts)

    # ---- lines across, and text ----

    def axhline(self, y=0, xmin=0, xmax=1, **kwargs):
        return self._rule("axhline", True, self._y.numbers(y), xmin, xmax, True, kwargs)

    def axvline(self, x=0, ymin=0, ymax=1, **kwargs):
        return self._rule("axvline", False, self._x.numbers(x), ymin, ymax, True, kwargs)

    def hlines(self, y, xmin, xmax, **kwargs):
        return self._rule("hlines", True, self._y.numbers(y), xmin, xmax, False, kwargs)

    def vlines(self, x, ymin, ymax, **kwargs):
        return self._rule("vlines", False, self._x.numbers(x), ymin, ymax, False, kwargs)

    def _rule(self, function, is_horizontal, at, low, high, is_across, kwargs):
        given = options(
            function, kwargs, color=None, linestyle="-", linewidth=None, label=None, alpha=None,
            zorder=None,
        )
        return Line(self._add("rule", given, 2, {
            "is_horizontal": is_horizontal, "at": finite(at), "from": number(low),
            "to": number(high), "is_across": is_across,
            "colour": _style.colour(given["color"], _style.CYCLE[0]),
            "width": _size(given["linewidth"], "linewidth", 1.5),
            "style": _style.line_style(given["linestyle"]),
        }))

    def axhspan(self, ymin, ymax, **kwargs):
        return self._band("axhspan", True, ymin, ymax, kwargs)

    def axvspan(self, xmin, xmax, **kwargs):
        return self._band("axvspan", False, xmin, xmax, kwargs)

    def _band(self, function, is_horizontal, low, high, kwargs):
        given = options(
            function, kwargs, color=None, facecolor=None, label=None, alpha=None, zorder=None
        )
        asked = given["facecolor"] if given["color"] is None else given["color"]
        return Other(self._add("band", given, 1, {
            "is_horizontal": is_horizontal, "from": number(low), "to": number(high),
            "colour": _style.colour(asked, _style.CYCLE[0]),
        }))

    def text(self, x, y, s, **kwargs):
        return self._text("text", x, y, s, kwargs, {})

    def annotate(self, text, xy, xytext=None, **kwargs):
        given = dict(kwargs)
        coordinates = given.pop("textcoords", "data")
        one_of("textcoords", coordinates, ("data", "offset points"))
        arrow = given.pop("arrowprops", None)
        if xytext is not None and coordinates == "offset points":
            offset = [min(1_000, max(-1_000, number(part, "xytext"))) for part in xytext]
            return self._text("annotate", xy[0], xy[1], text, given, {}, offset, arrow, xy)
        x, y = xy if xytext is None else xytext
        return self._text("annotate", x, y, text, given, {}, None, arrow, xy)

    def _text(self, function, x, y, text, kwargs, defaults, offset=None, arrow=None, arrow_to=None):
        known = {
            "fontsize": 10, "color": None, "horizontalalignment": "left",
            "verticalalignment": "baseline", "rotation": 0, "fontweight": "normal", "alpha": None,
            "transform": None, "zorder": None,
        }
        known.update(defaults)
        given = options(function, kwargs, **known)
        is_in_axes = given["transform"] is not None
        if is_in_axes and not isinstance(given["transform"], _InAxes):
            raise ValueError("the transform of a text can only be ax.transAxes under glass")
        across = given["horizontalalignment"]
        one_of("horizontalalignment", across, ("left", "center", "right"))
        one_of("verticalalignment", given["verticalalignment"], tuple(WAYS_UP))
        if not is_in_axes:
            x, y = self._x.number(x, "x"), self._y.number(y, "y")
        colour = _style.colour(given["color"], "#000000")
        if arrow is not None:
            arrow_to = [self._x.number(arrow_to[0], "x"), self._y.number(arrow_to[1], "y")]
        return Other(self._add("text", given, 3, {
            "x": number(x, "x"), "y": number(y, "y"), "text": text_of(text),
            "size": font_size(given["fontsize"]), "colour": colour, "align": across,
            "vertical_align": WAYS_UP[given["verticalalignment"]],
            "rotation": angle(given["rotation"]), "is_bold": is_bold(given["fontweight"]),
            "is_in_axes": is_in_axes, "offset": offset or [0, 0],
            "arrow_to": None if arrow is None else arrow_to,
            "arrow_colour": _arrow_colour(arrow, colour),
        }))

    # ---- what is around ----

    def set_title(self, label, **kwargs):
        options("set_title", kwargs, fontsize=None, color=None, fontweight=None, pad=None)
        self._title = text_of(label)

    def set_xlabel(self, xlabel, **kwargs):
        options("set_xlabel", kwargs, fontsize=None, color=None, fontweight=None, labelpad=None)
        self._x.label = text_of(xlabel)

    def set_ylabel(self, ylabel, **kwargs):
        options("set_ylabel", kwargs, fontsize=None, color=None, fontweight=None, labelpad=None)
        self._y.label = text_of(ylabel)

    def set_xlim(self, left=None, right=None, xmin=None, xmax=None):
        return self._x.set_limits(left if xmin is None else xmin, right if xmax is None else xmax)

    def set_ylim(self, bottom=None, top=None, ymin=None, ymax=None):
        return self._y.set_limits(bottom if ymin is None else ymin, top if ymax is None else ymax)

    def get_xlim(self):
        return self._x.limits_of(self._extent("x"))

    def get_ylim(self):
        return self._y.limits_of(self._extent("y"))

    def _extent(self, name):
        """Of lines and points: what others need is known in the page."""
        found = []
        for z, mark in self._marks:
            if mark["type"] in ("line", "points"):
                found += [value for value in mark[name] if value is not None]
        return found

    def set_xticks(self, ticks, labels=None, **kwargs):
        given = options("set_xticks", kwargs, rotation=None)
        self._x.set_ticks(ticks, labels, given["rotation"])

    def set_yticks(self, ticks, labels=None, **kwargs):
        given = options("set_yticks", kwargs, rotation=None)
        self._y.set_ticks(ticks, labels, given["rotation"])

    def set_xticklabels(self, labels, **kwargs):
        given = options("set_xticklabels", kwargs, rotation=None)
        self._x.set_tick_labels(labels, given["rotation"])

    def set_yticklabels(self, labels, **kwargs):
        given = options("set_yticklabels", kwargs, rotation=None)
        self._y.set_tick_labels(labels, given["rotation"])

    def tick_params(self, axis="both", **kwargs):
        given = options("tick_params", kwargs, rotation=None, labelrotation=None)
        one_of("axis", axis, ("x", "y", "both"))
        turn = given["labelrotation"] if given["rotation"] is None else given["rotation"]
        for name, one in (("x", self._x), ("y", self._y)):
            if axis in (name, "both"):
                one.rotate(turn)

    def set_xscale(self, value):
        one_of("scale", value, ("linear", "log"))
        self._x.scale = value

    def set_yscale(self, value):
        one_of("scale", value, ("linear", "log"))
        self._y.scale = value

    def invert_xaxis(self):
        self._x.is_inverted = not self._x.is_inverted

    def invert_yaxis(self):
        self._y.is_inverted = not self._y.is_inverted

    def set_aspect(self, aspect, **kwargs):
        options("set_aspect", kwargs, adjustable=None)
        one_of("aspect", aspect, ("equal", "auto", 1))
        self._is_equal = aspect != "auto"

    def axis(self, arg=None):
        if arg is None:
            return tuple(self.get_xlim()) + tuple(self.get_ylim())
        if isinstance(arg, bool):
            arg = "on" if arg else "off"
        if isinstance(arg, str):
            one_of("axis", arg, ("on", "off", "equal", "scaled", "square", "auto", "tight", "image"))
            if arg in ("on", "off"):
                self._is_framed = arg == "on"
            else:
                self._is_equal = arg in ("equal", "scaled", "square", "image")
        else:
            left, right, bottom, top = arg
            self.set_xlim(left, right)
            self.set_ylim(bottom, top)

    def set_axis_off(self):
        self._is_framed = False

    def grid(self, visible=None, which="major", axis="both", **kwargs):
        options("grid", kwargs, color=None, linestyle=None, linewidth=None, alpha=None, zorder=None)
        one_of("axis", axis, ("x", "y", "both"))
        if visible is None and not kwargs and self._grid == axis:
            visible = False
        self._grid = "none" if visible is not None and not visible else axis

    def legend(self, *args, **kwargs):
        given = options(
            "legend", kwargs, loc="best", title=None, labels=None, handles=None, fontsize=None,
            frameon=None, shadow=None,
        )
        labels, handles = given["labels"], given["handles"]
        if len(args) == 1:
            labels = args[0]
        elif len(args) == 2:
            handles, labels = args
        elif args:
            raise TypeError("legend() takes labels, or handles and labels")
        marks = [mark for z, mark in self._marks if mark["type"] not in ("text", "pie")]
        if handles is not None:
            marks = [handle._mark for handle in handles]
        if labels is not None:
            for mark, label in zip(marks, labels):
                mark["label"] = text_of(label)
        place = given["loc"]
        if isinstance(place, int) and 0 <= place < len(_PLACES):
            place = _PLACES[place]
        one_of("loc", place, _PLACES)
        title = given["title"]
        self._legend = {"place": place, "title": "" if title is None else text_of(title)}

    def set(self, **kwargs):
        for name, value in kwargs.items():
            getattr(self, "set_" + name)(value)

    def get_figure(self):
        return self.figure

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        known = sorted([one for one in dir(Axes) if not one.startswith("_")])
        raise AttributeError(
            "axes under glass have no {}; they have {}".format(name, ", ".join(known))
        )


def _colours_of_points(asked, count, default):
    values = [] if asked is None or isinstance(asked, str) else values_of(asked)
    is_numbers = all([isinstance(value, (int, float)) for value in values])
    if values and is_numbers and (len(values) == count or len(values) not in (3, 4)):
        raise ValueError("c can't be numbers under glass: there are no colormaps. Give colours")
    return _style.colours(asked, count, default)


def _arrow_colour(arrow, default):
    for name in ("color", "facecolor", "edgecolor", "fc", "ec"):
        if arrow and name in arrow:
            return _style.colour(arrow[name])
    return default
