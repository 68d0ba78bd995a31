"""Modules in the guest's place that mean ill, as evil_modules.mjs makes them: base64 by name."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

from node_script import told  # noqa: E402


def assembled(codes: dict[str, str]) -> dict[str, str]:
    """Of these, in WebAssembly's text form: fields of a module that has the imports already."""
    return told("evil_modules.mjs", data=json.dumps(codes).encode())


def random_ones(seed: int, count: int) -> dict[str, str]:
    """Which ask for random things in a random order, and give random answers."""
    return told("evil_modules.mjs", seed, count)
