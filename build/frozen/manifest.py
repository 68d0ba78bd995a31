# Python that is part of the guest: compiled at build time, loaded when it is imported.

include("$(MPY_DIR)/extmod/asyncio")
package("asyncio", ("queue.py",), opt=3)

# Ours, in front of MicroPython's built-in modules of the same names.
module("collections.py", opt=3)
module("io.py", opt=3)
module("operator.py", opt=3)
package("os", ("__init__.py", "path.py"), opt=3)

# Python's, which MicroPython lacks.
module("csv.py", opt=3)

# What code that the host has translated calls (py/cloche/front).
module("_front.py", opt=3)

# What talks with the page.
module("_display.py", opt=3)
module("host.py", opt=3)

# Pictures.
module("_colour_names.py", opt=3)
module("_turtle_wire.py", opt=3)
module("turtle.py", opt=3)
package(
    "matplotlib",
    (
        "__init__.py", "_artists.py", "_axes.py", "_axis.py", "_data.py", "_figure.py", "_grid.py",
        "_options.py", "_style.py", "_text.py", "pyplot.py",
    ),
    opt=3,
)
