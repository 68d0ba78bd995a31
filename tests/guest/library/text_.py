import argparse
import base64
import binascii
import graphlib
import hashlib
import hmac
import html
import logging
import pathlib
import shlex
import sys
import unittest
import uuid
import zlib
from urllib.parse import parse_qs, quote, unquote, urlencode, urljoin, urlparse

print(base64.b64encode(b"hello\xff"), base64.b64decode("aGVsbG8="), base64.urlsafe_b64encode(b"\xfb\xff"), base64.b32encode(b"hi"), base64.b32decode("NBUQ===="), base64.b16encode(b"\x0f"), binascii.hexlify(b"ab"), binascii.unhexlify("6162"), binascii.crc32(b"x"))
for bad in ("abc", "a"):
    try:
        base64.b64decode(bad)
    except binascii.Error as error:
        print(error)
for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
    print(name, hashlib.new(name, b"some data").hexdigest(), hashlib.new(name).digest_size)
h = hashlib.sha256()
h.update(b"a" * 100)
h.update(b"b")
print(h.hexdigest(), hashlib.md5(b"a" * 200).hexdigest(), hmac.new(b"key", b"msg", "sha256").hexdigest())
print(html.escape("<a href='x'>&"), html.unescape("&lt;p&gt; &amp; &#65; &eacute;") == "<p> & A é")
print(uuid.UUID(int=5), uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), uuid.uuid4().version, repr(uuid.UUID("12345678123456781234567812345678")))
data = b"hello " * 50
print(zlib.decompress(zlib.compress(data)) == data, zlib.crc32(b"abc"), zlib.adler32(b"abc"), len(zlib.compress(data)) < 100)
print(quote("a b/ü&"), unquote("a%20b%C3%BC") == "a bü", urlencode({"a": 1, "b": "x y"}), parse_qs("a=1&a=2&b="), urlparse("https://me:pw@example.com:80/p/a;q?x=1#f")[:], urljoin("http://a/b/c", "../d"), urlparse("http://h:8/").port)
print(shlex.split("a 'b c' \"d e\" f\\ g"), shlex.quote("a b"), shlex.join(["x", "y z"]))
print(list(graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}}).static_order())[0], pathlib.PurePosixPath("/a/b") / "c.tar.gz")
p = pathlib.PurePosixPath("/a/b/c.tar.gz")
print(p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.with_suffix(".x"), p.relative_to("/a"), p.match("*.gz"), p.is_absolute(), [str(x) for x in p.parents])
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s")
logging.info("started %d", 3)
logging.debug("hidden")
logging.getLogger("a.b").warning("careful")
parser = argparse.ArgumentParser(prog="tool", description="does things")
parser.add_argument("name")
parser.add_argument("--count", "-c", type=int, default=1, help="how often")
parser.add_argument("-v", "--verbose", action="store_true")
parser.add_argument("--mode", choices=["a", "b"], default="a")
parser.add_argument("rest", nargs="*")
print(parser.parse_args(["x", "y", "z", "-c", "3", "-v"]), parser.parse_args(["x", "--count=5", "--mode", "b"]).mode)
sub = argparse.ArgumentParser(prog="git")
subs = sub.add_subparsers(dest="command")
add = subs.add_parser("add")
add.add_argument("file")
print(sub.parse_args(["add", "f"]).file)


class Test(unittest.TestCase):
    def setUp(self):
        self.x = 1

    def test_ok(self):
        self.assertEqual(self.x, 1)
        self.assertIn(1, [1])
        with self.assertRaises(ZeroDivisionError):
            1 / 0
        with self.assertRaisesRegex(ValueError, "bad"):
            raise ValueError("bad thing")
        self.assertAlmostEqual(0.1 + 0.2, 0.3)

    def test_fail(self):
        self.assertEqual([1, 2], [1, 3])

    @unittest.skip("later")
    def test_skip(self):
        pass

    def test_error(self):
        raise KeyError("k")


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(Test).run(result)
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), result.wasSuccessful())
try:
    Test("test_ok").assertEqual(1, 2)
except AssertionError as error:
    print(error)
try:
    Test("test_ok").assertTrue([], "why")
except AssertionError as error:
    print(error)
