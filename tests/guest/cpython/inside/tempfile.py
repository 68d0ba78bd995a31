"""Temporary files among the guest's own."""

import itertools

_numbers = itertools.count()


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None):
    return open("@temporary%d" % next(_numbers), mode, buffering, encoding, newline=newline)


def mktemp():
    return "@temporary%d" % next(_numbers)
