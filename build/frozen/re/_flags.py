"""re's flags: numbers that show their names."""

_NAMES = (
    ("ASCII", 256), ("IGNORECASE", 2), ("LOCALE", 4), ("UNICODE", 32), ("MULTILINE", 8), ("DOTALL", 16),
    ("VERBOSE", 64), ("DEBUG", 128),
)  # fmt: skip


class RegexFlag(int):
    @property
    def value(self):
        return int(self)

    @property
    def name(self):
        return "|".join([name for name, bit in _NAMES if int(self) & bit])

    def __or__(self, other):
        return RegexFlag(int(self) | int(other))

    __ror__ = __or__

    def __and__(self, other):
        return RegexFlag(int(self) & int(other))

    __rand__ = __and__

    def __xor__(self, other):
        return RegexFlag(int(self) ^ int(other))

    def __invert__(self):
        return RegexFlag(~int(self) & 0x1FE)

    def __bool__(self):
        return int(self) != 0

    def __repr__(self):
        names = ["re." + name for name, bit in sorted(_NAMES, key=lambda pair: pair[1]) if int(self) & bit]
        return "|".join(names) or "re.NOFLAG"

    def __str__(self):
        return repr(self)


NOFLAG = RegexFlag(0)
A = ASCII = RegexFlag(256)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
U = UNICODE = RegexFlag(32)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
X = VERBOSE = RegexFlag(64)
DEBUG = RegexFlag(128)
