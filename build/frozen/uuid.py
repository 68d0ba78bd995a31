"""CPython's uuid: what needs no network card."""

import hashlib

RESERVED_NCS = "reserved for NCS compatibility"
RFC_4122 = "specified in RFC 4122"


class UUID:
    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None):
        if hex is not None:
            hex = hex.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
            if len(hex) != 32:
                raise ValueError("badly formed hexadecimal UUID string")
            int = _int(hex, 16)
        if bytes is not None:
            if len(bytes) != 16:
                raise ValueError("bytes is not a 16-char string")
            int = _int.from_bytes(bytes, "big")
        if int is None:
            raise TypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be given")
        if not 0 <= int < 1 << 128:
            raise ValueError("int is out of range (need a 128-bit value)")
        if version is not None:
            int &= ~(0xC000 << 48)
            int |= 0x8000 << 48
            int &= ~(0xF000 << 64)
            int |= version << 76
        self.int = int

    @property
    def hex(self):
        text = "%x" % self.int
        return "0" * (32 - len(text)) + text

    @property
    def bytes(self):
        return self.int.to_bytes(16, "big")

    @property
    def version(self):
        return (self.int >> 76) & 15

    @property
    def variant(self):
        return RFC_4122

    @property
    def urn(self):
        return "urn:uuid:" + str(self)

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented

    def __hash__(self):
        return hash(self.int)

    def __int__(self):
        return self.int

    def __str__(self):
        hex = self.hex
        return "-".join([hex[:8], hex[8:12], hex[12:16], hex[16:20], hex[20:]])

    def __repr__(self):
        return "UUID(%r)" % str(self)


_int = int


def uuid4():
    from random import SystemRandom

    return UUID(int=SystemRandom().getrandbits(128), version=4)


def uuid1(node=None, clock_seq=None):
    import time
    from random import SystemRandom

    moment = time.time_ns() // 100 + 0x01B21DD213814000
    rest = SystemRandom().getrandbits(62) if node is None else (clock_seq or 0) << 48 | node
    number = (moment & 0xFFFFFFFF) << 96 | ((moment >> 32) & 0xFFFF) << 80 | ((moment >> 48) & 0xFFF) << 64 | rest
    return UUID(int=number, version=1)


def uuid3(namespace, name):
    return UUID(bytes=hashlib.md5(namespace.bytes + (name.encode() if isinstance(name, str) else name)).digest(), version=3)


def uuid5(namespace, name):
    name = name.encode() if isinstance(name, str) else name
    return UUID(bytes=hashlib.sha1(namespace.bytes + name).digest()[:16], version=5)


NAMESPACE_DNS = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_URL = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_OID = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_X500 = UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
