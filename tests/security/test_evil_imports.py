"""Modules that ask for random things in a random order, in Node: whatever they ask, the worker takes it
or names it.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

from node_script import told  # noqa: E402

SEED = 20261123
MODULES = 1500


def test_the_imports_name_nonsense() -> None:
    imports_name_nonsense(SEED)


def imports_name_nonsense(seed: int) -> None:
    came = told("fuzz_evil.mjs", seed, MODULES)
    outcomes = came["outcomes"]
    print(f"seed {seed}: {came['calls']} calls; {outcomes}")
    assert not came["broken"], came["broken"][:3]
    assert came["calls"] > 10 * MODULES
    for outcome in ("run: ok", "run: bad-import-call", "run: RuntimeError", "file: bad-import-call"):
        assert outcomes[outcome] > 0, outcome
