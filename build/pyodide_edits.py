"""The one change that is made to Pyodide on its way into dist/: it does not switch stacks.

Pyodide enters Python through WebAssembly stack switching (JSPI) whenever an asyncio callback runs,
so that Python code may wait for a promise in the middle of a call. The host never does that, and
pays for it: Chromium's tab crashes now and then while Pyodide starts (seen here with 156 in one
load of about 60 on a busy machine; Pyodide's issues 5702 and 6106 tell of the same), and a callback
takes longer. The guest's own stack switching, in the worker, is another matter and stays.

Pyodide has no option for it: it asks whether the browser has JSPI, and that question is answered.
"""

from __future__ import annotations

from pathlib import Path

_QUESTION = 'newJspiSupported=canConstructWasm&&"Suspending"in WebAssembly'
_ANSWER = "newJspiSupported=false"


def without_stack_switching(asm_module: Path) -> None:
    """Edits pyodide.asm.mjs. Raises SystemExit if this Pyodide asks in other words."""
    text = asm_module.read_text()
    if text.count(_QUESTION) != 1:
        raise SystemExit(
            f"site: {asm_module.name} does not ask for JSPI as build/pyodide_edits.py knows it: "
            "look at how this version of Pyodide does it"
        )
    asm_module.write_text(text.replace(_QUESTION, _ANSWER))
