# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's enum: Enum, IntEnum, StrEnum, Flag, IntFlag, auto, unique and what goes with them."""


_nothing = object()
DynamicClassAttribute = _property = property


class auto:
    """A value that the class gives: the next number, or what its _generate_next_value_ says."""

    def __init__(self, value=None):
        self.value = value

    def __or__(self, other):
        return _Combined(self, other, lambda a, b: a | b)

    def __and__(self, other):
        return _Combined(self, other, lambda a, b: a & b)

    def __xor__(self, other):
        return _Combined(self, other, lambda a, b: a ^ b)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


class _Combined(auto):
    """`READ | WRITE` within the class, where both are auto() and have no value yet."""

    def __init__(self, left, right, combine):
        self.left, self.right, self.combine = left, right, combine

    @_property
    def value(self):
        left, right = [each.value if isinstance(each, auto) else each for each in (self.left, self.right)]
        return self.combine(left, right)


class member:
    def __init__(self, value):
        self.value = value


class nonmember:
    def __init__(self, value):
        self.value = value


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_descriptor(value):
    return (
        isinstance(value, (_property, classmethod, staticmethod, type))
        or hasattr(value, "__get__")
        or type(value) in _functions
        or type(value).__name__ in ("closure", "function")
    )


_functions = (type(lambda: None), type((lambda n: (lambda: n))(0)), type(_is_dunder), type((lambda: (yield))))

_ENUM_NAMES = ("name", "value", "_name_", "_value_")


def _find(bases, name):
    for base in bases:
        for each in base.__mro__:
            if each is not object and name in each.__dict__:
                return each.__dict__[name]
    return None


def _data_type(bases):
    # int in IntEnum, str in class Colour(str, Enum)
    for base in bases:
        for each in base.__mro__:
            if each in (object, Enum, ReprEnum, Flag):
                continue
            if isinstance(each, EnumType):
                continue
            if each in (int, str, float, bytes, tuple, complex) or "__new__" in each.__dict__:
                return each
    return object


class EnumType(type):
    def __new__(mcs, name, bases, namespace, *, boundary=None, **kwargs):
        if not bases or Enum is None:
            cls = super().__new__(mcs, name, bases, namespace, **kwargs)
            cls._member_map_ = {}
            return cls
        for base in bases:
            if isinstance(base, EnumType) and base._member_map_:
                raise TypeError("<enum %r> cannot extend %r" % (name, base))
        ignored = namespace.get("_ignore_", ())
        if isinstance(ignored, str):
            ignored = ignored.replace(",", " ").split()
        members = []
        kept = {}
        for key, value in namespace.items():
            if key in ignored or key == "_ignore_":
                continue
            if isinstance(value, nonmember):
                kept[key] = value.value
            elif isinstance(value, member):
                members.append((key, value.value))
            elif _is_dunder(key) or _is_sunder(key) or _is_descriptor(value) or key.startswith("_%s__" % name):
                if _is_sunder(key) and key not in _SUNDERS:
                    raise ValueError("_sunder_ names, such as %r, are reserved for future Enum use" % key)
                kept[key] = value
            elif key.startswith("__"):
                kept[key] = value  # a private name: MicroPython does not mangle them
            else:
                if key == "mro":
                    raise ValueError("invalid enum member name(s) 'mro'")
                members.append((key, value))
        data_type = _data_type(bases)
        if data_type is not object and all([getattr(base, "_member_type_", object) is object for base in bases]):
            # As members of an Enum are shown, and not as those of the type that is mixed in.
            for each in ("__repr__", "__str__", "__format__"):
                shown = _find([base for base in bases if isinstance(base, EnumType)], each)
                if each not in kept and shown is not None:
                    kept[each] = shown
        cls = super().__new__(mcs, name, bases, kept, **kwargs)
        cls._member_map_ = {}
        cls._member_names_ = []
        cls._value2member_map_ = {}
        cls._unhashable_ = []
        cls._member_type_ = data_type
        is_flag = Flag is not None and issubclass(cls, Flag)
        if is_flag:
            cls._boundary_ = boundary or _find(bases, "_boundary_") or STRICT
            cls._flag_mask_ = 0
            cls._singles_mask_ = 0
        maker = kept.get("__new__") or _find(bases, "__new__")
        if isinstance(maker, staticmethod):
            maker = maker.__func__
        if maker is _enum_new:
            maker = None
        # Not the class's own from now on: Colour(1) finds a member.
        generate = cls._generate_next_value_
        last_values = []
        for key, value in members:
            if isinstance(value, auto):
                if value.value is None:
                    value.value = generate(key, 1, len(last_values), last_values[:])
                value = value.value
            elif isinstance(value, tuple) and any([isinstance(each, auto) for each in value]):
                value = tuple([
                    generate(key, 1, len(last_values), last_values[:]) if isinstance(each, auto) else each
                    for each in value
                ])
            args = value if isinstance(value, tuple) and data_type is not tuple else (value,)
            if data_type is tuple:
                args = (value,)
            if maker is not None:
                one = maker(cls, *args)
                if not hasattr(one, "_value_"):
                    one._value_ = value if data_type is object else data_type(*args)
            elif data_type is object:
                one = object.__new__(cls)
                one._value_ = value
            else:
                one = data_type.__new__(cls, *args)
                one._value_ = data_type(*args)
            value = one._value_
            one._name_ = key
            one.__objclass__ = cls
            init = _find((cls,), "__init__")
            if init is not None and init is not _enum_init and _defines_init(cls):
                one.__init__(*args)
            last_values.append(value)
            alias = _member_of(cls, value)
            if alias is None and is_flag and isinstance(value, int):
                if value and not value & (value - 1):
                    cls._singles_mask_ |= value
                    cls._flag_mask_ |= value
                    cls._member_names_.append(key)
                else:
                    cls._flag_mask_ |= value
            elif alias is None:
                cls._member_names_.append(key)
            if alias is not None:
                one = alias
            else:
                one._sort_order_ = len(cls._member_map_)
                try:
                    cls._value2member_map_[value] = one
                except TypeError:
                    cls._unhashable_.append((value, one))
            cls._member_map_[key] = one
            type.__setattr__(cls, key, one)
        order = kept.get("_order_")
        if order is not None:
            order = order.replace(",", " ").split()
            if order != cls._member_names_:
                raise TypeError(
                    "member order does not match _order_:\n  %r\n  %r" % (cls._member_names_, order)
                )
        cls._is_made_ = True
        return cls

    def __init__(cls, *args, **kwargs):
        pass

    def __call__(cls, value=_nothing, names=None, *more, module=None, qualname=None, type=None, start=1, boundary=None):
        if not cls._member_map_ and (names is not None or more):
            return _functional(cls, value, names if not more else (names,) + more, type, start)
        if value is _nothing:
            raise TypeError("%s.__new__() missing 1 required positional argument: 'value'" % cls.__name__)
        if names is not None:
            value = (value, names) + more
        return _lookup(cls, value)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __reversed__(cls):
        return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        return _member_of(cls, value) is not None

    @_property
    def __members__(cls):
        from types import MappingProxyType

        return MappingProxyType(cls._member_map_)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}) and "_is_made_" in cls.__dict__:
            raise AttributeError("cannot reassign member %r" % (name,))
        super().__setattr__(name, value)

    def __delattr__(cls, name):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, name))
        super().__delattr__(name)

    def __dir__(cls):
        return ["__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__", "__members__"] + list(
            cls._member_names_
        )

    def __repr__(cls):
        return "<flag %r>" % cls.__name__ if Flag is not None and issubclass(cls, Flag) else "<enum %r>" % cls.__name__


_SUNDERS = (
    "_order_", "_create_pseudo_member_", "_generate_next_value_", "_missing_", "_ignore_", "_iter_member_",
    "_numeric_repr_", "_add_alias_", "_add_value_alias_", "_boundary_", "_value_", "_name_", "_value_repr_",
)  # fmt: skip
EnumMeta = EnumType
Enum = ReprEnum = Flag = None


def _member_of(cls, value):
    try:
        found = cls._value2member_map_.get(value)
    except TypeError:
        found = None
        for each, one in cls._unhashable_:
            if each == value:
                return one
    if found is not None or not cls._unhashable_:
        return found
    for each, one in cls._unhashable_:
        if each == value:
            return one
    return None


def _defines_init(cls):
    for base in cls.__mro__:
        if base is Enum:
            return False
        if "__init__" in base.__dict__ and isinstance(base, EnumType):
            return True
        if "__init__" in base.__dict__ and base is not object and base not in (int, str, float, tuple):
            return True
    return False


def _lookup(cls, value):
    if isinstance(value, cls):
        return value
    found = _member_of(cls, value)
    if found is not None:
        return found
    if not cls._member_map_:
        raise TypeError("%r has no members defined" % cls)
    found = cls._missing_(value)
    if isinstance(found, cls):
        return found
    if found is None:
        raise ValueError("%r is not a valid %s" % (value, cls.__name__))
    raise TypeError("error in %s._missing_: returned %r instead of None or a valid member" % (cls.__name__, found))


def _functional(cls, name, names, mixin, start):
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    namespace = {}
    values = []
    pairs = names.items() if isinstance(names, dict) else names
    for index, item in enumerate(pairs):
        if isinstance(item, str):
            value = cls._generate_next_value_(item, start, index, values[:])
            values.append(value)
            namespace[item] = value
        else:
            namespace[item[0]] = item[1]
            values.append(item[1])
    bases = (cls,) if mixin is None else (mixin, cls)
    return EnumType(name, bases, namespace)


def _enum_new(cls, value):
    return _lookup(cls, value)


def _enum_init(self, *args, **kwargs):
    pass


class Enum(metaclass=EnumType):
    @_property
    def name(self):
        return self._name_

    @_property
    def value(self):
        return self._value_

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return max(last_values) + 1
        except TypeError:
            raise TypeError("unable to sort non-numeric values")

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        return "<%s.%s: %r>" % (type(self).__name__, self._name_, self._value_)

    def __str__(self):
        return "%s.%s" % (type(self).__name__, self._name_)

    def __format__(self, format_spec):
        return ("{:" + format_spec + "}").format(str(self))

    def __hash__(self):
        return hash(self._name_)

    def __eq__(self, other):
        return self is other

    def __ne__(self, other):
        return self is not other

    def __dir__(self):
        return ["__class__", "__doc__", "__module__", "name", "value"]

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self




class ReprEnum(Enum):
    pass


class IntEnum(int, ReprEnum):
    def __str__(self):
        return str(self._value_)

    def __repr__(self):
        return "<%s.%s: %r>" % (type(self).__name__, self._name_, self._value_)

    def __format__(self, format_spec):
        return ("{:" + format_spec + "}").format(self._value_)

    def __hash__(self):
        return hash(self._value_)

    def __eq__(self, other):
        return self._value_ == (other._value_ if isinstance(other, Enum) else other)

    def __ne__(self, other):
        return not self == other

    def __int__(self):
        return self._value_

    def __index__(self):
        return self._value_


class StrEnum(str, ReprEnum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return self._value_

    def __repr__(self):
        return "<%s.%s: %r>" % (type(self).__name__, self._name_, self._value_)

    def __format__(self, format_spec):
        return ("{:" + format_spec + "}").format(self._value_)

    def __hash__(self):
        return hash(self._value_)

    def __eq__(self, other):
        return self._value_ == (other._value_ if isinstance(other, Enum) else other)

    def __ne__(self, other):
        return not self == other


class FlagBoundary(StrEnum):
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        high = max(last_values)
        bit = 1
        while bit <= high:
            bit <<= 1
        return bit

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__name__))
        mask = cls._flag_mask_
        if value < 0:
            value += (1 << _bit_length(mask)) if mask else 0
        unknown = value & ~mask
        if unknown:
            if cls._boundary_ is STRICT:
                bits = max(_bit_length(value), _bit_length(mask))
                raise ValueError(
                    "%r invalid value %r\n    given %s\n  allowed %s"
                    % (cls, value, _bits(value, bits), _bits(mask, bits))
                )
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return value
            found = cls._value2member_map_.get(value)
            if found is not None:
                return found
        data_type = cls._member_type_
        one = object.__new__(cls) if data_type is object else data_type.__new__(cls, value)
        one._value_ = value
        names = [each._name_ for each in cls if each._value_ & value]
        one._name_ = "|".join(names) if names and not value & ~mask else None
        if names and value & ~mask:
            one._name_ = "|".join(names + [str(value & ~mask)])
        cls._value2member_map_[value] = one
        return one

    def _other(self, other):
        if isinstance(other, type(self)):
            return other._value_
        if self._member_type_ is not object and isinstance(other, int):
            return other
        return None

    def __or__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else type(self)(self._value_ | value)

    def __and__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else type(self)(self._value_ & value)

    def __xor__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else type(self)(self._value_ ^ value)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        cls = type(self)
        if cls._boundary_ in (EJECT, KEEP):
            return cls(~self._value_)
        return cls(cls._singles_mask_ & ~self._value_)

    def __contains__(self, other):
        if not isinstance(other, type(self)):
            raise TypeError(
                "unsupported operand type(s) for 'in': %r and %r" % (type(other).__name__, type(self).__name__)
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([each for each in type(self) if each._value_ & self._value_])

    def __len__(self):
        return len([each for each in type(self) if each._value_ & self._value_])

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        if self._name_ is None:
            return "<%s: %r>" % (type(self).__name__, self._value_)
        return "<%s.%s: %r>" % (type(self).__name__, self._name_, self._value_)

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (type(self).__name__, self._value_)
        return "%s.%s" % (type(self).__name__, self._name_)

    def __hash__(self):
        return hash(self._value_)


def _bit_length(value):
    n = 0
    while value:
        value >>= 1
        n += 1
    return n


def _bits(value, n):
    text = "{:b}".format(value)
    return "0b0 " + "0" * (n - len(text)) + text


class IntFlag(int, Flag, ReprEnum, boundary=KEEP):
    def __str__(self):
        return str(self._value_)

    def __format__(self, format_spec):
        return ("{:" + format_spec + "}").format(self._value_)

    def __or__(self, other):
        return Flag.__or__(self, other)

    def __and__(self, other):
        return Flag.__and__(self, other)

    def __xor__(self, other):
        return Flag.__xor__(self, other)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        return Flag.__invert__(self)

    def __repr__(self):
        return Flag.__repr__(self)

    def __bool__(self):
        return bool(self._value_)

    def __hash__(self):
        return hash(self._value_)

    def __eq__(self, other):
        return self._value_ == (other._value_ if isinstance(other, Enum) else other)

    def __ne__(self, other):
        return not self == other

    def __int__(self):
        return self._value_

    def __index__(self):
        return self._value_


def unique(cls):
    aliases = ["%s -> %s" % (name, one._name_) for name, one in cls._member_map_.items() if name != one._name_]
    if aliases:
        raise ValueError("duplicate values found in %r: %s" % (cls, ", ".join(aliases)))
    return cls


UNIQUE, CONTINUOUS, NAMED_FLAGS = "one name per value", "no skipped integer values", "multi-flag aliases"


def verify(*checks):
    def check(cls):
        if UNIQUE in checks:
            unique(cls)
        return cls

    return check


def global_enum(cls, update_str=False):
    return cls


def global_str(self):
    return self._name_


def show_flag_values(value):
    return [bit for bit in [1 << i for i in range(_bit_length(value))] if bit & value]


class EnumCheck(StrEnum):
    CONTINUOUS = CONTINUOUS
    NAMED_FLAGS = NAMED_FLAGS
    UNIQUE = UNIQUE
