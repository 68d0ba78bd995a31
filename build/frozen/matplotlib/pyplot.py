"""matplotlib.pyplot, its everyday part: the pictures are drawn in the page."""

from . import rcParams
from ._figure import Figure as _Figure
from ._options import options as _options

_figures = {}  # by their numbers, which are not shown yet
_current = None  # the number
_axes = None  # in which is drawn


# ---- figures ----------------------------------------------------------------------------------


def figure(num=None, figsize=None, **kwargs):
    global _current, _axes
    _options(
        "figure", kwargs, dpi=None, facecolor=None, layout=None, tight_layout=None,
        constrained_layout=None,
    )
    if num is None:
        num = _last_number() + 1
    if num not in _figures:
        _figures[num] = _Figure(figsize)
    _current = num
    _axes = None
    return _figures[num]


def _last_number():
    return max([0] + [num for num in _figures if isinstance(num, int)])


def gcf():
    return _figures[_current] if _current in _figures else figure()


def gca():
    global _axes
    here = gcf()
    if _axes is None or not any([one is _axes for one in here.axes]):
        _axes = here.gca()
    return _axes


def sca(ax):
    global _current, _axes
    for num, one in _figures.items():
        if one is ax.figure:
            _current = num
    _axes = ax


def subplot(*args, **kwargs):
    global _axes
    _axes = gcf().add_subplot(*args, **kwargs)
    return _axes


axes = subplot


def subplots(nrows=1, ncols=1, figsize=None, **kwargs):
    global _axes
    of_figure = {}
    for name in ("num", "dpi", "facecolor", "layout", "tight_layout", "constrained_layout"):
        if name in kwargs:
            of_figure[name] = kwargs.pop(name)
    made = figure(figsize=figsize, **of_figure)
    found = made.subplots(nrows, ncols, **kwargs)
    _axes = made.axes[-1]
    return made, found


def close(fig=None):
    global _current, _axes
    if fig is None:
        closed = [_current]
    elif fig == "all":
        closed = list(_figures)
    else:
        closed = [num for num, one in _figures.items() if one is fig or num == fig]
    for num in closed:
        if num in _figures:
            _figures.pop(num).clear()
    if _current not in _figures:
        _current = _last_number() or None
        _axes = None


def clf():
    gcf().clear()


def cla():
    gca().clear()


def show(*args, **kwargs):
    """Sends all figures to the page; what is drawn next is another."""
    global _current, _axes
    _options("show", kwargs, block=None)
    shown = list(_figures.values())
    _figures.clear()
    _current = None
    _axes = None
    for one in shown:
        if not one._is_empty():
            one.show()


def savefig(fname, **kwargs):
    gcf().savefig(fname, **kwargs)


def suptitle(t, **kwargs):
    gcf().suptitle(t, **kwargs)


def tight_layout(**kwargs):
    gcf().tight_layout(**kwargs)


def subplots_adjust(**kwargs):
    gcf().subplots_adjust(**kwargs)


# ---- the current axes -------------------------------------------------------------------------


def _on_axes(name):
    def call(*args, **kwargs):
        return getattr(gca(), name)(*args, **kwargs)

    return call


_SAME = """
annotate axhline axhspan axis axvline axvspan bar bar_label barh fill_between grid hist hlines
legend loglog pie plot scatter semilogx semilogy step text tick_params vlines
"""

for _name in _SAME.split():
    globals()[_name] = _on_axes(_name)
for _name in ("title", "xlabel", "ylabel", "xscale", "yscale"):
    globals()[_name] = _on_axes("set_" + _name)


def xlim(*args, **kwargs):
    return gca().set_xlim(*args, **kwargs) if args or kwargs else gca().get_xlim()


def ylim(*args, **kwargs):
    return gca().set_ylim(*args, **kwargs) if args or kwargs else gca().get_ylim()


def xticks(ticks=None, labels=None, **kwargs):
    return _ticks("xticks", gca()._x, ticks, labels, kwargs)


def yticks(ticks=None, labels=None, **kwargs):
    return _ticks("yticks", gca()._y, ticks, labels, kwargs)


def _ticks(function, axis, ticks, labels, kwargs):
    given = _options(function, kwargs, rotation=None)
    if ticks is not None:
        axis.set_ticks(ticks, labels)
    elif labels is not None:
        raise TypeError(
            "{}(): Parameter 'labels' can't be set without setting 'ticks'".format(function)
        )
    axis.rotate(given["rotation"])
    return axis.ticks()


class _Style:
    available = ("default",)

    def use(self, style):
        """The page has one style."""


style = _Style()


def __getattr__(name):
    known = sorted([one for one in globals() if not one.startswith("_")])
    raise AttributeError(
        "matplotlib.pyplot under glass has no {}; it has {}".format(name, ", ".join(known))
    )


# ---- the guest calls this ---------------------------------------------------------------------


def _flush():
    """At the end of a run: a program need not say show()."""
    show()
