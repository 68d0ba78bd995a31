"""The scripts beside this file that run in Node, and what they tell."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def told(script: str, *arguments: object, data: bytes = b"") -> dict[str, Any]:
    """The JSON object that it prints. Raises AssertionError with what it complains of."""
    done = subprocess.run(
        ["node", "--no-warnings", str(HERE / script), *map(str, arguments)],
        input=data, capture_output=True, timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
