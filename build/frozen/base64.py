# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's base64: of 64, 32 and 16 characters."""

import binascii

_32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def _bytes(s):
    if isinstance(s, str):
        for c in s:
            if c > "\x7f":
                raise ValueError("string argument should contain only ASCII characters")
        return s.encode()
    if isinstance(s, (bytes, bytearray, memoryview)):
        return bytes(s)
    raise TypeError("argument should be a bytes-like object or ASCII string, not %r" % type(s).__name__)


def _swapped(s, old, new):
    return bytes([new[old.index(bytes([byte]))] if byte in old else byte for byte in s])


def b64encode(s, altchars=None):
    if isinstance(s, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    encoded = binascii.b2a_base64(bytes(s))[:-1]
    return encoded if altchars is None else _swapped(encoded, b"+/", altchars)


def b64decode(s, altchars=None, validate=False):
    s = _bytes(s)
    if altchars is not None:
        s = _swapped(s, _bytes(altchars), b"+/")
    kept = bytearray()
    for byte in s:
        if 65 <= byte <= 90 or 97 <= byte <= 122 or 48 <= byte <= 57 or byte in b"+/=":
            kept.append(byte)
        elif validate:
            raise binascii.Error("Only base64 data is allowed")
    data = len(bytes(kept).rstrip(b"="))
    if data % 4 == 1:
        raise binascii.Error(
            "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4" % data
        )
    if len(kept) < data + -data % 4:
        raise binascii.Error("Incorrect padding")
    return binascii.a2b_base64(bytes(kept[: data + -data % 4]))


standard_b64encode = b64encode
standard_b64decode = b64decode


def urlsafe_b64encode(s):
    return b64encode(s, b"-_")


def urlsafe_b64decode(s):
    return b64decode(s, b"-_")


def encodebytes(s):
    return b"".join([binascii.b2a_base64(s[i : i + 57]) for i in range(0, len(s), 57)])


def decodebytes(s):
    return b64decode(s)


def b32encode(s):
    out = bytearray()
    s = bytes(s)
    for i in range(0, len(s), 5):
        chunk = s[i : i + 5]
        number = int.from_bytes(chunk + b"\0" * (5 - len(chunk)), "big")
        letters = [_32[(number >> shift) & 31] for shift in range(35, -1, -5)]
        used = (len(chunk) * 8 + 4) // 5
        out.extend(bytes(letters[:used]) + b"=" * (8 - used))
    return bytes(out)


def b32decode(s, casefold=False, map01=None):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if casefold:
        s = s.upper()
    s = s.rstrip(b"=")
    out = bytearray()
    for i in range(0, len(s), 8):
        chunk = s[i : i + 8]
        number = 0
        for byte in chunk + b"A" * (8 - len(chunk)):
            if byte not in _32:
                raise binascii.Error("Non-base32 digit found")
            number = number << 5 | _32.index(bytes([byte]))
        out.extend(number.to_bytes(5, "big")[: len(chunk) * 5 // 8])
    return bytes(out)


def b16encode(s):
    return binascii.hexlify(bytes(s)).upper()


def b16decode(s, casefold=False):
    s = _bytes(s)
    if casefold:
        s = s.upper()
    for byte in s:
        if byte not in b"0123456789ABCDEF":
            raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)
