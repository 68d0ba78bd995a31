"""The name that was probably meant, found as CPython finds it (its module traceback, 3.14)."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_CANDIDATES = 750
_LONGEST_NAME = 40
_MOVE_COST = 2
_CASE_COST = 1


def suggestion(wrong: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is nearest to ``wrong``, if one is near enough."""
    names = sorted(set(candidates))
    if len(names) > _MOST_CANDIDATES or len(wrong) > _LONGEST_NAME:
        return None
    best: str | None = None
    best_distance = 0
    for name in names:
        if name == wrong:
            continue
        # No more than a third of the characters involved may differ.
        limit = (len(name) + len(wrong) + 3) * _MOVE_COST // 6
        if best is not None:
            limit = min(limit, best_distance - 1)
        distance = _distance(wrong, name, limit)
        if distance <= limit and (best is None or distance < best_distance):
            best, best_distance = name, distance
    return best


def _substitution(a: str, b: str) -> int:
    if a == b:
        return 0
    return _CASE_COST if a.lower() == b.lower() else _MOVE_COST


def _distance(a: str, b: str, limit: int) -> int:
    """Levenshtein's, in which a change of case costs half; more than ``limit``: limit + 1."""
    if a == b:
        return 0
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    if not a or not b:
        return _MOVE_COST * (len(a) + len(b))
    if len(a) > _LONGEST_NAME or len(b) > _LONGEST_NAME:
        return limit + 1
    if len(b) < len(a):
        a, b = b, a
    if (len(b) - len(a)) * _MOVE_COST > limit:
        return limit + 1
    row = list(range(_MOVE_COST, _MOVE_COST * (len(a) + 1), _MOVE_COST))
    result = 0
    for index, character in enumerate(b):
        distance = result = index * _MOVE_COST
        minimum = limit + 1
        for place, other in enumerate(a):
            substitution = distance + _substitution(character, other)
            distance = row[place]
            result = min(substitution, min(result, distance) + _MOVE_COST)
            row[place] = result
            minimum = min(minimum, result)
        if minimum > limit:
            return limit + 1
    return result
