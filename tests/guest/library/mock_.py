"""unittest.mock."""

from unittest.mock import *
import unittest.mock
m=Mock()
print(m.foo(1,x=2) is m.foo.return_value, m.foo.call_args, m.mock_calls, m.method_calls)
m.foo.assert_called_once_with(1,x=2)
try: m.foo.assert_called_with(3)
except AssertionError as e: print(e)
m=Mock(return_value=3, side_effect=[1,2,KeyError('k')])
print(m(),m())
try: m()
except KeyError as e: print(repr(e))
print(m.call_count, m.call_args_list, m.called)
mm=MagicMock()
print(len(mm), int(mm), list(mm), bool(mm), 3 in mm)
mm.__len__.return_value=5
mm.__getitem__.side_effect=lambda k:k*2
mm.__iter__.return_value=[1,2]
print(len(mm), mm[4], list(mm))
with mm as q: print(q is mm.__enter__.return_value)
mm.a.b.c(5); print(mm.mock_calls[-1], call.a.b.c(5)==mm.mock_calls[-1])
args,kw=m.call_args; print(args,kw)
import math
class P:
    def go(self,x): return x
with patch.object(P,'go',return_value=9) as g:
    print(P().go(1), g.call_args)
print(P().go(1))
with patch('math.sqrt') as s:
    s.return_value=7
    print(math.sqrt(4))
print(math.sqrt(4))
@patch('builtins.print')
def f(p):
    print('hidden'); return p.call_args
print(f())
d={'a':1}
with patch.dict(d,{'b':2}): print(d)
print(d, ANY==3, sentinel.x, call(1,a=2))
class X:
    def a(self): pass
s=Mock(spec=X)
s.a()
try: s.b
except AttributeError as e: print(e)
m=Mock(name='nm'); print(repr(m)[:15], repr(m.x.y())[:23])
import random
with patch('random.randint', side_effect=[1,2]): print(random.randint(1,5), random.randint(1,5))
m=Mock(); m.assert_not_called(); m(1)
try: m.assert_not_called()
except AssertionError as e: print(e)
try: Mock().assert_called_once()
except AssertionError as e: print(e)
try: m.asert_called()
except AttributeError as e: print(e)
with patch('builtins.open', mock_open(read_data='abc\nd')) as o:
    with open('f') as fh: print(fh.read())
o.assert_called_once_with('f')
with patch('builtins.input', return_value='zz'): print(input('?'))
m=Mock(); m.x=3; m.y.z=4; print(m.x,m.y.z)
m=Mock(**{'a.return_value':5,'b.side_effect':ValueError}); print(m.a())
try: m.b()
except ValueError: print('VE')
m=Mock(); m.__str__=Mock(return_value='wheee'); print(str(m)); m.__str__.assert_called_with()
