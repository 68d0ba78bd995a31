# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""From objects to JSON."""

_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}


def _quoted(text, ascii):
    if not isinstance(text, str):
        raise TypeError("first argument must be a string, not " + type(text).__name__)
    plain = True
    for c in text:
        if c < " " or c in '"\\' or (ascii and c > "~"):
            plain = False
            break
    if plain:
        return '"' + text + '"'
    out = []
    for c in text:
        if c in _SHORT:
            c = _SHORT[c]
        elif c < " " or (ascii and c > "~"):
            code = ord(c)
            if code > 0xFFFF:
                code -= 0x10000
                c = "\\u%04x\\u%04x" % (0xD800 | (code >> 10), 0xDC00 | (code & 0x3FF))
            else:
                c = "\\u%04x" % code
        out.append(c)
    return '"' + "".join(out) + '"'


def encode_basestring_ascii(s):
    return _quoted(s, True)


def encode_basestring(s):
    return _quoted(s, False)


class JSONEncoder:
    item_separator = ", "
    key_separator = ": "

    def __init__(
        self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None,
        separators=None, default=None,
    ):  # fmt: skip
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError("Object of type %s is not JSON serializable" % type(o).__name__)

    def encode(self, o):
        return "".join(self._parts(o))

    def iterencode(self, o, _one_shot=False):
        return iter(self._parts(o))

    def _parts(self, o):
        indent = self.indent
        if isinstance(indent, int) and not isinstance(indent, bool):
            indent = " " * indent
        out = []
        self._write(o, out.append, None if indent is None else "\n", indent, set())
        return out

    def _float(self, o):
        if o != o:
            text = "NaN"
        elif o in (float("inf"), float("-inf")):
            text = "Infinity" if o > 0 else "-Infinity"
        else:
            return repr(float(o))
        if not self.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant: %r" % (o,))
        return text

    def _scalar(self, o):
        if isinstance(o, str):
            return _quoted(str(o) if type(o) is str else "".join([c for c in o]), self.ensure_ascii)
        if o is None:
            return "null"
        if o is True:
            return "true"
        if o is False:
            return "false"
        if isinstance(o, int):
            return str(int(o))
        if isinstance(o, float):
            return self._float(o)
        return None

    def _key(self, key):
        if isinstance(key, str):
            return key
        if key is True or key is False or key is None:
            return {True: "true", False: "false", None: "null"}[key]
        if isinstance(key, int):
            return str(int(key))
        if isinstance(key, float):
            return self._float(key)
        if self.skipkeys:
            return None
        raise TypeError("keys must be str, int, float, bool or None, not %s" % type(key).__name__)

    def _write(self, o, write, line, indent, around):
        text = self._scalar(o)
        if text is not None:
            write(text)
            return
        if self.check_circular:
            if id(o) in around:
                raise ValueError("Circular reference detected")
            around.add(id(o))
        inner = None if line is None else line + indent
        if isinstance(o, dict):
            if not len(o):
                write("{}")
            else:
                items = sorted(o.items()) if self.sort_keys else o.items()
                before = "{" if inner is None else "{" + inner
                between = self.item_separator if inner is None else self.item_separator + inner
                is_empty = True
                for key, value in items:
                    key = self._key(key)
                    if key is None:
                        continue
                    write(before)
                    write(_quoted(key, self.ensure_ascii) + self.key_separator)
                    self._write(value, write, inner, indent, around)
                    before = between
                    is_empty = False
                write("{}" if is_empty else "}" if line is None else line + "}")
        elif isinstance(o, (list, tuple)):
            if not len(o):
                write("[]")
            else:
                before = "[" if inner is None else "[" + inner
                between = self.item_separator if inner is None else self.item_separator + inner
                for value in o:
                    write(before)
                    self._write(value, write, inner, indent, around)
                    before = between
                write("]" if line is None else line + "]")
        else:
            self._write(self.default(o), write, line, indent, around)
        if self.check_circular:
            around.remove(id(o))
