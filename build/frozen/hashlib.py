"""CPython's hashlib: sha256 is MicroPython's, the others are written here (and slower)."""

import struct as _struct
from uhashlib import sha256 as _sha256

algorithms_guaranteed = algorithms_available = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}


class _Hash:
    """What was given so far is kept: the digest is made when it is asked for."""

    block_size = 64

    def __init__(self, data=b"", *, usedforsecurity=True):
        self._data = bytearray()
        self.update(data)

    def update(self, data):
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        self._data.extend(data)

    def copy(self):
        return type(self)(self._data)

    def digest(self):
        return self._digest(bytes(self._data))

    def hexdigest(self):
        return "".join(["%02x" % byte for byte in self.digest()])

    def __repr__(self):
        return "<%s _hashlib.HASH object>" % self.name


def _padded(data, block, order):
    count = block // 8
    length = (len(data) * 8).to_bytes(count, order)
    return data + b"\x80" + b"\0" * ((-len(data) - 1 - count) % block) + length


class sha256(_Hash):
    name = "sha256"
    digest_size = 32

    def _digest(self, data):
        return _sha256(data).digest()


class md5(_Hash):
    name = "md5"
    digest_size = 16

    def _digest(self, data):
        a0, b0, c0, d0 = 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476
        data = _padded(data, 64, "little")
        table = _md5_table()
        mask = 0xFFFFFFFF
        for at in range(0, len(data), 64):
            words = _struct.unpack_from("<16I", data, at)
            a, b, c, d = a0, b0, c0, d0
            for i in range(64):
                if i < 16:
                    f = (b & c) | (~b & mask & d)
                    g = i
                elif i < 32:
                    f = (d & b) | (~d & mask & c)
                    g = (5 * i + 1) % 16
                elif i < 48:
                    f = b ^ c ^ d
                    g = (3 * i + 5) % 16
                else:
                    f = c ^ (b | (~d & mask))
                    g = (7 * i) % 16
                f = (f + a + table[i] + words[g]) & mask
                turn = _TURNS[i // 16][i % 4]
                a, d, c = d, c, b
                b = (b + (((f << turn) | (f >> (32 - turn))) & mask)) & mask
            a0, b0, c0, d0 = (a0 + a) & mask, (b0 + b) & mask, (c0 + c) & mask, (d0 + d) & mask
        return _struct.pack("<4I", a0, b0, c0, d0)


_TURNS = ((7, 12, 17, 22), (5, 9, 14, 20), (4, 11, 16, 23), (6, 10, 15, 21))
_tables = {}


def _md5_table():
    if "md5" not in _tables:
        import umath

        _tables["md5"] = [int(abs(umath.sin(i + 1)) * 4294967296.0) for i in range(64)]
    return _tables["md5"]


class sha1(_Hash):
    name = "sha1"
    digest_size = 20

    def _digest(self, data):
        h = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0]
        data = _padded(data, 64, "big")
        mask = 0xFFFFFFFF
        for at in range(0, len(data), 64):
            w = list(_struct.unpack_from(">16I", data, at))
            for i in range(16, 80):
                x = w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16]
                w.append(((x << 1) | (x >> 31)) & mask)
            a, b, c, d, e = h
            for i in range(80):
                if i < 20:
                    f, k = (b & c) | (~b & mask & d), 0x5A827999
                elif i < 40:
                    f, k = b ^ c ^ d, 0x6ED9EBA1
                elif i < 60:
                    f, k = (b & c) | (b & d) | (c & d), 0x8F1BBCDC
                else:
                    f, k = b ^ c ^ d, 0xCA62C1D6
                x = (((a << 5) | (a >> 27)) + f + e + k + w[i]) & mask
                a, b, c, d, e = x, a, ((b << 30) | (b >> 2)) & mask, c, d
            h = [(x + y) & mask for x, y in zip(h, (a, b, c, d, e))]
        return _struct.pack(">5I", *h)


def _primes(n):
    found = []
    candidate = 2
    while len(found) < n:
        if all([candidate % p for p in found]):
            found.append(candidate)
        candidate += 1
    return found


def _root_bits(n, power, bits):
    # The first bits behind the point of a root.
    target = n << (power * bits)
    low, high = 0, 1 << (bits + 5)
    while low < high:
        middle = (low + high + 1) // 2
        if middle**power <= target:
            low = middle
        else:
            high = middle - 1
    return low & ((1 << bits) - 1)


def _sha2(data, h, bits):
    key = "sha2", bits
    rounds = 64 if bits == 32 else 80
    if key not in _tables:
        _tables[key] = [_root_bits(p, 3, bits) for p in _primes(rounds)]
    table = _tables[key]
    size = bits // 8
    block = 16 * size
    data = _padded(data, block, "big")
    mask = (1 << bits) - 1
    turns = (7, 18, 3, 17, 19, 10, 6, 11, 25, 2, 13, 22) if bits == 32 else (1, 8, 7, 19, 61, 6, 14, 18, 41, 28, 34, 39)
    r1, r2, s1, r3, r4, s2, r5, r6, r7, r8, r9, r10 = turns

    def turned(x, n):
        return ((x >> n) | (x << (bits - n))) & mask

    for at in range(0, len(data), block):
        w = [int.from_bytes(data[at + i * size : at + (i + 1) * size], "big") for i in range(16)]
        for i in range(16, rounds):
            x, y = w[i - 15], w[i - 2]
            a = turned(x, r1) ^ turned(x, r2) ^ (x >> s1)
            b = turned(y, r3) ^ turned(y, r4) ^ (y >> s2)
            w.append((w[i - 16] + a + w[i - 7] + b) & mask)
        a, b, c, d, e, f, g, i = h
        for n in range(rounds):
            t1 = (i + (turned(e, r5) ^ turned(e, r6) ^ turned(e, r7)) + ((e & f) ^ (~e & mask & g)) + table[n] + w[n]) & mask
            t2 = ((turned(a, r8) ^ turned(a, r9) ^ turned(a, r10)) + ((a & b) ^ (a & c) ^ (b & c))) & mask
            i, g, f, e, d, c, b, a = g, f, e, (d + t1) & mask, c, b, a, (t1 + t2) & mask
        h = [(x + y) & mask for x, y in zip(h, (a, b, c, d, e, f, g, i))]
    return b"".join([x.to_bytes(size, "big") for x in h])


class sha512(_Hash):
    name = "sha512"
    digest_size = 64
    block_size = 128

    def _digest(self, data):
        return _sha2(data, [_root_bits(p, 2, 64) for p in _primes(8)], 64)


class sha384(_Hash):
    name = "sha384"
    digest_size = 48
    block_size = 128

    def _digest(self, data):
        return _sha2(data, [_root_bits(p, 2, 64) for p in _primes(16)[8:]], 64)[:48]


class sha224(_Hash):
    name = "sha224"
    digest_size = 28

    def _digest(self, data):
        return _sha2(data, [_root_bits(p, 2, 64) & 0xFFFFFFFF for p in _primes(16)[8:]], 32)[:28]


def new(name, data=b"", *, usedforsecurity=True):
    made = {"md5": md5, "sha1": sha1, "sha224": sha224, "sha256": sha256, "sha384": sha384, "sha512": sha512}.get(
        name.lower()
    )
    if made is None:
        raise ValueError("unsupported hash type " + name)
    return made(data)


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    import hmac

    key, block = b"", 0
    size = dklen or new(hash_name).digest_size
    while len(key) < size:
        block += 1
        last = hmac.new(password, bytes(salt) + block.to_bytes(4, "big"), hash_name).digest()
        total = int.from_bytes(last, "big")
        for _ in range(iterations - 1):
            last = hmac.new(password, last, hash_name).digest()
            total ^= int.from_bytes(last, "big")
        key += total.to_bytes(len(last), "big")
    return key[:size]
