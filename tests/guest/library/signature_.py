"""inspect.signature(), bind(), getfullargspec(); positional-only parameters: forms/syntax.txt."""

import abc
import dataclasses
import enum
import functools
import inspect
import typing
from collections import namedtuple
from inspect import Parameter, Signature, signature


def shown(thing):
    try:
        print(signature(thing))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, str(error).partition(" at 0x")[0])


def plain(a, b=1, *args, c, d="x", **kw):
    pass


def annotated(a: int, b: "later" = None, *, c: list[int] = (), **kw: dict[str, int]) -> str:
    return ""


def none():
    pass


def only(a, b=2):
    pass


def keywords(*, z, y=1):
    local = z
    return local


async def coro(a):
    pass


def generate(n=3):
    yield n


for function in (plain, annotated, none, only, keywords, coro, generate, lambda x, y=2, *z: x):
    shown(function)
print(repr(signature(plain)), [repr(each) for each in signature(plain).parameters.values()])


class A:
    def __init__(self, x, y=2):
        pass

    def method(self, a, *rest):
        pass

    @classmethod
    def of(cls, text: str) -> "A":
        pass

    @staticmethod
    def still(a, b):
        pass

    def __call__(self, q, *, w=1):
        pass


class B(A):
    pass


class New:
    def __new__(cls, a, *b):
        return object.__new__(cls)


class Bare:
    pass


class Meta(type):
    def __call__(cls, m, n=1):
        pass


class Made(metaclass=Meta):
    pass


class Wrong(Exception):
    pass


for thing in (A, B, New, Bare, Made, Wrong, object, int):
    shown(thing)
for thing in (A.method, A(1).method, A.of, A(1).of, A.still, A(1).still, A(1), A.__init__, 3, "text"):
    shown(thing)


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0
    tags: list = dataclasses.field(default_factory=list)
    hidden: int = dataclasses.field(default=1, init=False)
    named: str = dataclasses.field(default="n", kw_only=True)


shown(Point)
shown(Point.__init__)


class Colour(enum.Enum):
    RED = 1


class Named(typing.NamedTuple):
    a: int
    b: str = "x"


class Generic(typing.Generic[typing.TypeVar("T")]):
    def __init__(self, item):
        pass


class Abstract(abc.ABC):
    def __init__(self, a):
        pass


for thing in (Colour, Named, Generic, Generic[int], Abstract, abc.ABC):
    shown(thing)
Pair = namedtuple("Pair", "left right", defaults=[None])
shown(Pair)


def decorate(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@decorate
def wrapped(a, b: int = 5) -> int:
    """Its text."""


shown(wrapped)
print(signature(wrapped, follow_wrapped=False).replace(return_annotation=Signature.empty).return_annotation)


@functools.lru_cache(maxsize=None)
def cached(a, b=1):
    pass


shown(cached)
for partial in (
    functools.partial(plain, 1), functools.partial(plain, b=5), functools.partial(plain, 1, 2, 3, c=4),
    functools.partial(annotated, 1, c=3), functools.partial(functools.partial(plain, 1), d=0),
):  # fmt: skip
    shown(partial)


class Partial:
    def full(self, a, b):
        pass

    half = functools.partialmethod(full, 1)


shown(Partial().half)

sig = signature(plain)
print(list(sig.parameters), sig.parameters["b"].default, "zz" in sig.parameters, len(sig.parameters))
for name, param in sig.parameters.items():
    print(name, param.kind, param.kind.name, param.kind.description, repr(param.kind), param.kind == param.VAR_KEYWORD)
print(sig.parameters["a"].default is Parameter.empty, sig.return_annotation is inspect.Signature.empty, Parameter.empty)
print(signature(annotated).return_annotation, signature(annotated).parameters["b"].annotation)


def bound(function, *args, **kwargs):
    try:
        found = signature(function).bind(*args, **kwargs)
    except TypeError as error:
        print("TypeError:", error)
        return
    print(found, found.args, found.kwargs, found.arguments)
    found.apply_defaults()
    print(found.args, found.kwargs, found.arguments)


bound(plain, 1, c=2)
bound(plain, 1, 2, 3, 4, c=5, e=6)
bound(plain, b=1, a=2, c=3)
bound(plain, 1)
bound(plain, c=1)
bound(plain, 1, a=2, c=3)
bound(none, 1)
bound(none, a=1)
bound(only, a=1)
bound(only, 1, b=1)
bound(annotated, 1, 2, e=3)
bound(keywords, z=1)
bound(keywords, 1)
bound(keywords)
bound(A(1).method, 1, 2, 3)
partly = sig.bind_partial(b=1)
print(partly, partly.args, partly.kwargs)
print(signature(A(1)).bind(1) == signature(A(1)).bind(1), signature(A(1)).bind(1) == signature(A(1)).bind(2))

print(sig == signature(plain), sig == signature(none), sig != signature(none), hash(sig) == hash(signature(plain)))
print(sig.replace(return_annotation=int), sig.replace(parameters=list(sig.parameters.values())[:2]))
print(sig.parameters["a"].replace(name="other", annotation=float, default=0.5))
made = Signature([Parameter("p", Parameter.POSITIONAL_ONLY), Parameter("k", Parameter.KEYWORD_ONLY, default=1)])
print(made, Signature(), Signature(return_annotation=None))
for make in (
    lambda: Signature([Parameter("k", Parameter.KEYWORD_ONLY), Parameter("p", Parameter.POSITIONAL_ONLY)]),
    lambda: Signature([Parameter("a", 1), Parameter("a", 1)]),
    lambda: Signature([Parameter("a", 1, default=1), Parameter("b", 1)]),
    lambda: Parameter("not a name", 1),
    lambda: Parameter("class", 1),
    lambda: Parameter("a", 7),
    lambda: Parameter("a", Parameter.VAR_KEYWORD, default=1),
    lambda: Parameter(1, 1),
):
    try:
        print(make())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class Told:
    __signature__ = made

    def __call__(self, *args):
        pass


shown(Told())
print(signature(annotated).format(max_width=20))

for thing in (plain, annotated, none, only, keywords, wrapped, A, A.method, A(1).method, A.of, Point):
    print(inspect.getfullargspec(thing))
try:
    inspect.getfullargspec(3)
except TypeError as error:
    print(error)
print(sorted(inspect.get_annotations(annotated)), inspect.get_annotations(none), inspect.get_annotations(Point)["tags"])


def texts(a: "int", b: "list[str]") -> "A":
    pass


print(inspect.get_annotations(texts, eval_str=True))
print(signature(texts), signature(texts, eval_str=True))
print(inspect.formatannotation(int), inspect.formatannotation(A), inspect.formatannotation(list[int]))
print([inspect.isbuiltin(each) for each in (len, print, max, [].append, plain, A(1).method)])
print([inspect.ismethod(each) for each in (len, print, [].append, plain, A.method, A(1).method, A.of)])


def validate(function):
    """A decorator as they are taught."""
    sig = signature(function)

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        for name, value in sig.bind(*args, **kwargs).arguments.items():
            wanted = sig.parameters[name].annotation
            if wanted is not Parameter.empty and not isinstance(value, wanted):
                raise TypeError(f"{name} must be {wanted.__name__}")
        return function(*args, **kwargs)

    return wrapper


@validate
def add(a: int, b: int = 1):
    return a + b


print(add(1), add(1, b=3), signature(add))
try:
    add("1")
except TypeError as error:
    print(error)
