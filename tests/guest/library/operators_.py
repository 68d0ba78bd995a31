"""operator and its errors."""

import operator
from operator import *
print(len(operator.__all__) > 50)
print(itemgetter(1, 2)("abc"))
print(methodcaller('split', 'a', maxsplit=1)('xaya'), operator.__add__(1,2), operator.__and__(6,3), index(True))
for f in (lambda: itemgetter(), lambda: attrgetter(2), lambda: methodcaller(), lambda: index(1.5), lambda: concat(1,2), lambda: indexOf([1],2), lambda: length_hint(3), lambda:iadd([1],[2])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
a=[1]; b=iadd(a,[2]); print(a is b)
