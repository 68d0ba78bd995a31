"""What the host, a real CPython, knows about code before and after it runs in the guest."""

from cloche.front._explanations import explanation, languages
from cloche.front._lines import shortened
from cloche.front._source import Source, parse, translate_file
from cloche.front._traceback import error_info, syntax_error_info

__all__ = [
    "Source",
    "error_info",
    "explanation",
    "languages",
    "parse",
    "shortened",
    "syntax_error_info",
    "translate_file",
]
