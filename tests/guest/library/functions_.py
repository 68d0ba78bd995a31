"""What functions tell of themselves: their code, and what they close over."""

import sys


def show(function):
    code = function.__code__
    print(code.co_name, code.co_qualname, code.co_varnames, code.co_argcount, code.co_kwonlyargcount)
    print(code.co_freevars, code.co_flags, code.co_firstlineno, code.co_nlocals)


def plain(a, b=2, *args, c, d=4, **kwargs):
    e = a
    return e


def outer(k):
    x = 1
    y = 2

    def inner(z, *rest):
        q = z
        return x + y + k

    return inner


class Some:
    def method(self, x):
        return __class__

    def one(): pass


async def coroutine(): pass
async def asynchronous(): yield 1
def generator(): yield


for each in (plain, outer(3), Some.method, Some().method, Some.one, coroutine, asynchronous, generator,
             lambda a, b=1: a):
    show(each)

print(plain.__closure__, [cell.cell_contents for cell in outer(3).__closure__])


def unbound():
    def inner():
        return later
    cells = inner.__closure__
    try:
        cells[0].cell_contents
    except ValueError:
        print("empty")
    later = 1
    print(cells[0].cell_contents)


unbound()
print(compile("1", "there.py", "eval").co_filename, compile("1", "there.py", "exec").co_name)
for take in (lambda code: type(outer)(code, {})(5), exec):
    try:
        take(outer(3).__code__)
    except TypeError:
        print("TypeError")
print(sys.modules["__main__"].plain is plain, sys.modules[__name__].outer is outer)
print(exit is not None, quit is not None)
