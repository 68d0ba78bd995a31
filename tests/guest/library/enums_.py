"""enum: members, flags, errors."""

from enum import *
import enum
class Color(Enum):
    RED=1
    GREEN=auto()
    BLUE='b'
    def describe(self): return self.name, self.value
print(list(Color), Color.RED, repr(Color(1)), Color['RED'], Color.GREEN.describe(), Color.RED in Color, 1 in Color)
try: Color(99)
except ValueError as e: print(e)
try:
    class Dup(Enum):
        A=1
        A=2
except TypeError as e: print(e)
class P(Flag):
    R=auto(); W=auto(); X=auto(); RW=R|W
print(P.R|P.X, repr(P.RW), list(P), P.RW in (P.R|P.W|P.X), ~P.R, bool(P(0)), P.R in P.RW)
class I(IntEnum): A=1; B=2
print(I.A<I.B, I.A+1, repr(I.A), str(I.A), f'{I.A}', I(2))
class S(StrEnum): AA=auto(); B='x'
print(S.AA, repr(S.B), S.AA.upper())
class Planet(Enum):
    M=(1,2)
    def __init__(self,a,b): self.a=a; self.b=b
    @property
    def s(self): return self.a+self.b
print(Planet.M.s, Planet.M.value)
A=Enum('A','x y z'); print(list(A))
try: Color.RED=3
except AttributeError as e: print(e)
@unique
class U(Enum): A=1
try:
    @unique
    class U2(Enum): A=1; B=1
except ValueError as e: print(e)
import copy
print(copy.copy(Color.RED) is Color.RED, copy.deepcopy(Color.RED) is Color.RED, len(Color), Color.__members__)
print(hash(Color.RED)==hash('RED'), {Color.RED:1}[Color.RED], isinstance(Color.RED,Color), type(Color.RED))
try: Color.PURPLE
except AttributeError as e: print(e)
class IF(IntFlag): A=1; B=2
print(IF.A|IF.B, repr(IF.A|IF.B), IF.A|8, IF(3))
try:
    class Sub(Color): pass
except TypeError as e: print(e)
