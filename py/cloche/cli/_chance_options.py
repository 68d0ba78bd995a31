"""``--deterministic``, ``--seed`` and ``--now``: runs that depend on nothing but their code."""

from __future__ import annotations

import argparse
from typing import Any

from cloche import InputError
from cloche._determinism import checked_determinism
from cloche.cli._exit import CliError


def add_chance_options(parser: argparse.ArgumentParser) -> None:
    """Add the options, in a group of their own."""
    group = parser.add_argument_group(
        "determinism", "The same program, with the same input, gives the same output everywhere."
    )
    group.add_argument(
        "--deterministic",
        action="store_true",
        help="time and chance are functions of the program; sleeping takes no time",
    )
    group.add_argument(
        "--seed", type=int, metavar="N", help="what random numbers begin with (default: 0)"
    )
    group.add_argument(
        "--now",
        type=float,
        metavar="SECONDS",
        help="what the clock begins with, in seconds since 1970 UTC (default: 0)",
    )


def chance_from(arguments: argparse.Namespace) -> dict[str, Any]:
    """What cloche.Sandbox is to be given. Raises CliError for what makes no sense."""
    chance = {
        "deterministic": arguments.deterministic,
        "seed": arguments.seed,
        "now": arguments.now,
    }
    try:
        checked_determinism(**chance)
    except InputError as error:
        hint = "" if arguments.deterministic else " (add --deterministic)"
        raise CliError(f"{error}{hint}") from None
    return chance
