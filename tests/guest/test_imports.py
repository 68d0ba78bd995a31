"""What the built module can ask for, and what it offers: nothing but what is declared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import wasm_module

REPOSITORY = Path(__file__).resolve().parents[2]
MODULE = REPOSITORY / "web/guest/cloche.wasm"
HEADER = REPOSITORY / "build/port/imports.h"

# What C's types are in the module (pointers are 32 bits wide).
_WASM_TYPES = {"int32_t": "i32", "uint32_t": "i32", "double": "f64", "float": "f32",
               "int64_t": "i64", "uint64_t": "i64"}

# What web/worker/guest.js calls.
EXPORTS = {
    "_initialize": ((), ()),
    "cloche_init": (("i32",), ()),
    "cloche_request": (("i32",), ("i32",)),
    "cloche_determine": (("f64", "f64"), ()),
    "cloche_file": (("i32",), ("i32",)),
    "cloche_run": ((), ("i32",)),
    "cloche_steps": ((), ("f64",)),
    "cloche_peak_bytes": ((), ("i32",)),
    "cloche_pages_in_use": ((), ("i32",)),
}

# Between these lies what never changes.
ADDRESSES = {"cloche_constants_start", "cloche_variables_start"}


def declared_imports(header: str) -> dict[str, wasm_module.Signature]:
    """Name and signature of each function that is declared with CLOCHE_IMPORT."""
    code = re.sub(r"//[^\n]*", "", header)
    found = {}
    for name, result, parameters in re.findall(
        r"CLOCHE_IMPORT\((\w+)\)\s+([\w ]+?)\s+cloche_import_\1\(([^)]*)\);", code
    ):
        types = [] if parameters.strip() == "void" else parameters.split(",")
        found[name] = (tuple(_wasm_type(p) for p in types),
                       () if result == "void" else (_WASM_TYPES[result],))
    assert len(found) == len(re.findall(r"^CLOCHE_IMPORT\(", code, re.M))
    return found


def _wasm_type(parameter: str) -> str:
    return "i32" if "*" in parameter else _WASM_TYPES[parameter.split()[-2]]


@pytest.fixture(scope="module")
def module() -> wasm_module.Interface:
    return wasm_module.interface(MODULE.read_bytes())


def test_functions_are_those_of_the_header(module: wasm_module.Interface) -> None:
    assert declared_imports(HEADER.read_text()) == {
        name: signature for (_, name), signature in module.imported_functions.items()
    }
    assert {namespace for namespace, _ in module.imported_functions} == {"cloche"}


def test_the_rest_is_the_memory(module: wasm_module.Interface) -> None:
    assert module.other_imports == {("env", "memory"): "memory"}


def test_exports_are_those_of_the_worker(module: wasm_module.Interface) -> None:
    assert module.exported_functions == EXPORTS
    # Emscripten's linker always exports the table; nobody outside uses it.
    assert module.other_exports.keys() - {"__indirect_function_table"} == ADDRESSES


def test_worker_uses_every_export() -> None:
    source = (REPOSITORY / "web/worker/guest.js").read_text()
    called = re.findall(r'\bexports\.(\w+)|\benter\("(\w+)"', source)
    assert {by_name or entered for by_name, entered in called} == EXPORTS.keys()
    assert set(re.findall(r'\baddress\("(\w+)', source)) == ADDRESSES


def test_header_is_parsed_strictly() -> None:
    header = (
        "// CLOCHE_IMPORT(comment) void cloche_import_comment(void);\n"
        'CLOCHE_IMPORT(a) double cloche_import_a(const char *text, int32_t n);\n'
    )
    assert declared_imports(header) == {"a": (("i32", "i32"), ("f64",))}
