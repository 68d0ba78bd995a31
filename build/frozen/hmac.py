"""CPython's hmac."""

import hashlib


class HMAC:
    def __init__(self, key, msg=None, digestmod=""):
        if not digestmod:
            raise TypeError("Missing required argument 'digestmod'.")
        self._make = (lambda data=b"": hashlib.new(digestmod, data)) if isinstance(digestmod, str) else digestmod
        inner = self._make()
        if len(key) > inner.block_size:
            key = self._make(key).digest()
        key = bytes(key) + b"\0" * (inner.block_size - len(key))
        self._inner = self._make(bytes([byte ^ 0x36 for byte in key]))
        self._outer = bytes([byte ^ 0x5C for byte in key])
        self.digest_size = inner.digest_size
        self.block_size = inner.block_size
        self.name = "hmac-" + inner.name
        if msg is not None:
            self.update(msg)

    def update(self, msg):
        self._inner.update(msg)

    def digest(self):
        return self._make(self._outer + self._inner.digest()).digest()

    def hexdigest(self):
        return "".join(["%02x" % byte for byte in self.digest()])


def new(key, msg=None, digestmod=""):
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    return HMAC(key, msg, digest).digest()


def compare_digest(a, b):
    if type(a) is not type(b):
        raise TypeError("unsupported operand types(s) or combination of types")
    if isinstance(a, str):
        a, b = a.encode(), b.encode()
    different = len(a) ^ len(b)
    for x, y in zip(a, b):
        different |= x ^ y
    return different == 0
