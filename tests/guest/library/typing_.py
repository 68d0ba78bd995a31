from __future__ import annotations

import typing
from typing import Any, Callable, Dict, Generic, Iterable, List, Literal, NamedTuple, Optional, Protocol, Tuple, TypedDict, TypeVar, Union
from typing import ClassVar, Final, Sequence, Mapping, NewType, cast, overload, runtime_checkable, TYPE_CHECKING, Set, Deque, DefaultDict

T = TypeVar("T")
K = TypeVar("K", bound=str)
Number = Union[int, float]
Pair = Tuple[int, str]
print(List[int], Dict[str, List[int]], Callable[[int], str], Tuple[int, ...], Literal["a", 1], T, List[T][int], Pair)
print(typing.get_origin(List[int]), typing.get_args(Dict[str, int]), typing.get_origin(list[int]), list[int], dict[str, int])


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()


s = Stack[int]()
s.push(3)
s.push(4)
print(s.pop(), isinstance(s, Stack))


class Pt(NamedTuple):
    x: int
    y: int = 5

    def total(self) -> int:
        return self.x + self.y

    @property
    def double(self):
        return self.x * 2


p = Pt(1)
print(p, p.total(), p.y, p == (1, 5), p._replace(y=7), p._asdict(), Pt._fields, p.double, isinstance(p, tuple), len(p))
a, b = p
print(a, b, p[0], Pt(x=3, y=4), hash(Pt(1, 2)) == hash((1, 2)), Pt(1, 2) < Pt(1, 3), sorted([Pt(2, 1), Pt(1, 9)]))


class Plain(NamedTuple):
    name: str
    age: int = 3


print(Plain("a"), Plain("b", 4).age, Plain._field_defaults, Plain._make(["c", 5]))


class Movie(TypedDict, total=False):
    name: str
    year: int


m: Movie = {"name": "x", "year": 3}
print(m, Movie(name="y"))


@runtime_checkable
class Quacks(Protocol):
    def quack(self) -> str: ...


class Duck:
    def quack(self) -> str:
        return "quack"


print(isinstance(Duck(), Quacks), isinstance(3, Quacks), issubclass(Duck, Quacks))
UserId = NewType("UserId", int)
print(UserId(5) + 1, cast(int, "x"), TYPE_CHECKING)


@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x):
    return x


print(f(1), isinstance([], typing.Sequence), isinstance({}, typing.Mapping), isinstance(3, typing.Hashable))
print(isinstance([1], typing.Iterable), isinstance(5, typing.Iterable), isinstance(len, typing.Callable))
try:
    Any()
except TypeError as error:
    print(type(error).__name__)
Vector = list[float]
x: Optional[int] = None
def g(a: Optional[List[int]] = None, *, b: "Stack[int]" = None) -> Dict[str, Any]:
    return {}
print(g())


class Repo(Protocol[T]):
    def get(self) -> T: ...


class A:
    limit: ClassVar[int] = 3
    name: Final = "n"


print(A.limit, A.name)
