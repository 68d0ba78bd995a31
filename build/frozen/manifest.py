# Python that is part of the guest: compiled at build time, loaded when it is imported.

package(
    "asyncio",
    (
        "__init__.py", "events.py", "exceptions.py", "futures.py", "locks.py", "queues.py", "refused.py",
        "runners.py", "streams.py", "taskgroups.py", "tasks.py", "timeouts.py", "waiting.py",
    ),
    opt=3,
)
module("uasyncio.py", base_path="$(MPY_DIR)/extmod/asyncio", opt=3)

# Ours, in front of MicroPython's built-in modules of the same names.
module("binascii.py", opt=3)
module("cmath.py", opt=3)
module("hashlib.py", opt=3)
module("io.py", opt=3)
module("math.py", opt=3)
module("operator.py", opt=3)
module("platform.py", opt=3)
module("struct.py", opt=3)
module("time.py", opt=3)
package("collections", ("__init__.py", "abc.py"), opt=3)
package("os", ("__init__.py", "path.py"), opt=3)

# CPython's, which build/library.py has translated.
module("_sniffer.py", base_path="library", opt=3)
module("bisect.py", base_path="library", opt=3)
module("calendar.py", base_path="library", opt=3)
module("colorsys.py", base_path="library", opt=3)
module("contextlib.py", base_path="library", opt=3)
module("datetime.py", base_path="library", opt=3)
module("decimal.py", base_path="library", opt=3)
module("difflib.py", base_path="library", opt=3)
module("doctest.py", base_path="library", opt=3)
module("enum.py", base_path="library", opt=3)
module("fnmatch.py", base_path="library", opt=3)
module("fractions.py", base_path="library", opt=3)
module("graphlib.py", base_path="library", opt=3)
module("heapq.py", base_path="library", opt=3)
module("keyword.py", base_path="library", opt=3)
module("numbers.py", base_path="library", opt=3)
module("random.py", base_path="library", opt=3)
module("reprlib.py", base_path="library", opt=3)
module("shlex.py", base_path="library", opt=3)
module("statistics.py", base_path="library", opt=3)
module("textwrap.py", base_path="library", opt=3)
package("re", ("_parser.py",), base_path="library", opt=3)

# Python's, which MicroPython lacks.
module("__future__.py", opt=3)
module("_chance.py", opt=3)
module("_strftime.py", opt=3)
module("codecs.py", opt=3)
module("importlib.py", opt=3)
module("_strptime.py", opt=3)
module("_user_collections.py", opt=3)
module("abc.py", opt=3)
module("argparse.py", opt=3)
module("ast.py", opt=3)
module("atexit.py", opt=3)
module("base64.py", opt=3)
module("copy.py", opt=3)
module("copyreg.py", opt=3)
module("csv.py", opt=3)
module("dataclasses.py", opt=3)
module("functools.py", opt=3)
module("hmac.py", opt=3)
module("inspect.py", opt=3)
module("itertools.py", opt=3)
module("logging.py", opt=3)
module("pathlib.py", opt=3)
module("pprint.py", opt=3)
module("queue.py", opt=3)
module("secrets.py", opt=3)
module("string.py", opt=3)
module("timeit.py", opt=3)
module("traceback.py", opt=3)
module("types.py", opt=3)
module("typing.py", opt=3)
module("uuid.py", opt=3)
module("warnings.py", opt=3)
module("weakref.py", opt=3)
module("zlib.py", opt=3)
package("html", ("__init__.py",), opt=3)
package("json", ("__init__.py", "decoder.py", "encoder.py",), opt=3)
package("re", ("__init__.py", "_constants.py", "_flags.py", "_matcher.py",), opt=3)
package("unittest", ("__init__.py", "mock.py"), opt=3)
package("urllib", ("__init__.py", "parse.py",), opt=3)

# What the patched core and the port ask.
module("_absent.py", opt=3)
module("_async.py", opt=3)
module("_classes.py", opt=3)
module("_help.py", opt=3)
module("_ranges.py", opt=3)
module("_signature.py", opt=3)
module("_sys.py", opt=3)
module("_text.py", opt=3)

# What code that the host has translated calls (py/cloche/front).
module("_front.py", opt=3)
module("_groups.py", opt=3)

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
