# What the host's front end (py/cloche/front) has translated code call: it is imported there under a
# hidden name. The host leaves the frames of this file out of tracebacks.

import builtins
import sys

ascii = builtins.ascii

# ---- displays ----------------------------------------------------------------------------------


def list(*items):
    return builtins.list(items)


def tuple(*items):
    return items


def set(*items):
    return builtins.set(items)


def merged(*dicts):
    result = {}
    for each in dicts:
        if isinstance(each, dict):
            result.update(each)
            continue
        try:
            keys = each.keys
        except AttributeError:
            raise TypeError("'%s' object is not a mapping" % type(each).__name__)
        for key in keys():
            result[key] = each[key]
    return result


def decorator(function):
    return function


# ---- f-strings ---------------------------------------------------------------------------------


def converted(value, conversion):
    return repr(value) if conversion == "r" else str(value)


def formatted(value, spec):
    return format(value, spec)


# ---- match -------------------------------------------------------------------------------------

_SEQUENCES = (builtins.list, builtins.tuple, range)
_NEITHER = (str, bytes, bytearray)
_ITSELF = (
    bool, bytearray, bytes, dict, float, frozenset, int, builtins.list, str, builtins.set,
    builtins.tuple,
)
_MAPPINGS = (dict,)
_missing = object()


def _is(value, types, name):
    """Whether what comes first of the value's classes is a sequence, or a mapping (`name`)."""
    cls = type(value)
    if cls in types:
        return True
    abc = sys.modules.get("collections.abc")
    for each in cls.__mro__:
        if each in _NEITHER:
            return False
        if each in _SEQUENCES or each.__name__ in ("deque", "array", "memoryview"):
            return types is _SEQUENCES
        if each is dict:
            return types is _MAPPINGS
        if abc is not None:
            for kind in ("Sequence", "Mapping"):
                abstract = getattr(abc, kind)
                mutable = getattr(abc, "Mutable" + kind)
                if each is abstract or each in abstract._abc_registry or each in mutable._abc_registry:
                    return kind == name
    return False


def sequence(subject, count, star):
    """Its items if it is a sequence of that many (of so many at least, if one is starred)."""
    if not _is(subject, _SEQUENCES, "Sequence"):
        return None
    if count == star == 0:  # [*_]
        return ()
    length = len(subject)
    if length != count if star < 0 else length < count - 1:
        return None
    if isinstance(subject, (builtins.list, builtins.tuple, range)):
        return subject
    return [subject[i] for i in range(length)]


def starred(items, before, behind):
    return builtins.list(items[before : len(items) - behind])


def mapping(subject, keys):
    """The values of these keys if it is a mapping that has them all."""
    if not _is(subject, _MAPPINGS, "Mapping"):
        return None
    values = []
    for index, key in enumerate(keys):
        if key in keys[:index]:
            raise ValueError("mapping pattern checks duplicate key (%r)" % (key,))
        value = subject.get(key, _missing)
        if value is _missing:
            return None
        values.append(value)
    return values


def others(subject, keys):
    return {key: subject[key] for key in subject if key not in keys}


def attributes(subject, cls, count, *names):
    """What the patterns in ``cls(...)`` are for, if it is an instance: ``count`` by position, and
    these names."""
    if not isinstance(cls, type):
        raise TypeError("called match pattern must be a class")
    if not isinstance(subject, cls) and not (cls is int and isinstance(subject, bool)):
        return None
    values = []
    if count:
        places = getattr(cls, "__match_args__", None)
        if places is None and issubclass(cls, _ITSELF):
            if count > 1:
                raise TypeError(
                    "%s() accepts 1 positional sub-pattern (%d given)" % (cls.__name__, count)
                )
            values.append(subject)
            places = ()
            count = 0
        places = places or ()
        if not isinstance(places, builtins.tuple):
            raise TypeError(
                "%s.__match_args__ must be a tuple (got %s)" % (cls.__name__, type(places).__name__)
            )
        if count > len(places):
            raise TypeError(
                "%s() accepts %d positional sub-pattern%s (%d given)"
                % (cls.__name__, len(places), "" if len(places) == 1 else "s", count)
            )
        for index, name in enumerate(places[:count]):
            if name in names or name in places[:index]:
                raise TypeError(
                    "%s() got multiple sub-patterns for attribute '%s'" % (cls.__name__, name)
                )
        names = places[:count] + names
    for name in names:
        value = getattr(subject, name, _missing)
        if value is _missing:
            return None
        values.append(value)
    return values


# ---- except* -----------------------------------------------------------------------------------


class _Skip(BaseException):
    pass


class Groups:
    """A ``try`` with ``except*``, and what of its error is left."""

    def __init__(self):
        self.current = None
        self._left = None
        self._raised = False
        self._new = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if error is None:
            return False
        if isinstance(error, GeneratorExit):
            return False
        self._left = error
        self._raised = True
        return True

    def _again(self, error):
        left = self._left
        if left is None:
            self._left = error
        else:
            self._left = left.derive(builtins.list(error.exceptions) + builtins.list(left.exceptions))

    def part(self):
        return _Part(self, False)

    def end(self):
        return _Part(self, True)

    def matching(self, kinds):
        return _Matching(self, kinds)

    def fine(self):
        return _Fine(self)


def _raise(error):
    """As it is, whatever is being handled here."""
    context = error.__context__
    try:
        raise error
    finally:
        error.__context__ = context


class _Part:
    """Holds what goes wrong in one of its blocks; behind the last, raises it."""

    def __init__(self, groups, is_end):
        self._groups = groups
        self._is_end = is_end

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        groups = self._groups
        if error is not None and not isinstance(error, _Skip):
            if error is groups.current:  # raised again: it is what it was
                groups._again(error)
            else:
                if error.__context__ is None:
                    error.__context__ = groups.current
                groups._new.append(error)
        if self._is_end:
            left = groups._new + ([] if groups._left is None else [groups._left])
            if len(left) > 1:
                _raise(BaseExceptionGroup("", left))
            if left:
                _raise(left[0])
        return True


def _check_kinds(kinds):
    for kind in kinds if isinstance(kinds, builtins.tuple) else (kinds,):
        if not isinstance(kind, type) or not issubclass(kind, BaseException):
            raise TypeError(
                "catching classes that do not inherit from BaseException is not allowed"
            )
        if issubclass(kind, BaseExceptionGroup):
            raise TypeError(
                "catching ExceptionGroup with except* is not allowed. Use except instead."
            )


class _Matching:
    def __init__(self, groups, kinds):
        self._groups = groups
        self._kinds = kinds

    def __enter__(self):
        groups = self._groups
        error = groups._left
        if error is None:
            raise _Skip()
        try:
            _check_kinds(self._kinds)
        except TypeError:
            groups._left = None
            raise
        if isinstance(error, BaseExceptionGroup):
            found, groups._left = error.split(self._kinds)
        elif isinstance(error, self._kinds):
            found, groups._left = BaseExceptionGroup("", (error,)), None
        else:
            found = None
        if found is None:
            raise _Skip()
        groups.current = found
        return found

    def __exit__(self, kind, error, traceback):
        return False


class _Fine:
    def __init__(self, groups):
        self._groups = groups

    def __enter__(self):
        if self._groups._raised:
            raise _Skip()
        return self

    def __exit__(self, kind, error, traceback):
        return False


# ---- types -------------------------------------------------------------------------------------


class Generic:
    @classmethod
    def __class_getitem__(cls, item):
        return cls


class TypeVar:
    def __init__(self, name):
        self.__name__ = name

    def __repr__(self):
        return self.__name__


class alias:
    """What ``type`` makes: its value is asked for when it is wanted."""

    def __init__(self, name, value):
        self.__name__ = name
        self._value = value

    def __getattr__(self, name):
        if name == "__value__":
            return self._value()
        raise AttributeError("'typing.TypeAliasType' object has no attribute '%s'" % name)

    def __getitem__(self, item):
        return self

    def __repr__(self):
        return self.__name__
