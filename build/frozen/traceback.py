# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's traceback, as far as there are frames to tell of."""

import sys


def _text(error):
    from io import StringIO

    out = StringIO()
    sys.print_exception(error, out)
    return out.getvalue()


def format_exception(exc, value=None, tb=None, limit=None, chain=True):
    error = value if value is not None else exc
    return _text(error).splitlines(True) if error is not None else ["NoneType: None\n"]


def format_exception_only(exc, value=None):
    error = value if value is not None else exc
    text = str(error)
    return ["%s: %s\n" % (type(error).__name__, text) if text else type(error).__name__ + "\n"]


def print_exception(exc, value=None, tb=None, limit=None, file=None, chain=True):
    print("".join(format_exception(exc, value)), end="", file=file or sys.stderr)


def print_exc(limit=None, file=None, chain=True):
    print(format_exc(), end="", file=file or sys.stderr)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1]))


def format_tb(tb, limit=None):
    return []


def extract_tb(tb, limit=None):
    return []


def extract_stack(f=None, limit=None):
    return []


def format_stack(f=None, limit=None):
    return []


def print_tb(tb, limit=None, file=None):
    pass


def print_stack(f=None, limit=None, file=None):
    pass


def format_list(extracted_list):
    return []


class TracebackException:
    def __init__(self, exc_type, exc_value, exc_traceback, **kwargs):
        self._error = exc_value
        self.exc_type = exc_type

    @classmethod
    def from_exception(cls, exc, **kwargs):
        return cls(type(exc), exc, None)

    def format(self, *, chain=True):
        return iter(format_exception(self._error))

    def format_exception_only(self):
        return iter(format_exception_only(self._error))
