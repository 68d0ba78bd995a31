# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's unittest.mock: Mock, MagicMock, patch, call, sentinel, ANY, mock_open and what goes with them."""

from functools import wraps


class _Any:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return "<ANY>"


ANY = _Any()


class _Sentinel:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "sentinel.%s" % self.name


class _Sentinels:
    def __getattr__(self, name):
        made = _Sentinel(name)
        setattr(self, name, made)
        return made


sentinel = _Sentinels()
DEFAULT = sentinel.DEFAULT


def _parts(value):
    # (name, args, kwargs) of any tuple that stands for a call
    name, args, kwargs = "", (), {}
    for part in tuple(value):
        if isinstance(part, str):
            name = part
        elif isinstance(part, dict):
            kwargs = part
        else:
            args = part
    return name, args, kwargs


class _Call(tuple):
    """(name, args, kwargs), as `call` makes it; (args, kwargs) for a call of a mock itself."""

    def __call__(self, *args, **kwargs):
        return _Call((_parts(self)[0], args, kwargs))

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        before = _parts(self)[0]
        return _Call((before + "." + name if before else name, (), {}))

    @property
    def args(self):
        return _parts(self)[1]

    @property
    def kwargs(self):
        return _parts(self)[2]

    def __eq__(self, other):
        return isinstance(other, tuple) and _parts(self) == _parts(other)

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        name, args, kwargs = _parts(self)
        return "call%s%s" % ("." + name if name else "", _shown(args, kwargs))


call = _Call(("", (), {}))


def _shown(args, kwargs):
    return "(%s)" % ", ".join([repr(arg) for arg in args] + ["%s=%r" % item for item in kwargs.items()])


def _is_exception(thing):
    return isinstance(thing, BaseException) or isinstance(thing, type) and issubclass(thing, BaseException)


def _call_name(mock):
    # ("name of the mock at the top", "name.of.this.one" as seen from there)
    names = []
    while mock._mock_parent is not None:
        names.append(mock._mock_new_name)
        mock = mock._mock_parent
    text = mock._mock_name or "mock"
    for name in reversed(names):
        text += name if name == "()" else "." + name
    return text


class NonCallableMock:
    _mock_attributes = (
        "return_value", "side_effect", "called", "call_count", "call_args", "call_args_list", "mock_calls", "method_calls",
    )  # fmt: skip

    def __new__(cls, *args, **kwargs):
        # Each has a class of its own: special methods are looked up in classes.
        return object.__new__(type(cls.__name__, (cls,), {"__module__": cls.__module__}))

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _new_name="", **kwargs):
        put = object.__setattr__
        for key, value in (
            ("parent", parent), ("name", name), ("new_name", _new_name or name), ("wraps", wraps), ("children", {}),
            ("deleted", set()), ("return_value", DEFAULT),
        ):  # fmt: skip
            put(self, "_mock_" + key, value)
        spec_set_too = spec_set is not None
        spec = spec_set if spec_set_too else spec
        names = None
        if spec is not None:
            names = list(spec) if isinstance(spec, (list, tuple)) else dir(spec)
        put(self, "_mock_methods", names)
        put(self, "_spec_class", spec if isinstance(spec, type) else None if names is None else type(spec))
        put(self, "_spec_set", spec_set_too)
        self.side_effect = kwargs.pop("side_effect", None)
        self.reset_mock()
        if "return_value" in kwargs:
            self.return_value = kwargs.pop("return_value")
        self.configure_mock(**kwargs)

    def reset_mock(self, *, return_value=False, side_effect=False):
        put = object.__setattr__
        for name, value in (("called", False), ("call_count", 0), ("call_args", None)):
            put(self, name, value)
        for name in self._mock_attributes[5:]:
            put(self, name, [])
        if return_value:
            self._mock_return_value = DEFAULT
        if side_effect:
            self.side_effect = None
        for child in list(self._mock_children.values()) + [self._mock_return_value]:
            if isinstance(child, NonCallableMock) and child._mock_parent is self:
                child.reset_mock(return_value=return_value, side_effect=side_effect)

    def configure_mock(self, **kwargs):
        for path, value in sorted(kwargs.items(), key=lambda item: item[0].count(".")):
            names = path.split(".")
            thing = self
            for name in names[:-1]:
                thing = getattr(thing, name)
            setattr(thing, names[-1], value)

    @property
    def return_value(self):
        if self._mock_return_value is DEFAULT:
            self._mock_return_value = self._get_child_mock(parent=self, _new_name="()")
        return self._mock_return_value

    @return_value.setter
    def return_value(self, value):
        self._mock_return_value = value

    @property
    def __class__(self):
        return type(self) if self._spec_class is None else self._spec_class

    def _get_child_mock(self, **kwargs):
        kind = type(self).__mro__[1]
        if issubclass(kind, AsyncMock):
            kind = MagicMock
        elif not issubclass(kind, CallableMixin):
            kind = MagicMock if issubclass(kind, MagicMixin) else Mock
        return kind(**kwargs)

    def __getattr__(self, name):
        if name in ("_mock_methods", "_mock_children", "_mock_deleted", "_mock_parent"):
            raise AttributeError(name)
        if name[:2] == name[-2:] == "__":
            raise AttributeError(name)
        methods = self._mock_methods
        if methods is not None and name not in methods or name in self._mock_deleted:
            raise AttributeError("Mock object has no attribute %r" % name)
        if methods is None and name[:6] in ("assert", "assret", "asert_"):
            text = "%r is not a valid assertion. Use a spec for the mock if %r is meant to be an attribute."
            raise AttributeError(text % (name, name))
        child = self._mock_children.get(name)
        if child is None:
            wrapped = None if self._mock_wraps is None else getattr(self._mock_wraps, name)
            child = self._get_child_mock(parent=self, wraps=wrapped, _new_name=name)
            self._mock_children[name] = child
        return child

    def __setattr__(self, name, value):
        if self._spec_set and self._mock_methods is not None and name not in self._mock_methods:
            if name[:5] != "_mock" and name not in self._mock_attributes:
                raise AttributeError("Mock object has no attribute '%s'" % name)
        if name[:2] == name[-2:] == "__" and name not in ("__class__", "__dict__", "__name__", "__qualname__", "__doc__"):
            if isinstance(value, NonCallableMock):
                self._mock_children[name] = value
                made = value
                value = _special(name, lambda self: made)
                object.__setattr__(self, name, made)
            elif name in self.__dict__:
                object.__delattr__(self, name)
            setattr(type(self), name, value)
            return
        if name == "side_effect" and value is not None and not callable(value) and not _is_exception(value):
            value = iter(value)
        if isinstance(value, NonCallableMock) and name[:5] != "_mock" and name not in self._mock_attributes:
            if value._mock_parent is None and value._mock_name is None:
                value._mock_parent = self
                value._mock_new_name = name
            self._mock_children[name] = value
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        self._mock_deleted.add(name)
        self._mock_children.pop(name, None)
        if name in self.__dict__:
            object.__delattr__(self, name)

    def __dir__(self):
        return (self._mock_methods or []) + list(self._mock_children) + list(self._mock_attributes)

    def __repr__(self):
        name = _call_name(self)
        named = " name=%r" % name if name != "mock" else ""
        spec = " spec=%r" % self._spec_class.__name__ if self._spec_class is not None else ""
        return "<%s%s%s id='%d'>" % (type(self).__name__, named, spec, id(self))

    # What was called

    def _fail(self, text):
        raise AssertionError(text)

    def _names(self):
        return self._mock_name or self._mock_new_name or "mock"

    def _said(self):
        if not self.mock_calls:
            return ""
        return "\nCalls: %r." % list(self.mock_calls)

    def assert_not_called(self):
        if self.call_count:
            text = "Expected '%s' to not have been called. Called %d times.%s"
            self._fail(text % (self._names(), self.call_count, self._said()))

    def assert_called(self):
        if not self.call_count:
            self._fail("Expected '%s' to have been called." % self._names())

    def assert_called_once(self):
        if self.call_count != 1:
            text = "Expected '%s' to have been called once. Called %d times.%s"
            self._fail(text % (self._names(), self.call_count, self._said()))

    def assert_called_with(self, *args, **kwargs):
        shown = self._names() + _shown(args, kwargs)
        if self.call_args is None:
            self._fail("expected call not found.\nExpected: %s\n  Actual: not called." % shown)
        if self.call_args != _Call((args, kwargs)):
            actual = self._names() + _shown(*self.call_args)
            self._fail("expected call not found.\nExpected: %s\n  Actual: %s" % (shown, actual))

    def assert_called_once_with(self, *args, **kwargs):
        if self.call_count != 1:
            text = "Expected '%s' to be called once. Called %d times.%s"
            self._fail(text % (self._names(), self.call_count, self._said()))
        self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, *args, **kwargs):
        if _Call((args, kwargs)) not in self.call_args_list:
            self._fail("%s call not found" % (self._names() + _shown(args, kwargs)))

    def assert_has_calls(self, calls, any_order=False):
        found = self.mock_calls
        if any_order:
            left = list(found)
            missing = []
            for each in calls:
                if each in left:
                    left.remove(each)
                else:
                    missing.append(each)
            if missing:
                text = "%r does not contain all of %r in its call list, found %r instead"
                self._fail(text % (self._names(), tuple(missing), list(found)))
        elif not any([found[i : i + len(calls)] == list(calls) for i in range(len(found) + 1)]):
            self._fail("Calls not found.\nExpected: %r\n  Actual: %r" % (list(calls), list(found)))


def _special(name, find):
    return lambda self, *args, **kwargs: find(self)(*args, **kwargs)


class CallableMixin:
    def __call__(self, *args, **kwargs):
        self._remember(args, kwargs)
        return self._answer(args, kwargs)

    def _remember(self, args, kwargs):
        made = _Call((args, kwargs))
        put = object.__setattr__
        put(self, "called", True)
        put(self, "call_count", self.call_count + 1)
        put(self, "call_args", made)
        self.call_args_list.append(made)
        self.mock_calls.append(_Call(("", args, kwargs)))
        name, mock, is_method = "", self, True
        while mock._mock_parent is not None and mock._mock_new_name:
            own = mock._mock_new_name
            name = own + ("" if not name or name[0] == "(" else ".") + name
            is_method = is_method and own != "()"
            mock = mock._mock_parent
            mock.mock_calls.append(_Call((name, args, kwargs)))
            if is_method:
                mock.method_calls.append(_Call((name, args, kwargs)))

    def _answer(self, args, kwargs):
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            if callable(effect):
                result = effect(*args, **kwargs)
            else:
                result = next(effect)
                if _is_exception(result):
                    raise result
            if result is not DEFAULT:
                return result
        if self._mock_return_value is not DEFAULT:
            return self._mock_return_value
        if self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


class Mock(CallableMixin, NonCallableMock):
    pass


# What MagicMock answers to special methods that have not been given to it.
_DEFAULTS = {
    "__lt__": NotImplemented, "__gt__": NotImplemented, "__le__": NotImplemented, "__ge__": NotImplemented,
    "__int__": 1, "__contains__": False, "__len__": 0, "__exit__": False, "__bool__": True, "__index__": 1,
    "__float__": 1.0, "__iter__": (),
}  # fmt: skip
_OTHERS = (
    "__getitem__ __setitem__ __delitem__ __enter__ __add__ __sub__ __mul__ __truediv__ __floordiv__ __mod__ __pow__ "
    "__and__ __or__ __xor__ __neg__ __abs__"
)


class _Lazy:
    # What stands for `mock.__len__` until it is asked for something.
    def __init__(self, mock, name):
        object.__setattr__(self, "_made", lambda: _magic(mock, name))

    def __getattr__(self, name):
        return getattr(self._made(), name)

    def __setattr__(self, name, value):
        setattr(self._made(), name, value)

    def __call__(self, *args, **kwargs):
        return self._made()(*args, **kwargs)


def _magic(self, name):
    child = self._mock_children.get(name)
    if child is None:
        if name in _DEFAULTS:
            child = Mock(parent=self, _new_name=name, return_value=_DEFAULTS[name])
        else:
            child = MagicMock(parent=self, _new_name=name)
        self._mock_children[name] = child
        object.__setattr__(self, name, child)
    return child


class MagicMixin:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in _MAGIC:
            if name not in self.__dict__:
                object.__setattr__(self, name, _Lazy(self, name))

    def __iter__(self):
        return iter(_magic(self, "__iter__")())


_MAGIC = tuple(_DEFAULTS) + tuple(_OTHERS.split())
for _name in _MAGIC:
    if _name != "__iter__":
        setattr(MagicMixin, _name, _special(_name, (lambda name: lambda self: _magic(self, name))(_name)))


class MagicMock(MagicMixin, Mock):
    pass


class AsyncMock(MagicMock):
    """A mock whose calls are awaited."""

    def __call__(self, *args, **kwargs):
        self._remember(args, kwargs)
        return self._awaited(args, kwargs)

    async def _awaited(self, args, kwargs):
        return self._answer(args, kwargs)


class PropertyMock(Mock):
    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, value):
        self(value)


def create_autospec(spec, spec_set=False, **kwargs):
    return MagicMock(spec=spec, **kwargs)


def mock_open(mock=None, read_data=""):
    from io import BytesIO, StringIO

    mock = MagicMock(name="open") if mock is None else mock

    def opened(*args, **kwargs):
        handle = MagicMock()
        stream = StringIO(read_data) if isinstance(read_data, str) else BytesIO(read_data)
        handle.__enter__.return_value = handle
        for name in ("read", "readline", "readlines"):
            getattr(handle, name).side_effect = getattr(stream, name)
        handle.__iter__ = lambda self: iter(stream)
        made.append(handle)
        return handle

    made = []
    handle = opened()
    mock.return_value = handle
    return mock


def _found(target):
    # What "package.module.Class" names.
    names = target.split(".")
    thing = __import__(names[0])
    path = names[0]
    for name in names[1:]:
        path += "." + name
        try:
            thing = getattr(thing, name)
        except AttributeError:
            __import__(path)
            thing = getattr(thing, name)
    return thing


class _patch:
    """A change of one attribute, for as long as a block, a function or the tests of a class run."""

    def __init__(self, find, attribute, new, create, options, kind):
        self.find = find
        self.attribute = attribute
        self.new = new
        self.create = create
        self.options = options
        self.kind = kind

    def __enter__(self):
        target = self.target = self.find()
        name = self.attribute
        own = getattr(target, "__dict__", {})
        self.is_own = name in own
        original = own[name] if self.is_own else getattr(target, name, DEFAULT)
        if original is DEFAULT:
            if not (self.create or name in dir(__import__("builtins"))):
                raise AttributeError("%r does not have the attribute %r" % (target, name))
        self.original = original
        new = self.new
        if new is DEFAULT:
            options = dict(self.options)
            if options.pop("autospec", None):
                options["spec"] = original
            for each in ("spec", "spec_set"):
                if options.get(each) is True:
                    options[each] = original
            kind = self.kind or MagicMock
            if kind is MagicMock and "name" not in options:
                options["name"] = name
            new = kind(**options)
        setattr(target, name, new)
        return new

    def __exit__(self, *details):
        if self.is_own or (self.original is not DEFAULT and not isinstance(self.target, type)):
            setattr(self.target, self.attribute, self.original)
        else:
            delattr(self.target, self.attribute)

    def start(self):
        made = self.__enter__()
        _started.append(self)
        return made

    def stop(self):
        if self in _started:
            _started.remove(self)
            self.__exit__(None, None, None)

    def __call__(self, function):
        if isinstance(function, type):
            for name, value in list(function.__dict__.items()):
                if name.startswith(patch.TEST_PREFIX) and callable(value):
                    setattr(function, name, self(value))
            return function

        @wraps(function)
        def patched(*args, **kwargs):
            with self as made:
                if self.new is DEFAULT:
                    args += (made,)
                return function(*args, **kwargs)

        return patched


_started = []


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    where, dot, attribute = target.rpartition(".")
    if not where:
        raise TypeError("Need a valid target to patch. You supplied: %r" % (target,))
    return _patched(lambda: _found(where), attribute, new, spec, create, spec_set, autospec, new_callable, kwargs)


def _patched(find, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs):
    for name, value in (("spec", spec), ("spec_set", spec_set), ("autospec", autospec)):
        if value is not None:
            kwargs[name] = value
    return _patch(find, attribute, new, create, kwargs, new_callable)


def _patch_object(
    target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs
):
    return _patched(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs)


class _patch_dict(_patch):
    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict = in_dict
        self.values = dict(values)
        self.values.update(kwargs)
        self.clear = clear
        self.new = None

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _found(self.in_dict)
        self.original = dict(self.in_dict)
        if self.clear:
            self.in_dict.clear()
        self.in_dict.update(self.values)
        return self.in_dict

    def __exit__(self, *details):
        self.in_dict.clear()
        self.in_dict.update(self.original)


def _stop_all():
    while _started:
        _started[-1].stop()


patch.object = _patch_object
patch.dict = _patch_dict
patch.stopall = _stop_all
patch.TEST_PREFIX = "test"
