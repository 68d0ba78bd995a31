# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's copy."""

from copyreg import __newobj__, __newobj_ex__, dispatch_table


class Error(Exception):
    pass


error = Error
__all__ = ["Error", "copy", "deepcopy", "replace"]

_atoms = (
    int, float, complex, bool, str, bytes, type, type(None), type(...), type(NotImplemented), range, slice, property,
    type(len), type(compile("0", "", "eval")),
)  # fmt: skip
_functions = (type(lambda: None), type((lambda n: lambda: n)(0)), type((lambda: (yield))))
_atoms += _functions
_method = type(Error().with_traceback)


def _is_built_in(x):
    # A function or method in C: of several types, whose names are all the same.
    return type(x.__func__) not in _functions


def copy(x):
    cls = type(x)
    if cls in _atoms or cls in (tuple, frozenset) or issubclass(cls, type):
        return x
    if cls in (dict, list, set, bytearray):
        return x.copy() if cls is not bytearray else bytearray(x)
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    rv = _reduced(x, cls)
    return x if isinstance(rv, str) else _reconstruct(x, None, *rv)


def deepcopy(x, memo=None, _nil=None):
    cls = type(x)
    if cls in _atoms:
        return x
    key = id(x)
    if memo is None:
        memo = {}
    elif key in memo:
        return memo[key]
    deep = _deep.get(cls)
    if deep is not None:
        made = deep(x, memo)
    elif issubclass(cls, type):
        return x
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            made = copier(memo)
        else:
            rv = _reduced(x, cls)
            made = x if isinstance(rv, str) else _reconstruct(x, memo, *rv)
    if made is not x:
        memo[key] = made
        # x lives as long as its id is known
        memo.setdefault(id(memo), []).append(x)
    return made


def _deep_list(x, memo):
    memo[id(x)] = made = []
    for item in x:
        made.append(deepcopy(item, memo))
    return made


def _deep_dict(x, memo):
    memo[id(x)] = made = {}
    for key, value in x.items():
        made[deepcopy(key, memo)] = deepcopy(value, memo)
    return made


def _deep_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    if id(x) in memo:
        return memo[id(x)]
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


_deep = {
    list: _deep_list, dict: _deep_dict, tuple: _deep_tuple, bytearray: lambda x, memo: bytearray(x),
    set: lambda x, memo: set(_deep_list(x, memo)), frozenset: lambda x, memo: frozenset(_deep_list(x, memo)),
    _method: lambda x, memo: x if _is_built_in(x) else _method(x.__func__, deepcopy(x.__self__, memo)),
}  # fmt: skip


def _reduced(x, cls):
    reductor = dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    reductor = getattr(x, "__reduce_ex__", None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, "__reduce__", None)
    if reductor is not None:
        return reductor()
    # As object.__reduce_ex__() of CPython has it.
    if not hasattr(cls, "__module__") or cls.__module__ == "builtins" and not isinstance(x, BaseException):
        functions = "function", "builtin_function_or_method", "wrapper_descriptor"
        if cls in (_method, staticmethod, classmethod) or cls.__name__ in functions:
            return ""
        if cls.__name__ == "array":
            return (lambda: x[:]), ()
        raise TypeError("cannot pickle '%s' object" % cls.__name__)
    names = getattr(x, "__dict__", None)
    getstate = getattr(x, "__getstate__", None)
    if getstate is not None:
        state = getstate()
    else:
        state = dict(names) if names else None
        slots = {}
        for base in cls.__mro__:
            own = base.__dict__.get("__slots__", ())
            for name in (own,) if isinstance(own, str) else own:
                if hasattr(x, name) and not (names and name in names):
                    slots[name] = getattr(x, name)
        if slots:
            state = (state, slots)
    if isinstance(x, tuple) and hasattr(cls, "_make"):
        return cls._make, (tuple(x),), state
    if hasattr(x, "__getnewargs_ex__"):
        args, kwargs = x.__getnewargs_ex__()
        return __newobj_ex__, (cls, args, kwargs), state
    if hasattr(x, "__getnewargs__"):
        return __newobj__, (cls,) + tuple(x.__getnewargs__()), state
    if isinstance(x, BaseException):
        return cls, x.args, state
    if isinstance(x, (set, bytearray, frozenset)):
        return cls, (list(x),), state
    for base in (int, float, str, bytes, tuple, complex):
        if isinstance(x, base):
            return __newobj__, (cls, base(x)), state
    items = iter(x) if isinstance(x, list) else None
    return __newobj__, (cls,), state, items, iter(x.items()) if isinstance(x, dict) else None


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None):
    is_deep = memo is not None
    if is_deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    y = func(*args)
    if is_deep:
        memo[id(x)] = y
    if state is not None:
        if is_deep:
            state = deepcopy(state, memo)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            parts = state if isinstance(state, tuple) and len(state) == 2 else (state,)
            for part in parts:
                for name, value in (part or {}).items():
                    object.__setattr__(y, name, value)
    if listiter is not None:
        for item in listiter:
            y.append(deepcopy(item, memo) if is_deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if is_deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            y[key] = value
    return y


def replace(*args, **changes):
    if len(args) != 1:
        raise TypeError("replace() takes 1 positional argument but %d were given" % len(args))
    cls = args[0].__class__
    method = getattr(cls, "__replace__", None)
    if method is None:
        raise TypeError("replace() does not support %s objects" % cls.__name__)
    return method(args[0], **changes)
