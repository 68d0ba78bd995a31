"""Python's tutorial, chapters 3 to 11: its examples print in the guest what they print in CPython."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from cloche.front import parse, translate_file
from node import Outcome

CHAPTERS = Path(__file__).with_name("tutorial")

Run = Callable[..., Outcome]

#: What chapter 6 imports.
FILES = {
    "fibo.py": (
        "def fib(n):\n    a, b = 0, 1\n    while a < n:\n        print(a, end=' ')\n"
        "        a, b = b, a+b\n    print()\n\n"
        "def fib2(n):\n    result = []\n    a, b = 0, 1\n    while a < n:\n"
        "        result.append(a)\n        a, b = b, a+b\n    return result\n"
    ),
    "sound/__init__.py": "",
    "sound/effects/__init__.py": '__all__ = ["echo", "surround", "reverse"]\n',
    "sound/effects/echo.py": (
        "def echofilter(input, output, delay=1, atten=2):\n    return (input, output, delay, atten)\n"
    ),
    "sound/effects/reverse.py": "def back(text):\n    return text[::-1]\n",
    "sound/effects/surround.py": (
        "from . import echo\nfrom .. import effects\nfrom .reverse import back\n"
        "def both(text):\n    return back(text), echo.echofilter(text, effects.__name__)\n"
    ),
}


def _examples() -> list[tuple[str, str]]:
    found = []
    for chapter in sorted(CHAPTERS.glob("*.txt")):
        parts = re.split(r"(?m)^---- (.*)\n", chapter.read_text("utf-8"))
        found += zip(parts[1::2], parts[2::2], strict=True)
    return found


EXAMPLES = _examples()

#: Examples that fail, and why.
LEFT_OUT: dict[str, str] = tomllib.loads((CHAPTERS / "left_out.toml").read_text("utf-8"))


def _cpythons(code: str, folder: Path) -> str:
    for path, content in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    main = folder / "example.py"
    main.write_text(code, "utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", main], cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("name", "code"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_an_example_prints_what_it_prints_in_cpython(
    name: str, code: str, run: Run, tmp_path: Path
) -> None:
    expected = _cpythons(code, tmp_path)
    source = parse(code, "<main>")
    files = {path: translate_file(content, path) for path, content in FILES.items()}
    outcome = run(source.body, tail=source.tail, tail_line=source.tail_line, files=files)
    is_same = (outcome.outcome, outcome.stdout) == ("ok", expected)
    if name in LEFT_OUT:
        assert not is_same, f"{name!r} works now: strike it from tutorial/left_out.toml"
    else:
        assert is_same, f"{outcome.outcome} {outcome.traceback}\n{outcome.stdout}\n{expected}"


def test_what_is_left_out_is_there() -> None:
    assert LEFT_OUT.keys() <= {name for name, _ in EXAMPLES}
