"""Limits are checked when they are made, and say what would be right."""

from __future__ import annotations

import doctest
import math
from typing import Any

import pytest

import cloche
from cloche import Limits, LimitsError


def test_defaults_and_examples():
    assert doctest.testmod(cloche._limits).failed == 0
    assert Limits(wall_seconds=2).wall_seconds == 2.0


@pytest.mark.parametrize(("name", "value", "says"), [
    ("wall_seconds", 0, "above 0"),
    ("wall_seconds", -1, "above 0"),
    ("wall_seconds", math.nan, "above 0"),
    ("wall_seconds", math.inf, "86400"),
    ("wall_seconds", 86_401, "86400 seconds"),
    ("wall_seconds", "2", "number of seconds, not str"),
    ("wall_seconds", True, "not bool"),
    ("wall_seconds", None, "not NoneType"),
    ("memory_bytes", 16, "1 MiB"),
    ("memory_bytes", 2**31, "1 GiB"),
    ("memory_bytes", 1.5e7, "did you mean 15000000"),
    ("memory_bytes", "16M", "whole number of bytes, not str"),
    ("output_bytes", -1, "0 bytes"),
    ("output_bytes", math.inf, "whole number"),
])
def test_nonsense_is_told(name: str, value: Any, says: str):
    with pytest.raises(LimitsError) as caught:
        Limits(**{name: value})
    assert name in str(caught.value)
    assert says in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_replace():
    limits = Limits().replace(wall_seconds=3)
    assert limits.wall_seconds == 3.0
    assert limits.memory_bytes == Limits().memory_bytes
    with pytest.raises(LimitsError, match="there is no limit 'wall'"):
        Limits().replace(wall=3)


def test_limits_do_not_change():
    with pytest.raises(AttributeError):
        Limits().wall_seconds = 5  # type: ignore[misc]
