"""Sorting: as CPython does it, as far as a program can tell (build/port/sort.c)."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from node import Outcome

Run = Callable[..., Outcome]

_PROGRAM = """
import json
class Item:
    def __init__(self, key, place): self.key = key; self.place = place
    def __lt__(self, other): return self.key < other.key
for keys in json.loads(input()):
    for reverse in (False, True):
        pairs = [(key, place) for place, key in enumerate(keys)]
        by_key = sorted(pairs, key=lambda pair: pair[0], reverse=reverse)
        items = [Item(*pair) for pair in pairs]
        items.sort(reverse=reverse)
        assert by_key == [(item.key, item.place) for item in items]
        print([place for _, place in by_key], sorted(keys, reverse=reverse))
"""


def _lists() -> list[list[int]]:
    numbers = random.Random(4)
    lists = [[], [1], [2, 1], list(range(1000)), list(range(1000, 0, -1)), [5] * 500]
    for length in (3, 31, 32, 33, 63, 64, 65, 100, 1000, 1025):
        for span in (2, 10, 10**6):
            lists.append([numbers.randrange(span) for _ in range(length)])
    for length in (200, 1000):
        runs = []
        while len(runs) < length:
            run = sorted(numbers.randrange(length) for _ in range(numbers.randrange(1, 90)))
            runs += run if numbers.random() < 0.5 else run[::-1]
        lists.append(runs)
    return lists


def test_equals_stay_in_order(run: Run) -> None:
    lists = _lists()
    outcome = run(_PROGRAM, stdin=str(lists) + "\n", wall_seconds=30)
    assert outcome.outcome == "ok", outcome
    expected = [
        f"{[place for place, _ in pairs]} {sorted(keys, reverse=reverse)}"
        for keys in lists
        for reverse in (False, True)
        for pairs in [sorted(enumerate(keys), key=lambda pair: pair[1], reverse=reverse)]
    ]
    assert outcome.stdout.splitlines() == expected


@pytest.mark.parametrize(
    ("items", "most"),
    [
        ("list(range(2000))", 1999),
        ("list(range(2000, 0, -1))", 1999),
        ("list(range(1000)) * 2", 4100),
        ("[i * 7919 % 2003 for i in range(2000)]", 21_000),
    ],
)
def test_few_comparisons(run: Run, items: str, most: int) -> None:
    counting = (
        "n = 0\nclass I(int):\n def __lt__(s, o):\n  global n\n  n += 1\n  return int(s) < int(o)\n"
        f"l = [I(i) for i in {items}]\nl.sort()\nprint(n)"
    )
    outcome = run(counting)
    assert outcome.outcome == "ok" and 1999 <= int(outcome.stdout) <= most, outcome


def test_the_key_is_called_once_for_each(run: Run) -> None:
    outcome = run("seen = []\nsorted(range(100), key=lambda i: seen.append(i) or -i)\nprint(seen == list(range(100)))")
    assert outcome.stdout == "True\n", outcome


@pytest.mark.parametrize("end", ["1 / 0", "while True: pass"])
def test_a_sort_that_does_not_end_leaves_the_list(run: Run, end: str) -> None:
    program = f"def key(i):\n if i == 50:\n  {end}\n return -i\nl = list(range(100))\nl.sort(key=key)"
    assert run(program, session=f"sort {end}", wall_seconds=0.2).outcome in ("error", "timeout")
    assert run("print(l == list(range(100)))", session=f"sort {end}").stdout == "True\n"
