"""Python's os.path, for paths as str."""

from _os import getcwd, stat as _stat

sep = "/"
curdir = "."
pardir = ".."
extsep = "."
altsep = None
pathsep = ":"
devnull = "/dev/null"

_FOLDER = 0o040000


def _text(path):
    return path if isinstance(path, str) else path.__fspath__()


def join(path, *more):
    path = _text(path)
    for part in more:
        part = _text(part)
        if part.startswith("/"):
            path = part
        elif not path or path.endswith("/"):
            path += part
        else:
            path += "/" + part
    return path


def split(path):
    path = _text(path)
    at = path.rfind("/") + 1
    head, tail = path[:at], path[at:]
    if head and head != "/" * len(head):
        head = head.rstrip("/")
    return head, tail


def basename(path):
    return split(path)[1]


def dirname(path):
    return split(path)[0]


def splitext(path):
    path = _text(path)
    start = path.rfind("/") + 1
    dot = path.rfind(".")
    if dot < start or not path[start:dot].strip("."):
        return path, ""
    return path[:dot], path[dot:]


def isabs(path):
    return _text(path).startswith("/")


def normpath(path):
    path = _text(path)
    if not path:
        return "."
    start = "/" if path.startswith("/") else ""
    if path.startswith("//") and not path.startswith("///"):
        start = "//"
    parts = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != ".." or (not start and (not parts or parts[-1] == "..")):
            parts.append(part)
        elif parts:
            parts.pop()
    return start + "/".join(parts) or "."


def abspath(path):
    path = _text(path)
    return normpath(path if path.startswith("/") else join(getcwd(), path))


realpath = abspath


def relpath(path, start="."):
    path = _text(path)
    if not path:
        raise ValueError("no path specified")
    there = [part for part in abspath(path).split("/") if part]
    here = [part for part in abspath(start).split("/") if part]
    same = 0
    while same < len(here) and same < len(there) and here[same] == there[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + there[same:]) or "."


def commonprefix(paths):
    if not paths:
        return ""
    low, high = min(paths), max(paths)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def _mode(path):
    try:
        return _stat(path)[0]
    except (OSError, ValueError):
        return None


def exists(path):
    return _mode(path) is not None


lexists = exists


def isdir(path):
    mode = _mode(path)
    return mode is not None and mode & _FOLDER != 0


def isfile(path):
    mode = _mode(path)
    return mode is not None and mode & _FOLDER == 0


def islink(path):
    return False


def getsize(path):
    return _stat(path)[1]


def getmtime(path):
    return _stat(path)[2]


getatime = getctime = getmtime


def samefile(a, b):
    _stat(a), _stat(b)
    return abspath(a) == abspath(b)


def ismount(path):
    return abspath(path) == "/"


def normcase(s):
    return _text(s)


def splitdrive(p):
    return "", _text(p)


def splitroot(p):
    p = _text(p)
    root = "" if p[:1] != "/" else "//" if p[:2] == "//" and p[:3] != "///" else "/"
    return "", root, p[len(root) :]


# There is no home and no environment here.
def expanduser(path):
    return _text(path)


expandvars = expanduser


def commonpath(paths):
    paths = [_text(path) for path in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    starts = [path[:1] == "/" for path in paths]
    if any(starts) != all(starts):
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[part for part in path.split("/") if part not in ("", ".")] for path in paths]
    low, high = min(parts), max(parts)
    same = 0
    while same < len(low) and low[same] == high[same]:
        same += 1
    return ("/" if starts[0] else "") + "/".join(low[:same])
