"""Texts in the guest (build/port/text.c, format.c, codecs.c, numerals.c, characters.c) as in CPython."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from node import Outcome

Run = Callable[..., Outcome]

REPOSITORY = Path(__file__).resolve().parents[2]

#: Expressions, one a line: each is evaluated and what it gives or raises printed.
EXPRESSIONS = {
    "methods": r"""
'7'.zfill(3)
'-7'.zfill(5)
'+7'.zfill(5)
''.zfill(2)
b'-7'.zfill(5)
'a'.ljust(4)+'|'
'a'.rjust(4,'é')
'a'.center(4,'*')
'ab'.center(5,'*')
'ab'.center(7)
'abc'.center(6,'*')
'é'.center(4,'.')
'hello wORLD'.capitalize()
'hello wORLD'.title()
"they're bill's".title()
'aBc'.swapcase()
'Straße'.casefold()
'ab1'.isalnum()
''.isalnum()
'a b'.isalnum()
'_a1'.isidentifier()
'1a'.isidentifier()
''.isidentifier()
'é'.isidentifier()
'a\n'.isprintable()
''.isprintable()
'é'.isascii()
''.isascii()
'Hello World'.istitle()
'Hello world'.istitle()
''.istitle()
'12'.isdecimal()
'²'.isdecimal()
'²'.isdigit()
'½'.isnumeric()
'½'.isdigit()
''.isdigit()
'a1'.islower()
'1'.islower()
'A1'.isupper()
'Aa'.isupper()
''.isupper()
'a\tb'.expandtabs()
'a\tb'.expandtabs(4)
'ab\n\tc\td'.expandtabs(4)
'a\tb'.expandtabs(0)
b'a\tb'.expandtabs(3)
'a\tb'.expandtabs(tabsize=2)
'TestHook'.removeprefix('Test')
'TestHook'.removesuffix('Hook')
'a'.removeprefix(1)
b'ab'.removeprefix(b'a')
str.maketrans('ab','xy','c')
str.maketrans({'a':1,98:None})
'abcd'.translate(str.maketrans('ab','xy','c'))
'abc'.translate({97:'XX',98:None})
b'abc'.translate(bytes.maketrans(b'a',b'z'))
b'abc'.translate(None,b'a')
'{a} {b}'.format_map({'a':1,'b':2})
'{a}'.format_map({})
'a\nb\r\nc'.splitlines()
'a\nb\r\nc'.splitlines(True)
'a\nb'.splitlines(keepends=True)
'a\x0bb\x0cc\x1cd\x85e\u2028f'.splitlines()
b'a\x0bb\nc'.splitlines()
'a-b-c'.partition('-')
'a-b-c'.rpartition('-')
'a'.partition('')
'a'.partition(1)
'a,b,c'.split(',',1)
'a,b,c'.split(sep=',',maxsplit=1)
'a b  c'.split(maxsplit=1)
' a b  c '.rsplit(None,1)
'a,b,c'.rsplit(',',maxsplit=1)
'a b c'.rsplit(maxsplit=1)
'a\u00a0b\u2003c'.split()
'abc'.split('')
'abc'.split(1)
'abc'.rsplit(1)
b'a b'.split()
b'a b'.split('x')
' a b  c '.rsplit(None,0)
'  '.rsplit(None, 3)
' a b  c '.split(None,0)
' a b  c '.split(None,1)
' a '.strip(None)
'xxaxx'.strip('x')
'\u3000é\u2003'.strip()
'éaé'.strip('é')
'a'.strip(1)
'abc'.lstrip('ba')
'abc'.rstrip('cb')
b' a '.strip()
b'xax'.strip(b'x')
'    '.strip()
'abc'.startswith(('x','a'))
'abc'.startswith('b',1)
'abc'.endswith('b',0,2)
'abc'.startswith(1)
'abc'.startswith((1,))
'abc'.startswith('',3)
'abc'.startswith('',4)
'abcabc'.count('b',2)
'aaa'.count('')
'aaa'.count('',5)
'abc'.find('c',0,2)
'abc'.find('',3)
'abc'.find('',4)
'abc'.index('z')
'abc'.find(1)
'abc'.rfind('')
'abc'.index(1)
'abc'.count(1)
'abc'.rindex('q')
b'abc'.index(b'q')
b'abc'.find(98)
','.join(['a',1])
','.join(5)
','.join('abc')
','.join([])
b','.join([b'a','b'])
','.join(x for x in 'ab')
','.join([S('q'),'r'])
''.join(['a'])
S(',').join(['a','b'])
b','.join([b'a',bytearray(b'b')])
bytearray(b',').join([b'a',b'c'])
','.join({'a':1})
','.join(None)
'é'.encode()
'é'.encode('utf-8')
'é'.encode('latin-1')
'é'.encode('ascii')
'éa'.encode('ascii','ignore')
'éa'.encode('ascii','replace')
'éa'.encode('ascii','backslashreplace')
'éa'.encode('ascii',errors='xmlcharrefreplace')
'éa'.encode(encoding='ascii',errors='xmlcharrefreplace')
'aé'.encode('utf-16')
'a😀'.encode('utf-16-le')
'a😀'.encode('utf-32')
'a'.encode('foo')
'é'.encode('ascii','foo')
'é'.encode('cp1252')
'€'.encode('cp1252')
'€'.encode('latin-1')
'aéé'.encode('ascii')
'a'.encode('utf-8-sig')
b'\xc3\xa9'.decode()
b'\xff'.decode()
b'a\xff'.decode('utf-8','replace')
b'a\xffb'.decode('utf-8','ignore')
b'\xff'.decode('ascii')
b'\xff'.decode('latin-1')
b'\xe2\x82'.decode()
b'\xe2\x28\xa1'.decode()
b'\xed\xa0\x80'.decode()
b'\xff\xfea\0'.decode('utf-16')
b'\xff'.decode(errors='backslashreplace')
b'\x80'.decode('cp1252')
b'a'.decode('nope')
str(b'abc','utf-8')
str(b'abc',encoding='ascii')
str(b'\xff','ascii','replace')
bytes('é','latin-1')
bytes('é',encoding='utf-8')
bytes('é')
bytearray('é','utf-16-le')
bytearray('é')
str('a','utf-8')
str(5,'utf-8')
bytes(5,'ascii')
bytearray(b'\xc3\xa9').decode()
str(b'abc')
b'\xef\xbb\xbfa'.decode('utf-8-sig')
'é'.encode(5)
s.zfill(6)
s.title()
type(s.title()).__name__
'aB c'.startswith(S('aB'))
'aB'.find(S('B'))
'a-b'.replace(S('-'),S('+'))
s.split(S(' '))
B(b'ab').upper()
s.format()
list(map(str.title,['ab','cd']))
hasattr(str,'translate'),hasattr('','casefold'),hasattr(b'','casefold'),hasattr(b'','zfill'),hasattr(b'','format'),hasattr(bytearray(),'title')
'aaa'.replace('a','b',2)
'aaa'.replace('a','b',count=1)
'é'.replace('','-')
'aé'.replace('','-',2)
'abc'.replace(1,'a')
'abc'.replace('a',2)
''.replace('','x')
'abc'.replace('','-',0)
bytearray(b'ab').upper()
bytearray(b' a').strip()
bytearray(b'ab').title()
bytearray(b'7').zfill(3)
b'aB'.swapcase()
b'\xe9'.upper()
b'\xe9a'.isalpha()
b'\x1c'.isspace()
'\x1c'.isspace()
b'a'.ljust(3,b'\xff')
'a'.ljust(3,'xy')
'a'.ljust(3,1)
""",
    "templates": r"""
'{0[1]}'.format([1,2])
'{a.b}'.format(a=1)
'{o.a}'.format(o=o)
'{o.d[k][1]}'.format(o=o)
'{d[key]}'.format(d={'key':1})
'{0[a]}'.format({'a':3})
'{d[1]}'.format(d={1:5})
'{} {}'.format(1)
'{1}'.format(1)
'{} {0}'.format(1)
'{0} {}'.format(1)
'{name}'.format()
'{'.format()
'}'.format()
'{a'.format(a=1)
'{!a}'.format('é')
'{!r:>6}'.format('é')
'{!x}'.format(1)
'{!}'.format(1)
'{!r'.format(1)
'{!rx}'.format(1)
'{:{}}'.format(1,5)
'{:{w}.{p}f}'.format(1.5,w=8,p=3)
'{:{:{}}}'.format(1,2,3)
'{:{:{:{}}}}'.format(1,2,3,4)
'{{}} {{{}}}'.format(1)
'{0.}'.format(1)
'{0[}'.format(1)
'{0[]}'.format(1)
'{0[1]x}'.format([1,2])
'{:}'.format(5)
'{0:d}'.format('a')
'{a{b}'.format(1)
'{:5}'.format(None)
'{:5}'.format([1])
'{}'.format(None)
'{:5}'.format(o)
'{!s:>5}'.format(o)
'{}'.format(o)
'{!a}'.format(o)
'{:x}'.format(W())
'{}'.format(W())
'{}'.format(WB())
format(WB())
'{99999999999999999999}'.format(1)
'{:{}}'.format(1)
'{:>{}}'.format('é',5)
'{-1}'.format(1)
'{0}{1}{0}'.format('a','b')
'{0!r:}'.format('a')
f'{n:,}'
f'{n!r:>10}'
f'{1.5!s:>6}'
f'{o.a=}'
f'{n:{10}}'
f'{S("x"):>3}'
f'{I(5):03}'
f'{F(1.5):.2f}'
'{:d}'.format(3.5)
'{:s}'.format(3)
'{:c}'.format(233)
'{:c}'.format(-1)
'{:5c}|'.format(97)
'{:,}'.format(True)
'{:d}'.format(True)
'{}'.format(True)
'{:5}'.format(True)
format('a',5)
format(5,'')
format([1])
format([1],'5')
format(1+2j)
'{:>10}|{:<10}|{:^10}'.format('é','ü','ö')
'{0.real}'.format(5)
""",
    "percent": r"""
'%5.2f' % 3.14159
'%-10s|' % 'é'
'%+d' % 5
'%x' % 255
'%X' % 255
'%#x' % 255
'%#o' % 8
'%%' % ()
'%(name)s' % {'name':'a'}
'%(x)d %(y).1f' % {'x':1,'y':2}
'%r' % 'a'
'%c' % 'é'
'%c' % 233
'%i' % 3.99
'%*d' % (5,3)
'%-*d|' % (5,3)
'%*d|' % (-5,3)
'%.*f' % (2,3.14159)
'%s %s' % 'a'
'%s' % (1,2)
'%d' % 'a'
'%f' % 'a'
'%y' % 1
'abc%y' % 1
'%' % 1
'%5' % 1
'%(a)s' % 5
'%(a' % {}
'%(a)s' % {}
'%s' % [1]
'%s' % None
'%d' % None
'%x' % 1.5
'%x' % 'a'
'%o' % 8
'%e' % 12345.678
'%g' % 1e10
'%G' % 1e-10
'%05d' % -3
'%05.1f' % -3.14
'% d' % 5
'%+.2e' % 1
'%.3s' % 'abcdef'
'%10.3s|' % 'abcdef'
'%.5d' % 42
'%8.5d|' % 42
'%-8.5d|' % 42
'%08.5d|' % 42
'%+.5d' % 42
'%a' % 'é'
'%c' % -1
'%s' % P(1,2)
'%s %s' % P(1,2)
'%s' % (P(1,2),)
'%d%%' % 50
'%d' % True
'%d' % 10**20
'%x' % 2**70
'%s' % {1:2}
'abc' % {}
'abc' % []
'abc' % 5
'abc' % ()
'%s' % ()
'%(a)s %s' % {'a':1}
'%s' % o
'%ld' % 5
'%d' % 1e20
'%f' % float('-inf')
'%05f' % float('inf')
'%5s|%-5s|' % ('é','ü')
'%é' % 1
'%s' % S('x')
S('%s') % 5
'%d' % I(7)
'%.2f' % F(2)
'%u' % 5
'%*s' % ('a','b')
'%(a)s' % G()
'%s' % G and 1
b'%s' % b'a'
b'%d' % 5
b'%s' % 'a'
b'%a' % 'é'
b'%b' % b'x'
b'%c' % 65
b'%(a)s' % {b'a':b'z'}
'%.0f' % 0.5
'%#.3g' % 1.0
'%i' % 'x'
'%5%|' % ()
'%s' % 'a' 'b'
'%.1f' % 10**400
'%.50f' % 0.1
'%.100f' % 1e300 == '%.100f' % 1e300
'%s, %s!' % ('a',)
""",
    "characters": r"""
chr(-1)
chr(0x110000)
chr(233)
ord('ab')
ord('')
ord(5)
ord('é')
ord(b'a')
ord(b'ab')
repr('é')
repr('\x7f')
repr('\xa0')
repr('\u200b')
repr('😀')
repr('\ud800')
repr('\x00')
repr("it's")
repr('"\'')
ascii('é😀ā')
ascii(['é'])
repr(b'\xe9')
str(['é'])
repr('\xad')
repr('\u3000')
repr('日本')
'ΑΣ'.lower()
'ΑΣ Σ ΑΣΑ Σ'.lower()
'ß'.upper()
'ŉ'.title()
'ﬁ'.upper()
'İ'.lower()
'ǆ'.title()
'éÉ'.swapcase()
'ÉCOLE'.capitalize()
'ñandú ñ'.title()
'ΌΔΟΣ'.title()
'İi'.casefold()
'A\u0345Σ'.lower()
'AΣ\u0345'.lower()
'a.Σ'.lower()
'Σ'.lower()
"l'été".title()
""",
}

NUMBERS = r"""
int('٣')
int('abc')
int(' 12 ')
int('1_000')
int('1__0')
int('_1')
int('1_')
int('')
int(' ')
int('+')
int('-5')
int('- 5')
int('ff',16)
int('0xff',16)
int('0xff',0)
int('0b101',0)
int('010',0)
int('00',0)
int('0_0',0)
int('0x_f',16)
int('0x',16)
int('z',36)
int('12',2)
int('a',base=16)
int('5',1)
int('5',37)
int(5,10)
int('1.5')
int(b'12')
int(b'x')
int('\u00a012\u2003')
int('1'*30)
int('-'+'1'*30)
int('é')
int("it's")
int(S('12'))
int(1.9)
int('0b1',16)
int('0o17',8)
int('1e3')
int('12\x00')
int('1 2')
int('-0x1f',16)
int(True)
int()
float(' 1_000 ')
float('abc')
float('')
float('1e5')
float('1e')
float('.5')
float('5.')
float('.')
float('inf')
float('-Infinity')
float('nan')
float('infi')
float('1__0')
float('1_.5')
float('1._5')
float('1e1_0')
float('٣.٥')
float(b'1.5')
float('1,5')
float('0x10')
float(' \n1.5\t')
float('1e400')
float('+1.5')
float('--1')
float(S('2'))
float('1.5é')
"""

SETTING = """
from collections import namedtuple
class S(str): pass
class B(bytes): pass
class I(int): pass
class F(float): pass
class O:
    a = 5
    d = {'k': [1, 2]}
    def __repr__(self): return 'Oé'
class G:
    def __getitem__(self, key): return key * 2
class W:
    def __format__(self, spec): return 'W<' + spec + '>'
class WB:
    def __format__(self, spec): return 5
o = O()
n = 1234567
s = S('aB c')
P = namedtuple('P', 'x y')
"""

SHOW = """
for line in lines:
    try: print(line, '->', ascii(eval(line)))
    except Exception as error: print(line, '!!', type(error).__name__, str(error).strip("'"))
"""

SPECS = (
    "", "d", "n", "b", "o", "x", "X", "#b", "#o", "#x", "#X", "e", "E", "f", "F", "g", "G", "%", "s", "+",
    "-", " ", "+d", "+.2f", " .3e", "05", "010", "010.2f", "+010d", "<8", ">8", "^8", "=8", "*<8", "*>8",
    "*^9", "é^8", "=+8", "0=8", ",", "_", ",.2f", "_.2f", "012,", "08,", "015,.2f", ",d", ",x", "_x", "_b",
    "#_x", "010_x", ",s", "_c", ",n", ",_", "_,", ".3", ".0", ".10", ".3s", ".2d", ".", "z", "z.1f", "zd",
    "#.0f", "#g", "+c", "#c", "+s", " s", "=s", "=5", "y", "ddd", "10.3f5", ".3f", ".0f", ".1%", "20.3e", "é",
    "5é", "<<5", ">>5", "{<5", ",.6", ".15g", ".17g", "-#10X", "#06x", "<06", "^06", ">06", "08.3", "+", "a",
    "r", "t",
)

VALUES = (
    "0", "5", "-5", "1234567", "-1234567", "10**20", "True", "0.0", "-0.0", "3.14159", "-2.5", "1234567.891", "1e22",
    "1e-7", "float('inf')", "float('nan')", "-1e100", "'abc'", "'é'", "''", "None", "[1]",
)  # fmt: skip

#: What CPython says since 3.14.
SINCE_3_14 = {
    "format(1234567.891, '.3_f')": "1234567.891",
    "format(1234567.8914567, '_.7_f')": "1_234_567.891_456_7",
    "format(1234567, ',._f')": "1,234,567.000_000",
    "format(5, '.3_d')": "ValueError Cannot specify '_' with 'd'.",
    "format(5, '._,f')": "ValueError Cannot specify both ',' and '_'.",
    "'%c' % 'ab'": "TypeError %c requires an int or a unicode character, not a string of length 2",
    "'%c' % []": "TypeError %c requires an int or a unicode character, not list",
    "format(5, '9999999999')": "ValueError Too many decimal digits in format string",
    "format(5, '.9999999999d')": "ValueError Too many decimal digits in format string",
}


def _compare(run: Run, code: str, tmp_path: Path) -> None:
    cpython = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert cpython.returncode == 0, cpython.stderr
    outcome = run(code, wall_seconds=60)
    assert outcome.error is None, outcome
    assert outcome.stdout.split("\n") == cpython.stdout.split("\n")


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_as_in_cpython(run: Run, name: str, tmp_path: Path) -> None:
    lines = EXPRESSIONS[name].strip("\n").split("\n")
    _compare(run, f"{SETTING}\nlines = {lines!r}\n{SHOW}", tmp_path)


def test_numbers_of_texts(run: Run, tmp_path: Path) -> None:
    lines = NUMBERS.strip("\n").split("\n")
    _compare(run, f"{SETTING}\nlines = {lines!r}\n{SHOW}", tmp_path)


@pytest.mark.parametrize("value", VALUES)
def test_specifications(run: Run, value: str, tmp_path: Path) -> None:
    lines = [f"format({value}, {spec!r})" for spec in SPECS]
    _compare(run, f"lines = {lines!r}\n{SHOW}", tmp_path)


def test_places_of_floats(run: Run, tmp_path: Path) -> None:
    code = """
for value in (100.0, 10.0, 123456789.0, 0.0001, 0.00001, 1.5, 99.99, 0.0, 1e16, 123.0, 9.99e-5):
    for places in range(10):
        print(value, places, [format(value, '%s.%d%s' % (sharp, places, kind)) for sharp in ('', '#') for kind in ('', 'g', 'e', 'f')])
"""
    _compare(run, code, tmp_path)


@pytest.mark.parametrize("expression", SINCE_3_14)
def test_as_in_3_14(run: Run, expression: str) -> None:
    outcome = run(f"try: print({expression})\nexcept Exception as error: print(type(error).__name__, error)")
    assert outcome.stdout == SINCE_3_14[expression] + "\n"


def test_methods_of_types_take_what_is_derived(run: Run, tmp_path: Path) -> None:
    code = """
class L(list):
    def append(self, item): list.append(self, item)
class S(str):
    def upper(self): return str.upper(self) + '!'
class D(dict):
    def get(self, key, default=0): return dict.get(self, key, default)
items = L()
items.append(1)
print(items, S('a').upper(), D(a=1).get('a'), D().get('b'), list(map(str.title, [S('ab')])), sorted(D(b=1, a=2).items()))
for wrong in (lambda: list.append(S('a'), 1), lambda: str.upper(items), lambda: dict.get(items, 1)):
    try: print(wrong())
    except TypeError: print('TypeError')
"""
    _compare(run, code, tmp_path)


def test_the_types_show_their_methods(run: Run) -> None:
    shared = {"capitalize", "center", "expandtabs", "isalnum", "maketrans", "title", "translate", "zfill"}
    only_text = {"casefold", "encode", "format", "format_map", "isidentifier"}
    code = "print([[hasattr(t, n), n in dir(t), hasattr(v, n)] for n in names for t, v in kinds])"
    for names, kinds, is_there in (
        (shared, "((str, ''), (bytes, b''), (bytearray, bytearray()))", True),
        (only_text, "((str, ''),)", True), (only_text, "((bytes, b''), (bytearray, bytearray()))", False),
    ):  # fmt: skip
        outcome = run(f"names = {sorted(names)!r}\nkinds = {kinds}\n{code}")
        assert str(not is_there) not in outcome.stdout and str(is_there) in outcome.stdout, (names, outcome)


# ---- Characters --------------------------------------------------------------------------------

CHARACTERS = """
kinds = [getattr(str, name) for name in (
    'isalpha isupper islower istitle isdecimal isdigit isnumeric isspace isprintable isidentifier isalnum').split()]
changes = [str.upper, str.lower, str.title, str.swapcase, str.casefold, str.capitalize]
def check(first, last, step=1):
    a = b = 0
    for code in range(first, last, step):
        c = chr(code)
        bits = 0
        for kind in kinds: bits = bits * 2 + kind(c)
        bits = bits * 2 + ('a' + c).isidentifier()
        bits = bits * 2 + (c + 'Σ').lower().endswith('ς')
        bits = bits * 2 + ('Α' + c + 'Σ').lower().endswith('ς')
        a = (a * 31 + bits) % 1000003
        for change in changes:
            for d in change(c): b = (b * 31 + ord(d)) % 1000003
    print(hex(first), a, b)
"""

_PYODIDE = """
import fs from "node:fs";
import { loadPyodide } from "pyodide";
const python = await loadPyodide({ stdout: (line) => console.log(line) });
python.runPython(fs.readFileSync(0, "utf8"));
"""


def _in_3_14(code: str) -> str:
    """What CPython 3.14 prints; it is another Python, with other tables, that runs the tests."""
    ran = subprocess.run(
        ["node", "--input-type=module", "-e", _PYODIDE],
        input=code, cwd=REPOSITORY, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_characters_are_cpythons(run: Run) -> None:
    # All that are assigned below the planes of Han, and some of those.
    blocks = [(first, first + 0x1000, 1) for first in range(0, 0x20000, 0x1000)]
    blocks += [(0xE0000, 0xE0200, 1), (0x20000, 0x32400, 61), (0x32400, 0x110000, 257)]
    calls = [f"check({first}, {last}, {step})" for first, last, step in blocks]
    expected = _in_3_14(CHARACTERS + "\n".join(calls)).splitlines()
    for at in range(0, len(calls), 8):
        outcome = run(CHARACTERS + "\n".join(calls[at : at + 8]), wall_seconds=120)
        assert outcome.error is None, outcome
        assert outcome.stdout.splitlines() == expected[at : at + 8]


def test_the_tables_are_what_is_made_of_cpythons() -> None:
    made = _in_3_14((REPOSITORY / "build/unicode_tables.py").read_text("utf-8") + "\nprint(tables(), end='')")
    assert made.strip() == (REPOSITORY / "build/port/characters_data.h").read_text("utf-8").strip()


def test_reprs_are_cpythons(run: Run) -> None:
    code = "print(sum([len(repr(chr(c))) * (c % 97) for c in range(0, 0x30000) if c < 0xd800 or c > 0xdfff]))"
    assert run(code, wall_seconds=60).stdout == _in_3_14(code)


# ---- Programs that mean harm -------------------------------------------------------------------


@pytest.mark.parametrize("code", [
    "'{:2000000000}'.format(1)", "'%2000000000d' % 1", "'%.2000000000d' % 1", "'a'.ljust(1000000000)",
    "'{:é>2000000000}'.format(1)", "'{:02000000000,}'.format(1)", "'a'.zfill(2000000000)", "'%.*f' % (2000000000, 1.0)",
    "class E:\n def __format__(self, spec): return format(self, spec)\nformat(E(), 'x')",
    "class E(str):\n def __init__(self): pass\n''.join([E()]) + 1",
    "'{:' * 100000", "('{:' * 1000 + '}' * 1000).format(*range(1000))", "('{0' + '[0]' * 1000 + '}').format([[]])",
    "b = bytearray(b'a' * 100)\nclass I:\n def __index__(self):\n  b.clear() if hasattr(b, 'clear') else None\n  b[:] = b''\n  return 5\nb.ljust(I()).zfill(I()).find(b'a', I(), I()) + 'a'",
    "class M:\n def __getitem__(self, key): raise ValueError\n'%(a)s' % M()", "'%(a)s' % 5", "b'\\r'.splitlines(5, 6, 7)",
    "str.__new__(str, b'a', 5)", "str(b'a', None)", "'a'.encode(b'utf-8')", "b'a'.decode(None)", "'a'.translate(5) + 1",
    "class T:\n def __getitem__(self, key): return 2 ** 40\n'a'.translate(T())", "'a'.expandtabs(2 ** 29).x",
    "int('1' * 10, 99)", "int('1', -5)", "int('1', base=2 ** 40)", "int('1', bass=2)", "float(memoryview(b'x'))",
    "'abc'.split(maxsplit='a')", "'abc'.rsplit(None, 2 ** 70)", "'%*d' % (2 ** 70, 1)", "'%c' % (2 ** 70)", "'{[99999999999]}'.format([1])",
    "'{0.__class__.x}'.format(1)", "'a'.startswith(((),))", "str.maketrans(5)", "str.maketrans('a', 5)", "format(1, 5)",
])  # fmt: skip
def test_misuse_is_an_error(run: Run, code: str) -> None:
    if code == "'{:' * 100000":
        code = f"({code}).format(1)"
    outcome = run(code, wall_seconds=20, memory_bytes=64 * 2**20)
    assert outcome.outcome in ("error", "memory"), outcome


def test_bytes_that_are_no_text(run: Run, tmp_path: Path) -> None:
    code = r"""
import random
random.seed(5)
for length in (1, 2, 3, 4, 6):
    for _ in range(300):
        data = bytes([random.choice(b'\x00a\x7f\x80\x9f\xa0\xbf\xc0\xc2\xdf\xe0\xed\xef\xf0\xf4\xf5\xff') for _ in range(length)])
        shown = []
        for codec in ('utf-8', 'ascii', 'latin-1', 'utf-16-le', 'utf-16-be'):
            try: shown.append(data.decode(codec))
            except UnicodeDecodeError as error: shown.append('error' if codec[3:5] == '-1' else str(error))
            shown.append(data.decode(codec, 'replace') if codec[3:5] != '-1' else '')
        print(ascii(shown))
"""
    _compare(run, code, tmp_path)
