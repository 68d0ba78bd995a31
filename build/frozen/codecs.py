"""CPython's codecs, as far as programs call it themselves: texts, rot13, hex and base64."""

BOM_UTF8 = b"\xef\xbb\xbf"


def _rot13(text):
    turned = []
    for c in text:
        base = 65 if "A" <= c <= "Z" else 97 if "a" <= c <= "z" else None
        turned.append(c if base is None else chr((ord(c) - base + 13) % 26 + base))
    return "".join(turned)


def _special(encoding):
    name = encoding.lower().replace("-", "").replace("_", "").replace("codec", "")
    if name == "rot13":
        return _rot13, _rot13
    import binascii

    if name == "hex":
        return binascii.hexlify, binascii.unhexlify
    if name == "base64":
        import base64

        return base64.encodebytes, base64.decodebytes
    return None


def encode(obj, encoding="utf-8", errors="strict"):
    special = _special(encoding)
    return special[0](obj) if special else obj.encode(encoding, errors)


def decode(obj, encoding="utf-8", errors="strict"):
    special = _special(encoding)
    return special[1](obj) if special else bytes(obj).decode(encoding, errors)


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    import builtins

    return builtins.open(filename, mode, encoding=encoding)
