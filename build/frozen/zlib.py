"""CPython's zlib, over MicroPython's deflate. (What is compressed here is larger: there is one way.)"""

import deflate as _deflate
from ubinascii import crc32
from uio import BytesIO as _BytesIO

MAX_WBITS = 15
DEFLATED = 8
Z_BEST_SPEED, Z_BEST_COMPRESSION, Z_DEFAULT_COMPRESSION = 1, 9, -1


class error(Exception):
    pass


def adler32(data, value=1):
    a, b = value & 0xFFFF, value >> 16
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def _format(wbits):
    if wbits < 0:
        return _deflate.RAW, -wbits
    if wbits > 15:
        return _deflate.GZIP, min(wbits - 16, 15)
    return _deflate.ZLIB, wbits


def compress(data, level=-1, wbits=MAX_WBITS):
    stream = _BytesIO()
    kind, bits = _format(wbits)
    with _deflate.DeflateIO(stream, kind, bits or 15) as out:
        out.write(data)
    return stream.getvalue()


def decompress(data, wbits=MAX_WBITS, bufsize=16384):
    kind, bits = _format(wbits)
    try:
        return _deflate.DeflateIO(_BytesIO(data), kind, bits).read()
    except (OSError, EOFError, ValueError):
        raise error("Error -3 while decompressing data: incorrect header check")


class _Whole:
    # Data is kept until the end: there is no half-done state.
    def __init__(self, function, wbits):
        self._function, self._wbits = function, wbits
        self._data = bytearray()

    def _add(self, data):
        self._data.extend(data)
        return b""

    def flush(self, *args):
        data, self._data = bytes(self._data), bytearray()
        return self._function(data, wbits=self._wbits) if data else b""


class _Compress(_Whole):
    compress = _Whole._add


class _Decompress(_Whole):
    unused_data = b""

    def decompress(self, data, max_length=0):
        self._data.extend(data)
        try:
            out = self._function(bytes(self._data), wbits=self._wbits)
        except error:
            return b""
        self._data = bytearray()
        return out


def compressobj(level=-1, method=DEFLATED, wbits=MAX_WBITS, *args):
    return _Compress(compress, wbits)


def decompressobj(wbits=MAX_WBITS, zdict=b""):
    return _Decompress(decompress, wbits)
