"""doctest finds, runs and tells of examples as CPython's does.

>>> answer - 40
2
"""

import collections
import contextlib
import dataclasses
import doctest
import enum
import functools
import io
import re
import sys
from math import sqrt
from textwrap import dedent

answer = 42


def told(call):
    """Prints what a call prints, and gives, without files, lines, frames and CPython's guesses."""
    shown, sys.stdout = sys.stdout, io.StringIO()
    try:
        result = call()
        text = sys.stdout.getvalue()
    finally:
        sys.stdout = shown
    text = re.sub(r'File "[^"]*", line (\d+|\?)', "File", text)
    head = r"(Traceback \(most recent call last\):\n)"
    text = re.sub(head + r"(    \+ {3}.*\n| {6}.*\n)+", r"\1", text)
    text = re.sub(r"\. Did you mean.*", "", text)
    print(text)
    print(result)


class Base:
    """
    >>> Base().m()
    1
    """

    def m(self):
        """
        >>> Base().m()
        1
        >>> _
        1
        """
        return 1

    @classmethod
    def c(cls):
        """
        >>> Base.c()
        'Base'
        """
        return cls.__name__

    @staticmethod
    def s():
        ">>> Base.s()"

    @property
    def p(self):
        """
        >>> Base().p
        5
        """
        return 5

    @functools.cached_property
    def cp(self):
        """
        >>> Base().cp
        6
        """
        return 6

    class Inner:
        """
        >>> 3
        3
        """

    @functools.lru_cache
    def cached(self):
        """
        >>> Base().cached()
        """

    def __len__(self):
        return 1


class Sub(Base):
    pass


@dataclasses.dataclass(order=True)
class Point:
    x: int = 0


@dataclasses.dataclass(frozen=True)
class Frozen:
    """
    >>> Frozen(1)
    Frozen(x=1)
    >>> Frozen(1).x = 2
    Traceback (most recent call last):
    dataclasses.FrozenInstanceError: cannot assign to field 'x'
    """

    x: int = 0


class Colour(enum.Enum):
    """
    >>> Colour.RED
    <Colour.RED: 1>
    """

    RED = 1

    def shown(self):
        "No example."


class Own(Exception):
    pass


Pair = collections.namedtuple("Pair", "x y")


@functools.lru_cache(None)
def remembered():
    """
    >>> remembered()
    7
    """
    return 7


@contextlib.contextmanager
def opened():
    """
    >>> with opened() as x:
    ...     print(x)
    3
    """
    yield 3


def outer(f):
    @functools.wraps(f)
    def inner(*args):
        return f(*args)

    return inner


@outer
def wrapped():
    """
    >>> wrapped()
    3
    """
    return 3


def _private():
    """>>> 1
    1"""


__test__ = {"text": "\n>>> 5\n5\n", "function": _private}


def forms():
    r"""
    >>> x = 1; x
    1
    >>> # only a comment
    >>> for i in range(3):
    ...     i
    ...     print(-i)
    0
    0
    1
    -1
    2
    -2
    >>> if True:
    ...     def g(a):
    ...
    ...         return a
    ...
    ...     g(3)
    3
    >>> print("a\n\nb")
    a
    <BLANKLINE>
    b
    >>> list(range(20)) # doctest: +ELLIPSIS
    [0, 1, ..., 18, 19]
    >>> print(list(range(20))) # doctest: +NORMALIZE_WHITESPACE
    [0,   1,  2,  3,  4,  5,  6,  7,  8,  9,
    10,  11, 12, 13, 14, 15, 16, 17, 18, 19]
    >>> raise ValueError("x\ny")
    Traceback (most recent call last):
        ...
    ValueError: x
    y
    >>> raise ValueError("other") # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    foo.ValueError: x
    >>> raise Own
    Traceback (most recent call last):
    Own
    >>> 1 / 0 # doctest: +SKIP
    3
    >>> def h(): 1 / 0
    >>> h()
    Traceback (most recent call last):
        ...
    ZeroDivisionError: division by zero
    >>> import sys
    >>> sys.stdout.write("hi") and None
    hi
    >>> True
    1
    >>> 1 +
    Traceback (most recent call last):
        ...
    SyntaxError: invalid syntax
    >>> @outer
    ... def k():
    ...     '''doc'''
    ...     return '''a
    ...     b'''
    >>> k()
    'a\n    b'
    >>> class Q:
    ...     def __init__(self):
    ...         self.x = 5
    >>> Q().x
    5
    >>> 'é'
    'é'
    >>> None
    >>> __name__
    '__main__'
    """


told(lambda: doctest.testmod(verbose=True))
told(doctest.testmod)
told(lambda: doctest.master.summarize(True))
told(lambda: doctest.testmod(name="other", globs={}, extraglobs={"Base": Sub}, exclude_empty=True))


def bad(x):
    r"""Text.

    >>> bad(1)
    3
    >>> bad(2)
    >>> bad(None)
    5
    >>> print()
    >>> bad(3)
    Traceback (most recent call last):
    ValueError: x
    >>> raise ValueError("b")
    Traceback (most recent call last):
    ValueError: a
    >>> print("a\nb\nc\n\nd")
    a
    c
    c
    <BLANKLINE>
    d
    >>> 1 # doctest: +SKIP
    2
    >>> y = 1
    1
    """
    return x + 1


FLAGS = (
    "DONT_ACCEPT_BLANKLINE DONT_ACCEPT_TRUE_FOR_1 REPORT_NDIFF REPORT_UDIFF REPORT_CDIFF"
    " REPORT_ONLY_FIRST_FAILURE FAIL_FAST"
)
for flag in FLAGS.split():
    print(flag)
    told(lambda: doctest.testmod(optionflags=getattr(doctest, flag)))
told(lambda: doctest.testmod(verbose=True))
told(lambda: doctest.run_docstring_examples(bad, globals(), name="bad"))
told(lambda: doctest.run_docstring_examples(bad, globals(), True, "bad", None, doctest.ELLIPSIS))
told(lambda: doctest.run_docstring_examples(">>> 1\n2", globals(), name="text"))

try:
    doctest.testmod(raise_on_error=True)
except doctest.DocTestFailure as error:
    print(error.test.name, error.example.source, error.example.want, error.got)
parser = doctest.DocTestParser()
test = parser.get_doctest(">>> x = 1\n>>> raise KeyError\n42", {}, "foo", "foo.py", 0)
try:
    doctest.DebugRunner(verbose=False).run(test)
except doctest.UnexpectedException as error:
    print(error.test is test, error.example.want, error.exc_info[0], error, test.globs["x"])

print(parser.parse("a\n>>> 1\n1\n\nb")[::2])
text = (
    "a\n  >>> 1 # doctest: +ELLIPSIS, -SKIP\n  1\n\nb\n  >>> 1/0\n"
    "  Traceback (most recent call last):\n    x\n  Z: y\n"
)
for each in parser.get_examples(text):
    print([each.source, each.want, each.lineno, each.indent, each.options, each.exc_msg])
wrongs = ">>>1", "  >>> 1\n 2", ">>> 1\n...2", ">>> 1 # doctest: +NONE", ">>> # doctest: +SKIP"
for wrong in wrongs:
    try:
        print(parser.parse(wrong))
    except ValueError as error:
        print(error)
finder = doctest.DocTestFinder(exclude_empty=False, recurse=False)
print([each.name for each in finder.find(Base)])
print([each.name for each in doctest.DocTestFinder().find(Base, "b")])

MINE = doctest.register_optionflag("MINE")


class Checker(doctest.OutputChecker):
    def check_output(self, want, got, optionflags):
        return optionflags & MINE or super().check_output(want, got, optionflags)


out = []
runner = doctest.DocTestRunner(Checker(), verbose=False)
test = parser.get_doctest(">>> 1 # doctest: +MINE\n2\n>>> 3\n4\n", {}, "t", None, 0)
print(runner.run(test, out=out.append), out)
print(sorted(doctest.OPTIONFLAGS_BY_NAME.items()))
print(doctest.COMPARISON_FLAGS, doctest.REPORTING_FLAGS)
result = doctest.TestResults(1, 2, skipped=3)
print(result, result.failed, result[1], len(result), result == (1, 2), result.skipped)
try:
    doctest.testmod(3)
except TypeError as error:
    print(error)
