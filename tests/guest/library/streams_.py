"""sys.stdout, sys.stderr and sys.stdin are what the program puts there."""

import contextlib
import io
import sys

old = sys.stdout
sys.stdout = text = io.StringIO()
print("hello", 1, [2])
sys.stdout.write("more\n")
sys.stdout = old
print(repr(text.getvalue()))


class Tee:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append("flushed")


tee = Tee()
print("a", 1.5, file=tee, sep="-", flush=True)
sys.stdout = tee
print("to tee")
sys.stdout = sys.__stdout__
print(tee.parts)
sys.stdin = io.StringIO("3\n4")
print(input("? "), input())
try:
    input()
except EOFError as error:
    print("EOFError:", error)
sys.stdin = sys.__stdin__
try:
    print(1, file=3)
except AttributeError as error:
    print(error)
sys.stdout = None
print("nothing")
sys.stdout = sys.__stdout__
with contextlib.redirect_stdout(io.StringIO()) as outer:
    print("outer")
    with contextlib.redirect_stdout(io.StringIO()) as inner:
        print("inner")
    print("outer again")
print(repr(outer.getvalue()), repr(inner.getvalue()))
with contextlib.redirect_stderr(io.StringIO()) as errors:
    print("wrong", file=sys.stderr)
print(repr(errors.getvalue()))

text = io.StringIO("one\ntwo\n")
print(text.readlines(), text.closed, text.readable(), text.writable(), text.seekable())
text.seek(0)
text.truncate(4)
print(repr(text.getvalue()))
text.seek(0)
text.truncate()
text.writelines(["a\n", "b\n"])
print(repr(text.getvalue()))
text.close()
print(text.closed)
with io.BytesIO(b"x\ny") as data:
    print(data.readlines())
