import itertools as it
import operator
from functools import cache, cached_property, cmp_to_key, lru_cache, partial, reduce, singledispatch, total_ordering, wraps

print(list(it.chain([1], "ab")), list(it.chain.from_iterable([[1], [2, 3]])), list(it.combinations("abc", 2)), list(it.permutations([1, 2, 3], 2)))
print(list(it.product("ab", [1, 2])), list(it.product([0, 1], repeat=2)), list(it.combinations_with_replacement("ab", 2)), list(it.islice(it.count(5, 2), 3)))
print(list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], operator.mul, initial=10)), list(it.zip_longest("ab", [1], fillvalue="-")))
print([(k, list(g)) for k, g in it.groupby("aabbbc")], [(k, len(list(g))) for k, g in it.groupby([1, 3, 2, 4], key=lambda x: x % 2)])
print(list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.filterfalse(None, [0, 1, 2])))
print(list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.compress("abcd", [1, 0, 1])), list(it.islice("abcdef", 1, 5, 2)), list(it.islice(it.cycle("ab"), 5)))
print(list(it.repeat(1, 3)), list(it.pairwise("abc")), list(it.batched("abcde", 2)), [list(t) for t in it.tee([1, 2], 2)], len(list(it.permutations(range(5)))))
groups = it.groupby([1, 1, 2])
a = next(groups)
b = next(groups)
print(a[0], list(a[1]), b[0], list(b[1]), next(it.count()), it.count(3), it.repeat("x", 2))


@lru_cache(maxsize=2)
def f(x):
    "doc"
    return x * 2


print(f(1), f(1), f(2), f(3), f(1), f.cache_info(), f.__name__, f.__doc__, f.__wrapped__(4))


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60), fib.cache_info().hits, reduce(lambda a, b: a + b, [1, 2, 3]), reduce(max, [3, 9, 2], 5), partial(max, 5)(9))


def deco(fn):
    @wraps(fn)
    def inner(*args, **kwargs):
        "inner"
        inner.calls += 1
        return fn(*args, **kwargs)

    inner.calls = 0
    return inner


@deco
def hello(name):
    "says hello"
    return "hi " + name


print(hello("x"), hello.__name__, hello.__doc__, hello.calls)


@total_ordering
class T:
    def __init__(self, x):
        self.x = x

    def __eq__(self, o):
        return self.x == o.x

    def __lt__(self, o):
        return self.x < o.x


print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), max([T(1), T(5)]).x)


class C:
    n = 0

    @cached_property
    def big(self):
        C.n += 1
        return 42

    @lru_cache
    def m(self, x):
        return x + 1


c = C()
print(c.big, c.big, C.n, c.m(4), c.m(4))


@singledispatch
def show(x):
    return "object"


@show.register(int)
def _(x):
    return "int"


@show.register(list)
def _(x):
    return "list"


print(show(1), show([]), show("s"), show(True))
print(operator.itemgetter(1)([5, 6]), operator.attrgetter("real")(5), operator.methodcaller("upper")("a"), operator.itemgetter(0, 2)("abc"), operator.xor(5, 1))
try:
    reduce(lambda a, b: a, [])
except TypeError as error:
    print(error)
