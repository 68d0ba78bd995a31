"""The fuzzing of what crosses between guest, worker and host, for as long as one likes.

    python tests/security/fuzz_boundaries.py --seconds 600

Each round is that of test_fuzzed_payloads.py and test_evil_imports.py, with another seed. The first
that breaks something ends it, with a seed that shows it again (``--seed``).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

import test_evil_imports as evil  # noqa: E402
import test_fuzzed_payloads as payloads  # noqa: E402

#: What one round sends to whom.
PARTS = {
    "values to the host's decoder": (payloads.test_the_hosts_decoder_names_them, payloads.TO_HOST_DECODER),
    "messages to the host's checks": (payloads.test_the_hosts_checks_name_them, payloads.TO_HOST_CHECKS),
    "calls to the host": (payloads.test_calls_of_the_guests_are_answered_or_named, payloads.TO_HOST_CALLS),
    "values to the guest": (payloads.test_the_guest_names_them, payloads.TO_GUEST),
    "messages to the worker": (lambda chance: payloads.worker_names_them(chance.randrange(2**32)),
                               payloads.TO_WORKER),
    "modules in the guest's place": (lambda chance: evil.imports_name_nonsense(chance.randrange(2**32)),
                                     evil.MODULES),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, help="of one round, which is all that is done then")
    given = parser.parse_args()
    deadline = time.monotonic() + given.seconds
    sent = dict.fromkeys(PARTS, 0)
    rounds = 0
    try:
        while rounds == 0 or (given.seed is None and time.monotonic() < deadline):
            seed = given.seed if given.seed is not None else random.SystemRandom().randrange(2**32)
            for name, (part, count) in PARTS.items():
                try:
                    part(random.Random(seed))
                except AssertionError:
                    print(f"broken by {name}; again by --seed {seed}", file=sys.stderr)
                    raise
                sent[name] += count
            rounds += 1
            print(f"round {rounds}, seed {seed}: nothing broke", flush=True)
    except KeyboardInterrupt:
        pass
    for name, count in sent.items():
        print(f"{count:>12,} {name}")


if __name__ == "__main__":
    main()
