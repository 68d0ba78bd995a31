"""Sentences about errors, in each language."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from cloche import InputError
from cloche.front import explanation, languages

REPOSITORY = Path(__file__).parents[2]
SENTENCES = REPOSITORY / "py/cloche/front/explanations"


def _read(name: str) -> dict[str, str]:
    return tomllib.loads((SENTENCES / f"{name}.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", languages())
def test_each_language_has_a_sentence_for_each_error(language: str) -> None:
    assert _read(language).keys() == _read("errors").keys()


@pytest.mark.parametrize("language", languages())
def test_sentences_use_what_their_patterns_find(language: str) -> None:
    for name, sentence in _read(language).items():
        groups = re.compile(_read("errors")[name]).groups
        assert sentence.format(*"abcdefg"[:groups]), name


def test_the_page_knows_the_languages() -> None:
    source = (REPOSITORY / "web/view/explanation.js").read_text()
    listed = re.search(r"LANGUAGES = \[(.*)\];", source)
    assert listed and tuple(re.findall(r'"(\w+)"', listed[1])) == languages()


def test_another_language_is_refused() -> None:
    with pytest.raises(InputError, match="language must be one of de, en, es, fr, not 'tlh'"):
        explanation("ZeroDivisionError", "division by zero", "tlh")
