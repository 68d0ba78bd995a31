import collections
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple
from collections.abc import Hashable, Iterable, Iterator, Mapping, MutableMapping, MutableSequence, Sequence, Sized, Callable, Container, Set, Generator

P = namedtuple("P", "x y z", defaults=[0])
p = P(1, 2)
print(p, p.x, p._replace(z=5), p._asdict(), P._fields, P._make([7, 8, 9]), p == (1, 2, 0), p[1], p[-1], len(p), P._field_defaults)
x, *rest = p
print(x, rest, isinstance(p, tuple), p + (9,), max(P(1, 2), P(2, 1)), hash(p) == hash((1, 2, 0)), P(y=3, x=4), 2 in p)


class Q(namedtuple("Q", ["a", "b"])):
    __slots__ = ()

    @property
    def total(self):
        return self.a + self.b

    def __new__(cls, a, b=10):
        return super().__new__(cls, a, b)


print(Q(1).total, Q(1, 2), Q(3) == (3, 10), Q(1)._replace(a=5))
for bad in (lambda: namedtuple("A", "x x"), lambda: namedtuple("A", "class"), lambda: p._replace(q=1), lambda: P._make([1])):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(error)
c = Counter("abracadabra")
print(c, c.most_common(2), c["z"], sorted(c.elements()), c.total(), c - Counter("aab"), c + Counter("zz"), c & Counter("ab"), c | Counter("zzz"))
c.update("aa")
c.subtract({"a": 1})
print(c["a"], dict(c), list(c), +Counter(a=1, b=-1), -Counter(a=1, b=-1), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), c.most_common()[-1])
del c["b"]
print(c, len(c), "b" in c, sum(c.values()), max(c, key=c.get), Counter([1, 1, 2]).most_common(1)[0][0])
d = defaultdict(list)
d["a"].append(1)
d["b"]
print(d, dict(d), "c" in d, d.get("c"), sorted(d.items()))
n = defaultdict(lambda: defaultdict(int))
n["x"]["y"] += 1
print(n["x"]["y"], defaultdict(int, a=1)["a"], defaultdict(int, {"z": 3}), len(n))
try:
    defaultdict(None)["k"]
except KeyError as error:
    print("KeyError", error.args)
q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
print(q, q.maxlen, list(q), q[0], q[-1], len(q), 2 in q, deque("abc"), deque(), bool(deque()))
q = deque(range(5))
q.rotate(2)
print(q, q.popleft(), q.pop(), q)
q.rotate(-1)
q.extendleft("ab")
q.insert(2, "X")
q.remove("X")
q.reverse()
print(q, q.index(1), q.count(0), deque([1, 2]) == deque([1, 2]), deque([1]) < deque([2]), list(reversed(q)), q.copy(), deque([1]) + deque([2]), deque([1, 2]) * 2)
for bad in (lambda: deque().pop(), lambda: deque().popleft(), lambda: q[99], lambda: q.remove("nope"), lambda: q.index("nope")):
    try:
        bad()
    except (IndexError, ValueError) as error:
        print(type(error).__name__, error)
q.clear()
print(q)
big = deque()
for i in range(1000):
    big.append(i)
    if i % 3 == 0:
        big.popleft()
print(len(big), big[0], big[-1], sum(big))
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, list(o), o.popitem(), o.popitem(last=False), o, OrderedDict(a=1) == {"a": 1}, OrderedDict([("a", 1), ("b", 2)]) == OrderedDict([("b", 2), ("a", 1)]))
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["z"] = 9
print(m["a"], m["b"], m.get("q", 0), sorted(m), len(m), m.maps, m.new_child({"a": 7})["a"], m.parents, dict(m) == {"a": 1, "b": 3, "z": 9})


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


u = Lower(A=1)
u["B"] = 2
print(u, u["a"], "b" in u, len(u), isinstance(u, MutableMapping), list(u.items()), u == {"a": 1, "b": 2})
print(UserList([3, 1])[0], UserList([1]) + [2], UserString("abc").upper(), UserString("a") + "b", len(UserString("xyz")))


class It:
    def __iter__(self):
        return iter([1])


class Seq(Sequence):
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]


s = Seq(1, 2, 3)
print(isinstance(It(), Iterable), isinstance(It(), Sized), isinstance([], Sequence), isinstance({}, Mapping), isinstance("", Sequence), isinstance(iter([]), Iterator), isinstance(3, Hashable), isinstance([], Hashable), isinstance(len, Callable), isinstance({1}, Set), isinstance((i for i in []), Generator), isinstance({}, Sequence))
print(list(s), 2 in s, s.index(3), s.count(1), list(reversed(s)), isinstance(s, Sequence), issubclass(list, MutableSequence))
try:
    class Half(Sequence):
        def __len__(self):
            return 0
    Half()
except TypeError as error:
    print(error)


# ---- classes below a named tuple ----


class Below(namedtuple("Base", "x y")):
    def total(self):
        return self.x + self.y


print(Below, Below(1, 2)._replace(y=3), type(Below(1, 2)._replace(y=3)), Below(1, 2)._replace(x=5).total())
print(Below(1, 2).count(1), Below(1, 2).index(2), Below._make([4, 5]).total(), Below(1, 2)._asdict(), Below.__mro__)
