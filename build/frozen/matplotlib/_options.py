"""Keyword arguments, by all their names."""

_OTHER_NAMES = {
    "c": "color", "ls": "linestyle", "lw": "linewidth", "ms": "markersize",
    "mfc": "markerfacecolor", "fc": "facecolor", "ec": "edgecolor", "edgecolors": "edgecolor",
    "ha": "horizontalalignment", "va": "verticalalignment", "size": "fontsize",
    "weight": "fontweight", "colors": "color", "linestyles": "linestyle",
    "linewidths": "linewidth",
}


def options(function, given, **defaults):
    """What is given, and the defaults for the rest. Raises TypeError for what is in neither."""
    found = dict(defaults)
    for name, value in given.items():
        real = name if name in defaults else _OTHER_NAMES.get(name, name)
        if real not in defaults:
            raise TypeError(
                "{}() got an unexpected keyword argument '{}'; under glass it takes {}".format(
                    function, name, ", ".join(sorted(defaults))
                )
            )
        found[real] = value
    return found


def one_of(name, value, allowed):
    if value not in allowed:
        raise ValueError(
            "{!r} is not a valid value for {}; supported values are {}".format(
                value, name, ", ".join([repr(one) for one in allowed])
            )
        )
    return value
