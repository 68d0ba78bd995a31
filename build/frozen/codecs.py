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


def _hex(name):
    import binascii

    return getattr(binascii, name)


def _base64(name):
    import base64

    return getattr(base64, name)


def _zlib(name):
    import zlib

    return getattr(zlib, name)


_OTHERS = {
    "rot13": (_rot13, _rot13),
    "hex": (lambda data, errors: _hex("hexlify")(data), lambda data, errors: _hex("unhexlify")(data)),
    "base64": (lambda data, errors: _base64("encodebytes")(data), lambda data, errors: _base64("decodebytes")(data)),
    "zlib": (lambda data, errors: _zlib("compress")(data), lambda data, errors: _zlib("decompress")(data)),
}


def _other(encoding):
    plain = encoding.lower().replace("_", "").replace("-", "")
    return _OTHERS.get(plain[:-5] if plain.endswith("codec") else plain)


class CodecInfo(tuple):
    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, name=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode, self.decode, self.streamreader, self.streamwriter = encode, decode, streamreader, streamwriter
        return self

    def __repr__(self):
        return "<codecs.CodecInfo object for encoding %s at 0x%x>" % (self.name, id(self))


def lookup(encoding):
    if _other(encoding) is None:
        from _text import _codec

        name = _codec(encoding)
        name = {"latin-1": "iso8859-1"}.get(name, name)
    else:
        name = encoding
    return CodecInfo(
        lambda text, errors="strict": (encode(text, encoding, errors), len(text)),
        lambda data, errors="strict": (decode(data, encoding, errors), len(data)),
        name=name,
    )


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
