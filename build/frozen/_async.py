"""aiter() and anext(), which build/port/modules.c makes built-in names when they are first used."""


def aiter(iterable):
    try:
        method = iterable.__aiter__
    except AttributeError:
        raise TypeError("'%s' object is not an async iterable" % type(iterable).__name__) from None
    iterator = method()
    if not hasattr(iterator, "__anext__"):
        raise TypeError("aiter() returned not an async iterator of type '%s'" % type(iterator).__name__)
    return iterator


_none = object()


def anext(iterator, default=_none):
    try:
        method = iterator.__anext__
    except AttributeError:
        raise TypeError("'%s' object is not an async iterator" % type(iterator).__name__) from None
    return method() if default is _none else _or(method(), default)


async def _or(awaitable, default):
    try:
        return await awaitable
    except StopAsyncIteration:
        return default
