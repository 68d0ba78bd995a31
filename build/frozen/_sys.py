"""The names of `sys` that MicroPython's own has not: build/patches/0043 asks here."""

from collections import namedtuple

version = "3.14.2 (Cloche: MicroPython 1.25) [WebAssembly]"
version_info = namedtuple("version_info", "major minor micro releaselevel serial")(3, 14, 2, "final", 0)
hexversion = 0x030E02F0
api_version = 1013
copyright = "MicroPython: Copyright (c) Damien P. George; Cloche's changes under the same licence"
executable = ""
prefix = exec_prefix = base_prefix = base_exec_prefix = ""
orig_argv = []
dont_write_bytecode = True
maxunicode = 0x10FFFF
float_repr_style = "short"
builtin_module_names = ()
warnoptions = []
flags = namedtuple("flags", "debug inspect optimize")(0, 0, 0)
float_info = namedtuple(
    "float_info",
    "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds",
)(float("1.7976931348623157e308"), 1024, 308, float("2.2250738585072014e-308"), -1021, -307, 15, 53, 2.220446049250313e-16, 2, 1)
int_info = namedtuple("int_info", "bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold")(
    30, 4, 4300, 640
)
hash_info = namedtuple("hash_info", "width modulus inf nan imag")(32, 2**31 - 1, 314159, 0, 1000003)
thread_info = None

_recursion_limit = 1000


def getrecursionlimit():
    return _recursion_limit


def setrecursionlimit(limit):
    """Kept, but without effect: how deep calls may go depends on the memory that there is."""
    global _recursion_limit
    if limit < 1:
        raise ValueError("recursion limit must be greater or equal than 1")
    _recursion_limit = limit


def intern(string):
    if not isinstance(string, str):
        raise TypeError("intern() argument must be str, not " + type(string).__name__)
    return string


def getdefaultencoding():
    return "utf-8"


def getfilesystemencoding():
    return "utf-8"


def getrefcount(object):
    return 2


def get_int_max_str_digits():
    return 4300


def set_int_max_str_digits(maximum):
    pass


def is_finalizing():
    return False


def exception():
    import sys

    return sys.exc_info()[1]


def displayhook(value):
    if value is not None:
        print(repr(value))
