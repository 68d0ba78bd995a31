from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# pytest's importlib mode leaves sys.path alone, and these tests share modules.
sys.path.insert(0, str(Path(__file__).parent))

from node import Node, Outcome  # noqa: E402


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """A Node process that runs programs in the guest."""
    process = Node()
    yield process
    process.close()


@pytest.fixture
def run(node: Node) -> Callable[..., Outcome]:
    """Runs one program in a fresh guest and returns its Outcome."""
    return node.run
