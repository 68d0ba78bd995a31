from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    ROT = 1

    def describe(self):
        return f"{self.name} is {self.value}"

    @property
    def half(self):
        return self.value / 2

    @classmethod
    def default(cls):
        return cls.GREEN


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["BLUE"], Color.ROT is Color.RED)
print(list(Color), len(Color), Color.RED in Color, Color.GREEN.describe(), Color.BLUE.half, Color.default())
print([c.name for c in Color], dict(Color.__members__), isinstance(Color.RED, Color), Color.RED == 1, Color.RED != Color.BLUE)
print({Color.RED: "r"}[Color.RED], f"{Color.RED}", "%s" % Color.RED, type(Color.RED) is Color, hash(Color.RED) == hash(Color.ROT))
for bad in (lambda: Color(9), lambda: setattr(Color, "RED", 5), lambda: Color.PINK):
    try:
        bad()
    except (ValueError, AttributeError) as error:
        print(type(error).__name__, error)


class N(IntEnum):
    A = 1
    B = auto()


print(N.A + 1, N.B == 2, repr(N.B), str(N.B), f"{N.B}", N.A < N.B, sorted([N.B, N.A]), int(N.B), [10, 20, 30][N.B], N(1))


class Animal(Enum):
    CAT = auto()
    DOG = auto()


print([(a.name, a.value) for a in Animal])


class Planet(Enum):
    EARTH = (5.976e24, 6.37814e6)
    MARS = (6.421e23, 3.3972e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def gravity(self):
        return round(6.67300e-11 * self.mass / (self.radius * self.radius), 3)


print(Planet.EARTH.gravity, Planet.MARS.mass, Planet.EARTH.value, Planet((6.421e23, 3.3972e6)))


class S(StrEnum):
    ONE = auto()
    TWO = "zwei"


print(S.ONE, repr(S.TWO), S.TWO == "zwei", f"{S.ONE}!", S("zwei"), S.TWO.upper(), "a" + S.ONE)


class T(str, Enum):
    X = "x"


print(T.X == "x", T.X.value, repr(T.X), T.X.upper(), T("x"))


class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


print(P.R | P.X, P.RW, repr(P.R | P.W), P.R in P.RW, bool(P.R & P.W), ~P.R, list(P.RW), P(5), P(0), len(P.RW), list(P))


class I(IntFlag):
    A = 1
    B = 2


print(I.A | I.B, repr(I.A | I.B), I.A | 4, I(3) & 1, I.A == 1, int(I.A | I.B))
try:
    @unique
    class Dup(Enum):
        A = 1
        B = 1
except ValueError as error:
    print(error)
Made = Enum("Made", "ONE TWO")
print(Made, list(Made), Made.TWO.value, Color)
try:
    class More(Color):
        PINK = 4
except TypeError as error:
    print(error)


class Weekday(Enum):
    MON = 1

    @classmethod
    def _missing_(cls, value):
        return cls.MON if value == "monday" else None


print(Weekday("monday"), Color.RED.__class__, issubclass(Color, Enum), isinstance(N.A, int))


class Auto(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    LEFT = auto()
    RIGHT = auto()


print([a.value for a in Auto], Color.RED is Color(1), [c for c in reversed(Color)])
