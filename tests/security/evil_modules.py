"""Modules in the guest's place that mean ill, as evil_modules.mjs makes them: base64 by name."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

_SCRIPT = Path(__file__).with_suffix(".mjs")


def assembled(codes: dict[str, str]) -> dict[str, str]:
    """Of these, in WebAssembly's text form: fields of a module that has the imports already."""
    return _made(data=json.dumps(codes))


def random_ones(seed: int, count: int) -> dict[str, str]:
    """Which ask for random things in a random order, and give random answers."""
    return _made(str(seed), str(count))


def _made(*arguments: str, data: str = "") -> dict[str, str]:
    done = subprocess.run(["node", "--no-warnings", str(_SCRIPT), *arguments], input=data,
                          capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise AssertionError(done.stderr[-3000:])
    made: dict[str, str] = json.loads(done.stdout)
    return made
