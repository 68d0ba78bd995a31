"""CPython's atexit, where each run is a program: build/port/main.c calls _run_exitfuncs() at its end."""

_functions = []


def register(func, *args, **kwargs):
    if not callable(func):
        raise TypeError("the first argument must be callable")
    _functions.append((func, args, kwargs))
    return func


def unregister(func):
    _functions[:] = [each for each in _functions if each[0] != func]


def _clear():
    _functions.clear()


def _ncallbacks():
    return len(_functions)


def _run_exitfuncs():
    while _functions:
        func, args, kwargs = _functions.pop()
        try:
            func(*args, **kwargs)
        except Exception:
            import sys
            import traceback

            print("Exception ignored in atexit callback %r:" % (func,), file=sys.stderr)
            traceback.print_exc()
