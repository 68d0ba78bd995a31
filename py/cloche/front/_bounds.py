"""How much code is read here, and how deep it may nest.

Code is parsed on the page's main thread, and whoever wrote it is not trusted. So what is long is not
parsed, as it would keep the page waiting; and what is deep is not, as the parser recurses on the
browser's stack: overflowing that is no RecursionError but ends the page's Python for good. Measured
with Pyodide 314 in Node (a stack of 984 KB, as in Chromium): 600 chained operators, conditions or
``elif`` parse, 1,500 of most are fatal (``"not " * 1500``, ``"x" + ".y" * 1500``).
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator

MAX_BYTES = 256 * 2**10
MAX_TOKENS = 30_000
MAX_CHAIN = 200


def is_too_much(code: str) -> bool:
    """Whether ``code`` is too long, or nests or chains too far, to be parsed here."""
    if len(code) > MAX_BYTES:
        return True
    if not code.isascii() and len(code.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return True
    if "\0" in code:  # the parser refuses it before it reads anything
        return False
    return not _is_plainly_shallow(code) and _is_deep(code)


# ---- a quick look ------------------------------------------------------------------------------

#: Strings and comments: what stands in them is no code, but for f-strings. A quote always begins
#: one, closed or not, so that nothing is looked at twice.
_STRING = re.compile(
    r'''"""[^"\\]*+(?:(?:\\.|""?(?!"))[^"\\]*+)*+(?:""")?'''
    r"|'''[^'\\]*+(?:(?:\\.|''?(?!'))[^'\\]*+)*+(?:''')?"
    r'''|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'?|\#[^\n]*+''',
    re.DOTALL,
)

#: Where a quote may be another than it seems to be: an f-string over several lines, or one beside a
#: string over several lines.
_UNCLEAR_QUOTE = re.compile(
    r"""[fFtT][rR]?(?:\"\"\"|''')|[fFtT][rR]?["'][^\n]*?(?:\"\"\"|''')"""
    r"""|(?:\"\"\"|''')[^\n]*?[fFtT][rR]?["']"""
)
#: A number that ends in a word: ``1if``.
_UNCLEAR_NUMBER = re.compile(
    r"[0-9][jJ]?(?:if|else|for|or|and|in|is|not)|0[xX]\w*?(?:if|else|for|or|and|in|is|not)"
)

#: Each link of a chain has one of these, at the least.
_LINK = re.compile(
    r"[-+~*/%@&|^.!<>(\[{]|\b(?:not|lambda|else|await|and|or|in|is|if|for)\b"
)

#: Of ASCII, what opens a bracket, what closes one, and line ends.
_BRACKETS: dict[int, str | None] = {
    **dict.fromkeys(range(128)), **dict.fromkeys(map(ord, "([{"), "("), **dict.fromkeys(map(ord, ")]}"), ")"), 10: "\n",
}

#: What an f-string hides from a look at lines comes to less than its length.
_SHORT_LINE = 300


def _is_plainly_shallow(code: str) -> bool:
    """Whether a quick look is enough: no line is long, and no bracket is open for long."""
    if len(code) > MAX_TOKENS or code.count("elif") > MAX_CHAIN:
        return False
    lines = code.split("\n")
    if max(map(len, lines)) > _SHORT_LINE:
        return False
    if "\r" in code or "\\\n" in code or _UNCLEAR_NUMBER.search(code):
        return False
    if "'''" in code or '"""' in code:
        quoting = [line for line in lines if "'''" in line or '"""' in line]
        if any(map(_UNCLEAR_QUOTE.search, quoting)):
            return False
    bare = _STRING.sub("", code)
    if "\\" in bare:
        return False
    depth = links = 0
    waiting = ""  # what is in open brackets and was not looked at: its links are no more than it is long
    for line, brackets in zip(bare.split("\n"), bare.translate(_BRACKETS).split("\n")):
        opened, closed = brackets.count("("), brackets.count(")")
        if depth == 0 and opened <= closed and len(line) < MAX_CHAIN:
            continue  # as nearly all are
        if not line or line.isspace():
            continue
        waiting += line + "\n"
        if links + len(waiting) > MAX_CHAIN:
            links += len(_LINK.findall(waiting))
            waiting = ""
            if links > MAX_CHAIN:
                return False
        depth = max(0, depth + opened - closed)
        if depth == 0:
            links = 0
            waiting = ""
    return True


# ---- a close look ------------------------------------------------------------------------------

_WORDS = frozenset({"not", "lambda", "else", "await", "and", "or", "in", "is", "if", "for"})
_SIGNS = frozenset({
    "-", "+", "~", "*", "/", "%", "@", "&", "|", "^", ".", "!", "<", ">", "**", "//", "<<", ">>",
    "<=", ">=", "!=", "->", "...",
})
#: Strings in which there is code come in parts.
_STRING_START = {getattr(tokenize, name, -1) for name in ("FSTRING_START", "TSTRING_START")}
_STRING_END = {getattr(tokenize, name, -1) for name in ("FSTRING_END", "TSTRING_END")}


class _Level:
    """What is inside a bracket, or a string with code in it: its links so far, and the lambdas
    whose colon is yet to come."""

    __slots__ = ("is_string", "lambdas", "links")

    def __init__(self, is_string: bool = False) -> None:
        self.is_string = is_string
        self.links = self.lambdas = 0


def _tokens(code: str) -> Iterator[tokenize.TokenInfo]:
    """As the parser's own tokenizer has them, which does not recurse."""
    lines = io.StringIO(code.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        yield from tokenize.generate_tokens(lines.readline)
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass  # nor does the parser get further


def _is_deep(code: str) -> bool:
    levels = [_Level()]
    total = elifs = count = 0
    for kind, text, *_ in _tokens(code):
        count += 1
        level = levels[-1]
        sign = text if kind == tokenize.OP else ""
        word = text if kind == tokenize.NAME else ""
        if sign in _SIGNS or word in _WORDS:
            level.links += 1
            total += 1
            level.lambdas += word == "lambda"
        elif sign in ("(", "[", "{") or kind in _STRING_START:
            level.links += 1
            total += 1
            levels.append(_Level(kind in _STRING_START))
        elif sign in (")", "]", "}") or kind in _STRING_END:
            if len(levels) > 1:
                # What was inside is behind us. That there was a bracket still counts, but
                # strings and their fields stand side by side.
                inner, outer = levels.pop(), levels[-1]
                flat = inner.is_string or outer.is_string
                outer.links -= flat
                total -= inner.links + flat
        elif sign == ":" and level.lambdas:
            level.lambdas -= 1
        elif kind == tokenize.NEWLINE or sign == ";" or (sign == "," and not level.lambdas):
            total -= level.links
            level.links = 0
        elif word == "elif":
            elifs += 1
        if total > MAX_CHAIN or elifs > MAX_CHAIN or count > MAX_TOKENS:
            return True
    return False
