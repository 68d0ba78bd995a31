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


def is_finalizing():
    return False


def exception():
    import sys

    return sys.exc_info()[1]


def displayhook(value):
    if value is not None:
        print(repr(value))


def getsizeof(object, *default):
    """What CPython of 64 bits says: that is what programs compare and print. Of other kinds, a guess."""
    kind = type(object)
    if hasattr(kind, "__sizeof__"):
        return kind.__sizeof__(object) + 16
    if object is None:
        return 16
    if isinstance(object, int):
        return 24 + 4 * max(1, (abs(int(object)).bit_length() + 29) // 30)
    if isinstance(object, float):
        return 24
    if isinstance(object, complex):
        return 32
    if isinstance(object, str):
        largest = max([ord(c) for c in object], default=0)
        head, width = (41, 1) if largest < 128 else (57, 1) if largest < 256 else (58, 2) if largest < 65536 else (60, 4)
        return head + width * len(object)
    if isinstance(object, bytes):
        return 33 + len(object)
    if isinstance(object, bytearray):
        return 57 + len(object) if object else 56
    if isinstance(object, tuple):
        return 48 + 8 * len(object)
    if isinstance(object, list):
        return 56 + 8 * len(object)
    if isinstance(object, dict):
        return _size_of_dict(object)
    if isinstance(object, (set, frozenset)):
        slots = 8
        while len(object) * 5 >= (slots - 1) * 3:
            slots *= 4
        return 216 if slots == 8 else 216 + 16 * slots
    return 48


def _size_of_dict(object):
    if not object:
        return 64
    slots = 8
    while len(object) > slots * 2 // 3:
        slots *= 2
    index = 1 if slots <= 128 else 2 if slots <= 32768 else 4
    entry = 16 if all([type(key) is str for key in object]) else 24
    return 96 + slots * index + (slots * 2 // 3) * entry
