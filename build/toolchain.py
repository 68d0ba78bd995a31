"""Fetches and verifies the guest's compiler and source, as emsdk.lock pins them.

    python3 build/toolchain.py [--mirror URL]

Needs Debian's apt and mmdebstrap, and root or sudo; Python 3.11 or newer and nothing else of
Python's. Run again, it only checks that everything is there.
"""

from __future__ import annotations

import argparse
import sys

from debian_root import debian_root
from lock import BuildError, read_lock
from source import source_archive


def say(text: str) -> None:
    print(text, flush=True)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--mirror", metavar="URL", help="Debian mirror (default: apt's)")
    options = parser.parse_args(arguments)
    try:
        lock = read_lock()
        archive = source_archive(lock.micropython, lock.suite, mirror=options.mirror, tell=say)
        say(f"source: {archive}")
        debian_root(lock, mirror=options.mirror, tell=say)
    except BuildError as error:
        print(f"toolchain: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
