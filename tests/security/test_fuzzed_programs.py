"""The guest, natively and under sanitizers, fed with programs: fuzz_programs.py for a short time.

The corpus is what longer runs came to; what they found is in reproducers.toml.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "guest"), str(HERE.parents[1] / "build")]

import fuzz_programs  # noqa: E402
from fuzz_programs import Target  # noqa: E402
from native import NoCompiler  # noqa: E402
from node import Node  # noqa: E402

REPRODUCERS = fuzz_programs.read_reproducers()

SEED = 20261123
#: Besides the corpus: half a minute on a quiet machine.
EXECUTIONS = 3000

#: Mistakes that build/native/teeth.c makes on purpose, and what is said of each.
TEETH = {
    "overrun-object": "use-after-poison",
    "use-freed-object": "use-after-poison",
    "free-twice": "use-after-poison",
    "use-outgrown-object": "use-after-poison",
    "use-swept-object": "use-after-poison",
    "overrun-python-stack": "use-after-poison",
    "overflow-integer": "signed integer overflow",
}


@pytest.fixture(scope="module")
def target() -> Target:
    try:
        return Target()
    except NoCompiler as error:
        pytest.skip(f"left out: fuzzing the guest natively. {error}")


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    process = Node()
    yield process
    process.close()


@pytest.mark.parametrize("mistake", TEETH)
def test_mistakes_are_found(target: Target, mistake: str) -> None:
    finding = target.replay(b"pass", teeth=mistake)
    assert finding is not None and TEETH[mistake] in finding.kind, finding


def test_a_program_runs(target: Target) -> None:
    """As in the module: else nothing would be found, ever."""
    told = target.output(b"x = 6\nprint(x * 7)\n#%%\nprint(x)\n#= [x, 2.5, 'a']\n#%%\n1 / 0\n")
    assert b"42\n" in told and b"\n6\n" in told
    assert b"reply 0: l\\x03\\x00\\x00\\x00i\\x06" in told and b"ZeroDivisionError" in told


@pytest.mark.parametrize("name", REPRODUCERS)
def test_what_was_found_once_is_found_no_more(target: Target, name: str) -> None:
    finding = target.replay(REPRODUCERS[name]["code"].encode())
    assert finding is None, f"{finding}\n{finding.report}"


@pytest.mark.parametrize("name", REPRODUCERS)
def test_what_was_found_once_ends_well_in_the_module(node: Node, name: str) -> None:
    outcome = node.run(REPRODUCERS[name]["code"], memory_bytes=16 * 2**20, wall_seconds=5.0)
    end = outcome.error[0] if outcome.outcome == "error" else outcome.outcome
    assert end in REPRODUCERS[name]["ends"], outcome


def test_corpus_and_what_comes_of_it(target: Target, tmp_path: Path) -> None:
    programs = fuzz_programs.read_corpus()
    assert len(programs) > 300
    fuzz_programs.lay_out(programs, tmp_path / "corpus")
    progress, finding = target.fuzz_once(
        tmp_path / "corpus", executions=len(programs) + EXECUTIONS, seed=SEED
    )
    assert finding is None, f"{finding}\n{finding.program!r}\n{finding.report[-6000:]}"
    assert progress.executions >= EXECUTIONS, progress
    assert progress.edges > 5_000, progress
