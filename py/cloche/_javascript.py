"""Python's values as JavaScript has them, and back."""

from __future__ import annotations

from typing import Any


def js_object(**fields: Any) -> Any:
    """A plain JavaScript object with these fields."""
    from js import Object
    from pyodide.ffi import to_js

    return to_js(fields, dict_converter=Object.fromEntries)


def python_of(data: Any) -> object:
    """A message as Python has it: one flat dict; bytes for a Uint8Array; else what it is."""
    from pyodide.ffi import JsBuffer, JsProxy

    if not isinstance(data, JsProxy):
        return data
    fields = data.to_py(depth=1)
    if not isinstance(fields, dict):
        return fields
    for name, value in fields.items():
        if isinstance(value, JsBuffer) and name != "image":  # images never come into Python
            fields[name] = value.to_bytes()
    return fields
