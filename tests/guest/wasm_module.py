"""Imports and exports of a WebAssembly module, with their signatures, read from its bytes.

https://webassembly.github.io/spec/core/binary/modules.html
"""

from __future__ import annotations

from dataclasses import dataclass

#: (parameters, results), each "i32", "i64", "f32" or "f64"
Signature = tuple[tuple[str, ...], tuple[str, ...]]

_TYPES = {0x7F: "i32", 0x7E: "i64", 0x7D: "f32", 0x7C: "f64", 0x7B: "v128",
          0x70: "funcref", 0x6F: "externref", 0x69: "exnref"}
_KINDS = ("function", "table", "memory", "global", "tag")


@dataclass(frozen=True)
class Interface:
    """Functions by name (imports by module and name); anything else by its kind."""

    imported_functions: dict[tuple[str, str], Signature]
    other_imports: dict[tuple[str, str], str]
    exported_functions: dict[str, Signature]
    other_exports: dict[str, str]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def number(self) -> int:
        """A LEB128 number."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                return value

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]

    def name(self) -> str:
        return self.take(self.number()).decode()

    def types(self) -> tuple[str, ...]:
        return tuple(_TYPES[self.byte()] for _ in range(self.number()))

    def limits(self) -> None:
        flags = self.number()
        self.number()
        if flags & 1:
            self.number()


def interface(data: bytes) -> Interface:
    """Raises ValueError where ``data`` is no WebAssembly module."""
    if data[:8] != b"\0asm\1\0\0\0":
        raise ValueError("not a WebAssembly module")
    sections = {}
    reader = _Reader(data)
    reader.at = 8
    while reader.at < len(data):
        kind, size = reader.byte(), reader.number()
        sections[kind] = reader.take(size)

    signatures = _signatures(_Reader(sections[1]))
    functions: list[Signature] = []
    found = Interface({}, {}, {}, {})
    reader = _Reader(sections[2])
    for _ in range(reader.number()):
        name = reader.name(), reader.name()
        kind = _KINDS[reader.byte()]
        if kind == "function":
            functions.append(signatures[reader.number()])
            found.imported_functions[name] = functions[-1]
            continue
        found.other_imports[name] = kind
        if kind == "table":
            reader.byte()
        if kind in ("table", "memory"):
            reader.limits()
        else:  # a global's type and mutability, a tag's attribute and type
            reader.byte()
            reader.number()

    reader = _Reader(sections[3])
    functions += [signatures[reader.number()] for _ in range(reader.number())]
    reader = _Reader(sections[7])
    for _ in range(reader.number()):
        export = reader.name()
        kind = _KINDS[reader.byte()]
        index = reader.number()
        if kind == "function":
            found.exported_functions[export] = functions[index]
        else:
            found.other_exports[export] = kind
    return found


def _signatures(reader: _Reader) -> list[Signature]:
    found = []
    for _ in range(reader.number()):
        if reader.byte() != 0x60:
            raise ValueError("a type that is no function's")
        found.append((reader.types(), reader.types()))
    return found
