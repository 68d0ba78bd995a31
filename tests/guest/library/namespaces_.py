"""What a metaclass prepares, names that a class's body leaves, slots, and another class for an instance."""


class Log(dict):
    def __setitem__(self, name, value):
        if not name.startswith("__"):
            print("set", name)
        super().__setitem__(name, value)

    def __delitem__(self, name):
        print("delete", name)
        super().__delitem__(name)


class Meta(type):
    @classmethod
    def __prepare__(meta, name, bases, **keywords):
        print("prepare", name, bases, keywords)
        return Log()

    def __new__(meta, name, bases, namespace, **keywords):
        print(type(namespace).__name__)
        return super().__new__(meta, name, bases, dict(namespace))

    def __init__(cls, *args, **keywords):
        pass


class Made(metaclass=Meta, key=1):
    x = 1
    y = x + 1
    del x

    def f(self):
        pass

    class Inner:
        z = 3


print(Made.y, hasattr(Made, "x"))
try:

    class Broken(metaclass=Meta):
        x = 1
        raise KeyError("in the body")

except KeyError as error:
    print(repr(error))
try:

    class Plain:
        inside = 1
        1 / 0

except ZeroDivisionError:
    pass
outside = 2
print("outside" in globals(), "inside" in globals())


class NoMapping(type):
    def __prepare__(name, bases):
        return 5


try:

    class Never(metaclass=NoMapping):
        pass

except TypeError as error:
    print(error)


class Unique(dict):
    def __setitem__(self, name, value):
        if name in self:
            raise TypeError(name + " is there already")
        super().__setitem__(name, value)


class Once(type):
    @classmethod
    def __prepare__(meta, name, bases):
        return Unique()


try:

    class Twice(metaclass=Once):
        def f(self):
            pass

        def f(self):
            pass

except TypeError as error:
    print(error)


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Point3(Point):
    __slots__ = "z"


class Open(Point):
    pass


point = Point(1, 2)
point.x = 5
print(point.x, point.y)
try:
    point.z = 3
except AttributeError as error:
    print(error)
three = Point3(1, 2)
three.z = 3
try:
    three.q = 4
except AttributeError as error:
    print(error)
opened = Open(1, 2)
opened.q = 4
print(opened.q)
del point.y
try:
    point.y
except AttributeError as error:
    print(error)
try:

    class Conflict:
        __slots__ = ("a",)
        a = 1

except ValueError as error:
    print(error)


class Caterpillar:
    def move(self):
        return "crawls"


class Butterfly:
    def move(self):
        return "flies"


animal = Caterpillar()
animal.name = "Vera"
print(animal.move())
animal.__class__ = Butterfly
print(animal.move(), animal.name, type(animal).__name__)
try:
    animal.__class__ = 5
except TypeError as error:
    print(error)


class Base:
    def __new__(cls, kind):
        return object.__new__(Below if kind == "below" else cls)

    def __init__(self, kind):
        self.kind = kind


class Below(Base):
    pass


print(type(Base("below")).__name__, Base("below").kind, Base("x").kind)


class Descriptor:
    def __get__(self, instance, owner):
        return "of " + owner.__name__ if instance is None else "of an instance"


class Owner:
    attribute = Descriptor()
    kind = Descriptor


print(Owner.attribute, Owner().attribute, Owner.kind is Descriptor, Owner().kind is Descriptor)


class Shown(int):
    __str__ = int.__repr__

    def __repr__(self):
        return "Shown"


print(str(Shown(3)), repr(Shown(3)))


class Undocumented:
    pass


print(Undocumented.__doc__, Undocumented().__doc__)

import types

method = types.MethodType(lambda self, x: (self, x), 1)
print(method(2), method.__self__, type(method).__name__)
for arguments in ((1, 2), (print, None)):
    try:
        types.MethodType(*arguments)
    except TypeError as error:
        print(error)


class Renaming:
    def __set_name__(self, owner, name):
        delattr(owner, name)
        setattr(owner, name.upper(), name)


class Renamed:
    a = Renaming()
    b = Renaming()
    c = Renaming()


print(Renamed.A, Renamed.B, Renamed.C, hasattr(Renamed, "a"))

loop = {}
loop["self"] = loop
other = {}
other["self"] = other
try:
    loop == other
except RecursionError:
    print("RecursionError")

for count in range(2, 24):
    for gone in range(1, count):
        Sparse = type("Sparse", (), {"a%d" % i: i for i in range(count)})
        for i in range(gone):
            delattr(Sparse, "a%d" % i)
        Sparse.last = 1
        names = Sparse.__dict__
        assert all([name in names for name in list(names)]), (count, gone)


class Listed(type):
    def __dir__(cls):
        return ["what", "the", "metaclass", "says"]


class Asked(metaclass=Listed):
    def __dir__(self):
        return ["this"]


print(dir(Asked), dir(Asked()))

class NotIterator:
    def __iter__(self):
        return self


class GivesList:
    def __iter__(self):
        return [1]


class OnlyNext:
    def __next__(self):
        return 1


for thing in (NotIterator(), GivesList(), OnlyNext()):
    try:
        iter(thing)
    except TypeError as error:
        print(error)
    try:
        for item in thing:
            break
    except TypeError as error:
        print(error)
