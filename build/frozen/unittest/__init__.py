"""CPython's unittest: TestCase, suites, a runner that prints what CPython's prints."""

import sys
from difflib import ndiff as _ndiff
from functools import wraps as _wraps


class SkipTest(Exception):
    pass


class _ShouldStop(Exception):
    pass


def skip(reason):
    def decorate(item):
        if isinstance(item, type):
            item.__unittest_skip__ = reason
            return item

        def skipped(*args, **kwargs):
            raise SkipTest(reason)

        return _wraps(item)(skipped)

    if callable(reason):
        item, reason = reason, ""
        return decorate(item)
    return decorate


def skipIf(condition, reason):
    return skip(reason) if condition else (lambda item: item)


def skipUnless(condition, reason):
    return (lambda item: item) if condition else skip(reason)


def expectedFailure(item):
    item.__unittest_expecting_failure__ = True
    return item


class _Raises:
    def __init__(self, case, expected, regex=None, msg=None):
        self.case, self.expected, self.regex, self.msg = case, expected, regex, msg
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            names = (
                self.expected.__name__ if isinstance(self.expected, type) else str(tuple([e.__name__ for e in self.expected]))
            )
            self.case._fail(self.msg, "%s not raised" % names)
        if not issubclass(kind, self.expected):
            return False
        self.exception = value
        if self.regex is not None:
            import re

            pattern = re.compile(self.regex) if isinstance(self.regex, str) else self.regex
            if not pattern.search(str(value)):
                self.case._fail(self.msg, '"%s" does not match "%s"' % (pattern.pattern, value))
        return True


class _Warns:
    def __init__(self, case, expected, regex=None):
        self.case, self.expected, self.regex = case, expected, regex

    def __enter__(self):
        import warnings

        self._catch = warnings.catch_warnings(record=True)
        self.warnings = self._catch.__enter__()
        warnings.simplefilter("always")
        return self

    def __exit__(self, kind, value, traceback):
        self._catch.__exit__(kind, value, traceback)
        if kind is not None:
            return False
        for each in self.warnings:
            if issubclass(each.category, self.expected):
                self.warning = each.message
                return
        self.case._fail(None, "%s not triggered" % self.expected.__name__)


class _SubTest:
    def __init__(self, case, text):
        self.case, self.text = case, text

    def __enter__(self):
        self._outer = self.case._subtest
        self.case._subtest = self.text

    def __exit__(self, kind, value, traceback):
        text = self.case._subtest
        self.case._subtest = self._outer
        if kind is None or not issubclass(kind, Exception) or issubclass(kind, SkipTest):
            return False
        self.case._subtest_failures.append((text, value, issubclass(kind, self.case.failureException)))
        return True


def _safe_repr(obj):
    try:
        return repr(obj)
    except Exception:
        return "<%s instance>" % type(obj).__name__


class TestCase:
    failureException = AssertionError
    longMessage = True
    maxDiff = 640

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._cleanups = []
        self._subtest = None
        self._subtest_failures = []

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def setUp(self):
        pass

    def tearDown(self):
        pass

    def addCleanup(self, function, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        value = cm.__enter__()
        self.addCleanup(cm.__exit__, None, None, None)
        return value

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def id(self):
        return "%s.%s.%s" % (getattr(type(self), "__module__", "__main__"), type(self).__name__, self._testMethodName)

    def shortDescription(self):
        doc = getattr(getattr(self, self._testMethodName), "__doc__", None)
        return doc.strip().split("\n")[0].strip() if doc else None

    def __str__(self):
        return "%s (%s)" % (self._testMethodName, self.id())

    def __repr__(self):
        return "<%s testMethod=%s>" % (type(self).__name__, self._testMethodName)

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return TestResult()

    def skipTest(self, reason):
        raise SkipTest(reason)

    def subTest(self, msg=None, **params):
        text = "" if msg is None else "[%s]" % msg
        if params:
            text += (" " if text else "") + "(%s)" % ", ".join(["%s=%r" % pair for pair in params.items()])
        return _SubTest(self, text or "(<subtest>)")

    def run(self, result=None):
        result = result or TestResult()
        result.startTest(self)
        try:
            reason = getattr(type(self), "__unittest_skip__", None)
            if reason is not None:
                result.addSkip(self, reason)
                return result
            method = getattr(self, self._testMethodName)
            expecting = getattr(method, "__unittest_expecting_failure__", False)
            well = self._step(result, self.setUp, False)
            if well:
                well = self._step(result, method, expecting)
                well = self._step(result, self.tearDown, False) and well
            well = self._step(result, self.doCleanups, False) and well
            for text, error, is_failure in self._subtest_failures:
                result._add("FAIL" if is_failure else "ERROR", self, error, text)
                well = False
            if well:
                if expecting:
                    result.addUnexpectedSuccess(self)
                else:
                    result.addSuccess(self)
        finally:
            result.stopTest(self)
        return result

    def _step(self, result, function, expecting):
        try:
            found = function()
            if hasattr(found, "send") and hasattr(found, "close"):
                import asyncio

                asyncio.run(found)
        except SkipTest as reason:
            result.addSkip(self, str(reason))
            return False
        except self.failureException as error:
            if expecting:
                result.addExpectedFailure(self, error)
            else:
                result.addFailure(self, error)
            return False
        except Exception as error:
            if expecting:
                result.addExpectedFailure(self, error)
            else:
                result.addError(self, error)
            return False
        return True

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def debug(self):
        self.setUp()
        getattr(self, self._testMethodName)()
        self.tearDown()
        self.doCleanups()

    def _fail(self, msg, standard):
        if msg is None:
            text = standard
        elif self.longMessage:
            text = "%s : %s" % (standard, msg)
        else:
            text = msg
        raise self.failureException(text)

    def fail(self, msg=None):
        raise self.failureException(msg)

    def assertEqual(self, first, second, msg=None):
        if first == second:
            return
        if type(first) is type(second):
            if isinstance(first, str):
                return self._differ(first, second, msg, True)
            if isinstance(first, (list, tuple)):
                return self.assertSequenceEqual(first, second, msg, type(first))
            if isinstance(first, dict):
                return self.assertDictEqual(first, second, msg)
            if isinstance(first, (set, frozenset)):
                return self.assertSetEqual(first, second, msg)
        self._fail(msg, "%s != %s" % (_safe_repr(first), _safe_repr(second)))

    assertEquals = assertEqual

    def _differ(self, first, second, msg, is_text=False):
        standard = "%s != %s" % (_safe_repr(first), _safe_repr(second))
        if is_text:
            one = first if first.endswith("\n") else first + "\n"
            two = second if second.endswith("\n") else second + "\n"
            standard += "\n" + "".join(_ndiff(one.splitlines(True), two.splitlines(True)))
        self._fail(msg, standard)

    def assertMultiLineEqual(self, first, second, msg=None):
        if first != second:
            self._differ(first, second, msg, True)

    def assertSequenceEqual(self, first, second, msg=None, seq_type=None):
        if first == second:
            return
        if len(first) == len(second) and list(first) == list(second):
            return
        name = seq_type.__name__.capitalize() if seq_type and hasattr(str, "capitalize") else (
            {list: "List", tuple: "Tuple"}.get(seq_type, "Sequence")
        )
        lines = ["%ss differ: %s != %s\n" % (name, _safe_repr(first), _safe_repr(second))]
        for i in range(min(len(first), len(second))):
            if first[i] != second[i]:
                lines.append("First differing element %d:\n%s\n%s" % (i, _safe_repr(first[i]), _safe_repr(second[i])))
                break
        if len(first) > len(second):
            lines.append(
                "\nFirst %s contains %d additional elements.\nFirst extra element %d:\n%s"
                % (name.lower(), len(first) - len(second), len(second), _safe_repr(first[len(second)]))
            )
        elif len(second) > len(first):
            lines.append(
                "\nSecond %s contains %d additional elements.\nFirst extra element %d:\n%s"
                % (name.lower(), len(second) - len(first), len(first), _safe_repr(second[len(first)]))
            )
        from pprint import pformat

        lines.append("\n" + "\n".join(_ndiff(pformat(first).splitlines(), pformat(second).splitlines())))
        self._fail(msg, "\n".join(lines))

    def assertListEqual(self, first, second, msg=None):
        self.assertSequenceEqual(first, second, msg, list)

    def assertTupleEqual(self, first, second, msg=None):
        self.assertSequenceEqual(first, second, msg, tuple)

    def assertDictEqual(self, first, second, msg=None):
        if first != second:
            from pprint import pformat

            diff = "\n".join(_ndiff(pformat(first).splitlines(), pformat(second).splitlines()))
            self._fail(msg, "%s != %s\n%s" % (_safe_repr(first), _safe_repr(second), diff))

    def assertSetEqual(self, first, second, msg=None):
        lines = []
        one, two = set(first) - set(second), set(second) - set(first)
        if one:
            lines.append("Items in the first set but not the second:")
            lines += [repr(item) for item in one]
        if two:
            lines.append("Items in the second set but not the first:")
            lines += [repr(item) for item in two]
        if lines:
            self._fail(msg, "\n".join(lines))

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        extra = []
        for item in first:
            if item in rest:
                rest.remove(item)
            else:
                extra.append(item)
        if extra or rest:
            lines = ["Element counts were not equal:"]
            for item in extra:
                lines.append("First has %d, Second has %d:  %r" % (list(first).count(item), list(second).count(item), item))
            for item in rest:
                lines.append("First has %d, Second has %d:  %r" % (list(first).count(item), list(second).count(item), item))
            self._fail(msg, "\n".join(lines))

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail(msg, "%s == %s" % (_safe_repr(first), _safe_repr(second)))

    def assertTrue(self, expr, msg=None):
        if not expr:
            self._fail(msg, "%s is not true" % _safe_repr(expr))

    def assertFalse(self, expr, msg=None):
        if expr:
            self._fail(msg, "%s is not false" % _safe_repr(expr))

    def assertIs(self, first, second, msg=None):
        if first is not second:
            self._fail(msg, "%s is not %s" % (_safe_repr(first), _safe_repr(second)))

    def assertIsNot(self, first, second, msg=None):
        if first is second:
            self._fail(msg, "unexpectedly identical: %s" % _safe_repr(first))

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail(msg, "%s is not None" % _safe_repr(obj))

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail(msg, "unexpectedly None")

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail(msg, "%s not found in %s" % (_safe_repr(member), _safe_repr(container)))

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail(msg, "%s unexpectedly found in %s" % (_safe_repr(member), _safe_repr(container)))

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._fail(msg, "%s is not an instance of %r" % (_safe_repr(obj), cls))

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._fail(msg, "%s is an instance of %r" % (_safe_repr(obj), cls))

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        diff = abs(first - second)
        if delta is not None:
            if diff <= delta:
                return
            text = "%s delta" % _safe_repr(delta)
        else:
            places = 7 if places is None else places
            if round(diff, places) == 0:
                return
            text = "%r places" % places
        self._fail(msg, "%s != %s within %s (%s difference)" % (_safe_repr(first), _safe_repr(second), text, _safe_repr(diff)))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        diff = abs(first - second)
        if delta is not None:
            if first != second and diff > delta:
                return
            text = "%s delta (%s difference)" % (_safe_repr(delta), _safe_repr(diff))
        else:
            places = 7 if places is None else places
            if first != second and round(diff, places) != 0:
                return
            text = "%r places" % places
        self._fail(msg, "%s == %s within %s" % (_safe_repr(first), _safe_repr(second), text))

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._fail(msg, "%s not greater than %s" % (_safe_repr(a), _safe_repr(b)))

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._fail(msg, "%s not greater than or equal to %s" % (_safe_repr(a), _safe_repr(b)))

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._fail(msg, "%s not less than %s" % (_safe_repr(a), _safe_repr(b)))

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._fail(msg, "%s not less than or equal to %s" % (_safe_repr(a), _safe_repr(b)))

    def assertRegex(self, text, expected_regex, msg=None):
        import re

        if not re.search(expected_regex, text):
            self._fail(msg, "Regex didn't match: %r not found in %r" % (expected_regex, text))

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        import re

        found = re.search(unexpected_regex, text)
        if found:
            self._fail(msg, "Regex matched: %r matches %r in %r" % (found.group(), unexpected_regex, text))

    def assertRaises(self, expected_exception, *args, **kwargs):
        context = _Raises(self, expected_exception, msg=kwargs.pop("msg", None) if not args else None)
        return self._called(context, args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        context = _Raises(self, expected_exception, expected_regex, kwargs.pop("msg", None) if not args else None)
        return self._called(context, args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return self._called(_Warns(self, expected_warning), args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        return self._called(_Warns(self, expected_warning, expected_regex), args, kwargs)

    def _called(self, context, args, kwargs):
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)


IsolatedAsyncioTestCase = TestCase


class FunctionTestCase(TestCase):
    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__("runTest")
        self.runTest = testFunc
        if setUp:
            self.setUp = setUp
        if tearDown:
            self.tearDown = tearDown


class TestResult:
    def __init__(self, stream=None, descriptions=None, verbosity=1):
        self.failures = []
        self.errors = []
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.testsRun = 0
        self.shouldStop = False
        self.failfast = False

    def startTest(self, test):
        self.testsRun += 1

    def stopTest(self, test):
        pass

    def startTestRun(self):
        pass

    def stopTestRun(self):
        pass

    def stop(self):
        self.shouldStop = True

    def _shown(self, mark, word):
        pass

    def _add(self, kind, test, error, subtest=None):
        import traceback

        text = "".join(traceback.format_exception(error))
        (self.failures if kind == "FAIL" else self.errors).append((test if subtest is None else _Named(test, subtest), text))
        self._shown("F" if kind == "FAIL" else "E", kind)
        if self.failfast:
            self.stop()

    def addSuccess(self, test):
        self._shown(".", "ok")

    def addFailure(self, test, error):
        self._add("FAIL", test, error)

    def addError(self, test, error):
        self._add("ERROR", test, error)

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))
        self._shown("s", "skipped %r" % reason)

    def addExpectedFailure(self, test, error):
        self.expectedFailures.append((test, str(error)))
        self._shown("x", "expected failure")

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)
        self._shown("u", "unexpected success")

    def wasSuccessful(self):
        return not self.failures and not self.errors and not self.unexpectedSuccesses


class _Named:
    def __init__(self, test, subtest):
        self.test, self.subtest = test, subtest

    def __str__(self):
        return "%s %s" % (self.test, self.subtest)


class TextTestResult(TestResult):
    def __init__(self, stream=None, descriptions=None, verbosity=1):
        super().__init__()
        self.stream = stream or sys.stderr
        self.verbosity = verbosity

    def startTest(self, test):
        super().startTest(test)
        if self.verbosity > 1:
            doc = test.shortDescription()
            self.stream.write(str(test) + ("\n" + doc if doc else "") + " ... ")

    def _shown(self, mark, word):
        if self.verbosity > 1:
            self.stream.write(word + "\n")
        elif self.verbosity == 1:
            self.stream.write(mark)


class TestSuite:
    def __init__(self, tests=()):
        self._tests = list(tests)

    def addTest(self, test):
        self._tests.append(test)

    def addTests(self, tests):
        self._tests.extend(tests)

    def countTestCases(self):
        return sum([test.countTestCases() for test in self._tests])

    def __iter__(self):
        return iter(self._tests)

    def run(self, result):
        cls = None
        usable = True
        for test in self._tests:
            if result.shouldStop:
                break
            if isinstance(test, TestSuite):
                test.run(result)
                continue
            if type(test) is not cls:
                self._leave(cls if usable else None, result)
                cls = type(test)
                usable = True
                if not hasattr(cls, "__unittest_skip__"):
                    try:
                        cls.setUpClass()
                    except SkipTest as reason:
                        result.addSkip(test, str(reason))
                        usable = False
                    except Exception as error:
                        result.addError(test, error)
                        usable = False
            if usable:
                test.run(result)
        self._leave(cls if usable else None, result)
        return result

    def _leave(self, cls, result):
        if cls is not None and not hasattr(cls, "__unittest_skip__"):
            try:
                cls.tearDownClass()
            except Exception as error:
                result.addError(cls.__name__, error)

    __call__ = run


class TestLoader:
    testMethodPrefix = "test"

    def getTestCaseNames(self, testCaseClass):
        names = []
        for base in testCaseClass.__mro__:
            for name in base.__dict__:
                if name.startswith(self.testMethodPrefix) and callable(getattr(testCaseClass, name)) and name not in names:
                    names.append(name)
        return sorted(names)

    def loadTestsFromTestCase(self, testCaseClass):
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return TestSuite([testCaseClass(name) for name in names])

    def loadTestsFromModule(self, module):
        names = module if isinstance(module, dict) else {name: getattr(module, name) for name in dir(module)}
        found = []
        for name in sorted(names):
            item = names[name]
            if isinstance(item, type) and issubclass(item, TestCase) and item not in (TestCase, FunctionTestCase):
                found.append(self.loadTestsFromTestCase(item))
        return TestSuite(found)

    def loadTestsFromName(self, name, module=None):
        item = module if module is not None else __import__("__main__")
        for part in name.split("."):
            parent, item = item, (item[part] if isinstance(item, dict) else getattr(item, part))
        if isinstance(item, type):
            return self.loadTestsFromTestCase(item)
        return TestSuite([parent(part)])


defaultTestLoader = TestLoader()


def makeSuite(testCaseClass, prefix="test"):
    return defaultTestLoader.loadTestsFromTestCase(testCaseClass)


class TextTestRunner:
    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None, **kw):
        self.stream = stream or sys.stderr
        self.verbosity = verbosity
        self.failfast = failfast
        if resultclass is not None:
            self.resultclass = resultclass

    def run(self, test):
        from time import perf_counter

        write = self.stream.write
        result = self.resultclass(self.stream, True, self.verbosity)
        result.failfast = self.failfast
        start = perf_counter()
        result.startTestRun()
        test.run(result)
        result.stopTestRun()
        taken = perf_counter() - start
        write("\n")
        for kind, found in (("ERROR", result.errors), ("FAIL", result.failures)):
            for case, text in found:
                write("=" * 70 + "\n%s: %s\n" % (kind, case) + "-" * 70 + "\n%s\n" % text)
        write("-" * 70 + "\n")
        n = result.testsRun
        write("Ran %d test%s in %.3fs\n\n" % (n, "" if n == 1 else "s", taken))
        parts = []
        for name, found in (
            ("failures", result.failures), ("errors", result.errors), ("skipped", result.skipped),
            ("expected failures", result.expectedFailures), ("unexpected successes", result.unexpectedSuccesses),
        ):  # fmt: skip
            if found:
                parts.append("%s=%d" % (name, len(found)))
        write(("OK" if result.wasSuccessful() else "FAILED") + (" (%s)" % ", ".join(parts) if parts else ""))
        write("\n")
        return result


class TestProgram:
    def __init__(
        self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader, exit=True,
        verbosity=1, failfast=None, **kw
    ):  # fmt: skip
        if module == "__main__":
            module = __import__("__main__")
        elif isinstance(module, str):
            module = __import__(module)
        names = [arg for arg in (argv or ["-"])[1:] if not arg.startswith("-")]
        if defaultTest:
            names = [defaultTest] if isinstance(defaultTest, str) else list(defaultTest)
        if "-v" in (argv or ()):
            verbosity = 2
        if names:
            suite = TestSuite([testLoader.loadTestsFromName(name, module) for name in names])
        else:
            suite = testLoader.loadTestsFromModule(module)
        if testRunner is None or isinstance(testRunner, type):
            testRunner = (testRunner or TextTestRunner)(verbosity=verbosity, failfast=bool(failfast))
        self.result = testRunner.run(suite)
        if exit:
            sys.exit(0 if self.result.wasSuccessful() else 1)


main = TestProgram
