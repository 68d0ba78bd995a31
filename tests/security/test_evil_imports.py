"""Modules that ask for random things in a random order, in Node: whatever they ask, the worker takes it
or names it.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SEED = 20261123
MODULES = 1500


def _node(script: str, *arguments: object) -> dict[str, Any]:
    done = subprocess.run(["node", "--no-warnings", str(HERE / script), *map(str, arguments)],
                          capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_imports_name_nonsense() -> None:
    imports_name_nonsense(SEED)


def imports_name_nonsense(seed: int) -> None:
    told = _node("fuzz_evil.mjs", seed, MODULES)
    print(f"seed {seed}: {told['calls']} calls; {told['outcomes']}")
    assert not told["broken"], told["broken"][:3]
    outcomes = told["outcomes"]
    assert told["calls"] > 10 * MODULES
    for outcome in ("run: ok", "run: bad-import-call", "run: RuntimeError", "file: bad-import-call"):
        assert outcomes[outcome] > 0, outcome
