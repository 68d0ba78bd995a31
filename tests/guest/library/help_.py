"""help() of what a program defines."""

import abc
import contextlib
import dataclasses
import functools
import io


def plain(a, b=1, *args, c: int = 3, **kw) -> str:
    """What it does.

        Indented.
    And more.
    """


def silent():
    pass


async def later(x):
    """Async."""


def long_one(first_argument=1, second_argument=2, third_argument=3, fourth_argument=4, fifth=5):
    pass


help(plain)
help(silent)
help(later)
help(long_one)
help(lambda x, y=1: x)


class Animal:
    """An animal.

    It lives.
    """

    legs = 4
    sounds = ["moo", "baa"]

    def __init__(self, name, age=0):
        self.name = name

    def speak(self):
        """Say something."""

    def __repr__(self):
        return "Animal()"

    def __eq__(self, other):
        """Whether they are the same."""
        return True

    def _private(self):
        pass

    talk = speak

    @classmethod
    def born(cls, name):
        """A new one."""
        return cls(name)

    @staticmethod
    def count(things):
        return 1

    @property
    def weight(self):
        """How heavy."""
        return 1

    @property
    def height(self):
        return 1

    @height.setter
    def height(self, value):
        pass

    class Inner:
        """Inside."""


class Dog(Animal):
    def speak(self):
        pass

    def fetch(self, thing: str = "stick") -> None:
        """Bring it."""

    async def run(self):
        pass


class Bare:
    pass


class Annotated:
    legs: int = 4
    name: "str"


class Below(Annotated):
    arms = 2


class Slots:
    __slots__ = ("x", "y")


class Loud(Dog, Bare):
    """Two bases."""


help(Animal)
help(Dog)
help(Bare)
help(Slots)
help(Annotated)
help(Below)
help(Loud)
help(Animal("x"))
help(Bare())
help(Animal.speak)
help(Dog("x").speak)
help(Dog("x").fetch)
help(Animal.born)
help(Animal.count)
help(Animal.__init__)


@dataclasses.dataclass(frozen=True)
class Point:
    """A point."""

    x: int
    y: int = 0

    def moved(self, by):
        return self


@dataclasses.dataclass(order=True)
class Entry:
    name: str
    tags: list = dataclasses.field(default_factory=list)


def without_replace(thing):
    """The library's functions don't remember what their **kwargs are called."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        help(thing)
    print("\n".join(line for line in text.getvalue().split("\n") if "__replace__" not in line))


without_replace(Point)
without_replace(Entry)
help(Point.moved)
help(Point.__init__)


def decorate(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@decorate
def wrapped(a, b=2):
    """Its own text."""


help(wrapped)
help("nothing.like.this")
help("surely_not_there")


class Error(ValueError):
    """Mine."""


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        """How large."""


class Various:
    """More of what a class can have."""

    def __new__(cls, a):
        return object.__new__(cls)

    def __init_subclass__(cls, **kw):
        """Told of each class below."""
        pass

    def __iter__(self):
        """One after another."""

    @functools.lru_cache
    def cached(self, x):
        """Once."""

    @functools.cached_property
    def late(self):
        """Made when it is asked."""

    lam = lambda self: 1  # noqa: E731
    nothing = None
    lists = {"a": [1] * 30}
    text = "x" * 200


help(Shape)
help(Various)
help(Animal.weight)


def outer():
    class Local:
        def __init__(self):
            pass

    return Local


help(outer().__init__)
