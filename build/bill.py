"""The bill of materials of dist/: what others wrote, with version, licence and hash (CycloneDX)."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
import zipfile
from collections.abc import Iterable
from email.parser import HeaderParser
from pathlib import Path

from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from lock import read_lock
from notices import LINKED_INTO_PYODIDE

_LICENCES = LicenseFactory()

#: Of wheels whose metadata name their licence in words of their own.
_IN_SPDX = {"Mozilla Public License Version 2.0": "MPL-2.0"}


def bill_of_materials(
    repo: Path, dist: Path, npm_packages: Iterable[str], wheels: Iterable[Path]
) -> str:
    """CycloneDX 1.6 as JSON; the same for the same contents.

    Hashes are of what was taken (an archive, a package, a wheel), or of the file of dist/ in which
    it is. What is linked into Pyodide stands within it: Pyodide does not tell its versions.
    """
    components = [
        _micropython(),
        _pyodide(repo / "node_modules/pyodide", dist / "pyodide"),
        _cpython(repo / "node_modules/pyodide", dist / "pyodide"),
        *(_wheel(wheel) for wheel in sorted(wheels)),
        *_npm(repo, sorted(set(npm_packages))),
    ]
    bom = Bom(components=components)
    told = "".join(f"{part.purl} {part.hashes}" for part in components)
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_OID, told)
    written = json.loads(JsonV1Dot6(bom).output_as_string())
    del written["metadata"]["timestamp"]  # the only part of dist/ that would change by itself
    return json.dumps(written, indent=1, sort_keys=True) + "\n"


def _component(
    name: str, version: str | None, licence: str, hashes: dict[HashAlgorithm, str], kind: str
) -> Component:
    group, _, short = name.rpartition("/")
    return Component(
        type=ComponentType.LIBRARY,
        group=group or None,
        name=short,
        version=version,
        licenses=[_LICENCES.make_from_string(licence)],
        hashes=[HashType(alg=alg, content=content) for alg, content in hashes.items()],
        purl=PackageURL(kind, group or None, short, version),
        bom_ref=f"{kind}:{name}",
    )


def _sha256(path: Path) -> dict[HashAlgorithm, str]:
    return {HashAlgorithm.SHA_256: hashlib.sha256(path.read_bytes()).hexdigest()}


def _micropython() -> Component:
    lock = read_lock()
    archive = lock.micropython
    version = archive.name.removeprefix("micropython_").partition("+")[0]
    micropython = _component(
        "micropython", version, "MIT", {HashAlgorithm.SHA_256: archive.sha256}, "generic"
    )
    # Its C library is linked into the module.
    compiler = next(package for package in lock.packages if package.name == "emscripten")
    emscripten = {HashAlgorithm.SHA_256: compiler.sha256}
    micropython.components = {
        _component("emscripten", compiler.version, "MIT OR NCSA", emscripten, "deb")
    }
    return micropython


def _pyodide(package: Path, put: Path) -> Component:
    about = json.loads((package / "package.json").read_text())
    module = _sha256(put / "pyodide.asm.wasm")
    pyodide = _component("pyodide", about["version"], about["license"], module, "npm")
    pyodide.components = {
        _component(name, None, licence, module, "generic")
        for name, licence in LINKED_INTO_PYODIDE.items()
    }
    return pyodide


def _cpython(package: Path, put: Path) -> Component:
    version = json.loads((package / "pyodide-lock.json").read_text())["info"]["python"]
    return _component("cpython", version, "PSF-2.0", _sha256(put / "python_stdlib.zip"), "generic")


def _wheel(wheel: Path) -> Component:
    with zipfile.ZipFile(wheel) as archive:
        inside = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        about = HeaderParser().parsestr(archive.read(inside).decode())
    licence = (about["License-Expression"] or about["License"]).partition("\n")[0]
    return _component(
        about["Name"], about["Version"], _IN_SPDX.get(licence, licence), _sha256(wheel), "pypi"
    )


def _npm(repo: Path, names: Iterable[str]) -> Iterable[Component]:
    locked = json.loads((repo / "package-lock.json").read_text())["packages"]
    for name in names:
        about = json.loads((repo / "node_modules" / name / "package.json").read_text())
        algorithm, _, digest = locked[f"node_modules/{name}"]["integrity"].partition("-")
        if algorithm != "sha512":
            raise SystemExit(f"bill: package-lock.json has no SHA-512 of {name}")
        content = base64.b64decode(digest).hex()
        hashes = {HashAlgorithm.SHA_512: content}
        yield _component(name, about["version"], about["license"], hashes, "npm")
