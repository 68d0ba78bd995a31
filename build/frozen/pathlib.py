"""CPython's pathlib, over the session's own files."""

import os
from os import path as _path


def _joined(parts):
    whole = ""
    for part in parts:
        part = part._text if isinstance(part, PurePath) else part
        if not isinstance(part, str):
            raise TypeError(
                "argument should be a str or an os.PathLike object where __fspath__ returns a str, not %r" % type(part).__name__
            )
        whole = part if part.startswith("/") or not whole else whole + "/" + part
    root = "/" if whole.startswith("/") else ""
    return root + "/".join([part for part in whole.split("/") if part not in ("", ".")]) or "."


class PurePath:
    def __init__(self, *parts):
        self._text = _joined(parts) if parts else "."

    def __str__(self):
        return self._text

    def __fspath__(self):
        return self._text

    def as_posix(self):
        return self._text

    def __repr__(self):
        name = type(self).__name__
        return "%s(%r)" % ("PosixPath" if name == "Path" else "PurePosixPath" if name == "PurePath" else name, self._text)

    def __truediv__(self, other):
        return type(self)(self._text, other)

    def __rtruediv__(self, other):
        return type(self)(other, self._text)

    def __eq__(self, other):
        return self._text == other._text if isinstance(other, PurePath) else NotImplemented

    def __lt__(self, other):
        return self.parts < other.parts if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self.parts <= other.parts if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self.parts > other.parts if isinstance(other, PurePath) else NotImplemented

    def __hash__(self):
        return hash(self._text)

    @property
    def parts(self):
        names = [part for part in self._text.split("/") if part and part != "."]
        return tuple((["/"] if self._text.startswith("/") else []) + names)

    @property
    def root(self):
        return "/" if self._text.startswith("/") else ""

    anchor = root
    drive = ""

    @property
    def name(self):
        parts = self.parts
        return "" if not parts or parts[-1] == "/" else parts[-1]

    @property
    def suffix(self):
        name = self.name
        i = name.rfind(".")
        return name[i:] if 0 < i < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        return [] if name.endswith(".") else ["." + part for part in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        suffix = self.suffix
        return self.name[: len(self.name) - len(suffix)]

    @property
    def parent(self):
        parts = self.parts
        if not parts or parts == ("/",):
            return self
        return type(self)(*parts[:-1])

    @property
    def parents(self):
        found, each = [], self
        while each.parent != each:
            each = each.parent
            found.append(each)
        return tuple(found)

    def is_absolute(self):
        return self._text.startswith("/")

    def joinpath(self, *others):
        return type(self)(self._text, *others)

    def with_name(self, name):
        if not self.name:
            raise ValueError("%r has an empty name" % (self,))
        return type(self)(*(self.parts[:-1] + (name,)))

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if suffix and not suffix.startswith("."):
            raise ValueError("Invalid suffix %r" % (suffix,))
        return self.with_name(self.stem + suffix)

    def relative_to(self, *other):
        base = type(self)(*other)
        n = len(base.parts)
        if self.parts[:n] != base.parts:
            raise ValueError("%r is not in the subpath of %r" % (str(self), str(base)))
        return type(self)(*self.parts[n:])

    def is_relative_to(self, *other):
        base = type(self)(*other)
        return self.parts[: len(base.parts)] == base.parts

    def match(self, pattern):
        from fnmatch import fnmatchcase

        wanted = type(self)(pattern).parts
        mine = self.parts
        if len(wanted) > len(mine) or (pattern.startswith("/") and len(wanted) != len(mine)):
            return False
        return all([fnmatchcase(a, b) for a, b in zip(mine[len(mine) - len(wanted) :], wanted)])


PurePosixPath = PurePath


class Path(PurePath):
    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls("/")

    def absolute(self):
        return type(self)(_path.abspath(self._text))

    resolve = absolute

    def expanduser(self):
        return self

    def exists(self):
        return _path.exists(self._text)

    def is_file(self):
        return _path.isfile(self._text)

    def is_dir(self):
        return _path.isdir(self._text)

    def is_symlink(self):
        return False

    def stat(self):
        return os.stat(self._text)

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return open(self._text, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None):
        with open(self._text) as file:
            return file.read()

    def read_bytes(self):
        with open(self._text, "rb") as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % type(data).__name__)
        with open(self._text, "w") as file:
            return file.write(data)

    def write_bytes(self, data):
        with open(self._text, "wb") as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        if self.exists():
            if not exist_ok:
                raise FileExistsError(17, "File exists", self._text)
        else:
            open(self._text, "w").close()

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self._text)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        os.rmdir(self._text)

    def unlink(self, missing_ok=False):
        try:
            os.remove(self._text)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        os.rename(self._text, str(target))
        return type(self)(target)

    replace = rename

    def iterdir(self):
        return iter([self / name for name in os.listdir(self._text)])

    def glob(self, pattern):
        return iter(self._glob(pattern.split("/")))

    def rglob(self, pattern):
        return iter(self._glob(["**"] + pattern.split("/")))

    def _glob(self, parts):
        from fnmatch import fnmatchcase

        if not parts:
            return [self]
        first, rest = parts[0], parts[1:]
        found = []
        if first == "**":
            if rest:
                found.extend(self._glob(rest))
            else:
                found.append(self)
            for name in sorted(os.listdir(self._text)):
                each = self / name
                if each.is_dir():
                    found.extend(each._glob(parts))
            return found
        for name in sorted(os.listdir(self._text)):
            if fnmatchcase(name, first):
                each = self / name
                if not rest:
                    found.append(each)
                elif each.is_dir():
                    found.extend(each._glob(rest))
        return found

    def walk(self):
        for top, folders, files in os.walk(self._text):
            yield type(self)(top), folders, files


PosixPath = Path
