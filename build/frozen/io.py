"""What MicroPython's own io lacks: names for what open() returns and raises."""

from uio import *
from _io import BufferedRandom, TextIOWrapper, UnsupportedOperation

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
DEFAULT_BUFFER_SIZE = 8192
