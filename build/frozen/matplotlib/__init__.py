"""The everyday part of matplotlib.pyplot: the pictures are drawn in the page."""

__version__ = "0 (under glass)"

rcParams = {"figure.figsize": (6.4, 4.8)}


def use(backend, **kwargs):
    """There is one backend here: the page."""


def __getattr__(name):
    if name == "pyplot":  # MicroPython asks here first
        import matplotlib.pyplot

        return matplotlib.pyplot
    raise AttributeError(
        "matplotlib under glass has no {}; it has pyplot: "
        "import matplotlib.pyplot as plt".format(name)
    )
