"""What this Python knows of characters, as the tables of build/port/characters_data.h.

They are CPython 3.14's, which Pyodide has: tests/guest/test_text.py runs this file in it, and
`node build/unicode_tables.mjs > build/port/characters_data.h` makes them anew. characters.c reads them.

Made of str's own methods, so that the guest says what CPython says. Everything is packed: runs of
characters of one class, ranges of characters with one distance to their other case.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable

LAST = 0x110000
CHECKPOINT = 64  # runs


def is_ignorable(c: str) -> bool:
    """Whether a Σ behind it is final if what stands before both is a letter."""
    return ("Α" + c + "Σ").lower().endswith("ς") and not (c + "Σ").lower().endswith("ς")


def flags(c: str) -> int:
    """The bits of build/port/characters.h."""
    bits = (
        c.isalpha(), c.isupper(), c.islower(), c.istitle() and not c.isupper(), c.isdecimal(),
        c.isdigit(), c.isnumeric(), c.isspace(), c.isprintable(), c.isidentifier(),
        ("a" + c).isidentifier(), is_ignorable(c),
    )  # fmt: skip
    return sum(bit << place for place, bit in enumerate(bits))


def runs() -> list[list[int]]:
    """[flags, first, length] of the characters that are alike, one behind the other."""
    found: list[list[int]] = []
    for code in range(LAST):
        each = flags(chr(code))
        if not found or found[-1][0] != each:
            found.append([each, code, 0])
        found[-1][2] += 1
    for each, first, length in found:
        if each & 16:
            values = [unicodedata.decimal(chr(first + i)) for i in range(length)]
            assert values == [i % 10 for i in range(length)], hex(first)
    return found


def packed_runs() -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """The flags of each class, the bytes of the runs, (first character, place) of the checkpoints."""
    found = runs()
    upper, lower = flags("Ā"), flags("ā")
    merged: list[tuple[int | str, int, int]] = []
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and found[end][2] == 1 and found[end][0] == (upper, lower)[(end - at) % 2]:
            end += 1
        if end - at >= 3:
            merged.append(("pairs", found[at][1], end - at))
            at = end
        else:
            merged.append((found[at][0], found[at][1], found[at][2]))
            at += 1
    counts = Counter(kind for kind, _, _ in merged)
    classes = ["pairs", *[kind for kind, _ in counts.most_common() if kind != "pairs"]]
    data: list[int] = []
    checkpoints: list[tuple[int, int]] = []
    for number, (kind, first, length) in enumerate(merged):
        if number % CHECKPOINT == 0:
            checkpoints.append((first, len(data)))
        index = classes.index(kind)
        head = min(index, 31) << 3
        tail = [index] if index >= 31 else []
        if length <= 6:
            data += [head | length - 1, *tail]
        elif length <= 262:
            data += [head | 6, *tail, length - 7]
        else:
            data += [head | 7, *tail, length & 255, length >> 8 & 255, length >> 16]
    return [0 if kind == "pairs" else int(kind) for kind in classes], data, checkpoints


Range = tuple[int, int, int, int]  # first, how many, step, distance


def ranges(change: Callable[[str], str], usual: Callable[[str], str]) -> list[Range]:
    """Where a character becomes another one, and not what it would usually."""
    found: list[list[int]] = []  # first, last, step, distance
    for code in range(128, LAST):
        changed = change(chr(code))
        if len(changed) != 1 or changed == usual(chr(code)):
            continue
        distance = ord(changed) - code
        if found and found[-1][3] == distance:
            first, last, step, _ = found[-1]
            if code - last in (1, 2) and (first == last or step == code - last):
                found[-1][1:3] = code, code - last
                continue
        found.append([code, code, 1, distance])
    return [(first, (last - first) // step + 1, step, distance) for first, last, step, distance in found]


def simple(change: Callable[[str], str], text: str) -> str:
    return "".join([c if len(change(c)) != 1 else change(c) for c in text])


def usual_fold(c: str) -> str:
    return c.upper().lower()


def usual_title(c: str) -> str:
    return c.upper() if len(c.upper()) == 1 else c.upper()[0] + simple(str.lower, c.upper()[1:])


def specials(change: Callable[[str], str], usual: Callable[[str], str]) -> str:
    """The characters that become several, each before what it becomes, and a space."""
    return "".join(
        f"{chr(code)}{change(chr(code))} "
        for code in range(128, LAST)
        if len(change(chr(code))) > 1 and change(chr(code)) != usual(chr(code))
    )


def same(c: str) -> str:
    return c


def numbers(name: str, kind: str, values: list[int]) -> str:
    text = f"static const {kind} {name}[] = {{"
    line = ""
    for value in values:
        if len(line) > 100:
            text += "\n    " + line.rstrip()
            line = ""
        line += f"{value}, "
    return text + "\n    " + line.rstrip() + "\n};\n"


def quoted(name: str, text: str) -> str:
    lines = []
    words = text.split(" ")[:-1]
    for at in range(0, len(words), 8):
        part = " ".join(words[at : at + 8]) + " "
        lines.append('"' + "".join(chr(b) if 32 <= b < 127 else f"\\{b:03o}" for b in part.encode()) + '"')
    return f"static const char {name}[] =\n    " + "\n    ".join(lines or ['""']) + ";\n"


def tables() -> str:
    classes, data, checkpoints = packed_runs()
    out = [
        f"// Made by build/unicode_tables.py of Unicode {unicodedata.unidata_version}; "
        "kept by tests/guest/test_text.py.\n"
    ]
    out += [f"#define CLASS_OF_PAIRS_{n} ({classes.index(flags(c))})" for n, c in (("UPPER", "Ā"), ("LOWER", "ā"))]
    out += [""]
    out += [numbers("ascii_flags", "uint16_t", [flags(chr(code)) for code in range(128)])]
    out += [numbers("class_flags", "uint16_t", classes), numbers("runs", "uint8_t", data)]
    out += [numbers("checkpoint_first", "uint32_t", [first for first, _ in checkpoints])]
    out += [numbers("checkpoint_place", "uint16_t", [place for _, place in checkpoints])]
    cases = {
        "upper": ranges(str.upper, same), "lower": ranges(str.lower, same),
        "title": ranges(str.title, lambda c: c.upper()),
        "fold": ranges(str.casefold, usual_fold),
    }  # fmt: skip
    distances = sorted({distance for case in cases.values() for *_, distance in case})
    assert len(distances) < 256
    out += [numbers("distances", "int32_t", distances)]
    out += ["// The first character, how many << 21, and a 1 << 31 where it is every other one."]
    for name, case in cases.items():
        assert all(count < 1024 for _, count, _, _ in case)
        out += [numbers(f"{name}_ranges", "uint32_t", [f | n << 21 | (s == 2) << 31 for f, n, s, _ in case])]
        out += [numbers(f"{name}_distances", "uint8_t", [distances.index(d) for *_, d in case])]
    out += ["// A character, what it becomes, a space."]
    out += [quoted("upper_specials", specials(str.upper, same))]
    out += [quoted("title_specials", specials(str.title, usual_title))]
    out += [quoted("fold_specials", specials(str.casefold, usual_fold))]
    return "\n".join(out)

