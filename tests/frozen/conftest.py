"""The guest's own modules, run by CPython: fast, and with CPython's to compare."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FROZEN = Path(__file__).resolve().parents[2] / "build" / "frozen"


@pytest.fixture
def shown() -> Iterator[list[dict[str, Any]]]:
    """What programs have shown. While it is there, so is ``_cloche``; modules are forgotten after."""
    before = dict(sys.modules)
    bundles: list[dict[str, Any]] = []
    door = ModuleType("_cloche")
    door.show = bundles.append  # type: ignore[attr-defined]
    sys.modules["_cloche"] = door
    yield bundles
    for name in set(sys.modules) - set(before):
        del sys.modules[name]
    sys.modules.update(before)


@pytest.fixture
def load(shown: list[dict[str, Any]]) -> Callable[[str], Any]:
    """``load(name)``: a module of build/frozen. (The folder itself also has an asyncio, which
    CPython is not to find.)"""

    def load(name: str) -> Any:
        path = FROZEN / f"{name}.py"
        if (FROZEN / name).is_dir():
            path = FROZEN / name / "__init__.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load
