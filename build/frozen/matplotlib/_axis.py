"""The x or the y of a plot."""

from math import fmod

from ._data import finite, number, numbers, values_of


class Axis:
    def __init__(self):
        self.label = ""
        self.scale = "linear"
        self.is_inverted = False
        self._limits = (None, None)
        self._ticks = None
        self._labels = None
        self._rotation = 0
        self._categories = []

    # ---- data ----

    def numbers(self, data, what="a value"):
        """With None for gaps. Strings are categories: the first is 0, the next 1."""
        values = values_of(data)
        if not any([isinstance(value, str) for value in values]):
            return numbers(values, what)
        return [self._category(str(value)) for value in values]

    def number(self, value, what):
        if isinstance(value, str):
            return self._category(value)
        return number(value, what)

    def _category(self, name):
        if name not in self._categories:
            self._categories.append(name)
        return self._categories.index(name)

    # ---- limits and ticks ----

    def set_limits(self, low, high):
        if high is None and isinstance(low, (list, tuple)):
            low, high = low
        low = self._limits[0] if low is None else self.number(low, "a limit")
        high = self._limits[1] if high is None else self.number(high, "a limit")
        if low is not None and low == high:
            low, high = low - 0.5, high + 0.5
        self._limits = (low, high)
        return self._limits

    def limits_of(self, values):
        """What is set, or about what the page will choose."""
        low, high = self._limits
        least, most = (min(values), max(values)) if values else (0, 1)
        margin = (most - least) * 0.05 or 0.5
        return (
            least - margin if low is None else low,
            most + margin if high is None else high,
        )

    def set_ticks(self, ticks, labels=None, rotation=None):
        self._ticks = finite(ticks, "a tick")
        self._labels = None
        if labels is not None:
            self.set_tick_labels(labels)
        self.rotate(rotation)

    def set_tick_labels(self, labels, rotation=None):
        labels = [str(label)[:1000] for label in labels]
        if self._ticks is None:
            self._ticks = list(range(len(labels)))
        if len(labels) != len(self._ticks):
            raise ValueError(
                "The number of FixedLocator locations ({}), usually from a call to set_ticks, "
                "does not match the number of labels ({}).".format(len(self._ticks), len(labels))
            )
        self._labels = labels
        self.rotate(rotation)

    def rotate(self, degrees):
        if degrees is not None:
            turn = 90 if degrees == "vertical" else 0 if degrees == "horizontal" else degrees
            self._rotation = fmod(number(turn, "rotation"), 360)

    def ticks(self):
        return list(self._ticks or ()), list(self._labels or ())

    def spec(self):
        ticks, labels = self._ticks, self._labels
        if ticks is None and self._categories:
            ticks, labels = list(range(len(self._categories))), list(self._categories)
        return {
            "label": self.label, "scale": self.scale, "limits": list(self._limits),
            "is_inverted": self.is_inverted, "ticks": ticks, "tick_labels": labels,
            "tick_rotation": self._rotation,
        }
