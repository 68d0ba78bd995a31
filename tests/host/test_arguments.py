"""Arguments that make no sense are refused before anything starts."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from cloche import InputError, Limits, Sandbox, SandboxClosed


@pytest.mark.parametrize("path", [
    "", "/a.py", "a//b", "../a", "a/..", "./a", "a\0b", "a\\b", "a/", "\ud800",
])
def test_paths_that_lead_elsewhere(path: str):
    with pytest.raises(InputError):
        Sandbox(files={path: "x"})


@pytest.mark.parametrize("files", [["a.py"], {"a.py": 3}, {"a.py": "\ud800"}, {3: "x"}, "a.py"])
def test_files_of_the_wrong_kind(files: Any):
    with pytest.raises(InputError):
        Sandbox(files=files)


def test_limits_of_the_wrong_kind():
    with pytest.raises(InputError, match=r"must be a cloche\.Limits, not dict"):
        Sandbox(limits={"wall_seconds": 1})  # type: ignore[arg-type]


@pytest.mark.parametrize(("arguments", "says"), [
    ({"code": b"print(1)"}, "code must be a str, not bytes"),
    ({"code": "a\nb = '\ud800'"}, "lone surrogate (U+D800) in line 2"),
    ({"code": "x" * (4 * 2**20 + 1)}, "are the most"),
    ({"code": "", "stdin": 3}, "stdin must be a str"),
    ({"code": "", "limits": Limits(memory_bytes=2**21)}, "memory_bytes is the session's"),
    ({"code": "", "limits": 3}, r"must be a cloche.Limits"),
])
def test_runs_of_the_wrong_kind(arguments: dict[str, Any], says: str):
    with pytest.raises(InputError) as caught:
        asyncio.run(Sandbox().run(**arguments))
    assert says in str(caught.value)


def test_a_closed_sandbox_says_so():
    async def close_and_run() -> None:
        sandbox = Sandbox()
        await sandbox.close()
        await sandbox.close()
        await sandbox.run("1")

    with pytest.raises(SandboxClosed, match="make a new one"):
        asyncio.run(close_and_run())
