"""There is one json here, and it is in Python."""

import json
import unittest


class PyTest(unittest.TestCase):
    json = json
    loads = staticmethod(json.loads)
    dumps = staticmethod(json.dumps)
    JSONDecodeError = json.JSONDecodeError


@unittest.skip("json in C")
class CTest(unittest.TestCase):
    pass
