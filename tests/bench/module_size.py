"""What each frozen module adds to the guest, and how large the whole is as it is sent.

    .venv/bin/python tests/bench/module_size.py [--mpy-cross FILE]

Prints the bytes of the guest's module and those after brotli (as a server sends it); fails above
450,000. With an mpy-cross (MicroPython's compiler) it prints the bytecode of each frozen module too.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
FROZEN = REPOSITORY / "build/frozen"
MODULE = REPOSITORY / "web/guest/cloche.wasm"
MOST_BYTES = 450_000

_BROTLI = (
    "const z = require('node:zlib'), b = require('node:fs').readFileSync(process.argv[1]);"
    "console.log(z.brotliCompressSync(b).length)"
)


def brotli_bytes(path: Path) -> int:
    return int(subprocess.run(["node", "-e", _BROTLI, str(path)], capture_output=True, text=True, check=True).stdout)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mpy-cross", type=Path, metavar="FILE")
    options = parser.parse_args()
    if options.mpy_cross is not None:
        rows = []
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out.mpy"
            for path in sorted(FROZEN.rglob("*.py")):
                if path.name == "manifest.py":
                    continue
                subprocess.run([str(options.mpy_cross), "-O3", "-o", str(out), str(path)], check=True, capture_output=True)
                rows.append((out.stat().st_size, brotli_bytes(out), str(path.relative_to(FROZEN))))
        print(f"{'bytecode':>9} {'brotli':>7}  module")
        for size, packed, name in sorted(rows, reverse=True):
            print(f"{size:>9,} {packed:>7,}  {name}")
        print(f"{sum(row[0] for row in rows):>9,} {sum(row[1] for row in rows):>7,}  all\n")
    whole = brotli_bytes(MODULE)
    print(f"{MODULE.name}: {MODULE.stat().st_size:,} bytes, {whole:,} after brotli (goal: under {MOST_BYTES:,})")
    return 0 if whole < MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
