"""There is one module of each name: what is asked to be CPython's in C is not there."""

import sys


def import_module(name, deprecated=False, required_on=()):
    __import__(name)
    return sys.modules[name]


def import_fresh_module(name, fresh=(), blocked=(), deprecated=False):
    return import_module(name) if blocked or not fresh else None
