"""collections: keywords of any name, copies."""

from collections import abc
print(issubclass(list, abc.Sequence))

from collections import *
c=Counter('abca'); print(c, c.most_common(1), Counter(self=2,iterable=3), Counter({'a':2})+c, c-Counter('a'), Counter(a=1)|Counter(b=2), c['zz'], len(c))
c.update('aa'); c.subtract({'b':5}); print(c, +c, sorted(c.elements()), c.total(), Counter([1,1,2]), Counter())
c=Counter(a=2,b=None); print(c['b'])
P=namedtuple('P','x y',defaults=[5]); 
class Q(P):
    def s(self): return self.x+self.y
print(P(1), Q(1).s(), P._fields, P(1)._asdict(), P._field_defaults)
cm=ChainMap({'a':1},{'b':2,'a':3}); print(cm, dict(cm), cm|{'z':1}, {'q':1}|cm, list(cm), len(cm))
class U(UserDict): pass
u=U(a=1); u.q=5; v=u.copy(); print(v,v.q, type(v).__name__)
import copy
w=copy.copy(UserList([1])); print(w)
d=defaultdict(list); d['a'].append(1); print(d, d.copy())

import heapq

print(min([2, 1], key=None), max([2, 1], key=None), heapq.nsmallest(1, [3, 1], key=None), heapq.nlargest(2, [1, 3, 2], key=None))
