# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's dataclasses: the methods are closures, and no source text."""


class FrozenInstanceError(AttributeError):
    pass


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


class _Factory:
    def __repr__(self):
        return "<factory>"


MISSING = _Missing()
_FACTORY = _Factory()


class KW_ONLY:
    pass


class InitVar:
    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)

    def __repr__(self):
        return "dataclasses.InitVar[%s]" % getattr(self.type, "__name__", repr(self.type))


_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self._metadata = {} if metadata is None else metadata
        self.kw_only = kw_only
        self._kind = "field"

    @property
    def metadata(self):
        from types import MappingProxyType

        return MappingProxyType(self._metadata)

    def __set_name__(self, owner, name):
        set_name = getattr(type(self.default), "__set_name__", None)
        if set_name is not None:
            set_name(self.default, owner, name)

    def __repr__(self):
        if self in _shown:
            return "..."
        _shown.append(self)
        try:
            return self._text()
        finally:
            _shown.pop()

    def _text(self):
        return (
            "Field(name=%r,type=%r,default=%r,default_factory=%r,init=%r,repr=%r,hash=%r,compare=%r,metadata=%r,"
            "kw_only=%r)"
            % (
                self.name, self.type, self.default, self.default_factory, self.init, self.repr, self.hash,
                self.compare, self.metadata, self.kw_only,
            )
        )  # fmt: skip


def field(
    *, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
    kw_only=MISSING,
):  # fmt: skip
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    if metadata is not None and not hasattr(metadata, "__getitem__"):
        raise TypeError("mappingproxy() argument must be a mapping, not %s" % type(metadata).__name__)
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


class _Params:
    def __init__(self, **params):
        for name, value in params.items():
            setattr(self, name, value)

    def __repr__(self):
        return "_DataclassParams(%s)" % ",".join(["%s=%r" % pair for pair in self.__dict__.items()])


def dataclass(
    cls=None, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
    kw_only=False, slots=False, weakref_slot=False,
):  # fmt: skip
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    return wrap if cls is None else wrap(cls)


def _annotations(cls):
    # A type that can't be named yet is a str, as if it had been written as one.
    own = cls.__dict__
    found = {}
    for name, evaluate in own.get("__annotate__", {}).items():
        try:
            found[name] = evaluate()
        except (NameError, AttributeError, TypeError) as error:
            found[name] = str(error)
    found.update(own.get("__annotations__", {}))
    return found


def _is(annotation, name, cls):
    if isinstance(annotation, str):
        annotation = _named(annotation, name, cls)
    if name == "InitVar":
        return annotation is InitVar or isinstance(annotation, InitVar)
    if name == "KW_ONLY":
        return annotation is KW_ONLY
    return getattr(annotation, "_special", None) == name or getattr(
        getattr(annotation, "__origin__", None), "_special", None
    ) == name


def _named(text, name, cls):
    # What "typing.ClassVar[int]" is to the module of the class: as in CPython a look at the text, and no evaluation.
    import sys

    words = [""]
    for c in text.strip():
        if c == ".":
            words.append("")
        elif c == "_" or c.isalpha() or c.isdigit():
            words[-1] += c
        elif c != " ":
            break
    words = words[:2]
    module = sys.modules.get(cls.__module__)
    names = globals() if module is None else module.__dict__
    if len(words) == 2 and words[0]:
        if module is None:
            return words[1] if name != "ClassVar" and words[0] == "dataclasses" else _special(words[0], words[1], name)
        names = getattr(names.get(words[0]), "__dict__", {})
    if module is None and name == "ClassVar":
        return _special("typing", words[-1], name)
    return names.get(words[-1])


def _special(module, word, name):
    import sys

    module = sys.modules.get(module)
    return getattr(module, word, None) if word == name else None


def _get_field(cls, name, type, kw_only):
    own = cls.__dict__
    default = own[name] if name in own else getattr(cls, name, MISSING)
    kind = default.__class__
    if hasattr(kind, "__get__") and not isinstance(default, property):
        try:
            default = kind.__get__(default, None, cls)
        except AttributeError:
            default = MISSING
    if isinstance(default, Field):
        made = default
    else:
        if default.__class__.__name__ == "member_descriptor":
            default = MISSING
        made = field(default=default)
    made.name = name
    made.type = type
    if _is(type, "ClassVar", cls):
        made._kind = "class"
        if made.default_factory is not MISSING:
            raise TypeError("field %s cannot have a default factory" % name)
        if made.kw_only is not MISSING:
            raise TypeError("field %s is a ClassVar but specifies kw_only" % name)
        return made
    if _is(type, "InitVar", cls):
        made._kind = "init"
        if made.default_factory is not MISSING:
            raise TypeError("field %s cannot have a default factory" % name)
    if made.kw_only is MISSING:
        made.kw_only = kw_only
    if made._kind == "field" and (
        isinstance(made.default, (list, dict, set, bytearray)) or getattr(made.default.__class__, "__hash__", 0) is None
    ):
        raise ValueError(
            "mutable default %s for field %s is not allowed: use default_factory" % (made.default.__class__, name)
        )
    return made


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    fields = {}
    any_frozen = False
    has_bases = False
    for base in reversed(cls.__mro__[1:]):
        inherited = base.__dict__.get(_FIELDS)
        if inherited is not None:
            has_bases = True
            for each in inherited.values():
                fields[each.name] = each
            if base.__dict__[_PARAMS].frozen:
                any_frozen = True
    own = []
    names_from_here = kw_only
    has_marker = False
    for name, type in _annotations(cls).items():
        if _is(type, "KW_ONLY", cls):
            if has_marker:
                raise TypeError("%r is KW_ONLY, but KW_ONLY has already been specified" % name)
            has_marker = names_from_here = True
        else:
            own.append(_get_field(cls, name, type, names_from_here))
    for name, value in list(cls.__dict__.items()):
        if isinstance(value, Field) and name not in [each.name for each in own]:
            raise TypeError("%r is a field but has no type annotation" % name)
    for each in own:
        fields[each.name] = each
        if isinstance(cls.__dict__.get(each.name), Field):
            if each.default is MISSING:
                delattr(cls, each.name)
            else:
                setattr(cls, each.name, each.default)
    if has_bases and any_frozen and not frozen:
        raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
    if has_bases and not any_frozen and frozen:
        raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, fields)
    setattr(cls, _PARAMS, _Params(
        init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
        kw_only=kw_only, slots=slots,
    ))  # fmt: skip
    defined = cls.__dict__
    has_hash = "__hash__" in defined and not (defined["__hash__"] is None and "__eq__" in defined)
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    real = [each for each in fields.values() if each._kind == "field"]
    with_init = [each for each in fields.values() if each._kind in ("field", "init")]
    if init and "__init__" not in defined:
        _set(cls, "__init__", _make_init(cls, with_init, frozen))
    if repr and "__repr__" not in defined:
        _set(cls, "__repr__", _make_repr([each.name for each in real if each.repr]))
    compared = [each.name for each in real if each.compare]
    if eq and "__eq__" not in defined:
        _set(cls, "__eq__", _make_eq(compared))
    if order:
        for name, compare in (
            ("__lt__", lambda a, b: a < b), ("__le__", lambda a, b: a <= b), ("__gt__", lambda a, b: a > b),
            ("__ge__", lambda a, b: a >= b),
        ):  # fmt: skip
            if name in defined:
                raise TypeError(
                    "Cannot overwrite attribute %s in class %s. Consider using functools.total_ordering"
                    % (name, cls.__name__)
                )
            _set(cls, name, _make_order(compared, compare))
    if frozen:
        for name in ("__setattr__", "__delattr__"):
            if name in defined:
                raise TypeError("Cannot overwrite attribute %s in class %s" % (name, cls.__name__))
        _set(cls, "__setattr__", _make_frozen(cls, [each.name for each in real], "assign to"))
        _set(cls, "__delattr__", _make_frozen(cls, [each.name for each in real], "delete"))
    hashed = [each.name for each in real if (each.compare if each.hash is None else each.hash)]
    if unsafe_hash and has_hash:
        raise TypeError("Cannot overwrite attribute __hash__ in class %s" % cls.__name__)
    if unsafe_hash or (eq and frozen and not has_hash):
        _set(cls, "__hash__", _make_hash(hashed))
    elif eq and not has_hash:
        cls.__hash__ = None
    if match_args and "__match_args__" not in defined:
        cls.__match_args__ = tuple([each.name for each in with_init if each.init and not each.kw_only])
    if "__replace__" not in defined:
        cls.__replace__ = _replace
    if not cls.__dict__.get("__doc__"):
        cls.__doc__ = _text_signature(cls, with_init)
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _with_slots(cls, [each.name for each in real], weakref_slot)
    if hasattr(cls, "__abstractmethods__"):
        from abc import update_abstractmethods

        update_abstractmethods(cls)
    return cls


def _type_text(annotation):
    if isinstance(annotation, type):
        module = annotation.__module__
        return annotation.__qualname__ if module == "builtins" else module + "." + annotation.__qualname__
    return repr(annotation).replace("typing.", "")


def _text_signature(cls, fields):
    parts = []
    has_star = False
    for each in sorted([each for each in fields if each.init], key=lambda each: bool(each.kw_only)):
        if each.kw_only and not has_star:
            has_star = True
            parts.append("*")
        text = "%s: %s" % (each.name, _type_text(each.type))
        if each.default is not MISSING:
            text += " = " + repr(each.default)
        elif each.default_factory is not MISSING:
            text += " = <factory>"
        parts.append(text)
    return "%s(%s)" % (cls.__name__, ", ".join(parts))


def _with_slots(cls, names, weakref_slot):
    # A class is what it is when it is made: with slots it is another.
    if "__slots__" in cls.__dict__:
        raise TypeError("%s already specifies __slots__" % cls.__name__)
    members = dict(cls.__dict__)
    inherited = []
    for base in cls.__mro__[1:]:
        own = base.__dict__.get("__slots__", ())
        if own is not None and not isinstance(own, (str, tuple, list, dict)):
            raise TypeError("Slots of '%s' cannot be determined" % base.__name__)
        inherited += [own] if isinstance(own, str) else list(own or ())
    if weakref_slot:
        names = names + ["__weakref__"]
    members["__slots__"] = tuple([name for name in names if name not in inherited])
    for name in names + ["__dict__", "__weakref__"]:
        members.pop(name, None)
    made = type(cls)(cls.__name__, cls.__bases__, members)
    made.__qualname__ = cls.__qualname__
    if members.get("__setattr__") is not None and made.__dataclass_params__.frozen:
        real = [each.name for each in fields(made)]
        _set(made, "__setattr__", _make_frozen(made, real, "assign to"))
        _set(made, "__delattr__", _make_frozen(made, real, "delete"))
    return made


def _set(cls, name, function):
    try:
        function.__name__ = name
        function.__qualname__ = "%s.%s" % (cls.__qualname__, name)
        function.__module__ = cls.__module__
    except AttributeError:
        pass
    setattr(cls, name, function)


def _plural(names):
    names = ["'%s'" % name for name in names]
    if len(names) == 1:
        return "", names[0]
    if len(names) == 2:
        return "s", names[0] + " and " + names[1]
    return "s", ", ".join(names[:-1]) + ", and " + names[-1]


def _make_init(cls, fields, frozen):
    positional = [each for each in fields if each.init and not each.kw_only]
    by_name = {each.name: each for each in fields if each.init}
    last_default = None
    for each in positional:
        if each.default is not MISSING or each.default_factory is not MISSING:
            last_default = each.name
        elif last_default is not None:
            raise TypeError(
                "non-default argument %r follows default argument %r" % (each.name, last_default)
            )
    names = [each.name for each in positional]
    most = len(names)
    least = len([each for each in positional if each.default is MISSING and each.default_factory is MISSING])
    what = cls.__qualname__ + ".__init__()"
    plan = [(each, each.name, each._kind == "init") for each in fields]
    has_post = hasattr(cls, "__post_init__")
    store = object.__setattr__ if frozen else setattr

    def __init__(self, *args, **kwargs):
        if len(args) > most:
            raise TypeError(
                "%s takes %s positional argument%s but %d %s given"
                % (
                    what,
                    str(most + 1) if least == most else "from %d to %d" % (least + 1, most + 1),
                    "" if most + 1 == 1 else "s",
                    len(args) + 1,
                    "was" if len(args) == 0 else "were",
                )
            )
        given = dict(zip(names, args))
        for name, value in kwargs.items():
            if name in given:
                raise TypeError("%s got multiple values for argument '%s'" % (what, name))
            if name not in by_name:
                raise TypeError("%s got an unexpected keyword argument '%s'" % (what, name))
            given[name] = value
        missing = [
            each for each in by_name.values()
            if each.name not in given and each.default is MISSING and each.default_factory is MISSING
        ]
        if missing:
            lacking = [each for each in missing if not each.kw_only]
            kind = "positional" if lacking else "keyword-only"
            lacking = lacking or missing
            plural, text = _plural([each.name for each in lacking])
            raise TypeError("%s missing %d required %s argument%s: %s" % (what, len(lacking), kind, plural, text))
        for_post = []
        for each, name, is_init_only in plan:
            if name in given:
                value = given[name]
            elif each.default_factory is not MISSING:
                value = each.default_factory()
            elif each.default is not MISSING:
                if not each.init and not is_init_only:
                    continue  # the class has it
                value = each.default
            else:
                continue
            if is_init_only:
                for_post.append(value)
            else:
                store(self, name, value)
        if has_post:
            self.__post_init__(*for_post)

    __init__._dataclass_fields = by_name.values()  # for inspect.signature()
    return __init__


# The instances whose repr() is being made.
_shown = []


def _make_repr(names):
    def __repr__(self):
        for each in _shown:
            if each is self:
                return "..."
        _shown.append(self)
        try:
            return "%s(%s)" % (
                type(self).__qualname__,
                ", ".join(["%s=%s" % (name, repr(getattr(self, name))) for name in names]),
            )
        finally:
            _shown.pop()

    return __repr__


def _values(self, names):
    return tuple([getattr(self, name) for name in names])


def _make_eq(names):
    def __eq__(self, other):
        if self is other:
            return True
        if type(other) is not type(self):
            return NotImplemented
        return _values(self, names) == _values(other, names)

    return __eq__


def _make_order(names, compare):
    def order(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return compare(_values(self, names), _values(other, names))

    return order


def _make_hash(names):
    return lambda self: hash(_values(self, names))


def _make_frozen(cls, names, verb):
    def check(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError("cannot %s field %r" % (verb, name))

    def assign(self, name, value):
        check(self, name)
        object.__setattr__(self, name, value)

    def delete(self, name):
        check(self, name)
        object.__delattr__(self, name)

    return delete if verb == "delete" else assign


def fields(class_or_instance):
    found = getattr(class_or_instance, _FIELDS, None)
    if found is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple([each for each in found.values() if each._kind == "field"])


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def _is_instance(obj):
    return not isinstance(obj, type) and hasattr(type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _inside(obj, lambda one, inner: dict_factory([(f.name, inner(getattr(one, f.name))) for f in fields(one)]), dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _inside(obj, lambda one, inner: tuple_factory([inner(getattr(one, f.name)) for f in fields(one)]), dict)


def _inside(obj, convert, dict_factory):
    def inner(value):
        if _is_instance(value):
            return convert(value, inner)
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return type(value)(*[inner(each) for each in value])
        if isinstance(value, (list, tuple)):
            return type(value)([inner(each) for each in value])
        if isinstance(value, dict):
            if hasattr(value, "default_factory"):
                made = type(value)(value.default_factory)
                for key, each in value.items():
                    made[inner(key)] = inner(each)
                return made
            return type(value)([(inner(key), inner(each)) for key, each in value.items()])
        if isinstance(value, (str, int, float, bool, type(None), bytes)):
            return value
        from copy import deepcopy

        return deepcopy(value)

    return inner(obj)


def replace(obj, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for each in getattr(obj, _FIELDS).values():
        if each._kind == "class":
            continue
        if not each.init:
            if each.name in changes:
                raise TypeError("field %s is declared with init=False, it cannot be specified with replace()" % each.name)
            continue
        if each.name not in changes:
            if each._kind == "init" and each.default is MISSING:
                raise TypeError("InitVar %r must be specified with replace()" % each.name)
            changes[each.name] = getattr(obj, each.name)
    return type(obj)(**changes)


def _replace(·self, **changes):  # the dot: positional only (py/cloche/front)
    return replace(·self, **changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, module=None, **params):
    from keyword import iskeyword

    members = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, type_ = item, "typing.Any"
        elif len(item) in (2, 3):
            name, type_ = item[0], item[1]
            if len(item) == 3:
                members[name] = item[2]
        else:
            raise TypeError("Invalid field: %r" % (item,))
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError("Field names must be valid identifiers: %r" % (name,))
        if iskeyword(name):
            raise TypeError("Field names must not be keywords: %r" % name)
        if name in annotations:
            raise TypeError("Field name duplicated: %r" % name)
        annotations[name] = type_
    members["__annotations__"] = annotations
    if module is not None:
        members["__module__"] = module
    resolved = ()
    for base in bases:
        if not isinstance(base, type) and hasattr(base, "__mro_entries__"):
            members["__orig_bases__"] = tuple(bases)
            resolved += tuple(base.__mro_entries__(bases))
        else:
            resolved += (base,)
    meta = type(resolved[0]) if resolved else type
    return dataclass(meta(cls_name, resolved, members), **params)
