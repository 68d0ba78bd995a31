# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's functools."""

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        try:
            setattr(wrapper, name, value)
        except AttributeError:
            pass
    for name in updated:
        for key, value in getattr(wrapped, name, {}).items():
            try:
                setattr(wrapper, key, value)
            except AttributeError:
                pass
    try:
        wrapper.__wrapped__ = wrapped
    except AttributeError:
        pass
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


_nothing = object()


def reduce(function, iterable, initial=_nothing):
    it = iter(iterable)
    if initial is _nothing:
        try:
            value = next(it)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value")
    else:
        value = initial
    for element in it:
        value = function(value, element)
    return value


class partial:
    def __init__(self, func, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = func.keywords | keywords
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, *args, **keywords):
        if keywords or self.keywords:
            merged = self.keywords.copy()
            merged.update(keywords)
            return self.func(*(self.args + args), **merged)
        return self.func(*(self.args + args))

    def __repr__(self):
        parts = [repr(self.func)] + [repr(arg) for arg in self.args]
        parts += ["%s=%r" % pair for pair in self.keywords.items()]
        return "functools.partial(%s)" % ", ".join(parts)


class partialmethod:
    def __init__(self, func, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        func = self.func
        if hasattr(func, "__get__"):
            return partial(func.__get__(obj, cls), *self.args, **self.keywords)
        if obj is None:
            return partial(func, *self.args, **self.keywords)
        return partial(func, obj, *self.args, **self.keywords)


def cmp_to_key(mycmp):
    class K:
        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

        __hash__ = None

    return K


def _from_lt(name):
    if name == "__gt__":
        return lambda self, other: _not_and(type(self).__lt__(self, other), lambda: self != other)
    if name == "__le__":
        return lambda self, other: _or(type(self).__lt__(self, other), lambda: self == other)
    return lambda self, other: _not(type(self).__lt__(self, other))


def _from_le(name):
    if name == "__ge__":
        return lambda self, other: _not_or(type(self).__le__(self, other), lambda: self == other)
    if name == "__lt__":
        return lambda self, other: _and(type(self).__le__(self, other), lambda: self != other)
    return lambda self, other: _not(type(self).__le__(self, other))


def _from_gt(name):
    if name == "__lt__":
        return lambda self, other: _not_and(type(self).__gt__(self, other), lambda: self != other)
    if name == "__ge__":
        return lambda self, other: _or(type(self).__gt__(self, other), lambda: self == other)
    return lambda self, other: _not(type(self).__gt__(self, other))


def _from_ge(name):
    if name == "__le__":
        return lambda self, other: _not_or(type(self).__ge__(self, other), lambda: self == other)
    if name == "__gt__":
        return lambda self, other: _and(type(self).__ge__(self, other), lambda: self != other)
    return lambda self, other: _not(type(self).__ge__(self, other))


def _not(result):
    return result if result is NotImplemented else not result


def _or(result, other):
    return result if result is NotImplemented else result or other()


def _and(result, other):
    return result if result is NotImplemented else result and other()


def _not_or(result, other):
    return result if result is NotImplemented else not result or other()


def _not_and(result, other):
    return result if result is NotImplemented else not result and other()


def total_ordering(cls):
    orders = {"__lt__": _from_lt, "__le__": _from_le, "__gt__": _from_gt, "__ge__": _from_ge}
    roots = [name for name in orders if any([name in base.__dict__ for base in cls.__mro__ if base is not object])]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = "__lt__" if "__lt__" in roots else max(roots)
    for name in orders:
        if name not in roots:
            setattr(cls, name, orders[root](name))
    return cls


def _cache_info():
    from collections import namedtuple

    return namedtuple("CacheInfo", "hits misses maxsize currsize")


class _Cached:
    def __init__(self, function, maxsize, typed):
        self._function = function
        self._maxsize = maxsize
        self._typed = typed
        self._found = {}
        self._hits = 0
        self._misses = 0
        update_wrapper(self, function)

    def __call__(self, *args, **kwargs):
        if kwargs or self._typed:
            key = (args, tuple(kwargs.items()))
            if self._typed:
                key += tuple([type(each) for each in args]) + tuple([type(each) for each in kwargs.values()])
        else:
            key = args
        found = self._found
        if key in found:
            self._hits += 1
            value = found[key]
            if self._maxsize is not None:  # the one used last comes last
                del found[key]
                found[key] = value
            return value
        self._misses += 1
        value = self._function(*args, **kwargs)
        if self._maxsize is None:
            found[key] = value
        elif self._maxsize > 0:
            if key not in found and len(found) >= self._maxsize:
                for oldest in found:
                    break
                del found[oldest]
            found[key] = value
        return value

    def __get__(self, obj, cls=None):
        if obj is None:
            return self
        return lambda *args, **kwargs: self(obj, *args, **kwargs)

    def cache_info(self):
        return _cache_info()(self._hits, self._misses, self._maxsize, len(self._found))

    def cache_clear(self):
        self._found.clear()
        self._hits = self._misses = 0

    def cache_parameters(self):
        return {"maxsize": self._maxsize, "typed": self._typed}

    def __repr__(self):
        return repr(self._function)


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _Cached(maxsize, 128, typed)
    if maxsize is not None and not isinstance(maxsize, int):
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    if maxsize is not None and maxsize < 0:
        maxsize = 0
    return lambda function: _Cached(function, maxsize, typed)


def cache(function):
    return _Cached(function, None, False)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = getattr(func, "__doc__", None)

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname or self.func.__name__
        value = self.func(instance)
        # Where the class has a __setattr__ of its own it is not to see this.
        object.__setattr__(instance, name, value)
        return value


class _Dispatched:
    def __init__(self, func):
        self.registry = {object: func}
        update_wrapper(self, func)

    def register(self, cls, func=None):
        if func is None:
            if isinstance(cls, type) or hasattr(cls, "__args__"):
                return lambda func: self.register(cls, func)
            func = cls
            cls = None
            for cls in getattr(func, "__annotations__", {}).values():
                break
            if cls is None:
                raise TypeError(
                    "Invalid first argument to `register()`: %r. Use either `@register(some_class)` or plain "
                    "`@register` on an annotated function." % (func,)
                )
        for each in cls.__args__ if hasattr(cls, "__args__") else (cls,):
            self.registry[each] = func
        return func

    def dispatch(self, cls):
        for base in cls.__mro__:
            if base in self.registry:
                return self.registry[base]
            if base is not object and base is not cls:
                continue
            for each in self.registry:
                if each is not object and each not in cls.__mro__ and issubclass(cls, each):
                    return self.registry[each]
        return self.registry[object]

    def __call__(self, *args, **kwargs):
        if not args:
            raise TypeError("%s requires at least 1 positional argument" % getattr(self, "__name__", "it"))
        return self.dispatch(type(args[0]))(*args, **kwargs)


def singledispatch(func):
    return _Dispatched(func)


class singledispatchmethod:
    def __init__(self, func):
        self.dispatcher = _Dispatched(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        def call(*args, **kwargs):
            method = self.dispatcher.dispatch(type(args[0]))
            if isinstance(method, (classmethod, staticmethod)):
                inner = method.__func__
                return inner(cls, *args, **kwargs) if isinstance(method, classmethod) else inner(*args, **kwargs)
            return method(obj, *args, **kwargs)

        call.register = self.register
        return call
