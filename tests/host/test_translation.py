"""Translation, on the desktop: what it leaves alone, and that it means what the original means.

The guest takes names that CPython does not (they begin with a dot in the middle of the line), and
has the module _front; with another letter and that module, CPython runs translations, too.
"""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import io
import sys
from collections.abc import Iterator, Mapping, MutableMapping, MutableSequence, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloche import InputError
from cloche.front import Source, explanation, languages, parse
from cloche.front._page import HIDDEN

HELPERS = Path(__file__).parents[2] / "build/frozen/_front.py"


@pytest.fixture(scope="module", autouse=True)
def helpers() -> Iterator[None]:
    # The guest's own classes of collections.abc know whom they were told of; CPython's keep it to themselves.
    for kind in (Sequence, Mapping, MutableSequence, MutableMapping):
        kind._abc_registry = ()
    spec = importlib.util.spec_from_file_location("_front", HELPERS)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["_front"] = module
    spec.loader.exec_module(module)
    yield
    del sys.modules["_front"]


def text(code: str) -> str:
    source = parse(code, "<main>")
    return source.body + source.tail


def printed(code: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(code, "<main>", "exec", dont_inherit=True), {"__name__": "__main__"})
        except Exception as error:
            print(type(error).__name__, error)
    return out.getvalue()


def translated_printed(code: str) -> str:
    return printed(text(code).replace(HIDDEN, "\u02d1"))


@pytest.mark.parametrize("code", [
    "print('hello')\n",
    "for i in range(3):\n    print(f'{i}: {i * 2:>5}')\n",
    "class A:\n    def __init__(self, x=1, *a, y: int = 2, **k) -> None:\n        self._x = x\n",
    "a, *b = 1, 2, 3\nprint(*b, sep=', ')\nf(*a, **k)\nx[1:2, ...]\n",
    "with open('x') as f, open('y') as g:\n    pass\n",
    "match = 1\ncase = match\ntype = 3\n_ = 4\nprint(match, case, type, _)\n",
    "try:\n    pass\nexcept (A, B) as e:\n    raise X from e\nfinally:\n    pass\n",
    "@a.b(1)\n@c\ndef f():\n    '''doc'''\n    yield 1\n",
    "x = 1_000; y = u'a'; z = b'c'; w = r'\\d'\r\nprint(x)\r\n",
    "del x, y[0], z.a\n",
    "s = f\"{x} {y.z} {a[0]} {n:.2f} {n!r:>10}\"\n",
])
def test_what_the_guest_understands_is_not_touched(code: str):
    source = parse(code, "<main>")
    assert code.startswith(source.body + source.tail) or source.body + source.tail == code.rstrip("\r\n")
    assert HIDDEN not in source.body + source.tail


@pytest.mark.parametrize(("code", "translated"), [
    ("x = [*a, 1]\n", "import _front as ·; x = ·.list(*a, 1)\n"),
    ("# first\nx = {**a, 'k': 1}\n", "import _front as ·# first\nx = ·.merged(a,{ 'k': 1})\n"),
    ("'''doc'''\nx = (*a,)\n", "'''doc'''; import _front as ·\nx = ·.tuple(*a,)\n"),
    ("def f():\n  return 1, *a\n\nf", "def f():\n  return ·.tuple(1, *a)\nimport _front as ·\nf"),
    ("if 1:\n  x = [*a]\n", 'if 1:\n  x = __import__("_front").list(*a)\n'),
    ("match x:\n  case 1 | 2: pass\n  case _: pass\n",
     "if ((·1 := (x)),):\n  if ((·1 == 1 or ·1 == 2)): pass\n  else: pass\n"),
    ("with (a as b, c):\n  pass\n", "with (a) as b, (c):\n  pass\n"),
    ("with (\n  a as b,\n  c,\n):\n  pass\n", "with \\\n(a) as b\\\n, (c)\\\n:\n  pass\n"),
    ("f'{x!a}'", 'import _front as ·; "{}".format(·.ascii(x))'),
    ("f(k=1, *a)", "f(*a, k=1, )"),
    ("class A:\n  def __f(self): self.__x\n", "class A:\n  def _A__f(self): self._A__x\n"),
    ("def f[T](a: T) -> T: pass\n", None),
])
def test_translations_are_as_small_as_may_be(code: str, translated: str | None):
    if translated is None:
        assert "[T]" not in text(code)
    else:
        assert text(code) == translated


ODD = [
    "match x:\n case 1: pass", "with (a as b): pass", "async def g():\n async with (a as b): pass",
    "try: pass\nexcept* ValueError: pass", "del (a, [b])", "if x: del (a)",
    "@a[0]\ndef g(): pass", "@(\n a\n)\ndef g(): pass", "def g(a, /): pass", "def g(a\n , / # so\n ,b): pass", "def g[T](): pass",
    "class A[T]: pass", "class A \\\n [T]: pass", "type A = int", "if x: type A = int", "a = {**b}", "[*a]", "f'{a!a}'", "lambda a, /: a",
    "def g(*a: *T): pass", "class A:\n def g(self): self.__a = 1", "\f\nmatch x:\n case 1: pass",
]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("block", ["def f():\n", "class B:\n", "if x:\n", "for x in a:\n", "while x:\n", "try: pass\nfinally:\n"])
def test_what_is_odd_is_found_in_every_block(block: str, odd: str):
    """Blocks without anything odd are passed over: none of these is."""
    code = block + "".join(f" {line}\n" for line in odd.split("\n"))
    within = block + " def plain(a): return a / 2, a\n" + code.removeprefix(block)
    for each in (code, within):
        assert parse(each, "<main>").body != each


def test_a_translation_is_cut_before_its_last_expression():
    source = parse("x = 1\n[*a,\n x]\n# end", "<main>")
    assert source == Source("import _front as ·; x = 1\n", "·.list(*a,\n x)", 2)


@pytest.mark.parametrize("code", [
    "return 1", "def f():\n  break", "for i in x:\n  def g(): continue", "def f(a, a): pass",
    "f(a=1, a=2)", "def f():\n  x = 1\n  global x", "nonlocal x", "*a = 1", "*a, *b = c",
    "try:\n  pass\nexcept:\n  pass\nexcept A:\n  pass", "yield 1", "def f(): await x",
    "match x:\n  case y: pass\n  case 1: pass", "match x:\n  case [y, y]: pass",
    "match x:\n  case 1 | [y]: pass", "match x:\n  case {'a': 1, 'a': 2}: pass",
    "match x:\n  case A(a=1, a=2): pass", "match x:\n  case [*_, *_]: pass", "match x:\n  case _ | 1: pass",
    "a\0b", "x = 1\n\ty = 2",
])
def test_what_cpython_would_not_run_is_an_error_here(code: str):
    with pytest.raises(SyntaxError):
        parse(code, "<main>")


def test_an_error_is_not_kept_for_another_file():
    for name in ("a.py", "b.py"):
        with pytest.raises(SyntaxError) as caught:
            parse("x = = 1", name)
        assert caught.value.filename == name


# ---- what people might write, at random -----------------------------------------------------------

LITERALS = st.sampled_from(["0", "1", "-1", "'a'", "b'a'", "None", "True", "1.5", "[]", "()", "{}"])
VALUES = st.recursive(
    LITERALS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(inner, min_size=2, max_size=3).map(lambda items: f"({', '.join(items)})"),
        st.tuples(inner, inner).map(lambda pair: f"{{'a': {pair[0]}, 1: {pair[1]}}}"),
    ),
    max_leaves=6,
)
NAMES = iter(range(10**9))


def pattern(depth: int) -> st.SearchStrategy[str]:
    literals = st.sampled_from(["0", "1", "-1", "'a'", "b'a'", "None", "True", "1.5"])
    capture = st.builds(lambda: f"v{next(NAMES)}")
    leaves = st.one_of(literals, literals, capture, st.just("_"))
    if depth == 0:
        return leaves
    inner = pattern(depth - 1)
    return st.one_of(
        leaves,
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.tuples(inner, inner).map(lambda items: f"({items[0]}, *_, {items[1]})"),
        st.tuples(inner).map(lambda items: f"[{items[0]}, *v{next(NAMES)}]"),
        st.tuples(inner).map(lambda items: f"{{'a': {items[0]}, **v{next(NAMES)}}}"),
        st.tuples(literals, literals).map(" | ".join),
        st.tuples(literals).map(lambda items: f"({items[0]} as v{next(NAMES)})"),
        st.tuples(st.sampled_from(["int", "str", "list", "dict", "float", "bool", "tuple"]), inner)
        .map(lambda items: f"{items[0]}({items[1]})"),
    )


@settings(deadline=None, max_examples=300)
@given(VALUES, st.lists(pattern(2), min_size=1, max_size=3))
def test_matches_find_what_cpython_finds(value: str, patterns: list[str]):
    code = f"match {value}:\n"
    for index, each in enumerate(patterns):
        code += f"    case {each} if True:\n        print({index}, "
        code += "sorted((n, v) for n, v in globals().items() if n[0] == 'v' and n[1:].isdigit()))\n"
    try:
        ast.parse(code)
        compile(code, "x", "exec")
    except SyntaxError:
        return
    assert translated_printed(code) == printed(code)


FIELDS = st.one_of(
    st.sampled_from([
        "{x}", "{x!r}", "{x!s}", "{x!a}", "{x=}", "{x = }", "{y:>5}", "{x!r:^{y}}", "{y:{y}}",
        "{y:0{y}d}", "{d['k']}", "{d[\"k\"]}", "{'{'}", "{{", "}}", "{y + 1:>{y + 1}}", "{(lambda: 3)()}",
        "{x if y else 0}", "{l.pop() if l else 0}", "{l}", "{[i for i in 'ab']}", "{x,}", "{y:{'>'}{5}}",
        "{f'{y}'}", "{f\"{y:>{y}}\"}", "{(z := y)}", "{y!r:{'>'}5}", "{x:{'' if y else '>'}}",
    ]),
    st.text(alphabet="ab %é\t'€:!=", max_size=4),
    st.sampled_from(["\\n", "\\t", "\\x41", "\\N{BULLET}", "\\\\", "\\u00e9"]),
)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="before 3.12 f-strings can't nest so")
@settings(deadline=None, max_examples=300)
@given(st.lists(st.lists(FIELDS, max_size=4), min_size=1, max_size=3), st.sampled_from(['"', "'''", '"""']))
def test_fstrings_say_what_cpython_says(strings: list[list[str]], quote: str):
    literals = " ".join(f"f{quote}{''.join(fields)}{quote}" for fields in strings)
    code = f"x, y, d, l = 'é', 3, {{'k': [1]}}, [1, 2]\nprint({literals})\nprint(l)\n"
    try:
        compile(code, "x", "exec")
    except SyntaxError:
        return
    assert translated_printed(code) == printed(code)


STARS = st.lists(st.sampled_from(["*a", "1", "*b", "'x'", "*[2, *a]", "(*b, 3)", "[*a]", "(1)"]), max_size=4)


@given(STARS, st.sampled_from(["[{}]", "({},)", "{{{}}}", "f({})", "f(k=0, {})", "x = {},", "s[{},]"]))
def test_unpacking_gives_what_cpython_gives(items: list[str], form: str):
    code = (
        "class S:\n    def __getitem__(self, key): return key\n"
        "def f(*a, **k): return a, k\ns, a, b = S(), [1, 2], 'cd'\n"
    )
    written = form.format(", ".join(items))
    code += f"{written}\nprint(x)\n" if form[0] == "x" else f"print({written})\n"
    try:
        compile(code, "x", "exec")
    except SyntaxError:
        return
    assert translated_printed(code) == printed(code)


# ---- explanations ---------------------------------------------------------------------------------


def test_each_language_explains_each_error():
    from cloche.front._explanations import _patterns, _read

    assert set(languages()) >= {"en", "de", "es", "fr"}
    names = [name for name, _ in _patterns()]
    for language in languages():
        sentences = _read(f"{language}.toml")
        assert list(sentences) == names, language
        for name, pattern in _patterns():
            sentences[name].format(*["x"] * pattern.groups)


def test_another_language_is_refused():
    with pytest.raises(InputError, match="language must be one of"):
        explanation("NameError", "name 'x' is not defined", "xx")


def test_no_explanation_is_none():
    assert explanation("MyError", "no") is None
