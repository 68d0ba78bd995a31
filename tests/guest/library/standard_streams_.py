# sys.stdout, sys.stdin and sys.argv are the program's to change.
import contextlib
import io
import sys

old, sys.stdout = sys.stdout, io.StringIO()
print("caught", 1)
text = sys.stdout.getvalue()
sys.stdout = old
print(repr(text), len(sys.argv))


class Loud:
    def __init__(self, stream):
        self.stream, self.pieces = stream, []

    def write(self, text):
        self.pieces.append(text)
        return self.stream.write(text.upper())

    def flush(self):
        self.stream.flush()


loud = Loud(sys.stdout)
sys.stdout = loud
print("a", 1, sep="-")
sys.stdout = sys.__stdout__
print(loud.pieces)
print("to an object", file=loud)

with contextlib.redirect_stdout(io.StringIO()) as caught:
    print("hidden")
    sys.stdout.write("written\n")
print(repr(caught.getvalue()))

sys.stdin = io.StringIO("one\ntwo")
print(input(), input("prompt "))
try:
    input()
except EOFError as error:
    print(error)
sys.stdin = sys.__stdin__

sys.argv = ["prog", "x"]
print(sys.argv[1:], list(iter(iter([3, 2, 0, 1]).__next__, 0)))

lines = io.StringIO("a\nb\nc")
print(lines.readline(), lines.readlines(), lines.seek(0), lines.read(2), lines.truncate(), repr(lines.getvalue()))
lines.writelines(["x\n", "y"])
print(repr(lines.getvalue()), io.BytesIO(b"q\nr").readlines())
