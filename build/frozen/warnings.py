"""CPython's warnings: shown once on standard error, or collected, or raised."""

import sys

filters = []
_shown = set()
_collecting = []


def _action(category, message):
    for action, each, text in filters:
        if issubclass(category, each) and (not text or str(message).startswith(text)):
            return action
    return "default"


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    action = _action(category, message)
    if action == "ignore":
        return
    made = message if isinstance(message, Warning) else category(message)
    if action == "error":
        raise made
    key = (category, str(message))
    if action in ("default", "once", "module") and key in _shown:
        return
    _shown.add(key)
    if _collecting:
        _collecting[-1].append(WarningMessage(made, category))
    else:
        showwarning(made, category, "<main>", 1)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    warn(message, category)


def showwarning(message, category, filename, lineno, file=None, line=None):
    print(formatwarning(message, category, filename, lineno), end="", file=file or sys.stderr)


def formatwarning(message, category, filename, lineno, line=None):
    return "%s:%d: %s: %s\n" % (filename, lineno, category.__name__, message)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    filters.insert(len(filters) if append else 0, (action, category, message))


def simplefilter(action, category=Warning, lineno=0, append=False):
    filters.insert(len(filters) if append else 0, (action, category, ""))


def resetwarnings():
    filters.clear()


class WarningMessage:
    def __init__(self, message, category, filename="<main>", lineno=1):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning):
        self._record = record
        self._action = action, category

    def __enter__(self):
        global _shown
        self._before = filters[:], _shown
        _shown = set()
        if self._action[0]:
            simplefilter(*self._action)
        if self._record:
            _collecting.append([])
            return _collecting[-1]

    def __exit__(self, *details):
        global _shown
        filters[:], _shown = self._before
        if self._record:
            _collecting.pop()


def deprecated(message, *, category=DeprecationWarning if "DeprecationWarning" in dir(__import__("builtins")) else None, stacklevel=1):
    def decorate(function):
        def wrapper(*args, **kwargs):
            warn(message, category)
            return function(*args, **kwargs)

        return wrapper if not isinstance(function, type) else function

    return decorate
