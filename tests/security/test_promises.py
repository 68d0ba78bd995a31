"""SECURITY.md: every test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
TEXT = (REPO / "SECURITY.md").read_text()

_LINKS = re.findall(r"\[`(test_\w+\.py)::(test_\w+)`\]\(([\w/.]+)\)", TEXT)


def test_there_are_many() -> None:
    assert len(_LINKS) >= 20
    assert len(_LINKS) == TEXT.count(".py::")


def test_each_test_exists() -> None:
    for file, name, path in _LINKS:
        assert Path(path).name == file
        source = (REPO / path).read_text()
        assert re.search(rf"^(async )?def {name}\(", source, re.MULTILINE), (path, name)


def test_each_promise_has_one() -> None:
    promises = TEXT.partition("## Promises")[2].partition("\n## ")[0]
    rows = [row for row in promises.splitlines() if row.startswith("| ")][1:]
    assert len(rows) >= 15
    for row in rows:
        assert "](tests/" in row or "the same, `" in row, row


def test_each_file_exists() -> None:
    for path in re.findall(r"\]\(([\w/.]+)\)", TEXT) + re.findall(r"`((?:build|web|py|tests)/[\w/.]+)`", TEXT):
        assert (REPO / path).exists(), path
