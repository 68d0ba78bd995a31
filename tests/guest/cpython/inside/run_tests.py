"""Runs tests of one class and prints a line for each: its name, how it ended, and why."""

import sys
import unittest


class _Result(unittest.TestResult):
    """Remembers how each test ended; the worst counts where there is more than one."""

    def startTest(self, test):
        self._outcome = ("passed", "")

    def stopTest(self, test):
        kind, why = self._outcome
        print("@", test._testMethodName, kind, ascii(why[:200]))

    def _add(self, kind, test, error, subtest=None):
        if self._outcome[0] != "failed":
            self._outcome = ("failed", "%s: %s" % (type(error).__name__, error))

    def addSkip(self, test, reason):
        self._outcome = ("left out", reason)

    def addUnexpectedSuccess(self, test):
        self._outcome = ("failed", "should have failed")


def classes(module):
    """The names of the classes of tests of a module, and of their tests."""
    for name, item in sorted(module.__dict__.items()):
        if isinstance(item, type) and issubclass(item, unittest.TestCase):
            names = unittest.defaultTestLoader.getTestCaseNames(item)
            if names and item.__module__ == module.__name__:
                yield name, names


def run(case, names):
    result = _Result()
    why = getattr(case, "__unittest_skip__", None)
    try:
        if why is None:
            case.setUpClass()
    except unittest.SkipTest as error:
        why = str(error)
    for name in names:
        if why is None:
            case(name).run(result)
        else:
            print("@", name, "left out", ascii(why))
        sys.stdout.flush()
