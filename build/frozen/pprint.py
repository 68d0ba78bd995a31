# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's pprint."""


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts).pformat(object)


def saferepr(object):
    return PrettyPrinter(width=1 << 30).pformat(object)


def isreadable(object):
    return True


def isrecursive(object):
    return False


def _sorted(items, key=None):
    try:
        return sorted(items, key=key)
    except TypeError:
        return sorted(items, key=lambda each: (type(each[0] if key else each).__name__, id(each)))


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if width == 0:
            raise ValueError("width must be != 0")
        self._indent, self._width, self._depth, self._stream = indent, width, depth, stream
        self._compact, self._sort_dicts = compact, sort_dicts

    def pprint(self, object):
        print(self.pformat(object), **({} if self._stream is None else {"file": self._stream}))

    def pformat(self, object):
        out = []
        self._format(object, out.append, 0, 0, [], 0)
        return "".join(out)

    def format(self, object, context, maxlevels, level):
        return self._repr(object, [], level), True, False

    def _repr(self, o, around, level):
        kind = self._kind(o)
        if kind is None:
            return repr(o)
        for each in around:
            if each is o:
                return "<Recursion on %s with id=%d>" % (type(o).__name__, id(o))
        if not len(o):
            return repr(o)
        if self._depth is not None and level >= self._depth:
            return {"dict": "{...}", "list": "[...]", "tuple": "(...)"}.get(kind, "{...}")
        around.append(o)
        level += 1
        if kind == "dict":
            items = _sorted(o.items(), lambda pair: pair[0]) if self._sort_dicts else o.items()
            text = "{%s}" % ", ".join([
                self._repr(key, around, level) + ": " + self._repr(value, around, level) for key, value in items
            ])
        elif kind in ("list", "tuple"):
            text = ", ".join([self._repr(item, around, level) for item in o])
            text = "[%s]" % text if kind == "list" else "(%s%s)" % (text, "," if len(o) == 1 else "")
        else:
            text = "{%s}" % ", ".join([self._repr(item, around, level) for item in _sorted(o)])
            if kind == "frozenset":
                text = "frozenset(%s)" % text
        around.pop()
        return text

    def _kind(self, o):
        cls = type(o)
        for kind in (dict, list, tuple, set, frozenset):
            if cls is kind:
                return kind.__name__
        return None

    def _format(self, o, write, indent, allowance, around, level):
        text = self._repr(o, around, level)
        kind = self._kind(o)
        if len(text) <= self._width - indent - allowance or (
            kind is None and not self._is_special(o)
        ):
            write(text)
            return
        around.append(o)
        level += 1
        if kind == "dict":
            items = list(_sorted(o.items(), lambda pair: pair[0]) if self._sort_dicts else o.items())
            write("{" + " " * (self._indent - 1))
            self._pairs(items, write, indent + self._indent, allowance + 1, around, level, lambda key: self._repr(key, around, level) + ": ")
            write("}")
        elif kind == "list":
            write("[" + " " * (self._indent - 1))
            self._items(o, write, indent + self._indent, allowance + 1, around, level)
            write("]")
        elif kind == "tuple":
            write("(" + " " * (self._indent - 1))
            self._items(o, write, indent + self._indent, allowance + (2 if len(o) == 1 else 1), around, level)
            write(",)" if len(o) == 1 else ")")
        elif kind in ("set", "frozenset"):
            before, after = ("{", "}") if kind == "set" else ("frozenset({", "})")
            if kind == "frozenset":
                indent += 10
            write(before + " " * (self._indent - 1))
            self._items(_sorted(o), write, indent + self._indent, allowance + len(after), around, level)
            write(after)
        elif isinstance(o, str):
            self._string(o, write, indent, allowance, level)
        elif hasattr(o, "__dataclass_fields__"):
            name = type(o).__qualname__
            pairs = [(f.name, getattr(o, f.name)) for f in o.__dataclass_fields__.values() if f.repr and f._kind == "field"]
            write(name + "(")
            self._pairs(pairs, write, indent + len(name) + 1, allowance + 1, around, level, lambda key: key + "=")
            write(")")
        elif hasattr(o, "default_factory"):
            head = type(o).__name__ + "(" + repr(o.default_factory) + ",\n" + " " * (indent + len(type(o).__name__) + 1)
            write(head)
            self._format(dict(o.items()), write, indent + len(type(o).__name__) + 1, allowance + 1, around, level)
            write(")")
        else:
            name = type(o).__name__
            inner = dict(o.most_common()) if hasattr(o, "most_common") else dict(o.items()) if isinstance(o, dict) else list(o)
            write(name + "(")
            before, self._sort_dicts = self._sort_dicts, False
            self._format(inner, write, indent + len(name) + 1, allowance + 1, around, level)
            self._sort_dicts = before
            write(")")
        around.pop()

    def _is_special(self, o):
        if isinstance(o, str):
            return type(o) is str
        name = type(o).__name__
        return name in ("defaultdict", "Counter", "OrderedDict", "deque") or (
            hasattr(o, "__dataclass_fields__") and not isinstance(o, type)
        )

    def _pairs(self, items, write, indent, allowance, around, level, shown):
        last = len(items) - 1
        for i, (key, value) in enumerate(items):
            text = shown(key)
            write(text)
            self._format(value, write, indent + len(text), allowance if i == last else 1, around, level)
            if i != last:
                write(",\n" + " " * indent)

    def _items(self, items, write, indent, allowance, around, level):
        items = list(items)
        last = len(items) - 1
        room = most = self._width - indent + 1
        between = ",\n" + " " * indent
        before = ""
        for i, item in enumerate(items):
            if i == last:
                most -= allowance
                room -= allowance
            if self._compact:
                text = self._repr(item, around, level)
                width = len(text) + 2
                if room < width:
                    room = most
                    if before:
                        before = between
                if room >= width:
                    room -= width
                    write(before)
                    before = ", "
                    write(text)
                    continue
            write(before)
            before = between
            self._format(item, write, indent, allowance if i == last else 1, around, level)

    def _string(self, o, write, indent, allowance, level):
        if not o:
            write(repr(o))
            return
        chunks = []
        lines = o.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        room = most = self._width - indent
        text = ""
        for i, line in enumerate(lines):
            text = repr(line)
            if i == len(lines) - 1:
                most -= allowance
            if len(text) <= most:
                chunks.append(text)
                continue
            words = []
            for c in line:  # runs of other characters, each with the space behind it
                if words and (not words[-1][-1:].isspace() or c.isspace()):
                    words[-1] += c
                else:
                    words.append(c)
            room = most
            current = ""
            for word in words:
                candidate = current + word
                if len(repr(candidate)) > room:
                    if current:
                        chunks.append(repr(current))
                    current = word
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            write(text)
            return
        if level == 1:
            write("(")
        for i, chunk in enumerate(chunks):
            if i:
                write("\n" + " " * indent)
            write(chunk)
        if level == 1:
            write(")")
