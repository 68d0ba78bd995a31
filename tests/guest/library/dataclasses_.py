from __future__ import annotations

from dataclasses import FrozenInstanceError, InitVar, KW_ONLY, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace
from typing import ClassVar, List, Optional


@dataclass
class Point:
    x: int
    y: int = 0

    def dist(self):
        return (self.x**2 + self.y**2) ** 0.5


p = Point(3, 4)
print(p, p.dist(), p == Point(3, 4), p != Point(3, 5), Point(1), Point(y=2, x=1), p.__class__.__name__)


@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = field(default=0, compare=True)


print(V(1, 2) < V(1, 3), sorted([V(2), V(1, 5)]), hash(V(1, 2)) == hash(V(1, 2)), {V(1): "a"}[V(1)])
try:
    V(1).major = 5
except FrozenInstanceError as error:
    print(type(error).__name__, error)


@dataclass
class Cart:
    items: List[str] = field(default_factory=list)
    total: float = field(default=0.0, repr=False)
    count: ClassVar[int] = 7
    next: Optional[Cart] = None

    def __post_init__(self):
        self.size = len(self.items)


a, b = Cart(), Cart(["x"])
a.items.append("q")
print(a, b, b.size, Cart.count, Cart(next=Cart()))
print(asdict(b), astuple(Point(1, 2)), replace(p, y=9), [f.name for f in fields(Cart)], is_dataclass(p), is_dataclass(3))


@dataclass
class Base:
    a: int
    b: int = 2


@dataclass
class Child(Base):
    c: int = 3


print(Child(1), Child(1, 5, 6), Child.__match_args__, isinstance(Child(1), Base))


@dataclass
class K:
    x: int
    _: KW_ONLY
    y: int = 5
    z: InitVar[int] = 3

    def __post_init__(self, z):
        self.w = z


print(K(1, y=2), K(1, z=8).w)
for bad in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(1, z=4), lambda: K(1, 2), lambda: V(1) < 3):
    try:
        bad()
    except TypeError as error:
        if "<" not in str(error) and "__lt__" not in str(error):
            print(error)
try:
    @dataclass
    class Bad:
        x: list = []
except ValueError as error:
    print(error)
try:
    @dataclass
    class Bad2:
        x: int = 1
        y: str
except TypeError as error:
    print(error)
D = make_dataclass("D", [("a", int), ("b", int, 5)])
print(D(1), D(1) == D(1, 5))


@dataclass(eq=False)
class E:
    x: int


print(E(1) == E(1), hash(E(1)) is not None)


@dataclass
class Node:
    value: int
    children: list["Node"] = field(default_factory=list)


print(Node(1, [Node(2), Node(3)]), asdict(Node(1, [Node(2)])))


@dataclass(slots=True)
class S:
    x: int


print(S(4))


@dataclass
class WithRepr:
    x: int

    def __repr__(self):
        return "mine"


print(WithRepr(1), [WithRepr(2)], Point.__doc__ is not None or True)
