"""Shows the collector where pointers are: the passes between linking and the finished module.

A pointer in a WebAssembly local is where nobody can look. binaryen's --spill-pointers stores those
that are needed after a call on the stack in linear memory before the call, where gc_collect
(build/port/heap.c) finds them. It does so at every call, and that costs a third of the speed. But
most of it is for nothing, at calls

- that can't reach the collector and come back;
- of the bytecode loop, which has all that it needs in its frame, in linear memory, but for a few
  values that it takes off there and needs again after a call.

So these are hidden from the pass: they are written as calls by reference, at which it does not look,
and which the optimiser turns into plain calls again. But in functions that call themselves nothing is
hidden: the room that they take on the stack in linear memory is how mp_cstack_check sees how deep
they are, and the engine's own stack, which nobody can look at, must not end first.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from binaryen import FEATURES, wasm_opt
from lock import BuildError

#: Where all garbage is found.
COLLECTOR = "gc_collect"

#: Whoever calls it is a part of some recursion.
STACK_CHECK = "mp_cstack_check"

#: What it needs after a call is in its frame (py/vm.c: what PUSH and POP work on) or is volatile,
LOOP = "mp_execute_bytecode"

#: except here: a context manager while its methods are looked up, what a `with` block returns while
#: its __exit__ runs, and what is thrown into a generator that delegates.
LOOP_SPILLS_AT = frozenset({"mp_load_method", "mp_call_method_n_kw", "mp_resume"})

#: Called by the loop alone, and holds pointers in locals: had the linker's optimiser made it a part of
#: the loop (build/port/Makefile says that it must not), they would not be spilled.
APART_FROM_LOOP = "mp_unpack_ex"

# --spill-pointers looks at locals only: in f(g(), h()) what g returned would wait on the operand
# stack while h runs, so --flatten puts everything into locals first.
PASSES_BEFORE = ("--flatten", "--simplify-locals-nonesting", "--coalesce-locals")

# Optimising once more wins back part of what spilling costs. The stack pointer is found by its
# name, so the module is linked with names, and stripped here.
# Locals in the order of their use save half a kilobyte of the download.
PASSES_AFTER = ("-O3", "--reorder-locals", "--strip-debug", "--strip-producers", "--strip-target-features")

_FUNCTION = re.compile(r" \((?:import .*\()?func \$([^\s)]+)(.*)")
_CALL = re.compile(r"(\s*)\(call \$([^\s)]+)(\)?)")
_PARAMS = re.compile(r"\(param (?:\$\S+ )?([\w ]+)\)")
_RESULT = re.compile(r"\(result ([\w ]+)\)")


def spill(linked: bytes) -> bytes:
    """The module with its pointers where the collector sees them, optimised and stripped.

    Raises:
        BuildError: binaryen failed, or what must be apart from the bytecode loop is a part of it.
    """
    with tempfile.TemporaryDirectory(prefix="cloche-spill-") as folder:
        scratch = Path(folder)
        (scratch / "linked.wasm").write_bytes(linked)
        wasm_opt(scratch / "linked.wasm", scratch / "flat.wat", PASSES_BEFORE)
        text = (scratch / "flat.wat").read_text("utf-8")
        if f"(func ${APART_FROM_LOOP} " not in text:
            raise BuildError(
                f"{APART_FROM_LOOP} has become a part of {LOOP}, where its pointers are not spilled"
            )
        (scratch / "hidden.wat").write_text(hide_calls(text), "utf-8")
        # Calls by reference are of the feature "gc"; the last step fails if one is left.
        wasm_opt(
            scratch / "hidden.wat", scratch / "spilled.wasm", ("--spill-pointers", *PASSES_AFTER),
            features=(*FEATURES, "gc"),
        )
        wasm_opt(scratch / "spilled.wasm", scratch / "plain.wasm", ("--strip-target-features",))
        return (scratch / "plain.wasm").read_bytes()


@dataclass
class _Function:
    """What it calls: functions that come back, and functions that only raise."""

    signature: str = ""
    comes_back: set[str] = field(default_factory=set)
    raises: set[str] = field(default_factory=set)
    calls_unknown: bool = False
    catches: bool = False


def hide_calls(text: str) -> str:
    """A module's text, as binaryen writes it, with the calls hidden that need no spilling."""
    lines = text.split("\n")
    functions = _read(lines)
    may_collect, may_collect_and_return = _reach(functions)
    recursive = {name for name in functions if _calls_itself(name, functions)}
    out: list[str] = []
    types: dict[str, str] = {}
    hidden: list[tuple[str, str]] = []  # (the line that ends the call, its function)
    current = ""
    for line in lines:
        if match := _FUNCTION.fullmatch(line):
            current = match[1]
        if match := _CALL.fullmatch(line):
            space, name, end = match.groups()
            unsafe = may_collect if functions[current].catches else may_collect_and_return
            if current == LOOP:
                unsafe = set(LOOP_SPILLS_AT)
            elif current in recursive:
                unsafe = {name}
            if name not in unsafe:
                kind = types.setdefault(functions[name].signature, f"$hidden{len(types)}")
                out.append(f"{space}(call_ref {kind}")
                hidden.append((f"{space})", name))
                line = f"{space})" if end else ""
        if hidden and line == hidden[-1][0]:
            out.append(f" (ref.func ${hidden.pop()[1]})")
        out.append(line)
    head = next(i for i, line in enumerate(out) if line.startswith("(module"))
    out[head + 1:head + 1] = [f" (type {name} (func{kind}))" for kind, name in types.items()]
    return "\n".join(out)


def _read(lines: list[str]) -> dict[str, _Function]:
    functions: dict[str, _Function] = defaultdict(_Function)
    current = _Function()
    for number, line in enumerate(lines):
        if match := _FUNCTION.fullmatch(line):
            current = functions[match[1]]
            current.signature = _signature(match[2])
        elif match := _CALL.fullmatch(line):
            space, name, end = match.groups()
            last = number if end else lines.index(f"{space})", number)
            is_last = lines[last + 1] == f"{space}(unreachable)"
            (current.raises if is_last else current.comes_back).add(name)
        elif "(call_indirect" in line:
            current.calls_unknown = True
        elif line.lstrip().startswith("(try"):
            current.catches = True
    return functions


def _signature(rest: str) -> str:
    params = " ".join(match[1] for match in _PARAMS.finditer(rest))
    result = _RESULT.search(rest)
    return (f" (param {params})" if params else "") + (f" (result {result[1]})" if result else "")


def _calls_itself(name: str, functions: dict[str, _Function]) -> bool:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        function = functions[waiting.pop()]
        called = function.comes_back | function.raises
        if name in called or (not seen and STACK_CHECK in called):
            return True
        waiting.extend(called - seen)
        seen |= called
    return False


def _reach(functions: dict[str, _Function]) -> tuple[set[str], set[str]]:
    """Which functions may collect garbage, and which of them may come back when they have.

    A function that makes an exception and raises it may collect, but then only those who catch it
    need what they had. Of what is called by pointer anything may be true.
    """
    collects = {name for name, function in functions.items() if function.calls_unknown}
    collects.add(COLLECTOR)
    returns = set(collects)
    while True:
        before = len(collects), len(returns)
        for name, function in functions.items():
            if not collects.isdisjoint(function.comes_back | function.raises):
                collects.add(name)
                if function.catches:
                    returns.add(name)
            if not returns.isdisjoint(function.comes_back):
                returns.add(name)
        if before == (len(collects), len(returns)):
            return collects, returns
