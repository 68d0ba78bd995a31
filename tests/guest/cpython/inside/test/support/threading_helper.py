import unittest

requires_working_threading = lambda *args, **kwargs: unittest.skip("threads")
reap_threads = unittest.skip("threads")


def start_threads(threads, unlock=None):
    raise unittest.SkipTest("threads")
