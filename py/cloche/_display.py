"""What a guest shows besides text, checked: a MIME bundle as Jupyter has it, without HTML."""

from __future__ import annotations

import base64
import math
from typing import Any

_TEXTS = ("text/plain", "text/markdown", "image/svg+xml")
_JSON = (
    "application/json",
    "application/vnd.cloche.table+json",
    "application/vnd.cloche.turtle+json",
    "application/vnd.cloche.plot+json",
)
_PNG = b"\x89PNG\r\n\x1a\n"


def checked_bundle(value: object) -> dict[str, Any]:
    """{MIME type: content} of what the guest sent; what is not of a known kind is left out.

    The content is a str, for image/png bytes, for JSON what JSON has (None, bool, int, float,
    str, list, dict with str keys).
    """
    if not isinstance(value, dict):
        return {}
    return {mime: content for mime, content in value.items() if _fits(mime, content)}


def _fits(mime: object, content: object) -> bool:
    if mime in _TEXTS:
        return isinstance(content, str)
    if mime == "image/png":
        return isinstance(content, (bytes, bytearray)) and content.startswith(_PNG)
    return mime in _JSON and _is_json(content)


def _is_json(value: object) -> bool:
    if value is None or isinstance(value, (str, bool)):
        return True
    if isinstance(value, int):
        return abs(value) < 2**53
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, (list, tuple)):
        return all(map(_is_json, value))
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_json(item) for key, item in value.items())
    return False


def bundle_as_json(bundle: dict[str, Any]) -> dict[str, Any]:
    """The bundle with its bytes as base64, as Jupyter has them."""
    return {
        mime: base64.b64encode(content).decode() if isinstance(content, (bytes, bytearray))
        else content
        for mime, content in bundle.items()
    }
