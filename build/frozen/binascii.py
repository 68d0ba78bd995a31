"""CPython's binascii: MicroPython's, with the names that it lacks."""

from ubinascii import *
import ubinascii as _native


class Error(ValueError):
    pass


class Incomplete(Exception):
    pass


def hexlify(data, sep=None, bytes_per_sep=1):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return _native.hexlify(data) if sep is None else _native.hexlify(data, sep)


def unhexlify(hexstr):
    if len(hexstr) % 2:
        raise Error("Odd-length string")
    try:
        return _native.unhexlify(hexstr)
    except ValueError:
        raise Error("Non-hexadecimal digit found")


def a2b_base64(data, *, strict_mode=False):
    try:
        return _native.a2b_base64(data)
    except ValueError:
        raise Error("Incorrect padding")


b2a_hex = hexlify
a2b_hex = unhexlify
