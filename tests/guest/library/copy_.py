import bisect
import contextlib
import copy
import difflib
import heapq
import pprint
import queue
import string
import textwrap
from collections import OrderedDict, defaultdict, deque

a = {"x": [1, 2, {"y": (3, [4])}], "s": {1}}
b = copy.deepcopy(a)
b["x"][2]["y"][1].append(5)
print(a, b, copy.copy(a) is a, copy.copy([1]), copy.deepcopy((1, 2)))


class N:
    def __init__(self, v):
        self.v = v
        self.kids = []


n = N(1)
n.kids.append(n)
m = copy.deepcopy(n)
print(m is not n, m.kids[0] is m, m.v, copy.copy(n).kids is n.kids, copy.copy(deque([1])), copy.deepcopy(OrderedDict(a=[2])))
h = [5, 1, 4]
heapq.heapify(h)
heapq.heappush(h, 0)
print(heapq.heappop(h), heapq.nlargest(2, [3, 1, 5]), heapq.nsmallest(2, [3, 1, 5], key=lambda x: -x), list(heapq.merge([1, 4], [2, 3])), heapq.heappushpop(h, 9), heapq.heapreplace(h, 2), sorted(h))
s = [1, 3, 3, 5]
print(bisect.bisect(s, 3), bisect.bisect_left(s, 3), bisect.insort(s, 4), s, bisect.bisect_left([(1, "a"), (2, "b")], 2, key=lambda p: p[0]))
print(string.ascii_lowercase, string.digits, string.punctuation, string.capwords("hello big world"), string.Template("$who likes ${what} $$5").substitute(who="tim", what="kung"), string.Template("$a $b").safe_substitute(a=1))
try:
    string.Template("$x").substitute()
except KeyError as error:
    print(error.args)
text = "The quick brown fox jumped over the lazy dog. " * 3
print(textwrap.fill(text, 40), textwrap.shorten(text, 30), textwrap.dedent("  a\n    b\n  c"), textwrap.indent("a\nb", "> "), textwrap.wrap("a b c", 3))
print(list(difflib.ndiff(["a", "b"], ["a", "c"])), difflib.get_close_matches("appel", ["ape", "apple", "peach"]), round(difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), 3), "\n".join(difflib.unified_diff(["a"], ["b"], lineterm="")))
pprint.pprint({"name": "x" * 30, "list": list(range(30)), "nested": {"a": ["y" * 40, "z" * 40]}})
print(pprint.pformat([1, 2, {"b": 1, "a": 2}]), pprint.pformat({"k": {"j": {"i": 1}}}, depth=2))


@contextlib.contextmanager
def tag(name):
    print("<" + name)
    try:
        yield name.upper()
    finally:
        print(">")


with tag("a") as x, contextlib.suppress(ZeroDivisionError):
    print(x)
    1 / 0
with contextlib.ExitStack() as stack:
    stack.callback(print, "bye")
    stack.enter_context(tag("b"))
try:
    with tag("c"):
        raise ValueError("boom")
except ValueError as error:
    print(error)


@tag("deco")
def g():
    print("in")


g()
with contextlib.closing(N(1)) if False else contextlib.nullcontext(5) as v:
    print(v)
q = queue.PriorityQueue()
for item in (3, 1, 2):
    q.put(item)
print([q.get() for _ in range(3)], q.empty(), queue.LifoQueue().qsize())
try:
    queue.Queue().get_nowait()
except queue.Empty:
    print("empty")
