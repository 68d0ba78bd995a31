# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt
# Copyright (c) 1998-2001 by Secret Labs AB. All rights reserved.

"""CPython's re: its own parser (_parser.py), and a matcher in Python (_matcher.py), charged in steps."""

from ._constants import PatternError, error
from ._flags import (
    A, ASCII, DEBUG, DOTALL, I, IGNORECASE, L, LOCALE, M, MULTILINE, NOFLAG, RegexFlag, S, U, UNICODE, VERBOSE, X,
)  # fmt: skip
from ._matcher import Match, Pattern, compiled

_cache = {}
_MOST_CACHED = 64


def compile(pattern, flags=0):
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes)):
        raise TypeError("first argument must be string or compiled pattern")
    flags = int(flags)
    key = (type(pattern), pattern, flags)
    found = _cache.get(key)
    if found is None:
        if len(_cache) >= _MOST_CACHED:
            _cache.clear()
        found = _cache[key] = compiled(pattern, flags)
    return found


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def purge():
    _cache.clear()


_SPECIAL = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"


def escape(pattern):
    if isinstance(pattern, str):
        return "".join(["\\" + c if c in _SPECIAL else c for c in pattern])
    return b"".join([b"\\" + bytes([c]) if chr(c) in _SPECIAL else bytes([c]) for c in pattern])
