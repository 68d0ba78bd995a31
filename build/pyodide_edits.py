"""The two changes that are made to Pyodide on its way into dist/.

It does not switch stacks.

Pyodide enters Python through WebAssembly stack switching (JSPI) whenever an asyncio callback runs,
so that Python code may wait for a promise in the middle of a call. The host never does that, and
pays for it: Chromium's tab crashes now and then while Pyodide starts (seen here with 156 in one
load of about 60 on a busy machine; Pyodide's issues 5702 and 6106 tell of the same), and a callback
takes longer. The guest's own stack switching, in the worker, is another matter and stays.

Pyodide has no option for it: it asks whether the browser has JSPI, and that question is answered.

And what it fetches by itself (its module, the standard library, the list of packages) is what was
there when the site was built, or is not used: it checks hashes of packages, but not of these.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

_QUESTION = 'newJspiSupported=canConstructWasm&&"Suspending"in WebAssembly'
_ANSWER = "newJspiSupported=false"


_BINARY = "fetch(n,t?{integrity:t}:{})"
_LOCK_FILE = "return await(await fetch(e)).json()"


def with_hashes(loader: Path, hashes: Mapping[str, str], lock_file_hash: str) -> None:
    """Edits pyodide.mjs: `hashes` are of files by their names, as in HTML's `integrity`.

    Raises SystemExit if this Pyodide fetches in other words.
    """
    text = loader.read_text()
    if text.count(_BINARY) != 1 or text.count(_LOCK_FILE) != 1:
        raise SystemExit(
            f"site: {loader.name} does not fetch as build/pyodide_edits.py knows it: look at how "
            "this version of Pyodide does it"
        )
    known = json.dumps(dict(hashes))
    text = text.replace(
        _BINARY, f'fetch(n,{{integrity:t||{known}[n.pathname.split("/").pop()]||""}})'
    )
    text = text.replace(
        _LOCK_FILE, f'return await(await fetch(e,{{integrity:"{lock_file_hash}"}})).json()'
    )
    loader.write_text(text)


def without_stack_switching(asm_module: Path) -> None:
    """Edits pyodide.asm.mjs. Raises SystemExit if this Pyodide asks in other words."""
    text = asm_module.read_text()
    if text.count(_QUESTION) != 1:
        raise SystemExit(
            f"site: {asm_module.name} does not ask for JSPI as build/pyodide_edits.py knows it: "
            "look at how this version of Pyodide does it"
        )
    asm_module.write_text(text.replace(_QUESTION, _ANSWER))
