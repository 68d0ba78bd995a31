"""What drawing functions return: handles on the marks of a plot."""

import matplotlib._style as _style

from ._data import number


class _Artist:
    def __init__(self, mark):
        self._mark = mark

    def set_label(self, label):
        self._mark["label"] = str(label)[:1000]

    def get_label(self):
        return self._mark["label"]

    def set_alpha(self, alpha):
        self._mark["opacity"] = min(1, max(0, number(alpha, "alpha")))

    def set_color(self, color):
        found = _style.colour(color)
        if "colours" in self._mark:
            self._mark["colours"] = [found]
        else:
            self._mark["colour"] = found
            if "marker_colour" in self._mark:
                self._mark["marker_colour"] = found


class Line(_Artist):
    def set_linewidth(self, width):
        self._mark["width"] = min(1000, max(0, number(width, "linewidth")))

    def set_linestyle(self, style):
        self._mark["style"] = _style.line_style(style)

    def set_marker(self, marker):
        self._mark["marker"] = _style.marker(marker)

    def get_xdata(self):
        return list(self._mark["x"])

    def get_ydata(self):
        return list(self._mark["y"])

    set_lw = set_linewidth
    set_ls = set_linestyle


class Points(_Artist):
    pass


class Other(_Artist):
    pass


class Bars(_Artist):
    """Of which each is a Bar."""

    def __iter__(self):
        return iter([Bar(self._mark, i) for i in range(len(self))])

    def __len__(self):
        return len(self._mark["at"])

    def __getitem__(self, index):
        return list(iter(self))[index]

    @property
    def patches(self):
        return list(iter(self))


class Bar:
    def __init__(self, mark, index):
        self._mark = mark
        self._index = index

    def _of(self, name):
        return self._mark[name][self._index]

    def _across(self):
        return self._of("at") - self._of("thicknesses") / 2, self._of("thicknesses")

    def _along(self):
        return self._of("bases"), self._of("lengths")

    def get_x(self):
        return (self._along() if self._mark["is_horizontal"] else self._across())[0]

    def get_width(self):
        return (self._along() if self._mark["is_horizontal"] else self._across())[1]

    def get_y(self):
        return (self._across() if self._mark["is_horizontal"] else self._along())[0]

    def get_height(self):
        return (self._across() if self._mark["is_horizontal"] else self._along())[1]

    def set_color(self, color):
        count = len(self._mark["at"])
        colours = self._mark["colours"]
        if len(colours) < count:
            colours = [colours[0]] * count
        colours[self._index] = _style.colour(color)
        self._mark["colours"] = colours

    set_facecolor = set_color
