"""What CPython's codecs has beside str.encode() and bytes.decode(): texts of texts, bytes of bytes, and marks."""

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = BOM = BOM_UTF16 = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = BOM_UTF32 = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"


def _rot13(text, errors="strict"):
    out = []
    for c in text:
        if "a" <= c.lower() <= "z":
            first = 97 if c >= "a" else 65
            c = chr((ord(c) - first + 13) % 26 + first)
        out.append(c)
    return "".join(out)


def _of(module, name):
    return lambda data, errors: getattr(__import__(module), name)(data)


_OTHERS = {
    "rot13": (_rot13, _rot13),
    "hex": (_of("binascii", "hexlify"), _of("binascii", "unhexlify")),
    "base64": (_of("base64", "encodebytes"), _of("base64", "decodebytes")),
    "zlib": (_of("zlib", "compress"), _of("zlib", "decompress")),
}


def _other(encoding):
    plain = encoding.lower().replace("_", "").replace("-", "")
    return _OTHERS.get(plain[:-5] if plain.endswith("codec") else plain)


class CodecInfo:
    def __init__(self, name):
        self.name = name

    def encode(self, text, errors="strict"):
        return encode(text, self.name, errors), len(text)

    def decode(self, data, errors="strict"):
        return decode(data, self.name, errors), len(data)


def lookup(encoding):
    if _other(encoding) is None:
        from _text import _codec

        encoding = _codec(encoding)
    return CodecInfo("iso8859-1" if encoding == "latin-1" else encoding)


def encode(obj, encoding="utf-8", errors="strict"):
    other = _other(encoding)
    return obj.encode(encoding, errors) if other is None else other[0](obj, errors)


def decode(obj, encoding="utf-8", errors="strict"):
    other = _other(encoding)
    return bytes(obj).decode(encoding, errors) if other is None else other[1](obj, errors)


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    import builtins

    return builtins.open(filename, mode, encoding=encoding)
