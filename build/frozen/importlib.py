"""CPython's importlib, as far as programs call it themselves."""

import sys


def import_module(name, package=None):
    if name.startswith("."):
        level = len(name) - len(name.lstrip("."))
        parts = package.split(".")
        name = ".".join(parts[: len(parts) - level + 1] + [name[level:]])
    __import__(name)
    return sys.modules[name]


def reload(module):
    name = module.__name__
    sys.modules.pop(name, None)
    again = import_module(name)
    module.__dict__.update(again.__dict__)
    sys.modules[name] = module
    return module


def invalidate_caches():
    pass
