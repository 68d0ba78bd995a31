"""CPython's struct: formats read and values checked here; MicroPython's packs each of them."""

import ustruct as _native


class error(Exception):
    pass


# The size of each code, and how it is aligned where the format has no byte order of its own.
_SIZES = {
    "x": 1, "c": 1, "b": 1, "B": 1, "?": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 4, "L": 4, "q": 8, "Q": 8,
    "n": 8, "N": 8, "e": 2, "f": 4, "d": 8, "s": 1, "p": 1,
}
_NATIVE = {"l": 8, "L": 8}


def _read(format):
    # (byte order, [(code, count, offset)], size, number of values)
    if isinstance(format, bytes):
        format = format.decode()
    elif not isinstance(format, str):
        raise TypeError("Struct() argument 1 must be a str or bytes object, not %s" % type(format).__name__)
    order, is_native = "@", True
    if format[:1] in ("@", "=", "<", ">", "!"):
        is_native = format[0] == "@"
        order = "@" if is_native else ">" if format[0] in ">!" else "<"
        format = format[1:]
    items, at, values, count = [], 0, 0, ""
    for code in format:
        if code.isspace():
            if count:
                raise error("bad char in struct format")
        elif code.isdigit():
            count += code
            if len(count) > 9:
                raise error("total struct size too long")
        elif code not in _SIZES or (code in "nN" and not is_native):
            raise error("bad char in struct format")
        else:
            size = _NATIVE.get(code, _SIZES[code]) if is_native else _SIZES[code]
            number = int(count) if count else 1
            count = ""
            if is_native:
                at = (at + size - 1) // size * size
            items.append((code, number, at, size))
            at += number * size
            if code in "sp":
                values += 1
            elif code != "x":
                values += number
    if count:
        raise error("repeat count given without format specifier")
    return order, items, at, values


def _kind(code, size):
    # What MicroPython's calls it, whose "l" has four bytes.
    if code in "lqn":
        return "q" if size == 8 else "l"
    if code in "LQN":
        return "Q" if size == 8 else "L"
    return code


def _packed(order, code, size, value):
    if code == "c":
        if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
            raise error("char format requires a bytes object of length 1")
        return value
    if code == "?":
        return b"\1" if value else b"\0"
    if code in "efd":
        if isinstance(value, (str, bytes, list, tuple, dict)) or value is None:
            raise error("required argument is not a float")
        value = float(value)
        packed = _native.pack(order + code, value)
        if (code == "e" or order != "@" and code == "f") and value - value == 0 and abs(_native.unpack(order + code, packed)[0]) == float("inf"):
            raise OverflowError("float too large to pack with %s format" % code)
        return packed
    if not isinstance(value, int):
        if not hasattr(value, "__index__"):
            raise error("required argument is not an integer")
        value = value.__index__()
    bits = 8 * size
    low, high = (0, (1 << bits) - 1) if code in "BHILQN" else (-1 << (bits - 1), (1 << (bits - 1)) - 1)
    if not low <= value <= high:
        if code in "nN":
            raise error("int too large to convert")
        raise error("'%s' format requires %d <= number <= %d" % (code, low, high))
    return _native.pack(order + _kind(code, size), value)


def _text(code, number, value):
    if not isinstance(value, (bytes, bytearray)):
        raise error("argument for '%s' must be a bytes object" % code)
    if code == "p":
        room = max(number - 1, 0)
        value = bytes((min(len(value), room, 255),)) + value[:room] if number else b""
    return bytes(value[:number]) + bytes(max(number - len(value), 0))


class Struct:
    def __init__(self, format):
        self._order, self._items, self.size, self._values = _read(format)
        self.format = format.decode() if isinstance(format, bytes) else format

    def __repr__(self):
        return "Struct(%r)" % self.format

    def _pack(self, values, name="pack"):
        if len(values) != self._values:
            raise error("%s expected %d items for packing (got %d)" % (name, self._values, len(values)))
        packed = bytearray()
        place = 0
        for code, number, at, size in self._items:
            packed += bytes(at - len(packed))
            if code == "x":
                packed += bytes(number)
            elif code in "sp":
                packed += _text(code, number, values[place])
                place += 1
            else:
                for value in values[place : place + number]:
                    packed += _packed(self._order, code, size, value)
                place += number
        return bytes(packed)

    def _unpack(self, data):
        found = []
        for code, number, at, size in self._items:
            if code == "s":
                found.append(data[at : at + number])
            elif code == "p":
                found.append(data[at + 1 : at + min(data[at] + 1, number)] if number else b"")
            elif code == "c":
                found += [data[each : each + 1] for each in range(at, at + number)]
            elif code == "?":
                found += [data[each] != 0 for each in range(at, at + number)]
            elif code != "x" and number:
                found += _native.unpack(self._order + str(number) + _kind(code, size), data[at : at + number * size])
        return tuple(found)

    def pack(self, *values):
        return self._pack(values)

    def pack_into(self, buffer, offset, *values):
        packed = self._pack(values, "pack_into")
        start = _start(self.size, len(buffer), offset, "pack_into", "packing")
        buffer[start : start + self.size] = packed

    def unpack(self, buffer):
        data = bytes(buffer)
        if len(data) != self.size:
            raise error("unpack requires a buffer of %d bytes" % self.size)
        return self._unpack(data)

    def unpack_from(self, buffer, offset=0):
        start = _start(self.size, len(buffer), offset, "unpack_from", "unpacking")
        return self._unpack(bytes(buffer[start : start + self.size]))

    def iter_unpack(self, buffer):
        if self.size == 0:
            raise error("cannot iteratively unpack with a struct of length 0")
        data = bytes(buffer)
        if len(data) % self.size:
            raise error("iterative unpacking requires a buffer of a multiple of %d bytes" % self.size)
        return iter([self._unpack(data[at : at + self.size]) for at in range(0, len(data), self.size)])


def _start(size, length, offset, name, doing):
    if offset < 0:
        if offset + length < 0:
            raise error("offset %d out of range for %d-byte buffer" % (offset, length))
        if offset + size > 0:
            what = "not enough data to unpack" if name == "unpack_from" else "no space to pack"
            raise error("%s %d bytes at offset %d" % (what, size, offset))
        offset += length
    if length - offset < size:
        raise error("%s requires a buffer of at least %d bytes for %s %d bytes at offset %d (actual buffer size is %d)"
                    % (name, size + offset, doing, size, offset, length))
    return offset


_kept = {}


def _struct(format):
    if isinstance(format, Struct):
        return format
    found = _kept.get(format) if isinstance(format, (str, bytes)) else None
    if found is None:
        found = Struct(format)
        if len(_kept) >= 100:
            _kept.clear()
        _kept[format] = found
    return found


def calcsize(format):
    return _struct(format).size


def pack(format, *values):
    return _struct(format).pack(*values)


def pack_into(format, buffer, offset, *values):
    _struct(format).pack_into(buffer, offset, *values)


def unpack(format, buffer):
    return _struct(format).unpack(buffer)


def unpack_from(format, buffer, offset=0):
    return _struct(format).unpack_from(buffer, offset)


def iter_unpack(format, buffer):
    return _struct(format).iter_unpack(buffer)
