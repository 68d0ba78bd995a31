"""Python's os, as far as it is about files; build/port/os.c does the work."""

import _os
from _os import chdir, getcwd, remove, rename, rmdir, strerror
from ucollections import namedtuple as _namedtuple
from uos import *
from . import path

name = "posix"
sep = "/"
linesep = "\n"
curdir = "."
pardir = ".."
extsep = "."
altsep = None
pathsep = ":"
devnull = "/dev/null"

error = OSError
unlink = remove
replace = rename

stat_result = _namedtuple(
    "stat_result",
    ("st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime",
     "st_ctime"),
)


F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2

terminal_size = _namedtuple("terminal_size", ("columns", "lines"))


def get_terminal_size(fd=1):
    return terminal_size(80, 24)


def system(command):
    # What programs begin a screen with; there is none here.
    if command in ("clear", "cls"):
        return 0
    raise OSError("there are no processes here: code runs in the browser, under glass")


def access(name, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    return path.exists(name) and not mode & X_OK or path.isdir(name)


def stat(path):
    mode, size, changed = _os.stat(path)
    return stat_result(mode, 0, 0, 1, 0, 0, size, changed, changed, changed)


lstat = stat


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    if hasattr(path, "__fspath__"):
        return path.__fspath__()
    raise TypeError(
        "expected str, bytes or os.PathLike object, not {}".format(type(path).__name__)
    )


def listdir(path="."):
    return _os.listdir("." if path is None else path)


def mkdir(path, mode=0o777):
    _os.mkdir(path)


def makedirs(name, mode=0o777, exist_ok=False):
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == curdir:
            return
    try:
        _os.mkdir(name)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


class DirEntry:
    def __init__(self, folder, name):
        self.name = name
        self.path = path.join(folder, name)

    def __repr__(self):
        return "<DirEntry {!r}>".format(self.name)

    def __fspath__(self):
        return self.path

    def is_dir(self, *, follow_symlinks=True):
        return path.isdir(self.path)

    def is_file(self, *, follow_symlinks=True):
        return path.isfile(self.path)

    def is_symlink(self):
        return False

    def stat(self, *, follow_symlinks=True):
        return stat(self.path)


class _Entries:
    def __init__(self, folder):
        self._entries = iter([DirEntry(folder, name) for name in _os.listdir(folder)])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        self._entries = iter(())


def scandir(path="."):
    return _Entries("." if path is None else path)


def walk(top, topdown=True, onerror=None, followlinks=False):
    top = fspath(top)
    try:
        names = _os.listdir(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    folders = []
    files = []
    for name in names:
        (folders if path.isdir(path.join(top, name)) else files).append(name)
    if topdown:
        yield top, folders, files
    for name in folders:
        yield from walk(path.join(top, name), topdown, onerror)
    if not topdown:
        yield top, folders, files


def urandom(size):
    from _random import entropy

    return entropy(size)


environ = {}


def getenv(key, default=None):
    return environ.get(key, default)


def getpid():
    return 1


def cpu_count():
    return 1
