"""Not in the guest: tests that need it are left out."""

import unittest

class _LeftOut:
    def __call__(self, *args, **kwargs):
        raise unittest.SkipTest("CPython's internals")

    def __getattr__(self, name):
        return _LeftOut()

def __getattr__(name):
    return _LeftOut()
