"""The question that CPython puts behind an error: "Did you mean: 'append'?"."""

from __future__ import annotations

import builtins
import cmath  # noqa: F401  (these are built in, and so cost nothing)
import itertools  # noqa: F401
import math  # noqa: F401
import re
import sys
import time  # noqa: F401
from types import ModuleType

from cloche.front._program import Program
from cloche.front._suggestions import suggestion


def hint(kind: str, message: str, program: Program, line: int) -> str:
    """What is to stand behind the message; or "". ``line`` is the innermost frame's."""
    if kind == "NameError":
        return _for_name(message, program, line)
    if kind == "AttributeError":
        return _for_attribute(message, program)
    if kind == "ImportError":
        return _for_import(message)
    return ""


def _for_name(message: str, program: Program, line: int) -> str:
    found = re.fullmatch(r"name '(\w+)' is not defined", message)
    if found is None:
        return ""
    wrong = found[1]
    own = _own_attribute(wrong, program, line)
    if own:
        return own
    near = suggestion(wrong, program.visible_names(line))
    text = f". Did you mean: '{near}'?" if near else ""
    if wrong in sys.stdlib_module_names:
        text += (" Or did" if near else ". Did") + f" you forget to import '{wrong}'?"
    return text


def _own_attribute(wrong: str, program: Program, line: int) -> str:
    """In a method, a name that is an attribute of ``self``."""
    around = program.enclosing_functions(line)
    if not around or not around[-1].args.args or around[-1].args.args[0].arg != "self":
        return ""
    for name, node in program.classes.items():
        if around[-1] in node.body:
            attributes = program.attributes(name)
            if attributes and wrong in attributes:
                return f". Did you mean: 'self.{wrong}'?"
    return ""


def _for_attribute(message: str, program: Program) -> str:
    found = re.fullmatch(
        r"(?:'(?P<type>\w+)' object|type object '(?P<class>\w+)'|module '(?P<module>[\w.]+)')"
        r" has no attribute '(?P<name>\w+)'", message
    )
    if found is None:
        return ""
    wrong = found["name"]
    if found["module"]:
        names = _module_names(found["module"])
    elif (kind := found["type"] or found["class"]) in program.classes:
        names = program.attributes(kind)
    else:
        names = _builtin_names(kind)
    if names is None:
        return ""
    if not wrong.startswith("_"):
        names = {name for name in names if not name.startswith("_")}
    near = suggestion(wrong, names)
    return f". Did you mean: '{near}'?" if near else ""


def _builtin_names(kind: str) -> set[str] | None:
    if kind == "NoneType":
        return set(dir(None))
    found = getattr(builtins, kind, None)
    return set(dir(found)) if isinstance(found, type) else None


def _for_import(message: str) -> str:
    found = re.fullmatch(r"cannot import name '(\w+)' from '([\w.]+)' .*", message)
    names = _module_names(found[2]) if found else None
    near = suggestion(found[1], names) if found and names else None
    return f". Did you mean: '{near}'?" if near else ""


def _module_names(name: str) -> set[str] | None:
    """What a module of the standard library has, as far as it costs nothing to know: it is loaded
    here already. Nothing is imported because the guest names it."""
    module: ModuleType | None = sys.modules.get(name)
    return None if module is None or name not in sys.stdlib_module_names else set(dir(module))
