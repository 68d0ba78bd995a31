"""Methods of str, bytes and bytearray that are asked rarely (build/port/text.c, codecs.c)."""


def expandtabs(self, tabsize=8):
    is_text = isinstance(self, str)
    tab, ends = ("\t", "\n\r") if is_text else (b"\t", b"\n\r")
    parts = []
    column = 0
    for part in self.split(tab):
        if parts:
            fill = tabsize - column % tabsize if tabsize > 0 else 0
            parts.append((" " if is_text else b" ") * fill)
            column += fill
        parts.append(part)
        after = max(part.rfind(ends[0:1]), part.rfind(ends[1:2])) + 1
        column = len(part) - after + (0 if after else column)
    return type(self)().join(parts) if is_text else type(self)(b"".join(parts))


def maketrans(x, y=None, z=None):
    if isinstance(x, (bytes, bytearray)):
        if len(x) != len(y):
            raise ValueError("maketrans arguments must have same length")
        table = bytearray(range(256))
        for i in range(len(x)):
            table[x[i]] = y[i]
        return bytes(table)
    if y is None:
        if not isinstance(x, dict):
            raise TypeError("if you give only one argument to maketrans it must be a dict")
        table = {}
        for key, value in x.items():
            if isinstance(key, str):
                if len(key) != 1:
                    raise ValueError("string keys in translate table must be of length 1")
                key = ord(key)
            elif not isinstance(key, int):
                raise TypeError("keys in translate table must be strings or integers")
            table[key] = value
        return table
    for place, each in ((1, x), (2, y), (3, "" if z is None else z)):
        if not isinstance(each, str):
            if place == 1:
                raise TypeError("first maketrans argument must be a string if there is a second argument")
            raise TypeError("maketrans() argument %d must be str, not %s" % (place, type(each).__name__))
    if len(x) != len(y):
        raise ValueError("the first two maketrans arguments must have equal length")
    table = {ord(a): ord(b) for a, b in zip(x, y)}
    for c in z or "":
        table[ord(c)] = None
    return table


def translate(self, table, delete=None):
    if not isinstance(self, str):
        if table is not None and len(table) != 256:
            raise ValueError("translation table must be 256 characters long")
        return type(self)([c if table is None else table[c] for c in self if c not in (delete or b"")])
    if delete is not None:
        raise TypeError("str.translate() takes exactly one argument (2 given)")
    out = []
    known = {}
    for c in self:
        if c not in known:
            try:
                new = table[ord(c)]
            except LookupError:
                new = c
            if new is None:
                new = ""
            elif isinstance(new, int):
                if not 0 <= new < 0x110000:
                    raise ValueError("character mapping must be in range(0x110000)")
                new = chr(new)
            elif not isinstance(new, str):
                raise TypeError("character mapping must return integer, None or str")
            known[c] = new
        out.append(known[c])
    return "".join(out)


# ---- Codecs ------------------------------------------------------------------------------------------

_NAMES = {
    "utf8": "utf-8", "u8": "utf-8", "cp65001": "utf-8", "utf8sig": "utf-8-sig",
    "ascii": "ascii", "usascii": "ascii", "646": "ascii",
    "latin1": "latin-1", "latin": "latin-1", "iso88591": "latin-1", "l1": "latin-1", "8859": "latin-1", "cp819": "latin-1",
    "utf16": "utf-16", "u16": "utf-16", "utf16le": "utf-16-le", "utf16be": "utf-16-be",
    "utf32": "utf-32", "u32": "utf-32", "utf32le": "utf-32-le", "utf32be": "utf-32-be",
    "cp1252": "cp1252", "windows1252": "cp1252", "1252": "cp1252",
}  # fmt: skip

# What 0x80 to 0x9f are in cp1252; spaces are nothing.
_CP1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ"


def _codec(encoding):
    plain = encoding.lower().replace("-", "").replace("_", "").replace(" ", "")
    if plain not in _NAMES:
        raise LookupError("unknown encoding: " + encoding)
    return _NAMES[plain]


def _escape(code):
    return "\\x%02x" % code if code < 256 else "\\u%04x" % code if code < 65536 else "\\U%08x" % code


def _width(codec):
    return 2 if codec[4:6] == "16" else 4


def _encoded(codec, code):
    # The bytes of one character, or what keeps it from having any.
    if codec == "ascii":
        return bytes([code]) if code < 128 else "ordinal not in range(128)"
    if codec == "latin-1":
        return bytes([code]) if code < 256 else "ordinal not in range(256)"
    if codec == "cp1252":
        if code < 128 or 160 <= code < 256:
            return bytes([code])
        place = _CP1252.find(chr(code)) if code != 32 else -1
        return bytes([128 + place]) if place >= 0 else "character maps to <undefined>"
    if 0xD800 <= code < 0xE000:
        return "surrogates not allowed"
    if codec[:5] == "utf-8":
        return chr(code).encode()
    order = "big" if codec[-2:] == "be" else "little"
    if _width(codec) == 4:
        return code.to_bytes(4, order)
    if code < 65536:
        return code.to_bytes(2, order)
    code -= 65536
    return (0xD800 + (code >> 10)).to_bytes(2, order) + (0xDC00 + (code & 1023)).to_bytes(2, order)


def encode(text, encoding, errors):
    codec = _codec(encoding)
    out = bytearray()
    if codec in ("utf-8-sig", "utf-16", "utf-32"):
        out.extend(b"\xef\xbb\xbf" if codec == "utf-8-sig" else _encoded(codec, 0xFEFF))
    i = 0
    while i < len(text):
        code = ord(text[i])
        new = _encoded(codec, code)
        if isinstance(new, str):
            name = "charmap" if codec == "cp1252" else codec.replace("-sig", "")
            if errors == "strict":
                end = i + 1
                while end < len(text) and _encoded(codec, ord(text[end])) == new and codec != "cp1252":
                    end += 1
                what = "character '%s' in position %d" % (_escape(code), i)
                if end > i + 1:
                    what = "characters in position %d-%d" % (i, end - 1)
                raise UnicodeEncodeError("'%s' codec can't encode %s: %s" % (name, what, new))
            if errors == "ignore":
                new = b""
            elif errors == "replace":
                new = b"".join([_encoded(codec, 63)])
            elif errors == "backslashreplace":
                new = b"".join([_encoded(codec, ord(c)) for c in _escape(code)])
            elif errors == "xmlcharrefreplace":
                new = b"".join([_encoded(codec, ord(c)) for c in "&#%d;" % code])
            elif errors == "surrogateescape" and 0xDC80 <= code < 0xDD00:
                new = bytes([code - 0xDC00])
            elif errors == "surrogatepass" and codec == "utf-8":
                new = bytes([0xE0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63])
            else:
                raise LookupError("unknown error handler name '%s'" % errors)
        out.extend(new)
        i += 1
    return bytes(out)


def _next_of_utf_8(data, i):
    # The character at i and where the next one begins; else what is wrong, and where to go on.
    first = data[i]
    if first < 0x80:
        return chr(first), i + 1, None
    need = 1 if 0xC2 <= first < 0xE0 else 2 if 0xE0 <= first < 0xF0 else 3 if 0xF0 <= first < 0xF5 else 0
    if not need:
        return None, i + 1, "invalid start byte"
    low = {0xE0: 0xA0, 0xF0: 0x90}.get(first, 0x80)
    high = {0xED: 0x9F, 0xF4: 0x8F}.get(first, 0xBF)
    code = first & (0x3F >> need)
    for j in range(i + 1, i + 1 + need):
        if j >= len(data):
            return None, j, "unexpected end of data"
        if not low <= data[j] <= high:
            return None, j, "invalid continuation byte"
        low, high = 0x80, 0xBF
        code = code << 6 | data[j] & 63
    return chr(code), i + 1 + need, None


def _next_of_units(data, i, codec):
    width, order = _width(codec), "big" if codec[-2:] == "be" else "little"
    if i + width > len(data):
        return None, len(data), "truncated data"
    code = int.from_bytes(data[i : i + width], order)
    i += width
    if width == 4:
        if code >= 0x110000:
            return None, i, "code point not in range(0x110000)"
        return (None, i, "code point in surrogate code point range(0xd800, 0xe000)") if 0xD800 <= code < 0xE000 else (chr(code), i, None)
    if not 0xD800 <= code < 0xE000:
        return chr(code), i, None
    if code >= 0xDC00:
        return None, i, "illegal encoding"
    if i + 2 > len(data):
        return None, len(data), "unexpected end of data"
    low = int.from_bytes(data[i : i + 2], order)
    if not 0xDC00 <= low < 0xE000:
        return None, i, "illegal UTF-16 surrogate"
    return chr(0x10000 + ((code & 1023) << 10 | low & 1023)), i + 2, None


def decode(data, encoding, errors):
    codec = _codec(encoding)
    i = 0
    name = codec.replace("-sig", "")
    if codec == "utf-8-sig" and data[:3] == b"\xef\xbb\xbf":
        i = 3
    elif codec in ("utf-16", "utf-32"):
        mark = data[: _width(codec)]
        if mark in (b"\xff\xfe", b"\xff\xfe\0\0"):
            i = len(mark)
        elif mark in (b"\xfe\xff", b"\0\0\xfe\xff"):
            i = len(mark)
            codec += "-be"
    out = []
    while i < len(data):
        if codec[:5] == "utf-8":
            character, end, wrong = _next_of_utf_8(data, i)
        elif codec[:3] == "utf":
            character, end, wrong = _next_of_units(data, i, codec)
        else:
            code, end, wrong = data[i], i + 1, None
            character = chr(code)
            if code >= 128 and codec == "ascii":
                wrong = "ordinal not in range(128)"
            elif codec == "cp1252" and 128 <= code < 160:
                character, name = _CP1252[code - 128], "charmap"
                wrong = "character maps to <undefined>" if character == " " else None
        if wrong is not None:
            if errors == "strict":
                what = "byte 0x%02x in position %d" % (data[i], i) if end == i + 1 else "bytes in position %d-%d" % (i, end - 1)
                raise UnicodeDecodeError("'%s' codec can't decode %s: %s" % (name, what, wrong))
            if errors == "ignore":
                character = ""
            elif errors == "replace":
                character = "\ufffd"
            elif errors == "backslashreplace":
                character = "".join(["\\x%02x" % byte for byte in data[i:end]])
            elif errors == "surrogateescape":
                character = "".join([chr(0xDC00 + byte) for byte in data[i:end]])
            else:
                raise LookupError("unknown error handler name '%s'" % errors)
        out.append(character)
        i = end
    return "".join(out)
