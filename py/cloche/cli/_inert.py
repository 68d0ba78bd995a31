"""Text of a guest's for a terminal, which obeys control characters and hides what it can't draw.

The page does the same in web/view/inert.js.
"""

from __future__ import annotations

import re

# Control characters (escape sequences begin with one), line and paragraph separators, and the marks
# that switch the direction of writing.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)

# What can't be seen: in an error's message it would make two names look the same.
_INVISIBLE = re.compile(
    r"[\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)


def inert(text: str, *, is_message: bool) -> str:
    """``text`` with such characters shown as what they are: U+2400 and on for control characters
    that have a picture there, a code point in brackets for the others. Newlines and tabs stay.

    ``is_message``: what can't be seen is shown, too.
    """
    text = _UNSAFE.sub(_picture, text.replace("\r\n", "\n"))
    return _INVISIBLE.sub(_picture, text) if is_message else text


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\u27e8U+{code:04X}\u27e9"
