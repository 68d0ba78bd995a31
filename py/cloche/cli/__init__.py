"""The ``cloche`` command: programs through the real chain, in a headless browser.

Desktop CPython only (extra ``cli``); inside Pyodide nothing here is imported.
"""

from cloche.cli._main import main

__all__ = ["main"]
