import unittest


def assert_python_ok(*args, **kwargs):
    raise unittest.SkipTest("other processes")


assert_python_failure = assert_python_ok
