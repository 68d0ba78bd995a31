"""CPython's weakref by name: the references are strong, since nothing here counts them and an object's
end comes when memory is collected, if at all."""


class ref:
    def __init__(self, object, callback=None):
        if isinstance(object, (int, float, str, bytes, tuple, list, dict)) and type(object).__module__ == "builtins":
            raise TypeError("cannot create weak reference to '%s' object" % type(object).__name__)
        self._object = object
        self.__callback__ = callback

    def __call__(self):
        return self._object

    def __eq__(self, other):
        return isinstance(other, ref) and self._object == other._object

    def __hash__(self):
        return hash(self._object)

    def __repr__(self):
        return "<weakref at %#x; to '%s' at %#x>" % (id(self), type(self._object).__name__, id(self._object))


ReferenceType = WeakMethod = ref


def proxy(object, callback=None):
    return ref(object, callback)()


class WeakValueDictionary(dict):
    def valuerefs(self):
        return [ref(value) for value in self.values()]


class WeakKeyDictionary(dict):
    def keyrefs(self):
        return [ref(key) for key in self]


class WeakSet(set):
    pass


class finalize:
    atexit = True

    def __init__(self, obj, func, *args, **kwargs):
        self._call = (func, args, kwargs)

    @property
    def alive(self):
        return self._call is not None

    def __call__(self, _=None):
        if self._call is not None:
            (func, args, kwargs), self._call = self._call, None
            return func(*args, **kwargs)

    def detach(self):
        self._call = None


def getweakrefcount(object):
    return 0


def getweakrefs(object):
    return []
