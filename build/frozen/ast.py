"""Of CPython's ast the part for which no syntax tree is needed: literal_eval()."""

import re as _re

_TOKEN = _re.compile(
    r"\s*(?:([-+]?\s*(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?[jJ]?))"
    r"|([rRbBuU]{0,2}(?:'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"))"
    r"|(None|True|False|Ellipsis|\.\.\.|set\(\))(?!\w)|(.))",
    _re.S,
)
_NAMES = {"None": None, "True": True, "False": False, "...": ..., "set()": ()}
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class _Literal:
    def __init__(self, text):
        self._text = text.strip(" \t")
        self._at = 0
        self._next()

    def _next(self):
        found = _TOKEN.match(self._text, self._at)
        self.number, self.string, self.name, self.sign = found.groups() if found else (None, None, None, None)
        if found:
            self._at = found.end()
        if self.sign is not None and self.sign.isspace():
            self.sign = None

    def fail(self):
        what = self.number or self.string or self.name or self.sign
        if what is None:
            raise SyntaxError("invalid syntax")
        raise ValueError("malformed node or string: %r is no literal" % self._text)

    def whole(self):
        value = self._value()
        if self.sign == ",":
            value = self._rest([value], None)
        if self.number or self.string or self.name or self.sign:
            self.fail()
        return value

    def _rest(self, items, closing):
        # What follows the first item of a tuple.
        while self.sign == ",":
            self._next()
            if self.sign == closing and (closing or not (self.number or self.string or self.name)):
                break
            items.append(self._value())
        return tuple(items)

    def _value(self):
        if self.number is not None:
            return self._sum(self._number())
        if self.string is not None:
            value = eval(self.string)
            self._next()
            while self.string is not None:
                value += eval(self.string)
                self._next()
            return value
        if self.name is not None:
            name = self.name
            if name == "Ellipsis":
                self.fail()
            self._next()
            return set() if name == "set()" else _NAMES[name]
        if self.sign in ("-", "+"):
            sign = self.sign
            self._next()
            value = self._value()
            if not isinstance(value, (int, float, complex)) or isinstance(value, bool):
                self.fail()
            return -value if sign == "-" else value
        if self.sign in _CLOSING:
            return self._container(_CLOSING[self.sign])
        self.fail()

    def _number(self):
        text = self.number.replace(" ", "").replace("_", "")
        self._next()
        digits = text.lstrip("+-").lower()
        if digits[:2] in ("0x", "0o", "0b"):
            return int(text, 0)
        if digits[-1] == "j":
            value = complex(0, float(digits[:-1]))
            return -value if text[0] == "-" else value
        return float(text) if "." in digits or "e" in digits else int(text)

    def _sum(self, value):
        # 1+2j
        while self.number is not None and self.number[0] in "+-" and self.number[-1] in "jJ":
            value += self._number()
        return value

    def _container(self, closing):
        self._next()
        items, pairs, is_tuple = [], [], False
        while self.sign != closing:
            item = self._value()
            if closing == "}" and self.sign == ":":
                self._next()
                pairs.append((item, self._value()))
            else:
                items.append(item)
            if self.sign == ",":
                is_tuple = True
                self._next()
            elif self.sign != closing:
                self.fail()
        self._next()
        if closing == "]":
            return items
        if closing == ")":
            return tuple(items) if is_tuple or not items else items[0]
        if items and pairs:
            self.fail()
        return set(items) if items else dict(pairs)


def literal_eval(node_or_string):
    if not isinstance(node_or_string, str):
        raise ValueError("malformed node or string: %r" % (node_or_string,))
    return _Literal(node_or_string).whole()


def __getattr__(name):
    raise AttributeError(
        "module 'ast' has no attribute %r here: only literal_eval(), as MicroPython has no syntax trees" % name
    )
