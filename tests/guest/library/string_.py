"""string.Template and string.Formatter, and classes below them."""

from string import *
import string
print(Template('$who likes $what, ${x}y $$').substitute(who='a',what='b',x=3))
class MyT(Template):
    delimiter='%'
print(MyT('%a %% $b').safe_substitute({'a':1}))
try: Template('a\n$ b').substitute()
except ValueError as e: print(e)
try: Template('$a').substitute()
except KeyError as e: print(repr(e))
print(Formatter().format('{} {a!r:>{w}} {0}'.replace('{0}',''), 1, a='q', w=5))
print(Formatter().format('{0} {1}', 'a','b'), Formatter().format('{} {}', 'a', 'b'))
try: Formatter().format('{0} {}', 'a','b')
except ValueError as e: print(e)
print(capwords('hello wOrld'), Formatter().vformat('{self}',(),{'self':1}), Formatter().format('{self}',self=4))
print(string.Template('$self').substitute({'x':1},self=2))
