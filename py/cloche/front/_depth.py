"""Is this code too deep for CPython's parser in a browser?

The parser recurses, and in Pyodide it does so on the browser's stack. Overflowing that stack is no
RecursionError: it ends the page's Python for good. Measured with Pyodide 314 in Node (a stack of
984 KB, as in Chromium): 600 chained operators, conditions or ``elif`` parse, 1,500 of most are
fatal (``"not " * 1500``, ``"x" + ".y" * 1500``). So code is scanned first, without recursion, and
what nests more than a person would is not parsed here at all; the guest has limits of its own.
"""

from __future__ import annotations

import re

MAX_CHAIN = 200
MAX_CHARACTERS = 1_000_000

# Plain strings and comments are skipped whole. f-strings are not: what stands in them is parsed.
_TOKEN = re.compile(
    r"""
    (?P<comment> \#[^\r\n]* )
  | (?<![\w]) (?: [rRbBuU]{0,2} ) (?:
        \"\"\" (?: [^\\] | \\. )*? \"\"\" | ''' (?: [^\\] | \\. )*? '''
      | " (?: [^"\\\r\n] | \\. )* " | ' (?: [^'\\\r\n] | \\. )* '
    )
  | (?P<link> \b(?: not | lambda | else | await | and | or | in | is | if | for )\b
            | \*\* | // | << | >> | [-+~*/%@&|^.!<>] )
  | (?P<elif> \belif\b )
  | (?P<open> [(\[{] )
  | (?P<close> [)\]}] )
  | (?P<newline> \r?\n | \r )
  | (?P<comma> [,;] )
  | \w+ | .
    """,
    re.VERBOSE | re.DOTALL,
)


#: Strings and comments: what stands in them is no code, but for f-strings.
_STRING = re.compile(
    r'''"""[^"\\]*(?:(?:\\.|""?(?!"))[^"\\]*)*"""'''
    r"|'''[^'\\]*(?:(?:\\.|''?(?!'))[^'\\]*)*'''"
    r'''|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'|\#[^\n]*''',
    re.DOTALL,
)
_LONG_FSTRING = re.compile(r"""[fFtT][rR]?(?:\"\"\"|''')|[fFtT](?=[rR](?:\"\"\"|'''))""")

#: Each link of a chain has one of these, at the least.
_LINK = re.compile(
    r"[-+~*/%@&|^.!<>(\[{]|\b(?:not|lambda|else|await|and|or|in|is|if|for)\b"
)

#: What an f-string hides from a look at lines comes to less than its length.
_SHORT_LINE = 300


def is_too_deep(code: str) -> bool:
    """Whether ``code`` nests or chains so far that it must not be parsed here."""
    if len(code) > MAX_CHARACTERS:
        return True
    return not _is_plainly_shallow(code) and _is_too_deep(code)


def _is_plainly_shallow(code: str) -> bool:
    """Whether a quick look is enough: no line is long, and no bracket is open for long."""
    if code.count("elif") > MAX_CHAIN or "\r" in code or _LONG_FSTRING.search(code):
        return False
    if max(map(len, code.split("\n"))) > _SHORT_LINE:
        return False
    bare = _STRING.sub("", code)
    if '"' in bare or "'" in bare or "\\" in bare:
        return False
    depth = links = 0
    for line in bare.split("\n"):
        if not line or line.isspace():
            continue
        links += len(_LINK.findall(line))
        if links > MAX_CHAIN:
            return False
        opened = line.count("(") + line.count("[") + line.count("{")
        closed = line.count(")") + line.count("]") + line.count("}")
        depth = max(0, depth + opened - closed)
        if depth == 0:
            links = 0
    return True


def _is_too_deep(code: str) -> bool:
    chains = [0]  # links so far at each depth of brackets
    total = elifs = 0
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup
        if kind == "link" or kind == "open":
            chains[-1] += 1
            total += 1
            if kind == "open":
                chains.append(0)
        elif kind == "close" and len(chains) > 1:
            # What was inside is behind us; that there was a bracket still counts.
            total -= chains.pop()
        elif kind == "comma" or (kind == "newline" and len(chains) == 1):
            total -= chains[-1]
            chains[-1] = 0
        elif kind == "elif":
            elifs += 1
        if total > MAX_CHAIN or elifs > MAX_CHAIN:
            return True
    return False
