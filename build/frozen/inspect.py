# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""The useful part of CPython's inspect: what a thing is, its documentation, its members."""

import types as _types


def isclass(object):
    return isinstance(object, type)


def ismodule(object):
    return isinstance(object, _types.ModuleType)


def isfunction(object):
    return type(object).__name__ in ("function", "closure") and hasattr(object, "__globals__")


def ismethod(object):
    return isinstance(object, _types.MethodType) and not _is_native(object.__func__)


def _is_native(object):
    # There are several types of the port's functions, with these names.
    names = "function", "builtin_function_or_method", "wrapper_descriptor"
    return type(object).__name__ in names and not hasattr(object, "__globals__")


def isbuiltin(object):
    return _is_native(object) or isinstance(object, _types.MethodType) and _is_native(object.__func__)


def isroutine(object):
    return isfunction(object) or ismethod(object) or isbuiltin(object)


def isgenerator(object):
    return isinstance(object, _types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, _types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, _types.AsyncGeneratorType)


def isawaitable(object):
    return hasattr(type(object), "__await__")


def _has_flag(object, flag):
    while ismethod(object):
        object = object.__func__
    object = getattr(object, "func", object) if type(object).__name__ == "partial" else object
    return isfunction(object) and object.__code__.co_flags & flag != 0


def isgeneratorfunction(obj):
    return _has_flag(obj, 0x20)


def iscoroutinefunction(obj):
    return _has_flag(obj, 0x80) or getattr(obj, "_is_coroutine_mark", None) is _mark


def isasyncgenfunction(obj):
    return _has_flag(obj, 0x200)


_mark = object()


def markcoroutinefunction(func):
    func._is_coroutine_mark = _mark
    return func


def isabstract(object):
    return isinstance(object, type) and bool(getattr(object, "__abstractmethods__", ()))


def isdatadescriptor(object):
    return isinstance(object, property) or hasattr(type(object), "__set__")


def cleandoc(doc):
    lines = doc.split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(margins) if margins else 0
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def getmembers(object, predicate=None):
    found = []
    for name in sorted(dir(object)):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return found


def getmro(cls):
    return cls.__mro__


def getmodule(object, _filename=None):
    import sys

    return sys.modules.get(getattr(object, "__module__", None))


def unwrap(func, *, stop=None):
    while hasattr(func, "__wrapped__") and not (stop and stop(func)):
        func = func.__wrapped__
    return func


def getattr_static(obj, attr, *default):
    for base in [obj] + list(type(obj).__mro__):
        names = getattr(base, "__dict__", {})
        if attr in names:
            return names[attr]
    if default:
        return default[0]
    raise AttributeError(attr)


_LATE = (
    "BoundArguments FullArgSpec Parameter Signature _ParameterKind _empty formatannotation get_annotations "
    "getfullargspec signature"
)


def __getattr__(name):
    if name in _LATE.split():
        import _signature

        value = globals()[name] = getattr(_signature, name)
        return value
    raise AttributeError("module 'inspect' has no attribute '%s'" % name)


def getsource(object):
    raise OSError("could not get source code")


getsourcelines = getfile = getsource


GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"


def getgeneratorstate(generator):
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CREATED if getattr(generator, "gi_frame", generator) else GEN_CLOSED
