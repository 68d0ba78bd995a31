"""int, float, bool, range, list, dict, set, generators and operators (build/patches/0074 to 0079): as CPython,
which is asked on the spot."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from node import Outcome

from cloche.front import parse

Run = Callable[..., Outcome]

PROGRAMS = {
    "operands take turns": r"""
class R:
    def __init__(self, name="R"): self.name = name
    def __repr__(self): return self.name
    def __lt__(self, o): return (self.name + " lt", o)
    def __le__(self, o): return (self.name + " le", o)
    def __gt__(self, o): return (self.name + " gt", o)
    def __ge__(self, o): return (self.name + " ge", o)
    def __eq__(self, o): return (self.name + " eq", o)
    def __ne__(self, o): return (self.name + " ne", o)
    __hash__ = None
for op in "add sub mul truediv floordiv mod pow and or xor lshift rshift divmod matmul".split():
    def f(self, o, op=op): return (self.name + " r" + op, o)
    setattr(R, "__r" + op + "__", f)
class N:
    def __lt__(self, o): return NotImplemented
    __le__ = __gt__ = __ge__ = __lt__
    def __add__(self, o): return NotImplemented
    __mul__ = __add__
    def __repr__(self): return "N"
class L(list): pass
class I(int): pass
class S(str): pass
class F(float): pass
class D(dict): pass
class B: pass
import operator as op
lefts = [1, 10**20, 1.5, 1j, True, "s", b"s", [1], (1,), {1}, frozenset([1]), {1: 2}, range(3), None, N(), L([1]), I(3), S("t"), F(2.5), D(a=1), bytearray(b"x")]
for l in lefts:
    for name in "lt le gt ge eq ne add sub mul truediv floordiv mod pow and_ or_ xor lshift rshift matmul".split():
        if name in ("mod", "mul") and not isinstance(l, (int, float, complex)):
            continue
        try:
            print(repr(l)[:30], name, getattr(op, name)(l, R()))
        except Exception as e:
            print(repr(l)[:30], name, type(e).__name__, e)
        try:
            r = getattr(op, name)(l, B())
            if name not in ("eq", "ne"): print(repr(l)[:30], name, "B", r)
        except Exception as e:
            print(repr(l)[:30], name, "B", type(e).__name__, e)
    try: print(divmod(l, R()))
    except Exception as e: print(repr(l)[:30], "divmod", type(e).__name__, e)
    for i in ("l -= R()", "l |= R()"):
        d = {"l": l if not hasattr(l, "copy") else l.copy(), "R": R}
        try: exec(i, d); print(i, repr(d["l"])[:40])
        except Exception as e: print(repr(l)[:30], i, type(e).__name__, e)
class A2(R): pass
class B2(A2):
    def __radd__(self, o): return ("B2 radd", o)
    def __gt__(self, o): return ("B2 gt", o)
class C2(A2): pass
for a in (A2("a"), B2("b"), C2("c")):
    for b in (A2("a2"), B2("b2"), C2("c2")):
        print(type(a), type(b), a < b, a > b, a == b, a != b)
class A3:
    def __add__(self, o): return "A3 add"
    def __radd__(self, o): return "A3 radd"
class B3(A3):
    def __radd__(self, o): return "B3 radd"
class C3(A3): pass
print(A3() + B3(), A3() + C3(), B3() + A3(), C3() + C3(), C3() + B3())
class MyInt(int):
    def __radd__(self, o): return ("MyInt radd", o)
    def __gt__(self, o): return ("MyInt gt", o)
    def __eq__(self, o): return ("MyInt eq", o)
    __hash__ = int.__hash__
    def __rpow__(self, o, m=None): return ("rpow", o, m)
class MyInt2(int): pass
print(1 + MyInt(2), 1 < MyInt(2), 1 == MyInt(3), MyInt2(1) + MyInt(2), MyInt2(1) < MyInt(2), 10**20 + MyInt(2), 2 ** MyInt(2), pow(2, MyInt(3)))
print(MyInt2(1) < MyInt2(2), MyInt2(1) + MyInt2(2), True + MyInt(1), True < MyInt(1), 1.5 + MyInt(1), 1.5 < MyInt(1))
class MyStr(str):
    def __radd__(self, o): return ("MyStr radd", o)
    def __eq__(self, o): return "MyStr eq"
    def __gt__(self, o): return "MyStr gt"
    __hash__ = str.__hash__
print("a" + MyStr("b"), "a" == MyStr("b"), "a" < MyStr("c"))
class MyList(list):
    def __radd__(self, o): return ("MyList radd", o)
    def __gt__(self, o): return "MyList gt"
    def __eq__(self, o): return "MyList eq"
print([1] + MyList([2]), [1] < MyList([2]), [1] == MyList([2]), L([1]) < MyList([2]), L([1]) == L([1]), L([1]) < L([2]), L([1]) < [2], [1] < L([2]), L([1]) == [1], [1] == L([1]))
print({1} < {1, 2}, {1} <= frozenset([1]), D(a=1) == {"a": 1}, {"a": 1} == D(a=1), D(a=1) == D(a=1))
class Fl:
    def __float__(self): return 2.0
    def __index__(self): return 2
for e in ("1.5 + Fl()", "1.5 < Fl()", "2 + Fl()", "1.5 == Fl()", "[1] * Fl()", "Fl() * [1]", "'a' * Fl()", "1j + Fl()", "pow(Fl(), 2)", "Fl() ** 2.0", "2 ** Fl()", "1 << Fl()", "divmod(5, Fl())", "(1,) * Fl()", "b'a' * Fl()", "L([1]) * Fl()"):
    try: print(e, eval(e))
    except Exception as x: print(e, type(x).__name__, x)
from functools import total_ordering
@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == (o.v if isinstance(o, T) else o)
    def __lt__(self, o): return self.v < (o.v if isinstance(o, T) else o)
print(1 < T(2), 1 > T(2), 1 <= T(1), 3 >= T(2), sorted([T(3), 1, T(2)], key=lambda t: getattr(t, "v", t))[0])
try: sorted([1, B()])
except TypeError as e: print(e)
print(max(1, T(2)).v, min([T(0), 5]).v)
""",
    "ranges of any size": r"""
big = 10**20
rs = [range(big), range(-big, big, 3), range(big, 0, -7), range(5, 2), range(0, 10, big), range(2**30), range(2**31 - 5, 2**31 + 5), range(-2**31, -2**31 + 3), range(10), range(big, big), range(2**64, 2**64 + 20, 7), range(3, -big, -big)]
for r in rs:
    print(r, bool(r), r.start, r.stop, r.step)
    try: print(len(r))
    except OverflowError as e: print("OverflowError")
    for i in (0, 1, -1, 5, -3, big // 2, -big, 2**31, True, slice(1, 3), slice(None, None, -1), slice(big, None, -big), slice(-5, big), slice(None, None, big), slice(2**31, -2**31, -1)):
        try: print(i, r[i])
        except IndexError as e: print(i, e)
    print([x in r for x in (0, 1, 5, big - 1, big, -big, -big + 3, 2**31, 2**64 + 7, True)])
    for x in (0, 7, big - 7, 2**64 + 7, 2**31, -1, "a"):
        try: print(x, r.count(x) if x != "a" else None, r.index(x) if x != "a" else None)
        except ValueError: print(x, "ValueError")
    it = iter(r)
    print([next(it, None) for _ in range(4)], [next(i, None) for i in [reversed(r)] for _ in range(4)])
print(range(big) == range(0, big), range(big) == range(big + 1), range(big, big + 1, 5) == range(big, big + 3, 9), hash(range(big)) == hash(range(0, big, 1)), range(0) == range(big, 5))
print({range(big): 1}[range(0, big)], range(3) == range(0, 3, 1), range(0, 3, 2) == range(0, 4, 2), range(1) != range(2))
class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
print(range(I(2), I(big), I(big // 3)), list(range(I(3))), range(10)[I(3)], range(big)[I(5)], range(True))
for code in ("range('a')", "range(1.0)", "range(1, 2, 0)", "range(big, 0, 0)", "range()", "range(1, 2, 3, 4)", "range(5)['a']", "range(big)['a']", "range(5)[1.0]", "range(3)[2**70]", "range(1)[0:1:0]", "range(big)[0:1:0]", "class R(range): pass\nR(3)"):
    try: exec(code); print(code)
    except Exception as e: print(code, type(e).__name__, str(e).replace("big", ""))
print([slice(*s).indices(n) for s in ((None,), (big,), (-big, big), (None, None, -1), (big, -big, -big), (3, None, big), (I(1), I(big))) for n in (0, 5, big)])
print([list(range(20))[big:], list(range(5))[-big:big], "abc"[:big], (1, 2)[::-big]])
print([list(reversed(range(*a))) for a in ((5,), (0,), (1, 10, 3), (10, 1, -4), (2**30 - 2, 2**30 + 1))])
total = 0
for x in range(big, big + 50, 7): total += x
print(total, sum(range(big, big + 10)), max(range(big, big + 3)), list(map(lambda x: x - big, range(big, big + 3))))
""",
    "containers within themselves": r"""
l = [1]; l.append(l); print(l, [l, l])
d = {}; d["d"] = d; d["l"] = [d]; print(d)
t = ([],); t[0].append(t); print(t, t[0])
class L(list): pass
x = L(); x.append(x); x.append([x]); print(x)
class D(dict): pass
x = D(); x["a"] = x; print(x)
class S(set): pass
class H:
    def __init__(self, s): self.s = s
    def __repr__(self): return "H(%r)" % (self.s,)
for kind in (set, frozenset, S):
    h = H(None); s = kind([h]); h.s = s; print(repr(s).count("..."), s if kind is set else "")
class Bad:
    def __repr__(self): raise ValueError("bad")
l = [1, [Bad()]]
for i in range(3):
    try: repr(l)
    except ValueError as e: print(e)
l[1].pop(); print(l, [l], {"l": l})
a, b = [], []; a.append(b); b.append(a); print(a, b); print("%r %s" % (a, b), f"{a}", str(a))
same = [0]; print([same, same], {"a": same, "b": same}, (same, same))
class Node:
    def __init__(self): self.kids = []
    def __repr__(self): return f"Node({self.kids!r})"
n = Node(); n.kids.append(n.kids); print(n)
""",
    "dicts that change": r"""
def loop(d, change):
    seen = []
    try:
        for k in d:
            seen.append(k)
            change(d, k)
            if len(seen) > 50: seen = "endless"; break
    except RuntimeError as e:
        print(len(seen), e)
    else:
        print(seen, d)
def rename(d, k): d[k.upper()] = d.pop(k)
def again(d, k): del d[k]; d[k] = 1
def grow(d, k): d[k + k] = 1
def shrink(d, k): del d[k]
def same(d, k): d[k] = 2
for n in (1, 3, 20):
    for change in (rename, again, grow, shrink, same) if n == 20 else (grow, shrink, same):
        loop({chr(97 + i): i for i in range(n)}, change)
class D(dict):
    def __setitem__(self, k, v): super().__setitem__(k, (v, "set"))
print(D.fromkeys("ab"), type(D.fromkeys("ab")).__name__, dict.fromkeys("ab", 0), type({}.fromkeys([1])))
class Lie:
    def __len__(self): return 10**8
    def __iter__(self): return iter("xy")
print(dict.fromkeys(Lie()))
class M(dict):
    def __missing__(self, k): raise KeyError("no " + k)
try: M()["x"]
except KeyError as e: print(e)
class K:
    n = 0
    def __hash__(self): K.n += 1; return 1
    def __eq__(self, o): return self is o
d = {}; k = K(); d[k] = 1; print(K.n); d.setdefault(K(), 5); print(K.n); d.get(k); print(K.n >= 2)
class Mut:
    def __hash__(self): return 0
    def __eq__(self, o):
        other.clear(); return False
other = {Mut(): 1, 5: 2}; mine = {Mut(): 3}
try: mine.update(other); print("fine")
except RuntimeError as e: print(e)
d = {1: 2}; d.__init__({3: 4}, a=5); print(d)
class I(dict):
    def __init__(self, x): self.x = x
print(I({1: 2}), I(5).x)
""",
    "what __new__ and __init__ make": r"""
l = [1]; l.__init__("ab"); print(l); l.__init__(); print(l); list.__init__(l, (1,)); print(l)
s = {1}; s.__init__("a"); print(s); set.__init__(s); print(s)
f = frozenset("a"); f.__init__("b"); print(f)
class Stack(list):
    def __init__(self, *items):
        for item in items: self.append(item)
        self.top = items[-1] if items else None
print(Stack(1, 2, 3), Stack(), Stack(4).top, len(Stack(1, 2)))
class NoSuper(list):
    def __init__(self, x): self.x = x
print(NoSuper([1, 2]), NoSuper((3,)).x)
class Bag(dict):
    def __init__(self, **kw):
        self["start"] = 1
        self.update(kw)
print(Bag(a=2))
class Bag2(dict):
    def __init__(self, *a, **kw):
        self["start"] = 1
        super().__init__(*a, **kw)
print(Bag2({"x": 1}, y=2))
class MySet(set):
    def __init__(self, xs): 
        self.count = len(self)
        super().__init__(xs)
print(MySet("a"), MySet("ab").count)
class MyInt(int):
    def __init__(self, v, *more):
        self.double = self * 2
        self.text = "%d" % self
print(MyInt(4).double, MyInt("7").text, MyInt(3) + 1)
class MyStr(str):
    def __init__(self, v): self.n = len(self)
print(MyStr("abc").n, MyStr("x") + "y")
class MyTuple(tuple):
    def __init__(self, items, name=None): self.name = name; self.n = len(self)
t = MyTuple([1, 2], name="t"); print(t, t.name, t.n)
class MyFloat(float):
    def __init__(self, v): super().__init__(); self.half = self / 2
print(MyFloat(3).half)
class F2(float):
    def __new__(cls, v, unit): return super().__new__(cls, v)
    def __init__(self, v, unit): self.unit = unit
print(F2(2.5, "kg"), F2(2.5, "kg").unit)
l = m = [1, 2]; l *= 2; print(m, l is m); l *= 0; print(m); l *= 1; l += [5]; l *= 3; print(m)
it = iter(l); print(list(it)); l.append(9); print(list(it))
class A: pass
a = A(); a.x = 1
d = a.__dict__; d["y"] = 2; print(a.y, d); a.z = 3; print(d); del d["x"]; print(hasattr(a, "x"), vars(a) is a.__dict__)
a.__dict__ = {"q": 7}; print(a.q, hasattr(a, "y"), d); a.r = 1; print(a.__dict__); a.__dict__.update(w=5); print(a.w, sorted(vars(a)))
try: a.__dict__ = 5
except TypeError as e: print(e)
class Borg:
    shared = {}
    def __init__(self): self.__dict__ = self.shared
b, c = Borg(), Borg(); b.v = 1; print(c.v); c.w = 2; print(b.w, Borg.shared)
class Config:
    def __init__(self, **kw): self.__dict__.update(kw)
    def __repr__(self): return "Config(%s)" % ", ".join(f"{k}={v!r}" for k, v in sorted(self.__dict__.items()))
print(Config(a=1, b="x"), Config(a=1).__dict__ == {"a": 1})
for name in list(a.__dict__): delattr(a, name)
print(a.__dict__, [k for k in dir(a) if not k.startswith("_")])
a.__dict__[3] = 4; a.__dict__["ok"] = 1; print(a.__dict__, a.ok)
class P:
    def __init__(self): self._x = 1
import copy
p = P(); p.__dict__["x"] = 9; print(p.x, p.__dict__)
q = copy.copy(p); q._x = 2; print(p._x, q._x, q.__dict__)
for code in ("class B(bool): pass", "class R(range): pass", "class S(slice): pass"):
    try: exec(code)
    except TypeError as e: print(e)
class T:
    def __init__(self, v): self.v = v
    def __bool__(self): return self.v
for v in (True, False, 1, "a", None):
    try: print(bool(T(v)), "yes" if T(v) else "no")
    except TypeError as e: print(e)
""",
    "locals": r"""
def f(a, b=2, *args, c=3, **kw):
    x = a + b
    if False: never = 1
    d = locals()
    print(sorted(d.items()))
    y = 1
    print(eval("x + a * c"), sorted(vars()))
    del x
    print(sorted(locals()))
    exec("print(a, y)")
f(1); f(1, 5, 6, c=7, z=8)
def outer():
    n = 1
    def inner(k):
        print(sorted(locals().items()), n + k)
        return lambda: n
    inner(5)
    print(sorted(locals()))
outer()
def g():
    i = 5
    yield locals()
    j = 6
    yield locals()
print(list(g()))
class C:
    a = 1
    names = sorted(k for k in locals() if not k.startswith("_"))
    def m(self):
        b = 2
        return locals()
print(C.names, sorted(C().m()))
print(locals() is globals(), "f" in vars())
def h(): return locals()
print(h(), (lambda q: locals())(4))
name, age = "Ann", 3
def t(): name = "Bob"; return "{name} {age}".format(age=1, **locals()), "%(name)s" % locals()
print(t())
def m(v):
    match v:
        case [p, q, *rest]: return sorted(locals())
        case {"k": w, **others}: return sorted(locals())
        case str() | int() as n: return sorted(locals())
print(m([1, 2, 3]), m({"k": 1, "l": 2}), m("s"))
def e():
    total = 10
    return eval("total + extra", {"extra": 5, "total": 1}), eval("total"), eval("total", {"total": 3}, {"total": 4})
print(e())
def deleted():
    try: 1 / 0
    except ZeroDivisionError as err: pass
    return locals()
print(deleted())
""",
    "numbers, generators, literals": r"""
for t in ("0x1p4", "1.8", "0x.8p1", "-0x1.921fb54442d18p+1", "  inf ", "-Infinity", "NaN", "0x1.fffffffffffffp1023", "abc", "0x1p-1074", "1p-1075", "0X10", "+a.bp-3", "0x1_0", "", "0x", ".", "0x.p1", "1p", "nan(1)", "0x1p5000", "infinit", "1 2", "-0x0p0", "0x1.00000000000008p0", "0x1.000000000000080001p0"):
    try: print(repr(t), float.fromhex(t), float.fromhex(t).hex())
    except (ValueError, OverflowError) as e: print(repr(t), type(e).__name__, e)
for a in ((b"\x01\x02",), (b"\x01\x02", "little"), (b"\xff\xfe", "big"), ([1, 255], "big"), (b"", "big"), (bytes(range(20)), "little")):
    print(int.from_bytes(*a), int.from_bytes(*a, signed=True))
print(int.from_bytes(bytes=b"\x80", byteorder="big", signed=True), bool.from_bytes(b"\0\0", "big"), bool.from_bytes(b"\0\1", "big"))
for n in (0, 1, 127, 128, 255, 256, -1, -128, -129, 65535, 2**63, -2**63, 10**30, -10**30, True):
    for length in (0, 1, 2, 8, 20):
        for signed in (False, True):
            for order in ("big", "little"):
                try: print(n, length, order, n.to_bytes(length, order, signed=signed))
                except OverflowError as e: print(n, length, signed, e)
print((5).to_bytes(), (5).to_bytes(2), (1024).to_bytes(length=4, byteorder="little"))
for code in ("(1).to_bytes(2, 'middle')", "(1).to_bytes(-1)", "int.from_bytes(b'', 'x')", "int('1', 2**100)", "int('1', -5)", "int('1', 1)", "int('12', 2)"):
    try: print(eval(code))
    except Exception as e: print(code, type(e).__name__, e)
print(True.real, True.imag, True.numerator, True.denominator, True.conjugate(), True.bit_length(), True.as_integer_ratio(), (True).to_bytes(1, "big"), type(True.real), type(False.conjugate()))
class X:
    def __index__(self): return True
print(range(5)[X()], [1, 2][X()], hex(X()), "ab" * X())
f = lambda: (yield 1)
g = f(); next(g)
try: g.send(5)
except StopIteration as e: print(e.value)
def gen():
    try: yield 1
    except GeneratorExit: return "closed"
x = gen(); print(x.__name__, x.gi_running, x.gi_suspended, x.gi_yieldfrom); next(x); print(x.gi_suspended); x.close(); print(x.gi_suspended)
def outer(): yield from inner
inner = gen(); o = outer(); next(o); print(o.gi_yieldfrom is inner, outer.__name__, o.__qualname__)
def selfref():
    print(me.gi_running)
    try: next(me)
    except ValueError as e: print(e)
    yield
me = selfref(); next(me)
print(f'{{', f'a{{', f'{{b', f'}}', f'{{}}', f'{5}{{', f'{{{5}}}', '|')
s = {frozenset([1])}
class S(set): pass
print(S([1]) in s, {1} in s, [s.discard(S([1])), s])
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_core_types_as_in_cpython(run: Run, name: str, tmp_path: Path) -> None:
    cpython = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAMS[name]], cwd=tmp_path, capture_output=True, text=True, timeout=60,
        check=True,
    )
    source = parse(PROGRAMS[name], "<main>")
    outcome = run(source.body, tail=source.tail, tail_line=source.tail_line, wall_seconds=30)
    assert outcome.error is None, outcome
    assert outcome.stdout.split("\n") == cpython.stdout.split("\n")
