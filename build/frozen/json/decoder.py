# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""From JSON to objects."""


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        self.msg = msg
        self.doc = doc
        self.pos = pos
        before = doc[:pos]
        self.lineno = before.count("\n") + 1
        self.colno = pos - before.rfind("\n")
        super().__init__("%s: line %d column %d (char %d)" % (msg, self.lineno, self.colno, pos))


_CONSTANTS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": -float("inf")}
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_SPACE = " \t\n\r"
_NUMBER = "0123456789"


class JSONDecoder:
    def __init__(
        self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
        object_pairs_hook=None,
    ):  # fmt: skip
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.memo = {}  # keys: those that are equal are the same

    def decode(self, s):
        found, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return found

    def raw_decode(self, s, idx=0):
        # The nth character of a long str takes as many steps as n: a list has it at once.
        if idx < 0:
            raise ValueError("idx cannot be negative")
        text = s if len(s) < 64 else list(s)
        try:
            return self._value(s, text, idx)
        finally:
            self.memo.clear()

    def _value(self, s, text, i):
        if i >= len(text):
            raise JSONDecodeError("Expecting value", s, i)
        c = text[i]
        if c == '"':
            return _string(s, text, i + 1, self.strict)
        if c == "{":
            return self._object(s, text, i + 1)
        if c == "[":
            return self._array(s, text, i + 1)
        if c == "n" and "".join(text[i : i + 4]) == "null":
            return None, i + 4
        if c == "t" and "".join(text[i : i + 4]) == "true":
            return True, i + 4
        if c == "f" and "".join(text[i : i + 5]) == "false":
            return False, i + 5
        if c in "-0123456789":
            end = _number(text, i)
            if end > i:
                number = "".join(text[i:end])
                whole = "." not in number and "e" not in number and "E" not in number
                return (self.parse_int if whole else self.parse_float)(number), end
        for name in ("NaN", "Infinity", "-Infinity"):
            if c == name[0] and "".join(text[i : i + len(name)]) == name:
                return self.parse_constant(name), i + len(name)
        raise JSONDecodeError("Expecting value", s, i)

    def _object(self, s, text, i):
        pairs = []
        n = len(text)
        i = _skip(text, i)
        if i < n and text[i] == "}":
            i += 1
        else:
            while True:
                if i >= n or text[i] != '"':
                    raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
                key, i = _string(s, text, i + 1, self.strict)
                key = self.memo.setdefault(key, key)
                i = _skip(text, i)
                if i >= n or text[i] != ":":
                    raise JSONDecodeError("Expecting ':' delimiter", s, i)
                value, i = self._value(s, text, _skip(text, i + 1))
                pairs.append((key, value))
                i = _skip(text, i)
                if i < n and text[i] == "}":
                    i += 1
                    break
                if i >= n or text[i] != ",":
                    raise JSONDecodeError("Expecting ',' delimiter", s, i)
                comma = i
                i = _skip(text, i + 1)
                if i < n and text[i] == "}":
                    raise JSONDecodeError("Illegal trailing comma before end of object", s, comma)
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs), i
        made = dict(pairs)
        return (made if self.object_hook is None else self.object_hook(made)), i

    def _array(self, s, text, i):
        values = []
        n = len(text)
        i = _skip(text, i)
        if i < n and text[i] == "]":
            return values, i + 1
        while True:
            value, i = self._value(s, text, i)
            values.append(value)
            i = _skip(text, i)
            if i < n and text[i] == "]":
                return values, i + 1
            if i >= n or text[i] != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            comma = i
            i = _skip(text, i + 1)
            if i < n and text[i] == "]":
                raise JSONDecodeError("Illegal trailing comma before end of array", s, comma)


def scanstring(s, end, strict=True):
    return _string(s, s, end, strict)


def _string(s, text, i, strict):
    begin = i - 1
    out = []
    start = i
    n = len(text)
    while True:
        if i >= n:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        c = text[i]
        if c == '"':
            out.append("".join(text[start:i]))
            return "".join(out), i + 1
        if c == "\\":
            out.append("".join(text[start:i]))
            i += 1
            if i >= n:
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            c = text[i]
            if c == "u":
                code = _hex4(s, text, i)
                i += 5
                if 0xD800 <= code <= 0xDBFF and i + 1 < n and text[i] == "\\" and text[i + 1] == "u":
                    low = _hex4(s, text, i + 1)
                    if 0xDC00 <= low <= 0xDFFF:
                        code = 0x10000 + ((code - 0xD800) << 10 | (low - 0xDC00))
                        i += 6
                out.append(chr(code))
            elif c in _ESCAPES:
                out.append(_ESCAPES[c])
                i += 1
            else:
                raise JSONDecodeError("Invalid \\escape", s, i - 1)
            start = i
        elif c < " " and strict:
            raise JSONDecodeError("Invalid control character at", s, i)
        else:
            i += 1


def _constant(name):
    return _CONSTANTS[name]


def _skip(text, i):
    n = len(text)
    while i < n and text[i] in _SPACE:
        i += 1
    return i


def _hex4(s, text, i):
    digits = "".join(text[i + 1 : i + 5])
    if len(digits) == 4 and all([c in "0123456789abcdefABCDEF" for c in digits]):
        return int(digits, 16)
    raise JSONDecodeError("Invalid \\uXXXX escape", s, i)


def _number(text, i):
    n = len(text)
    begin = i
    if text[i] == "-":
        i += 1
    if i >= n or text[i] not in _NUMBER:
        return begin
    if text[i] == "0":
        i += 1
    else:
        while i < n and text[i] in _NUMBER:
            i += 1
    if i + 1 < n and text[i] == "." and text[i + 1] in _NUMBER:
        i += 1
        while i < n and text[i] in _NUMBER:
            i += 1
    if i < n and text[i] in "eE":
        j = i + 1
        if j < n and text[j] in "+-":
            j += 1
        if j < n and text[j] in _NUMBER:
            while j < n and text[j] in _NUMBER:
                j += 1
            i = j
    return i
