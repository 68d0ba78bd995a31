"""A picture of one or more plots."""

import _cloche

from . import rcParams
from ._axes import Axes
from ._data import number
from ._grid import Grid, place_of
from ._options import options
from ._text import text_of

_MIME = "application/vnd.cloche.plot+json"

_MOST_AXES = 36
_MOST_NUMBERS = 100_000

_PLACE = ("rows", "columns", "row", "column", "row_span", "column_span")
_LISTS = (
    "x", "y", "y1", "y2", "sizes", "at", "lengths", "bases", "thicknesses", "errors", "parts",
    "explode", "colours", "labels", "texts",
)


class Figure:
    def __init__(self, figsize=None):
        self.axes = []
        self._title = ""
        self._note = ""
        self.set_size_inches(figsize or rcParams.get("figure.figsize") or (6.4, 4.8))

    def set_size_inches(self, width, height=None):
        if height is None:
            width, height = width
        width, height = number(width, "figsize"), number(height, "figsize")
        if not (1 <= width <= 40 and 1 <= height <= 40):
            raise ValueError("figsize is in inches: give numbers from 1 to 40")
        self._size = (width, height)

    def set_figwidth(self, width):
        self.set_size_inches(width, self._size[1])

    def set_figheight(self, height):
        self.set_size_inches(self._size[0], height)

    def add_subplot(self, *args, **kwargs):
        options("add_subplot", kwargs, sharex=None, sharey=None)
        return self._axes_at(*place_of(args))

    def subplots(self, nrows=1, ncols=1, **kwargs):
        given = options("subplots", kwargs, sharex=None, sharey=None, squeeze=True)
        if nrows < 1 or ncols < 1:
            raise ValueError("Number of rows and columns must be positive integers")
        rows = []
        for row in range(nrows):
            rows.append([self._axes_at(nrows, ncols, row, column, 1, 1) for column in range(ncols)])
        if not given["squeeze"]:
            return Grid(rows)
        if nrows == ncols == 1:
            return rows[0][0]
        if nrows == 1 or ncols == 1:
            return Grid([axes for row in rows for axes in row])
        return Grid(rows)

    def _axes_at(self, *place):
        for axes in self.axes:
            if tuple([axes._place[name] for name in _PLACE]) == place:
                return axes
        if len(self.axes) >= _MOST_AXES:
            raise ValueError("there are at most {} plots in a figure under glass".format(_MOST_AXES))
        axes = Axes(self, *place)
        self.axes.append(axes)
        return axes

    def gca(self):
        return self.axes[-1] if self.axes else self.add_subplot()

    def suptitle(self, t, **kwargs):
        options("suptitle", kwargs, fontsize=None, fontweight=None, color=None, y=None)
        self._title = text_of(t)

    def tight_layout(self, **kwargs):
        """The page always leaves as much room as labels need."""

    subplots_adjust = tight_layout

    def savefig(self, fname, **kwargs):
        options(
            "savefig", kwargs, dpi=None, bbox_inches=None, format=None, transparent=None,
            facecolor=None, pad_inches=None,
        )
        self._note = text_of(
            "Shown, and not saved as {}: under glass, savefig() can't write files yet.".format(fname)
        )

    def clear(self):
        if self._note:
            self.show()
        self.axes = []
        self._title = ""
        self._note = ""

    clf = clear

    def _is_empty(self):
        return not (self.axes or self._title or self._note)

    def show(self):
        """Sends it to the page."""
        spec = {
            "version": 1, "width": self._size[0], "height": self._size[1], "title": self._title,
            "note": self._note, "axes": [axes._spec() for axes in self.axes],
        }
        count = 0
        for axes in self.axes:
            for z, mark in axes._marks:
                for name in _LISTS:
                    values = mark.get(name)
                    count += len(values) if isinstance(values, list) else 0
        if count > _MOST_NUMBERS:
            raise ValueError(
                "there are {} numbers in this figure; under glass there may be {}".format(
                    count, _MOST_NUMBERS
                )
            )
        _cloche.show({_MIME: spec})
