"""A browser that has no memory for a guest just now: tried again for a little, then said."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parent))

from node_script import told  # noqa: E402


def after(failures: int, *more: str) -> tuple[int, dict[str, Any]]:
    """How often memory was asked for, and the one thing that the worker answered."""
    came = told("scarce_memory.mjs", failures, *more)
    (answer,) = came["answers"]
    return came["attempts"], answer


def test_what_ended_workers_held_is_waited_for() -> None:
    attempts, answer = after(failures=3)
    assert (attempts, answer["type"]) == (4, "ready")


def test_what_stays_scarce_is_told() -> None:
    attempts, answer = after(failures=100)
    assert (attempts, answer["name"]) == (5, "start-failed")
    assert "no memory left for a guest of 32 MiB; close other sandboxes" in answer["message"]


def test_nonsense_meanwhile_ends_it() -> None:
    _, answer = after(2, "nonsense")
    assert (answer["type"], answer["name"]) == ("fatal", "bad-message")
