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

# What talks with the page.
module("_display.py", opt=3)
module("host.py", opt=3)
