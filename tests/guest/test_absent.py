"""Modules that can't be in the guest say so (build/frozen/_absent.py)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from node import Outcome

Run = Callable[..., Outcome]


@pytest.mark.parametrize(("name", "hint"), [
    ("numpy", "lists, math"), ("pandas", "statistics"), ("requests", "network"), ("tkinter", "turtle"),
    ("threading", "asyncio"), ("multiprocessing", "processes"), ("subprocess", "processes"), ("socket", "network"),
    ("ssl", "network"), ("sqlite3", "database"), ("ctypes", "CPython"), ("urllib.request", "network"),
    ("js", "can't see the page"), ("pip", "no package installer"), ("pytest", "unittest"),
    ("configparser", "json"), ("getopt", "argparse"), ("unicodedata", "casefold"), ("zoneinfo", "timezone"),
    ("select", "network"),
])  # fmt: skip
def test_says_why_and_what_instead(run: Run, name: str, hint: str) -> None:
    kind, message, _ = run(f"import {name}").error
    assert kind == "ModuleNotFoundError"
    assert message.startswith(f"No module named '{name}' (") and hint in message and message.endswith(")")


def test_an_unknown_one_is_named(run: Run) -> None:
    assert run("import nonsense").error[:2] == ("ModuleNotFoundError", "No module named 'nonsense'")


def test_it_is_an_import_error(run: Run) -> None:
    assert run("try:\n import numpy\nexcept ImportError as error: print('caught')").stdout == "caught\n"


def test_a_given_file_of_that_name_is_imported(run: Run) -> None:
    assert run("import numpy\nprint(numpy.x)", files={"numpy.py": "x = 1"}).stdout == "1\n"
