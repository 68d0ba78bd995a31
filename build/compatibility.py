"""The page about what differs from CPython, made from the programs that pin each difference.

The programs are in tests/guest/differences.toml; tests/guest/test_differences.py runs each of them in
CPython and in the guest. The page's frame is web/docs/compatibility.html.
"""

from __future__ import annotations

import html
import tomllib
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
DIFFERENCES = REPO / "tests/guest/differences.toml"
FRAME = REPO / "web/docs/compatibility.html"
PLACE = "<!-- differences -->"


def compatibility_page() -> str:
    """The page, as HTML. Raises ValueError if its frame has no place for the differences."""
    frame = FRAME.read_text("utf-8")
    if frame.count(PLACE) != 1:
        raise ValueError(f"web/docs/compatibility.html must have {PLACE}, once")
    subjects = tomllib.loads(DIFFERENCES.read_text("utf-8"))
    return frame.replace(PLACE, "\n".join(_section(*subject) for subject in subjects.items()))


def _section(subject: str, differences: dict[str, dict[str, str]]) -> str:
    items = "\n".join(_item(line, **shown) for line, shown in differences.items())
    return f'<h2>{html.escape(subject)}</h2>\n<ul class="differences">\n{items}\n</ul>'


def _item(line: str, code: str, cpython: str, here: str) -> str:
    parts = "".join(
        f"<dt>{name}</dt><dd><pre>{html.escape(text.strip())}</pre></dd>"
        for name, text in (("Program", code), ("CPython", cpython), ("Cloche", here))
    )
    return f"<li><details><summary>{html.escape(line)}</summary><dl>{parts}</dl></details></li>"
