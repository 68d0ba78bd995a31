"""csv and json: dialects that are checked, errors, what is sniffed."""

import csv
import io
import json

print(list(csv.reader(['a,"b,c",d', "1,2,3"])))
print(list(csv.reader(["1,',3,',5"], quotechar="'")), list(csv.reader(["a;b"], delimiter=";")))
print(list(csv.reader(['1,"2",,x'.replace("x", "3")], quoting=csv.QUOTE_NONNUMERIC)))
print(csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter, csv.Sniffer().has_header("name,age\nann,3\nbob,4\n"))


class Semicolons(csv.excel):
    delimiter = ";"


csv.register_dialect("semicolons", Semicolons)
out = io.StringIO()
writer = csv.writer(out, "semicolons")
writer.writerow([1, "a;b", None, 'q"q'])
print(repr(out.getvalue()), writer.dialect.delimiter, csv.get_dialect("semicolons").quoting)
for make in (
    lambda: csv.reader([], delimiter="ab"), lambda: csv.reader([], delimiter=None), lambda: csv.reader([], nothing=1),
    lambda: csv.writer(5), lambda: csv.reader([], quoting=9), lambda: csv.reader([], "unheard of"),
    lambda: csv.register_dialect(5), lambda: next(csv.reader(['"a'], strict=True)),
):
    try:
        make()
    except (csv.Error, TypeError) as error:
        print(type(error).__name__, error)
try:
    writer.dialect.delimiter = ","
except AttributeError:
    print("AttributeError")


class Broken(csv.Dialect):
    delimiter = ":::"


try:
    Broken()
except csv.Error as error:
    print(error)
old = csv.field_size_limit(5)
try:
    list(csv.reader(["abcdefgh"]))
except csv.Error as error:
    print(error)
csv.field_size_limit(old)

print(json.loads('{"a": [1, 2.5, "x", null, true]}'), json.loads("[1]".encode("utf-16")), json.loads(b"\xef\xbb\xbf[2]"))
for text in ("[1,]", '{"a":1,}', "[1 2]", '"abc', "{", "nul", '{"a" 1}', "[1]x", '"\\u12"', '"\n"'):
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        print(error, error.pos, error.lineno, error.colno)
print(json.encoder.encode_basestring_ascii("é\n"), json.decoder.scanstring('"ab"', 1))

import codecs

print(codecs.encode("Hello", "rot13"), codecs.decode(b"6869", "hex"), codecs.encode(b"hi", "base64"))
print(codecs.BOM_UTF8, codecs.lookup("latin-1").name, codecs.encode("é"), codecs.decode(b"\xe9", "latin-1"))

import contextlib


class Resource(contextlib.AbstractContextManager):
    def __exit__(self, *details):
        print("left", details[0])
        return True


with contextlib.ExitStack() as stack:
    stack.enter_context(Resource())
    stack.callback(print, "called", sep="")
    stack.push(lambda *details: print("pushed", details[0]))
    raise KeyError(1)
try:
    contextlib.ExitStack().enter_context(5)
except TypeError as error:
    print(error)
try:
    contextlib.AbstractContextManager()
except TypeError as error:
    print(error)
try:
    with contextlib.ExitStack() as stack:

        @stack.callback
        def fail():
            raise ValueError("later")

        raise KeyError("first")
except ValueError as error:
    print(repr(error), repr(error.__context__))


@contextlib.contextmanager
def once():
    "Yields."
    try:
        yield 5
    finally:
        print("done")


with once() as value:
    print(value, once.__doc__)


@once()
def decorated():
    print("inside")


decorated()
decorated()
with contextlib.suppress(ZeroDivisionError, KeyError):
    1 / 0
