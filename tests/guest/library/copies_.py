"""copy, and what classes say about it."""

import copy
class Foo:
    def m(self): return self
f=Foo(); f.b=f.m
g=copy.deepcopy(f); print(g.b.__self__ is g, g.m==g.b, f.m==f.m)
for x in (len, [].append, str.upper, "a".upper, copy.copy, Foo, 5, None, (1,2)): print(copy.copy(x) is x, copy.deepcopy(x) is x)
import sys
for x in (sys, (i for i in 'a')):
    try: copy.copy(x)
    except TypeError as e: print(e)
class E(Exception):
    def __init__(s,a,b): super().__init__(a,b); s.a=a
e=copy.copy(E(1,2)); print(e.args,e.a)
class S:
    __slots__=('x','y')
s=S(); s.x=[1]; t=copy.copy(s); print(t.x is s.x, hasattr(t,'y')); u=copy.deepcopy(s); print(u.x is s.x,u.x)
class L(list): pass
l=L([1,[2]]); l.q=3; m=copy.deepcopy(l); print(m,type(m).__name__,m.q,m[1] is l[1])
class T(tuple): pass
print(copy.copy(T((1,2))), type(copy.copy(T((1,2)))).__name__)
from collections import *
print(copy.deepcopy(deque([1,[2]],maxlen=3)), copy.copy(OrderedDict(a=1)), copy.deepcopy(Counter('aab')), copy.deepcopy(defaultdict(list,{'a':[1]})), copy.copy(ChainMap({'a':1})))
import datetime, decimal, fractions, array
print(copy.deepcopy(datetime.date(2020,1,2)), copy.copy(decimal.Decimal('1.5')), copy.deepcopy(fractions.Fraction(1,3)), copy.copy(array.array('i',[1,2])))
P=namedtuple('P','x y'); print(copy.deepcopy(P(1,[2])), copy.copy(P(1,2)))
class G:
    def __init__(s): s.v=1
    def __getstate__(s): return {'v':7}
    def __setstate__(s,st): s.v=st['v']+1
print(copy.copy(G()).v)
class D:
    def __deepcopy__(s,memo): return 'deep'
    def __copy__(s): return 'shallow'
print(copy.copy(D()), copy.deepcopy([D()]))
a=[1]; b=[a,a]; c=copy.deepcopy(b); print(c[0] is c[1])
