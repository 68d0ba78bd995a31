"""What CPython's tests ask of test.support, as far as it makes sense in the guest."""

import contextlib
import sys
import unittest

verbose = False
MAX_Py_ssize_t = sys.maxsize
_1G = 2**30
TESTFN = "@test"


def _leave_out(reason):
    return unittest.skip(reason)


cpython_only = _leave_out("CPython's internals")
impl_detail = lambda *args, **kwargs: cpython_only
requires_legacy_unicode_capi = cpython_only
skip_if_pgo_task = lambda test: test
requires_docstrings = lambda test: test
requires_IEEE_754 = lambda test: test
requires_subprocess = lambda *args: _leave_out("other processes")
requires_fork = requires_subprocess
requires_resource = lambda name: _leave_out("takes long")
bigaddrspacetest = _leave_out("needs gigabytes")


def bigmemtest(size, memuse, dry_run=True):
    return bigaddrspacetest


def run_with_locale(*args):
    return lambda test: test


def check_impl_detail(**guards):
    return guards.get("cpython", False) is False and bool(guards)


def gc_collect():
    import gc

    gc.collect()


def calcobjsize(fmt):
    raise unittest.SkipTest("CPython's internals")


check_sizeof = check_disallow_instantiation = collision_stats = setswitchinterval = calcobjsize
NHASHBITS = 32


@contextlib.contextmanager
def infinite_recursion(max_depth=75):
    yield


@contextlib.contextmanager
def adjust_int_max_str_digits(digits):
    raise unittest.SkipTest("the limit of digits is CPython's own")
    yield


@contextlib.contextmanager
def catch_unraisable_exception():
    raise unittest.SkipTest("CPython's internals")
    yield


@contextlib.contextmanager
def swap_attr(obj, attribute, value):
    old = getattr(obj, attribute)
    setattr(obj, attribute, value)
    try:
        yield old
    finally:
        setattr(obj, attribute, old)


@contextlib.contextmanager
def swap_item(obj, key, value):
    is_there = key in obj
    old = obj.get(key)
    obj[key] = value
    try:
        yield old
    finally:
        if is_there:
            obj[key] = old
        else:
            del obj[key]


@contextlib.contextmanager
def captured_output(name):
    from io import StringIO

    with swap_attr(sys, name, StringIO()):
        yield getattr(sys, name)


def captured_stdout():
    return captured_output("stdout")


def captured_stderr():
    return captured_output("stderr")


def check__all__(case, module, name_of_module=None, extra=(), not_exported=()):
    raise unittest.SkipTest("what modules export beyond their documentation")


def check_free_after_iterating(case, iterator, cls, args=()):
    raise unittest.SkipTest("reference counts")


class _AlwaysEqual:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _NeverEqual:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


ALWAYS_EQ = _AlwaysEqual()
NEVER_EQ = _NeverEqual()


class _Extreme:
    def __init__(self, is_largest):
        self._is_largest = is_largest

    def __eq__(self, other):
        return self is other

    def __lt__(self, other):
        return self is not other and not self._is_largest

    def __le__(self, other):
        return self is other or not self._is_largest

    def __gt__(self, other):
        return self is not other and self._is_largest

    def __ge__(self, other):
        return self is other or self._is_largest


LARGEST = _Extreme(True)
SMALLEST = _Extreme(False)
