"""Content-Security-Policies: the airlock's own, and what a page's must allow."""

from __future__ import annotations

import base64
import hashlib

from cloche import _module

#: What a page needs of its own, where it loads Pyodide, the wheel and cloche.js from its own origin.
_PAGE = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {airlock}; style-src 'self'; "
    "connect-src 'self'; img-src 'self' data:; font-src 'self'; worker-src blob:"
)


def airlock_source() -> str:
    """The airlock's script as a source of ``script-src``: its hash."""
    return source_of(_module.asset("airlock.js"))


def source_of(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"


def airlock_policy() -> str:
    """The airlock's policy. Its workers inherit it; it lets them reach nothing at all."""
    return (
        f"default-src 'none'; script-src {airlock_source()} 'wasm-unsafe-eval'; "
        "worker-src blob:; base-uri 'none'; form-action 'none'"
    )


def page_policy(airlock: str) -> str:
    """The tightest policy under which a page can use all of Cloche; ``airlock`` is the source of
    the airlock's script."""
    return _PAGE.format(airlock=airlock)


def needs_of_the_page(isolation: str) -> str:
    """A sentence for errors."""
    airlock = f"{airlock_source()} and " if isolation == "iframe" else ""
    return (
        "Where the page has a Content-Security-Policy, it needs worker-src blob: "
        f"and script-src {airlock}'wasm-unsafe-eval'."
    )
