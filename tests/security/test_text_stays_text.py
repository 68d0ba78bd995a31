"""Nothing in the host or on the page makes code or markup of text: where it could, it is named here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]

_HOST = [path for path in (REPO / "py/cloche").rglob("*.py") if "cli" not in path.parts]
_PAGE = [path for kind in ("*.js", "*.html") for path in (REPO / "web").rglob(kind)]

#: What runs text, or builds objects that it chooses.
_RUNS = {"eval", "exec", "compile", "__import__", "import_module", "run_code", "eval_code",
         "run_js", "literal_eval"}
_MODULES = {"pickle", "marshal", "shelve", "code", "codeop", "runpy", "ctypes", "subprocess"}

_MARKUP = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment"
    r"|setHTML\w*|srcdoc)\b"
)
_SCRIPT = re.compile(r"\beval\s*\(|\bnew Function\b|\bsetTimeout\(\s*[\"'`]|javascript:|\brunPython\w*\(")

#: (file, call): why it may. Code to run is the host's to parse, within bounds (tests/host/test_bounds.py).
_MAY = {("_rules.py", "compile"): "looks for errors that the parser lets pass, and runs nothing"}

#: file: what it does with which text, none of which is the guest's.
_KNOWN = {
    "web/elements/cloche-cell.js": "innerHTML of its own template",
    "web/face/host.js": "runPython of its own source",
    "web/face/runtime.js": "runPython of its own source",
    "web/headless/headless.js": "runPython of jobs.py",
    "web/worker/sealed.js": "new Function of nothing, which the policy must refuse",
}


@pytest.mark.parametrize("path", _HOST, ids=lambda path: str(path.relative_to(REPO)))
def test_the_host_runs_no_text(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            owner = called.value.id if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) else ""
            if (path.name, name) in _MAY and not owner:
                continue
            assert name not in _RUNS or (owner, name) in {("re", "compile"), ("WebAssembly", "compile")}, (
                path.name, node.lineno, name)
        elif isinstance(node, ast.Import):
            assert not {alias.name.partition(".")[0] for alias in node.names} & _MODULES, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").partition(".")[0] not in _MODULES, node.lineno


@pytest.mark.parametrize("path", _PAGE, ids=lambda path: str(path.relative_to(REPO)))
def test_the_page_makes_no_markup_of_text(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
    found = _MARKUP.findall(text) + _SCRIPT.findall(text)
    assert bool(found) == (str(path.relative_to(REPO)) in _KNOWN), (path, found)
    assert len(found) <= 1, found


def test_what_is_known_is_there() -> None:
    assert all((REPO / path).exists() for path in _KNOWN)
    assert len(_HOST) > 30 and len(_PAGE) > 50
