"""One sentence about an error, for those who meet it for the first time.

explanations/errors.toml says which errors there is one for; each language is one more file beside
it, with a sentence per error, in which {0}, {1} ... are what the error's pattern found.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from cloche._errors import InputError

_FOLDER = "explanations"
_ERRORS = "errors.toml"

#: What is longer is no error of the language's own.
_MOST_CHARACTERS = 500


def explanation(kind: str, message: str, language: str = "en") -> str | None:
    """The sentence for an error of this type and message; None where there is none.

    Raises InputError for a language of which there is no file.
    """
    if language not in languages():
        raise InputError(f"language must be one of {', '.join(languages())}, not {language!r}")
    if len(kind) + len(message) > _MOST_CHARACTERS:
        return None
    sentences = _read(f"{language}.toml")
    for name, pattern in _patterns():
        found = pattern.fullmatch(f"{kind}: {message}" if message else kind)
        if found is not None and name in sentences:
            return sentences[name].format(*(group or "" for group in found.groups()))
    return None


@lru_cache(1)
def languages() -> tuple[str, ...]:
    """The languages that there are: "de", "en" ..."""
    names = (each.name for each in (files("cloche.front") / _FOLDER).iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml") and name != _ERRORS))


@lru_cache(1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(text, re.DOTALL)) for name, text in _read(_ERRORS).items()]


@lru_cache
def _read(name: str) -> dict[str, str]:
    import tomllib  # here: few pages ask for explanations

    return tomllib.loads((files("cloche.front") / _FOLDER / name).read_text("utf-8"))
