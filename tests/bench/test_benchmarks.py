"""The benchmarks still run: what they measure is not asserted here, since it needs a quiet machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize("engine", ["ours", "theirs"])
def test_both_engines_run(engine: str) -> None:
    request = {
        "engine": engine,
        "kind": "run",
        "code": "print(6 * 7)",
        "runs": 1,
        "memory_bytes": 16 * 2**20,
        "cap_bytes": 2**30,
    }
    told = subprocess.run(
        ["node", str(HERE / "side_by_side_node.mjs"), json.dumps(request)],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()
    done = json.loads(told[-1])["done"]
    assert done["printed"] == "42\n" and len(done["ms"]) == 1


@pytest.mark.parametrize("script", sorted(HERE.glob("[!_t]*.py")), ids=lambda path: path.name)
def test_each_says_what_it_does(script: Path) -> None:
    told = subprocess.run(
        [sys.executable, str(script), "--help"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0 and "usage:" in told.stdout, told.stderr
