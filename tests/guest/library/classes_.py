# Classes and their instances: bases that are no classes, what a class knows of those below it.
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Generic, Iterable, List, TypeVar, get_type_hints

T = TypeVar("T")


class Base(Generic[T]):
    pass


class Derived(Base[int]):
    pass


class Numbers(List[int]):
    pass


class Walk(Iterable[T]):
    def __iter__(self):
        return iter([1])


class Table(dict[str, int]):
    pass


print(Derived.__bases__, Numbers([1]), list(Walk()), Table(a=1), Derived.__orig_bases__)
print(Base.__subclasses__(), Derived.__subclasses__(), type("Made", (), {}))


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        return {"prepared": name}

    def __new__(mcs, name, bases, namespace, **kwargs):
        return super().__new__(mcs, name, bases, namespace)


class Prepared(metaclass=Meta, option=1):
    pass


print(Prepared.prepared)


class Point:
    def __init__(self, **values):
        self.__dict__.update(values)
        self.__dict__["z"] = 3

    def shown(self, a, *rest, k=1):
        return (a, rest, k)

point = Point(x=1, y=2)
print(point.x, point.z, vars(point), point.shown(7, 8, k=9))
del point.__dict__["x"]
print(hasattr(point, "x"), vars(point).pop("y"), point.__dict__)
point.__dict__ = {"q": 5}
print(point.q, point.__dict__, sorted(vars(point).items()))
print(Point.shown.__get__(point, Point)(1, 2), point.shown.__self__ is point, type(point.shown).__name__)


def outer():
    name = "closed"

    def inner(self):
        return name

    return inner


class Closed:
    method = outer()


print(Closed().method(), Closed.method.__get__(Closed())())


def documented():
    """First.

        Second.
    Third.
    """


def short(): "one line"; return 1


@wraps(short)
def wrapped(): pass


print(repr(documented.__doc__), short.__doc__, wrapped.__doc__)

knot = [1]
knot.append(knot)
loop = {"a": 1}
loop["self"] = (loop,)
print(knot, loop, repr(knot))

for act in (
    lambda: date(2024, 1, 1) - 5,
    lambda: Decimal(1) + 1.5,
    lambda: Decimal(1) / 0,
):
    try:
        act()
    except (TypeError, ZeroDivisionError) as error:
        print(error)


def hinted(a: "int", b: List["str"] = [], c: "int | None" = None) -> "List[int]": ...


print(get_type_hints(hinted)["a"], get_type_hints(hinted)["return"])
