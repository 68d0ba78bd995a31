import re


def show(*args):
    print(*[repr(each) for each in args])


show(re.findall(r"\d+", "a1 b22 c333"), re.findall(r"(\w)(\d)", "a1 b2"), re.findall("x*", "axxb"))
show(re.split(r"[,;]\s*", "a, b;c,d"), re.split(r"(\W+)", "Words, words, words."), re.split(",", "a,b,c", maxsplit=1))
show(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub("a", lambda m: m.group().upper(), "banana", count=2))
show(re.subn("a", "b", "banana"), re.sub(r"(?P<x>\d)", r"<\g<x>>", "a1b2"), re.sub("x*", "-", "abxd"))
m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)", "2024-05-06")
show(m.group("year"), m["month"], m.groups(), m.groupdict(), m.span(), m.span(2), m.start("month"), m.lastgroup, m.end())
show(m, re.compile("a.b", re.I | re.S), m.re.pattern, m.string)
show(re.match("b", "abc"), re.search("b", "abc").start(), re.fullmatch("a+", "aaa"), re.fullmatch("a+", "aab"))
show(re.fullmatch("a|ab", "ab"), re.fullmatch("(a+?)(a*)", "aaa").groups())
show(re.findall(r"(?i)hello", "Hello HELLO"), re.findall(r"^\w+", "one\ntwo", re.M), re.findall(r"a.c", "a\nc", re.S))
show(re.findall(r"<.+?>", "<a><b>"), re.findall(r"<.+>", "<a><b>"), re.findall(r"a{2,3}", "a aa aaa aaaa"))
show(re.findall(r"\b\w{3}\b", "the cat sat on a mat"), re.findall(r"foo(?=bar)", "foobar foobaz"))
show(re.findall(r"foo(?!bar)\w*", "foobar foobaz"), re.findall(r"(?<=\$)\d+", "$5 6 $77"), re.findall(r"(?<!\$)\b\d+", "$5 6"))
show(re.search(r"(\w+)\s+\1", "the the cat").group(), re.search(r"(a)|(b)", "b").groups("none"))
show([x.group() for x in re.finditer(r"[aeiou]", "education")], re.findall(r"[^a-z\s]", "ab1 c-D"))
show(re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]+", "mail bob@example.com, al.ice@test.org now"))
show(re.compile(r"""
    (\d+)   # number
    \s*     # space
    ([a-z]+)
""", re.X).match("12 kg").groups())
show(re.escape("a.b*c[d]"), re.findall(r"(?:ab)+", "ababab ab"), re.match(r"(a(b)?)+", "aba").groups())
show(re.match(r"(?:(\w)\d)*", "a1b2c3").group(1), re.findall(r"\Aab|cd\Z", "abcd"), bool(re.match("", "")))
show(re.sub(r"\s+", " ", "a  b \n c"), re.sub(r"(?<!^)(?=[A-Z])", "_", "camelCaseString").lower())
show(re.match(rb"\w+", b"bytes here").group(), re.sub(rb"a", b"b", b"aaa"), re.split(rb"-", b"a-b"))
show(re.findall(r"(a|b)*c", "ababc"), re.match(r"(?P<q>['\"]).*?(?P=q)", "'hi' there").group())
show(re.match(r"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$", "192.168.1.1") is not None)
show(re.compile("a") == re.compile("a"), re.compile("(a)(?P<n>b)").groups, dict(re.compile("(a)(?P<n>b)").groupindex))
show(re.match("a*?b", "aaab").group(), re.match("a++b", "aab").group(), re.match("(?>a+)ab", "aaab"))
show(re.match(r"(?(1)a|b)|(x)", "b"), [list(map(ord, word)) for word in re.findall(r"\w+", "naïve café")], re.findall(r"\w+", "naïve", re.A))
show(m.expand(r"\1/\g<month>"), re.match("(?i:A)b", "ab") is not None, re.match("(?i:A)b", "aB"))
for bad in ("(", "a)", "*a", "[a", "(?P<n>a)(?P<n>b)", "a**", r"\1", "(?P<1>a)", "a{3,2}", "(?<=a*)b", "\\", "(?z)"):
    try:
        re.compile(bad)
    except re.error as error:
        print(bad, error, error.pos)
try:
    re.match("a", 5)
except TypeError as error:
    print(error)
try:
    m.group(7)
except IndexError as error:
    print(error)
p = re.compile("o")
show(p.search("foo", 2).start(), p.match("foo", 1).span(), p.findall("foo boo", 2, 6), p.flags)
show(re.IGNORECASE | re.MULTILINE, re.I, int(re.X), (re.I & re.M) == 0)
tokens = [("NUM", r"\d+"), ("ID", r"[a-z]+"), ("OP", r"[+*/=-]"), ("SKIP", r"\s+")]
show([(t.lastgroup, t.group()) for t in re.finditer("|".join(f"(?P<{n}>{r})" for n, r in tokens), "x = 3 + y1")])
show(len(re.findall("ab", "ab" * 2000)), re.match("(?:a|b)*", "ab" * 300).end())
