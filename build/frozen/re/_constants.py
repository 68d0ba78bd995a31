# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""The names of what a pattern is made of, and the error of one that is wrong."""


class PatternError(Exception):
    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            msg = "%s at position %d" % (msg, pos)
            newline = "\n" if isinstance(pattern, str) else b"\n"
            before = pattern[:pos]
            self.lineno = before.count(newline) + 1
            self.colno = pos - before.rfind(newline)
            if newline in pattern:
                msg = "%s (line %d, column %d)" % (msg, self.lineno, self.colno)
        super().__init__(msg)


error = PatternError
MAXREPEAT = 4294967295
MAXGROUPS = 1073741823


class _Name:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


(
    FAILURE, SUCCESS, ANY, ASSERT, ASSERT_NOT, AT, BRANCH, CATEGORY, GROUPREF, GROUPREF_EXISTS, IN, LITERAL, NOT_LITERAL,
    NEGATE, RANGE, SUBPATTERN, ATOMIC_GROUP, POSSESSIVE_REPEAT, MIN_REPEAT, MAX_REPEAT,
) = [_Name(name) for name in (
    "FAILURE SUCCESS ANY ASSERT ASSERT_NOT AT BRANCH CATEGORY GROUPREF GROUPREF_EXISTS IN LITERAL NOT_LITERAL "
    "NEGATE RANGE SUBPATTERN ATOMIC_GROUP POSSESSIVE_REPEAT MIN_REPEAT MAX_REPEAT"
).split()]  # fmt: skip
(
    AT_BEGINNING, AT_BEGINNING_STRING, AT_BOUNDARY, AT_NON_BOUNDARY, AT_END, AT_END_STRING,
) = [_Name(name) for name in (
    "AT_BEGINNING AT_BEGINNING_STRING AT_BOUNDARY AT_NON_BOUNDARY AT_END AT_END_STRING"
).split()]  # fmt: skip
(
    CATEGORY_DIGIT, CATEGORY_NOT_DIGIT, CATEGORY_SPACE, CATEGORY_NOT_SPACE, CATEGORY_WORD, CATEGORY_NOT_WORD,
) = [_Name(name) for name in (
    "CATEGORY_DIGIT CATEGORY_NOT_DIGIT CATEGORY_SPACE CATEGORY_NOT_SPACE CATEGORY_WORD CATEGORY_NOT_WORD"
).split()]  # fmt: skip

SRE_FLAG_IGNORECASE = 2
SRE_FLAG_LOCALE = 4
SRE_FLAG_MULTILINE = 8
SRE_FLAG_DOTALL = 16
SRE_FLAG_UNICODE = 32
SRE_FLAG_VERBOSE = 64
SRE_FLAG_DEBUG = 128
SRE_FLAG_ASCII = 256
