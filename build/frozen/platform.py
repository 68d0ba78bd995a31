"""Of CPython's platform what can be told of a guest."""

import sys


def platform(aliased=False, terse=False):
    return "Emscripten-wasm32"


def system():
    return "Emscripten"


def machine():
    return "wasm32"


def architecture(executable="", bits="", linkage=""):
    return "32bit", ""


def node():
    return ""


release = version = processor = node


def python_version():
    return "%d.%d.%d" % tuple(sys.version_info)[:3]


def python_version_tuple():
    return tuple(python_version().split("."))


def python_implementation():
    return "MicroPython"
