"""How late runs end: every program against the clock, in Node, beyond its limit.

    .venv/bin/python tests/bench/accuracy.py

Runs a pure-Python loop and each program of tests/guest/long_calls.toml with a limit of half a second,
three times, and prints the best of each that is later than 50 ms, and the latest of all. Exits 1 if
one is later than that. Meant for a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

GUEST = Path(__file__).resolve().parents[1] / "guest"
sys.path.insert(0, str(GUEST))

from node import MIB, Node  # noqa: E402

WALL_SECONDS = 0.5
MOST_LATE_MS = 50.0
ROUNDS = 3


def main() -> int:
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    programs = {"loop": "while True: pass"}
    for section, named in tomllib.loads((GUEST / "long_calls.toml").read_text()).items():
        programs.update({f"{section}/{name}": code for name, code in named.items()})
    node = Node()
    latest = (0.0, "")
    late = 0
    for name, code in programs.items():
        best_ms = min(
            (
                node.run(code, memory_bytes=64 * MIB, wall_seconds=WALL_SECONDS, output_bytes=100_000)
                .wall_seconds
                - WALL_SECONDS
            )
            * 1000
            for _ in range(ROUNDS)
        )
        latest = max(latest, (best_ms, name))
        if best_ms > MOST_LATE_MS:
            late += 1
            print(f"{name}: {best_ms:.0f} ms late")
    node.close()
    print(f"{len(programs)} programs; the latest ended {latest[0]:.0f} ms after its limit ({latest[1]})")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
