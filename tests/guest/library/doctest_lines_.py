"""doctest tells the lines of examples that fail.

>>> 0
1
"""

import doctest
import io
import re
import sys


def f():
    """
    >>> 1
    2
    """


class C:
    def m(self):
        """Text.

        >>> 3
        4
        """

    def n(self):
        """>>> 4
        5
        """


def g():
    def inner():
        """
        >>> 5
        6
        """

    return inner


inner = g()

shown, sys.stdout = sys.stdout, io.StringIO()
doctest.testmod()
text, sys.stdout = sys.stdout.getvalue(), shown
print(re.findall(r"line .*, in .*", text))
