# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's functools."""

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotate__")
WRAPPER_UPDATES = ("__dict__",)
_len = len  # which a program may replace, by a function with a cache


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
        getattr(wrapper, name)
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
    try:
        it = iter(iterable)
    except TypeError:
        raise TypeError("reduce() arg 2 must support iteration") from None
    if initial is _nothing:
        try:
            value = next(it)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    else:
        value = initial
    for element in it:
        value = function(value, element)
    return value


class partial:
    def __new__(*args, **keywords):
        if len(args) < 2:
            raise TypeError("type 'partial' takes at least one argument")
        cls, func, args = args[0], args[1], args[2:]
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = func.keywords | keywords
            func = func.func
        self = object.__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(*args, **keywords):
        self = args[0]
        if self.keywords:
            merged = self.keywords.copy()
            merged.update(keywords)
            keywords = merged
        return self.func(*(self.args + args[1:]), **keywords)

    def __get__(self, obj, cls=None):
        return self if obj is None else _method(self, obj)

    def __repr__(self):
        cls = type(self)
        name = "functools.partial" if cls is partial else "%s.%s" % (cls.__module__, cls.__qualname__)
        if self in _shown:
            return "..."
        _shown.append(self)
        try:
            parts = [repr(self.func)] + [repr(arg) for arg in self.args]
            parts += ["%s=%r" % pair for pair in self.keywords.items()]
        finally:
            _shown.pop()
        return "%s(%s)" % (name, ", ".join(parts))

    def __getnewargs_ex__(self):
        return (self.func,) + self.args, self.keywords

    @classmethod
    def __class_getitem__(cls, item):
        return _alias(cls, item)


_method = type(partial.__class_getitem__)
_shown = []


def _alias(cls, item):
    from types import GenericAlias

    return GenericAlias(cls, item)


class partialmethod:
    def __init__(*args, **keywords):
        if len(args) < 2:
            raise TypeError("partialmethod.__init__() missing 1 required positional argument: 'func'")
        self, func, args = args[0], args[1], args[2:]
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = func.keywords | keywords
            func = func.func
        elif not (callable(func) or hasattr(func, "__get__") or isinstance(func, (staticmethod, classmethod))):
            raise TypeError("the first argument %r must be a callable or a descriptor" % (func,))
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        parts = [repr(self.func)] + [repr(arg) for arg in self.args]
        parts += ["%s=%r" % pair for pair in self.keywords.items()]
        return "functools.partialmethod(%s)" % ", ".join(parts)

    def __get__(self, obj, cls=None):
        func = self.func
        if isinstance(func, staticmethod):
            return partial(func.__func__, *self.args, **self.keywords)
        if isinstance(func, classmethod):
            return partial(_method(func.__func__, cls), *self.args, **self.keywords)
        get = getattr(func, "__get__", None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not func:
                made = partial(bound, *self.args, **self.keywords)
                made.__self__ = getattr(bound, "__self__", None)
                return made
        if obj is not None:
            made = partial(func, obj, *self.args, **self.keywords)
            made.__self__ = obj
            return made

        def method(*args, **keywords):
            return func(*(args[:1] + self.args + args[1:]), **(self.keywords | keywords))

        method._partialmethod = self
        return method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    @classmethod
    def __class_getitem__(cls, item):
        return _alias(cls, item)


def cmp_to_key(mycmp):
    class K:
        __slots__ = ("obj",)

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, _key(other)) < 0

        def __gt__(self, other):
            return mycmp(self.obj, _key(other)) > 0

        def __eq__(self, other):
            return mycmp(self.obj, _key(other)) == 0

        def __le__(self, other):
            return mycmp(self.obj, _key(other)) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, _key(other)) >= 0

        __hash__ = None

    def _key(other):
        if type(other) is not K:
            raise TypeError("other argument must be K instance")
        return other.obj

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


def _has(base, name):
    return name in base.__dict__ or base in (int, float, str, bytes, list, tuple, set, frozenset)


def total_ordering(cls):
    orders = {"__lt__": _from_lt, "__le__": _from_le, "__gt__": _from_gt, "__ge__": _from_ge}
    roots = [name for name in orders if any([_has(base, name) for base in cls.__mro__])]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = "__lt__" if "__lt__" in roots else max(roots)
    for name in orders:
        if name not in roots:
            setattr(cls, name, orders[root](name))
    return cls


def _cache_info():
    global _CacheInfo
    if _CacheInfo is None:
        from collections import namedtuple

        _CacheInfo = namedtuple("CacheInfo", "hits misses maxsize currsize")
    return _CacheInfo


_CacheInfo = None
_keywords = object()


def _key(args, kwargs, typed):
    key = args
    if kwargs:
        key += (_keywords,)
        for item in kwargs.items():
            key += item
    if typed:
        key += tuple([type(each) for each in args]) + tuple([type(each) for each in kwargs.values()])
    return key


def _cached(function, maxsize, typed):
    found = {}
    hits = misses = 0

    def wrapper(*args, **kwargs):
        nonlocal hits, misses
        key = _key(args, kwargs, typed) if kwargs or typed else args
        if key in found:
            hits += 1
            value = found[key]
            if maxsize is not None:  # the one used last comes last
                del found[key]
                found[key] = value
            return value
        misses += 1
        value = function(*args, **kwargs)
        if maxsize is None:
            found[key] = value
        elif maxsize > 0:
            if key not in found and _len(found) >= maxsize:
                for oldest in found:
                    break
                del found[oldest]
            found[key] = value
        return value

    def cache_info():
        return _cache_info()(hits, misses, maxsize, _len(found))

    def cache_clear():
        nonlocal hits, misses
        found.clear()
        hits = misses = 0

    update_wrapper(wrapper, function)
    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return wrapper


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    if maxsize is not None and not isinstance(maxsize, int):
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    if maxsize is not None and maxsize < 0:
        maxsize = 0
    return lambda function: _cached(function, maxsize, typed)


def cache(user_function):
    return _cached(user_function, None, False)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = getattr(func, "__doc__", None)

    def __set_name__(self, owner, name):
        if self.attrname is not None and name != self.attrname:
            text = "Cannot assign the same cached_property to two different names (%r and %r)."
            raise TypeError(text % (self.attrname, name))
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        if not hasattr(instance, "__dict__"):
            text = "No '__dict__' attribute on %r instance to cache %r property."
            raise TypeError(text % (type(instance).__name__, name))
        value = self.func(instance)
        # Where the class has a __setattr__ of its own it is not to see this.
        object.__setattr__(instance, name, value)
        return value

    @classmethod
    def __class_getitem__(cls, item):
        return _alias(cls, item)


def _classes(thing):
    # The classes of a union, or the class that it is; None where it is neither.
    if isinstance(thing, type):
        return (thing,)
    args = getattr(thing, "__args__", None)
    is_union = type(thing).__name__ in ("UnionType", "Union", "_Union") or getattr(thing, "_special", None) == "Union"
    if is_union or getattr(getattr(thing, "__origin__", None), "_special", None) == "Union":
        return args if all([isinstance(each, type) for each in args]) else None
    return None


def singledispatch(func):
    registry = {object: func}
    cache = {}

    def dispatch(cls):
        if cls not in cache:
            cache[cls] = _found(cls, registry)
        return cache[cls]

    def register(cls, func=None):
        classes = _classes(cls)
        if classes is not None:
            if func is None:
                return lambda func: register(cls, func)
        else:
            if func is not None:
                raise TypeError(
                    "Invalid first argument to `register()`. %r is not a class or union type." % (cls,)
                )
            plain = cls.__func__ if isinstance(cls, (staticmethod, classmethod)) else cls
            annotations = getattr(plain, "__annotations__", {})
            if not annotations:
                raise TypeError(
                    "Invalid first argument to `register()`: %r. Use either `@register(some_class)` or plain "
                    "`@register` on an annotated function." % (cls,)
                )
            func = cls
            for name, annotation in annotations.items():
                break
            if isinstance(annotation, str):
                from typing import get_type_hints

                annotation = get_type_hints(plain)[name]
            classes = _classes(annotation)
            if classes is None:
                is_union = "|" in repr(annotation) or "Union" in repr(annotation)
                text = "%r not all arguments are classes." if is_union else "%r is not a class."
                raise TypeError("Invalid annotation for %r. " % name + text % (annotation,))
        for each in classes:
            registry[each] = func
        cache.clear()
        return func

    def wrapper(*args, **kwargs):
        if not args:
            raise TypeError("%s requires at least 1 positional argument" % name)
        return dispatch(args[0].__class__)(*args, **kwargs)

    name = getattr(func, "__name__", "singledispatch function")
    update_wrapper(wrapper, func)
    wrapper.registry = registry
    wrapper.dispatch = dispatch
    wrapper.register = register
    wrapper._clear_cache = cache.clear
    return wrapper


def _found(cls, registry):
    mro = cls.__mro__
    for base in mro:
        if base in registry and base is not object:
            return registry[base]
        # ABCs that this class meets, and none of its bases
        met = [
            each for each in registry
            if each not in mro and issubclass(base, each) and not any([issubclass(b, each) for b in base.__bases__])
        ]
        best = [each for each in met if not any([other is not each and issubclass(other, each) for other in met])]
        if len(best) > 1:
            raise RuntimeError("Ambiguous dispatch: %r or %r" % (best[0], best[1]))
        if best:
            return registry[best[0]]
    return registry[object]


class singledispatchmethod:
    def __init__(self, func):
        if not (callable(func) or hasattr(func, "__get__") or isinstance(func, (staticmethod, classmethod))):
            raise TypeError("%r is not callable or a descriptor" % (func,))
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        def call(*args, **kwargs):
            if not args:
                raise TypeError("%s requires at least 1 positional argument" % getattr(self.func, "__name__", "it"))
            method = self.dispatcher.dispatch(args[0].__class__)
            if isinstance(method, staticmethod):
                return method.__func__(*args, **kwargs)
            if isinstance(method, classmethod):
                return method.__func__(cls, *args, **kwargs)
            if hasattr(method, "__get__"):
                return method.__get__(obj, cls)(*args, **kwargs)
            return method(*args, **kwargs) if obj is None else method(obj, *args, **kwargs)

        func = self.func
        update_wrapper(call, func.__func__ if isinstance(func, (staticmethod, classmethod)) else func)
        call.__isabstractmethod__ = self.__isabstractmethod__
        call.register = self.register
        return call

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
