"""CPython's copy."""


class Error(Exception):
    pass


error = Error

_atoms = (
    int, float, complex, bool, str, bytes, type, type(None), type(...), type(NotImplemented), range, slice, property,
    type(lambda: None), type(len), type([].append), type((lambda: (yield))), type(__import__("sys")),
)  # fmt: skip


def _is_atom(cls):
    return cls in _atoms or issubclass(cls, type)


def _empty(x):
    return type(x).__new__(type(x))


def copy(x):
    cls = type(x)
    if _is_atom(cls) or cls in (tuple, frozenset):
        return x
    if cls in (dict, list, set, bytearray):
        return x.copy() if cls is not bytearray else bytearray(x)
    copier = getattr(x, "__copy__", None)
    if copier is not None:
        return copier()
    if isinstance(x, BaseException):
        return cls(*x.args)
    if isinstance(x, (tuple, str, int, float, frozenset)):
        return x
    made = _empty(x)
    if isinstance(x, dict):
        for key, value in x.items():
            made.update({key: value})
    elif isinstance(x, list):
        made.extend(x)
    elif isinstance(x, set):
        made.update(x)
    state = getattr(x, "__dict__", None)
    _set_state(x, made, dict(state.items()) if state else {})
    return made


def _set_state(x, made, state):
    if hasattr(x, "__setstate__"):
        if hasattr(x, "__getstate__"):
            state = x.__getstate__()
        made.__setstate__(state)
        return
    for name, value in state.items():
        object.__setattr__(made, name, value)


def replace(obj, **changes):
    cls = type(obj)
    method = getattr(obj, "__replace__", None)
    if method is None:
        raise TypeError("replace() does not support %s objects" % cls.__name__)
    return method(**changes)


def deepcopy(x, memo=None):
    cls = type(x)
    if _is_atom(cls):
        return x
    if memo is None:
        memo = {}
    key = id(x)
    if key in memo:
        return memo[key][0]
    made = _deep(x, cls, memo)
    if made is not x:
        memo[key] = (made, x)  # x lives as long as its id is known
    return made


def _deep(x, cls, memo):
    key = id(x)
    if cls is list:
        made = []
        memo[key] = (made, x)
        for item in x:
            made.append(deepcopy(item, memo))
        return made
    if cls is dict:
        made = {}
        memo[key] = (made, x)
        for k, value in x.items():
            made[deepcopy(k, memo)] = deepcopy(value, memo)
        return made
    if cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        if key in memo:
            return memo[key][0]
        for old, new in zip(x, items):
            if old is not new:
                return tuple(items)
        return x
    if cls in (set, frozenset):
        return cls([deepcopy(item, memo) for item in x])
    if cls is bytearray:
        return bytearray(x)
    copier = getattr(x, "__deepcopy__", None)
    if copier is not None:
        return copier(memo)
    if cls.__name__ == "method":
        return type(x)(x.__func__, deepcopy(x.__self__, memo))
    if isinstance(x, tuple):
        items = [deepcopy(item, memo) for item in x]
        return cls._make(items) if hasattr(cls, "_make") else cls(items)
    if isinstance(x, BaseException):
        return cls(*deepcopy(x.args, memo))
    if isinstance(x, (str, int, float, frozenset)):
        return x
    made = _empty(x)
    memo[key] = (made, x)
    state = getattr(x, "__dict__", None)
    _set_state(x, made, deepcopy(dict(state.items()), memo) if state else {})
    if isinstance(x, dict):
        for k, value in x.items():
            made.update({deepcopy(k, memo): deepcopy(value, memo)})
    elif isinstance(x, list):
        for item in x:
            made.append(deepcopy(item, memo))
    elif isinstance(x, set):
        for item in x:
            made.add(deepcopy(item, memo))
    return made
