"""The notices of everything that dist/ ships and others wrote."""

from __future__ import annotations

import json
from pathlib import Path

#: npm packages that are bundled or copied into dist/.
PACKAGES = [
    "pyodide",
    "@codemirror/autocomplete", "@codemirror/commands", "@codemirror/lang-python",
    "@codemirror/language", "@codemirror/lint", "@codemirror/search", "@codemirror/state",
    "@codemirror/view", "@lezer/common", "@lezer/highlight", "@lezer/lr", "@lezer/python",
    "@marijn/find-cluster-break", "crelt", "style-mod", "w3c-keyname",
]

#: Licences of what comes inside other packages, and by reference where the text is at its home.
INSIDE = """\
CPython's standard library (pyodide/python_stdlib.zip), Python Software Foundation License 2.0:
  Copyright (c) 2001 Python Software Foundation. All Rights Reserved.
  The licence's text is in CPython's file LICENSE, and at docs.python.org/3/license.html.
micropip (pyodide/micropip-*.whl), Mozilla Public License 2.0: the text is in the wheel.
tblib (pyodide/tblib-*.whl), BSD 2-Clause License: the text is in the wheel.
"""


def third_party_notices(repo: Path) -> str:
    """One text of all notices. A package without a licence file is told by its declaration."""
    parts = ["What Cloche ships of others, and under which terms.\n", INSIDE]
    guest = (repo / "web/guest/LICENSE.micropython").read_text()
    parts.append(f"MicroPython (guest/cloche.wasm, patched as build/patches/ says)\n\n{guest}")
    for name in PACKAGES:
        folder = repo / "node_modules" / name
        if not folder.exists():
            raise SystemExit(f"notices: {name} is named in build/notices.py but not installed")
        about = json.loads((folder / "package.json").read_text())
        texts = [path.read_text() for path in sorted(folder.glob("LICEN[CS]E*"))]
        body = "\n".join(texts) or f"Licence: {about['license']}\n"
        parts.append(f"{name} {about['version']}\n\n{body}")
    return ("\n" + "-" * 80 + "\n\n").join(parts)
