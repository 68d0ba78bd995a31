"""The wheel: what is in it, that it is the same each time, and that micropip installs it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import host_wheel  # build/host_wheel.py
import pytest
from pytest_pyodide import run_in_pyodide

from cloche import __version__

REPO = Path(__file__).resolve().parents[2]
NAME = f"cloche-{__version__}-py3-none-any.whl"


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    """The wheel that the site has."""
    return dist / "pyodide" / NAME


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built anew from the present sources."""
    return host_wheel.build_wheel(tmp_path_factory.mktemp("wheel"))


def test_has_the_package_and_what_workers_are_made_of(again: Path) -> None:
    inside = contents(again)
    modules = {str(path.relative_to(REPO / "py")): path.read_bytes()
               for path in (REPO / "py/cloche").rglob("*.py")}
    assert modules.items() <= inside.items()
    for asset in ("cloche.wasm", "LICENSE.micropython"):
        assert inside[f"cloche/_assets/{asset}"] == (REPO / "web/guest" / asset).read_bytes()
    for script in ("worker.js", "airlock.js"):
        assert inside[f"cloche/_assets/{script}"].startswith(b'"use strict";\n(() => {')
        # As text in an iframe's srcdoc it must survive HTML's parser.
        assert not any(odd in inside[f"cloche/_assets/{script}"] for odd in (b"</script", b"<!--", b"\r"))
    assert {name for name in inside if not name.endswith(".py")} == {
        "cloche/_assets/LICENSE.micropython",
        "cloche/_assets/airlock.js",
        "cloche/_assets/cloche.wasm",
        "cloche/_assets/worker.js",
        "cloche/py.typed",
        *(f"cloche/front/explanations/{name}.toml" for name in ("errors", "de", "en", "es", "fr")),
        *(f"cloche-{__version__}.dist-info/{name}" for name in (
            "METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE",
            "licenses/web/guest/LICENSE.micropython",
        )),
    }


def test_needs_nothing_else(again: Path) -> None:
    metadata = contents(again)[f"cloche-{__version__}.dist-info/METADATA"].decode()
    required = Parser().parsestr(metadata).get_all("Requires-Dist", [])
    assert [line for line in required if "extra ==" not in line] == []


def test_the_same_sources_give_the_same_bytes(again: Path, tmp_path: Path) -> None:
    assert host_wheel.build_wheel(tmp_path).read_bytes() == again.read_bytes()


def test_pip_builds_the_same(again: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(tmp_path), str(REPO)],
        check=True, capture_output=True, stdin=subprocess.DEVNULL,
    )
    (by_pip,) = tmp_path.glob("*.whl")
    assert by_pip.name == again.name
    assert contents(by_pip) == contents(again)


def test_the_lock_file_knows_the_wheels_beside_it(wheel: Path) -> None:
    packages = json.loads((wheel.parent / "pyodide-lock.json").read_text())["packages"]
    assert set(packages) == {"cloche", "micropip", "tblib"}
    for package in packages.values():
        beside = wheel.parent / package["file_name"]
        assert beside.parent == wheel.parent  # a name and no address
        assert hashlib.sha256(beside.read_bytes()).hexdigest() == package["sha256"]


@run_in_pyodide(packages=["micropip"])
async def test_micropip_installs_it_by_address(selenium_module_scope, name, version):
    # By name: test_sandbox.py, which can't follow in the same Pyodide.
    import importlib.metadata

    import micropip
    from js import location

    await micropip.install(str(location.href).rpartition("/")[0] + "/" + name)
    import cloche

    assert importlib.metadata.version("cloche") == cloche.__version__ == version
    result = await cloche.run("print(6 * 7)")
    assert (result.status, result.stdout) == ("ok", "42\n")


@pytest.fixture
def name() -> str:
    return NAME


@pytest.fixture
def version() -> str:
    return __version__


@run_in_pyodide(packages=["cloche"])
async def test_the_host_does_not_switch_stacks(selenium_module_scope):
    """Chromium's tab crashes by it now and then: build/pyodide_edits.py."""
    from pyodide.ffi import can_run_sync

    assert not can_run_sync()
