"""One command-line option for every field of ``cloche.Limits``, whatever fields it has."""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import re
from typing import Any, Final

from cloche import Limits
from cloche.cli._exit import CliError

_UNITS: Final = {
    "": 1,
    "b": 1,
    "k": 10**3,
    "kb": 10**3,
    "kib": 2**10,
    "m": 10**6,
    "mb": 10**6,
    "mib": 2**20,
    "g": 10**9,
    "gb": 10**9,
    "gib": 2**30,
}
_SIZE: Final = re.compile(r"([0-9][0-9_]*(?:\.[0-9]+)?)\s*([a-z]*)", re.IGNORECASE)
_PREFIX: Final = "limit_"  # where the parsed options are kept in the namespace


def add_limit_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--wall-seconds``, ``--memory-bytes`` and so on, in a group of their own."""
    group = parser.add_argument_group(
        "limits", "How much a run may use. Sizes take KiB, MiB and GiB (powers of 2) or KB, MB, GB."
    )
    described = _descriptions(Limits)
    for field in dataclasses.fields(Limits):
        text = described.get(field.name, "a limit of cloche.Limits").rstrip(".")
        text = text.removeprefix("float, ").removeprefix("int, ")
        default = _shown(field)
        group.add_argument(
            "--" + field.name.replace("_", "-"),
            dest=_PREFIX + field.name,
            type=_reader(field),
            metavar=_metavar(field),
            help=f"{text}{f' (default: {default})' if default else ''}".replace("%", "%%"),
        )


def limits_from(arguments: argparse.Namespace) -> Limits:
    """The limits that the options ask for; raises ``CliError`` for a value out of range."""
    given = {
        name.removeprefix(_PREFIX): value
        for name, value in vars(arguments).items()
        if name.startswith(_PREFIX) and value is not None
    }
    given = {name: None if value is _NONE else value for name, value in given.items()}
    try:
        return Limits(**given)
    except (TypeError, ValueError) as error:
        raise CliError(str(error)) from error


def read_size(text: str) -> int:
    """Bytes from text such as ``16777216``, ``16MiB`` or ``1.5 MB``.

    Raises ``argparse.ArgumentTypeError`` when it is no size or no whole number of bytes.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None or match[2].lower() not in _UNITS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a size: give bytes, or a number with KiB, MiB, GiB, KB, MB or GB"
        )
    whole, _, fraction = match[1].replace("_", "").partition(".")
    unit = _UNITS[match[2].lower()]
    scale: int = 10 ** len(fraction)
    count, rest = divmod(int(whole + fraction) * unit, scale)
    if rest:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of bytes")
    return count


_NONE: Final = object()  # "none" given for a limit that may be None: not the same as not given


def _reader(field: dataclasses.Field[Any]) -> Any:
    kind = str(field.type)
    read: Any
    if field.name.endswith("_bytes"):
        read = read_size
    elif "float" in kind:
        read = float
    elif "int" in kind:
        read = int
    else:
        read = str

    def reader(text: str) -> Any:
        if "None" in kind and text.strip().lower() == "none":
            return _NONE
        return read(text)

    # argparse says "invalid {__name__} value" when reading fails
    reader.__name__ = {float: "number", int: "whole number"}.get(read, "value")
    return reader


def _metavar(field: dataclasses.Field[Any]) -> str:
    if field.name.endswith("_bytes"):
        return "SIZE"
    return "SECONDS" if field.name.endswith("_seconds") else "N"


def _shown(field: dataclasses.Field[Any]) -> str:
    if field.default is dataclasses.MISSING:
        return ""
    if field.name.endswith("_bytes") and isinstance(field.default, int):
        for unit in ("GiB", "MiB", "KiB"):
            size = _UNITS[unit.lower()]
            if field.default >= size and field.default % size == 0:
                return f"{field.default // size}{unit}"
    return str(field.default).lower() if field.default is None else f"{field.default:g}"


def _descriptions(kind: type) -> dict[str, str]:
    """What the docstring's "Arguments:" (or "Attributes:") says of each field, on one line."""
    found: dict[str, str] = {}
    name: str | None = None
    for line in (inspect.getdoc(kind) or "").splitlines():
        start = re.match(r" {4}(\w+): (.*)", line)
        if start:
            name = start[1]
            found[name] = start[2]
        elif name and line.startswith(" " * 8):
            found[name] += " " + line.strip()
        else:
            name = None
    return found
