import contextlib
import os

TESTFN = "@test"


def unlink(name):
    with contextlib.suppress(OSError):
        os.remove(name)


@contextlib.contextmanager
def temp_cwd(name="tempcwd", quiet=False):
    old = os.getcwd()
    os.mkdir(name)
    os.chdir(name)
    try:
        yield os.getcwd()
    finally:
        os.chdir(old)
