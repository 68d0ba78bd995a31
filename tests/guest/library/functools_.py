"""functools: what it makes has the attributes and raises the errors of CPython."""

from functools import *
import functools, time
def f(*a, **k): return a, k
print(partial(f,1,self=2)(3,func=4), partial(int,base=2)('101'))
class A:
    p=partial(f,7)
    m=partialmethod(f,8)
    @lru_cache(maxsize=None)
    def sq(self,x): return x*x
    @cached_property
    def c(self): print('calc'); return 5
a=A()
print(len(a.m(9)[0]), a.sq(3), a.sq(3), A.sq.cache_info(), a.c, a.c)
@lru_cache(maxsize=2)
def g(x,y=1):
    "doc"
    return x+y
print(g(1),g(2),g(1,y=2),g(1), g.cache_info(), g.__name__, g.__doc__, g.__wrapped__(1), g.cache_parameters())
g.cache_clear(); print(g.cache_info())
print(sorted([3,1,2],key=cmp_to_key(lambda a,b:b-a)))
for t in (lambda: reduce(lambda a,b:a,[]), lambda: reduce(f,5), lambda: partial(), lambda: partial(3), lambda: cmp_to_key(lambda a,b:0)(1)<3, lambda: 1):
    try: t()
    except TypeError as e: print(e)
@cache
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(80))
p=partial(print,1,sep='x'); print(repr(p)[:20], p.func is print, p.args, p.keywords)
from functools import *
from collections.abc import *
@singledispatch
def f(x): return 'obj'
@f.register
def _(x: int): return 'int'
@f.register(list)
@f.register(tuple)
def _(x): return 'seq'
@f.register(Mapping)
def _(x): return 'map'
@f.register
def _(x: float | str): return 'fs'
print(f(1),f([]),f(()),f({}),f(1.5),f('a'),f(None),f(True), f.dispatch(dict) is f.registry[Mapping])
class A:
    @singledispatchmethod
    def m(self,x): return 'base'
    @m.register
    def _(self,x:int): return 'int', self
    @m.register(str)
    def _(self,x): return 'str'
print(A().m(1)[0], A().m('q'), A().m([]), A.m.__name__)
try:
    @f.register
    def _(x): pass
except TypeError as e: print(str(e)[:40])
from contextlib import ExitStack
with ExitStack() as s:
    s.callback(print,'cb',sep='-'); s.callback(lambda **k: print(k), self=1, callback=2)
