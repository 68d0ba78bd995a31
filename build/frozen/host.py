"""The page's functions, as a module: `from host import lookup`."""

from asyncio import events as _events
import _cloche


class _Function:
    # What help() shows and what a call does; the work is done in the page.
    def __init__(self, name, signature, doc):
        self.__name__ = name
        self.__doc__ = doc
        self._signature = signature

    def __repr__(self):
        return "<function {}{} of the page>".format(self.__name__, self._signature)

    def __help__(self):  # _help.py calls it
        lines = self.__doc__.split("\n") if self.__doc__ else []
        return "\n".join([self.__name__ + self._signature] + ["    " + line if line else "" for line in lines])


class _SyncFunction(_Function):
    def __call__(self, *args, **kwargs):
        return _cloche.ask("function", (self.__name__, args, kwargs))


class _AsyncFunction(_Function):
    async def _wait(self, args, kwargs):
        number = _cloche.start("function", (self.__name__, args, kwargs))
        return await _events.host_answer(number)

    def __call__(self, *args, **kwargs):
        return self._wait(args, kwargs)


def __getattr__(name):
    if name == "__all__":  # from host import *
        return [function[0] for function in _cloche.functions()]
    for known, is_async, signature, doc in _cloche.functions():
        if known == name:
            return (_AsyncFunction if is_async else _SyncFunction)(name, signature, doc)
    raise AttributeError(_missing(name))


def _missing(name):
    names = ", ".join(function[0] for function in _cloche.functions())
    return "the page has no function {!r}; it has {}".format(name, names or "none for you to call")


# Of a `from host import ...`: build/port/door.c calls it.
def _check_names(names):
    known = [function[0] for function in _cloche.functions()]
    for name in names:
        if name not in known and name not in globals() and name != "*":
            raise ImportError(_missing(name))
