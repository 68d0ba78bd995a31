"""How the guest behaves: its limits, its closed doors, its values and errors."""

from __future__ import annotations

import contextlib
import functools
import io
import itertools
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from node import MIB, Node, Outcome

Run = Callable[..., Outcome]

FROZEN = Path(__file__).resolve().parents[2] / "build/frozen"

_numbers = itertools.count()


@pytest.fixture
def session(node: Node) -> Run:
    """Runs programs one after another in one guest, which is the test's own."""
    return functools.partial(node.run, session=f"session {next(_numbers)}")


# ---- recursion ---------------------------------------------------------------------------------

DOWN = "def down(n):\n    return 0 if n == 0 else 1 + down(n - 1)\n"


def test_recursion_of_1000_frames_in_the_smallest_memory(run: Run) -> None:
    outcome = run(DOWN + "print(down(1000))", memory_bytes=1 * MIB)
    assert (outcome.outcome, outcome.stdout) == ("ok", "1000\n")


def test_recursion_of_3000_frames(run: Run) -> None:
    outcome = run(DOWN + "print(down(3000))", memory_bytes=16 * MIB)
    assert (outcome.outcome, outcome.stdout) == ("ok", "3000\n")


@pytest.mark.parametrize("memory_bytes", [1 * MIB, 16 * MIB, 64 * MIB])
def test_deep_recursion_raises_recursion_error(session: Run, memory_bytes: int) -> None:
    caught = session(
        "def f(n):\n    return f(n + 1)\n"
        "try:\n    f(0)\nexcept RecursionError as error:\n"
        "    print(error, isinstance(error, RuntimeError))\n",
        memory_bytes=memory_bytes,
    )
    assert caught.stdout == "maximum recursion depth exceeded True\n"
    uncaught = session("f(0)", memory_bytes=memory_bytes)
    assert uncaught.outcome == "error"
    assert uncaught.error[:2] == ("RecursionError", "maximum recursion depth exceeded")
    frames = uncaught.error[2]
    assert frames[0] == ("<main>", 1, "<module>") and set(frames[1:]) == {("<main>", 2, "f")}
    after = session("print('still here')", memory_bytes=memory_bytes)
    assert after.stdout == "still here\n"


@pytest.mark.parametrize(
    "code",
    [
        "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
        "class A:\n    def __eq__(self, other): return [self] == [other]\nA() == A()",
        "class A:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nA().x",
        "def f(x): return sorted([x, x], key=f)\nf(1)",
        "def g():\n    yield from g()\nlist(g())",
        "def f(): return list(map(lambda _: f(), [1]))\nf()",
        "x = []\nfor _ in range(100000): x = [x]\nrepr(x)",
        "eval('(' * 5000 + ')' * 5000)",
        "eval('-' * 100000 + '1')",
        "exec('if 1:\\n' + ''.join(' ' * i + 'if 1:\\n' for i in range(1, 2000)) + ' ' * 2001 + '1')",
    ],
)  # fmt: skip
def test_recursion_through_c_does_not_trap(run: Run, code: str) -> None:
    outcome = run(code, memory_bytes=64 * MIB)
    assert outcome.outcome in ("ok", "error", "memory"), outcome.reason
    if outcome.error is not None:
        assert outcome.error[0] in ("RecursionError", "MemoryError", "SyntaxError")


def test_c_stack_overflow_is_a_trap_and_no_silent_damage(run: Run) -> None:
    """The stack lies below everything else (build/port/Makefile). Upstream's == does not look."""
    outcome = run("x = y = []\nfor _ in range(100000): x = [x]; y = [y]\nx == y")
    assert outcome.outcome in ("error", "trap")


# ---- the heap ----------------------------------------------------------------------------------


@pytest.mark.parametrize("memory_bytes", [512 * MIB, 1023 * MIB, 1024 * MIB])
def test_the_largest_memory_can_be_used(run: Run, memory_bytes: int) -> None:
    outcome = run(f"x = bytearray({memory_bytes} * 9 // 10); x[-1] = 7; print(x[-1])",
                  memory_bytes=memory_bytes)
    assert (outcome.outcome, outcome.stdout) == ("ok", "7\n")
    assert outcome.peak_memory_bytes <= memory_bytes


def test_heap_grows_to_the_limit(run: Run) -> None:
    """Patch 0002: one area that grows, up to the limit and never beyond."""
    small = run("x = [1]", memory_bytes=16 * MIB)
    large = run("x = bytearray(8 << 20); print(len(x))", memory_bytes=16 * MIB)
    assert large.stdout == "8388608\n"
    assert small.peak_memory_bytes < 4 * MIB
    assert 8 * MIB < large.peak_memory_bytes <= 16 * MIB
    assert large.memory_bytes == large.peak_memory_bytes

    too_much = run("x = bytearray(16 << 20)", memory_bytes=16 * MIB)
    assert too_much.outcome == "memory"
    assert too_much.memory_bytes <= 16 * MIB

    most = run(
        "x = []\ntry:\n    while True: x.append(bytearray(1 << 16))\n"
        "except MemoryError:\n    n = len(x); x = None; print(n)",
        memory_bytes=16 * MIB,
    )
    assert int(most.stdout) << 16 > 13 * MIB, "most of the limit can really be used"


def test_short_lived_objects_are_collected_while_code_runs(run: Run) -> None:
    outcome = run(
        "for i in range(2_000_000):\n    x = [i, i]\nprint(x)", memory_bytes=16 * MIB,
        wall_seconds=60,
    )
    assert (outcome.outcome, outcome.stdout) == ("ok", "[1999999, 1999999]\n")
    assert max(outcome.memory_bytes, outcome.peak_memory_bytes) <= 16 * MIB


@pytest.mark.parametrize("memory_mib", [1, 2, 3, 7, 16, 64])
@pytest.mark.parametrize(
    "code",
    [
        "x = []\nwhile True: x.append(1)",
        "x = []\nwhile True: x.append([])",
        "x = {}\nwhile True: x[len(x)] = str(len(x))",
        "x = 'ab'\nwhile True: x += x",
        "x = b'ab'\nwhile True: x = x + x",
        "n = 1\nwhile True:\n    n *= 2; x = 1 << n",
        "x = None\nwhile True: x = (x, x)",
        "def f(x):\n    while True: x.append(lambda: x)\nf([])",
        "x = set()\nwhile True: x.add(float(len(x)))",
        "import io\nx = io.BytesIO()\nn = 1\nwhile True:\n    n *= 2; x.write(bytes(n))",
        "class A: pass\nx = A()\nwhile True:\n    y = A(); y.x = x; x = y",
    ],
)  # fmt: skip
def test_what_grows_forever_ends_within_the_limit(
    session: Run, code: str, memory_mib: int
) -> None:
    request = {"memory_bytes": memory_mib * MIB, "wall_seconds": 60}
    grown = session(code, **request)
    assert grown.outcome == "memory", grown
    assert grown.error[0] == "MemoryError"
    assert max(grown.memory_bytes, grown.peak_memory_bytes) <= memory_mib * MIB
    after = session("x = 0\nprint(sum([i for i in range(1000)]))", **request)
    assert (after.outcome, after.stdout) == ("ok", "499500\n")


def test_memory_is_filled_and_dropped_a_hundred_times(session: Run) -> None:
    request: dict[str, Any] = {"memory_bytes": 8 * MIB}
    session("counts = []", **request)
    for i in range(100):
        outcome = session(
            "x = []\ntry:\n    while True: x.append(bytearray(4096))\n"
            "except MemoryError:\n    counts.append(len(x)); x = None\n"
            "print(len(counts))",
            **request,
        )
        assert (outcome.outcome, outcome.stdout) == ("ok", f"{i + 1}\n")
        assert outcome.memory_bytes <= 8 * MIB
    counts = session("", tail="counts", **request).value
    assert min(counts[1:]) > 0.9 * max(counts), "nothing may get lost from round to round"


def test_what_a_run_leaves_stays(session: Run) -> None:
    session("import gc\nclass A:\n    pass\na = A(); a.b = {'c': [1, 2]}")
    session("for i in range(300000): x = [i]\ngc.collect()")
    assert session("", tail="a.b").value == {"c": [1, 2]}


def test_switching_off_the_collector_lasts_one_run(session: Run) -> None:
    session("import gc\ngc.disable()", memory_bytes=2 * MIB)
    after = session("for i in range(300000): x = [i]", memory_bytes=2 * MIB)
    assert after.outcome == "ok"


# Temporaries that live only in C while Python code, called back from there, collects and reuses
# what was freed: a pointer that the collector cannot see (binaryen's --spill-pointers left it in
# a local) shows as a wrong sum or a trap.
PRESSURE = """
import gc, io, json, re, random
from collections import OrderedDict, deque, namedtuple

SCALE = %d
junk = []

def collect():
    gc.collect()
    junk.clear()
    for i in range(20):  # overwrites what was freed
        junk.append([-1] * (i %% 7 + 1))
        junk.append('#' * (i + 1))

class Key:
    def __init__(self, n): self.n = n
    def __hash__(self):
        if self.n %% 5 == 0: collect()
        return self.n %% 16
    def __eq__(self, other):
        if self.n %% 7 == 0: collect()
        return self.n == other.n
    def __lt__(self, other):
        if self.n %% 7 == 0: collect()
        return self.n < other.n
    def __gt__(self, other): return other < self
    def __add__(self, other):
        collect()
        return Key(self.n + other.n)
    def __str__(self):
        collect()
        return 'k%%d' %% self.n
    __repr__ = __str__

def items(n):
    for i in range(n):
        if i %% 3 == 0: collect()
        yield i

def strings(n):
    for i in items(n): yield 's%%d' %% i

def tree(depth):
    if depth == 0:
        return {'leaf': [depth, str(depth)]}
    left = tree(depth - 1)
    if depth %% 3 == 0: collect()
    return {'left': left, 'right': tree(depth - 1), 'depth': (depth, [depth] * depth)}

def weigh(t):
    if 'leaf' in t:
        return 1 + len(t['leaf'][1])
    return weigh(t['left']) + weigh(t['right']) + sum(t['depth'][1])

def go(*args, **kwargs):
    collect()
    return sum(args) + sum(kwargs.values())

total = 0
n = 30
for step in range(SCALE):
    total += weigh(tree(7))
    total += len(list(items(n))) + sum(tuple(items(n))) + len(set(items(n))) + sum(bytes(items(n)))
    total += len(','.join(strings(n))) + sum(sorted(items(n), key=lambda x: (collect(), -x)[1]))
    total += sum(k.n for k in sorted([Key((i * 7) %% n) for i in range(n)]))
    total += sum([Key(i) for i in range(n)], Key(0)).n
    d = {Key(i): [i, str(i)] for i in range(n)}
    total += sum(d[Key(i)][0] + len(d[Key(i)][1]) for i in range(n))
    d.update({Key(i): [i] for i in range(n // 2)})
    total += sum(v[0] for v in d.values()) + len({Key(i) for i in range(n)} | {Key(3)})
    total += len('{} {!r:>8} %%s'.format(Key(12), Key(345)) %% Key(6)) + len(str([Key(1), (Key(2), {3: Key(4)})]))
    total += max([Key(i) for i in range(n)]).n + min(items(n))
    total += sum(a * b for a, b in zip(map(lambda x: (collect(), x)[1], range(n)), items(n)))
    total += len(json.dumps({'a': [{'b': i, 'c': [str(i)] * 3} for i in items(n)]}))
    total += sum(x['v'] for x in json.loads(json.dumps([{'v': i} for i in items(n)])))
    total += len(re.sub('[a-z]+', lambda m: (collect(), m.group(0) * 2)[1], 'ab cd ef gh'))
    total += (3 ** 300 * 7 ** 200) %% 1000003 + len(str(2 ** 900)) + int('9' * 200) %% 97
    total += go(*items(n), **{'a%%d' %% i: i for i in range(9)})
    point = namedtuple('point', ['x', 'y'])
    total += sum(point(i, [i])[1][0] for i in items(n))
    total += sum(deque(items(n), 10)) + sum(OrderedDict((i, i) for i in items(n)).values())
    made = type('Made', (Key,), {'n2': property(lambda self: self.n * 2)})
    total += made(21).n2 + sum(x for x in [made(i).n for i in items(n)][3:9])
    text = io.StringIO()
    for s in strings(n): print(s, Key(1), file=text, sep='-')
    total += len(text.getvalue())
    try:
        try:
            raise ValueError([Key(1)], collect())
        finally:
            collect()
    except ValueError as error:
        total += error.args[0][0].n
    total += sum(map(lambda f: f(), [(lambda k: lambda: k)(i) for i in items(n)]))
    a, *b, c = items(n)
    total += a + sum(b) + c + eval('[collect(), 5][1]')
print(total)
"""


def test_pressure_program_is_python() -> None:
    """What the guest has to print is what CPython prints."""
    assert _pressure_total(1) > 10_000


def _pressure_total(scale: int) -> int:
    import contextlib
    import io

    code = (PRESSURE % scale).replace("gc.collect()", "pass")  # slow here, and of no effect
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "<pressure>", "exec"), {"__name__": "__main__"})
    return int(out.getvalue())


@pytest.fixture(scope="module")
def pressure_total() -> int:
    return _pressure_total(5)


@pytest.mark.parametrize("memory_mib", [1, 2, 4, 8, 16, 32, 64])
def test_collecting_in_the_middle_frees_nothing_live(
    run: Run, memory_mib: int, pressure_total: int
) -> None:
    outcome = run(PRESSURE % 5, memory_bytes=memory_mib * MIB, wall_seconds=60)
    assert outcome.outcome == "ok", f"{outcome.traceback}{outcome.reason}"
    assert int(outcome.stdout) == pressure_total


@pytest.mark.parametrize("memory_mib", [1, 4])
def test_collecting_at_every_allocation_frees_nothing_live(run: Run, memory_mib: int) -> None:
    code = "import gc\ngc.threshold(1)\n" + PRESSURE % 2
    outcome = run(code, memory_bytes=memory_mib * MIB, wall_seconds=120)
    assert outcome.outcome == "ok", f"{outcome.traceback}{outcome.reason}"
    assert int(outcome.stdout) == _pressure_total(2)


def test_unpacking_keeps_what_it_unpacks(run: Run) -> None:
    """mp_unpack_ex must not be a part of the bytecode loop when pointers are spilled (build/spill.py)."""
    code = "import gc\ngc.threshold(1)\na, *b = range(5)\na, *c, d = (str(i) for i in range(9))\n"
    outcome = run(code + "print(b, c, d)")
    assert outcome.stdout == "[1, 2, 3, 4] ['1', '2', '3', '4', '5', '6', '7'] 8\n"


def test_the_loop_keeps_what_it_needs_in_memory(run: Run) -> None:
    """What a `with` block returns waits for __exit__; nothing else refers to it."""
    code = PRESSURE.partition("class Key")[0] % 1 + """
class Room:
    def __enter__(self): return self
    def __exit__(self, *args): collect()

def leave(n):
    with Room():
        with Room():
            return [n, [n + 1], str(n) * 3]

def inner():
    try:
        yield
    except GeneratorExit:
        collect()

def outer():
    yield from inner()

generator = outer()
next(generator)
try:
    generator.throw(GeneratorExit(*leave(1)))
except GeneratorExit as error:
    print(error.args)
print([leave(n) for n in range(5)])
"""
    outcome = run(code)
    expected = [[n, [n + 1], str(n) * 3] for n in range(5)]
    assert outcome.stdout == f"{tuple(expected[1])}\n{expected}\n", outcome.traceback + outcome.reason


@pytest.mark.parametrize("n", [20, 50, 170, 500])
def test_big_numbers_survive_a_collection(run: Run, n: int) -> None:
    """math.factorial multiplies what two calls return: the first result waits for the second on
    wasm's operand stack, which binaryen's --spill-pointers does not see without --flatten."""
    code = f"import gc, math\ngc.threshold(1)\nprint(math.factorial({n}))\nprint({n} ** {n} // 3)"
    outcome = run(code, memory_bytes=2 * MIB)
    assert outcome.stdout == f"{math.factorial(n)}\n{n**n // 3}\n", outcome.reason


# ---- closed doors ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["js", "jsffi", "uctypes", "machine", "framebuf", "marshal", "socket", "_thread", "network",
     "vfs", "ssl", "tls", "btree", "cryptolib", "websocket", "bluetooth", "lwip", "webrepl",
     "onewire", "neopixel", "termios", "ffi", "_webrepl", "espnow", "pyb", "mip"],
)  # fmt: skip
def test_module_is_not_there(run: Run, name: str) -> None:
    outcome = run(f"import {name}")
    assert outcome.outcome == "error"
    assert outcome.error[0] == "ModuleNotFoundError"
    assert outcome.error[1].startswith(f"No module named '{name}'")


def test_the_environment_is_empty(run: Run) -> None:
    outcome = run("import os\nprint(os.getenv('HOME'), os.environ, os.getpid(), os.cpu_count())")
    assert outcome.stdout == "None {} 1 1\n"


def test_modules_are_those_that_compute(run: Run) -> None:
    listed = run("help('modules')").stdout.split("Plus any")[0].split()
    frozen = {path.stem for folder in (FROZEN, FROZEN / "library") for path in folder.iterdir()}
    native = {
        "__main__", "_asyncio", "_cloche", "_io", "_os", "_random", "array", "asyncio", "binascii",
        "builtins", "cmath", "collections", "deflate", "errno", "gc", "hashlib", "io", "json", "math", "micropython",
        "os", "random", "re", "struct", "sys", "time", "uasyncio",
    }  # fmt: skip
    assert {name.partition("/")[0] for name in listed} <= frozen | native


def test_compiled_files_are_not_loaded(run: Run) -> None:
    # The head of an .mpy file of version 6 (tools/mpy-tool.py), and a whole empty module.
    for content in (b"M\x06\x00\x1f", b"M\x06\x00\x1f\x03\x00\x08m.py\x00\x0f\x81\x1d\x00\x00\x00\x00Qc"):
        import base64

        files = {"m.mpy": {"base64": base64.b64encode(content).decode()}}
        assert run("import m", files=files).error[:2] == ("ModuleNotFoundError", "No module named 'm'")
        as_source = run("import m", files={"m.py": files["m.mpy"]})
        assert as_source.outcome == "error" and as_source.error[0] == "SyntaxError"


@pytest.mark.parametrize("code", "OPS")
def test_raw_pointer_typecodes_are_refused(run: Run, code: str) -> None:
    for attempt in (
        f"import array; array.array('{code}', [1])",
        f"import array; array.array('{code}', bytes(8))",
        f"import struct; struct.pack('{code}', 1)",
        f"import struct; struct.pack('<{code}', 1)",
        f"import struct; struct.unpack('{code}', bytes(8))",
        f"import struct; struct.unpack('@{code}', bytes(8))",
        f"import struct; struct.unpack_from('2{code}', bytes(16))",
        f"import struct; struct.pack_into('{code}', bytearray(8), 0, 1)",
        f"import struct; struct.calcsize('{code}')",
        f"import array; array.array('{code}')",
        f"import ustruct; ustruct.pack('{code}', 1)",
        f"import ustruct; ustruct.unpack('@{code}', bytes(8))",
    ):
        outcome = run(attempt)
        assert outcome.outcome == "error", attempt
        refusals = ("ValueError", "bad typecode"), ("error", "bad char in struct format")
        assert outcome.error[:2] in refusals, attempt


@pytest.mark.parametrize(
    "code",
    ["import micropython\n@micropython.native\ndef f(): pass",
     "import micropython\n@micropython.viper\ndef f(): pass",
     "import micropython\n@micropython.asm_thumb\ndef f(): pass",
     "open('/etc/passwd')", "open('/dev/null')", "open(0)", "import os\nos.system('true')",
     "import os\nos.listdir('/proc')",
     "import sys\nsys.settrace(print)"],
)  # fmt: skip
def test_what_reaches_out_is_refused(run: Run, code: str) -> None:
    assert run(code).outcome == "error"


# ---- time and output -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    ["while True: pass",
     "while True:\n    try:\n        while True: pass\n    except:\n        pass",
     "while True:\n    try:\n        while True: pass\n    finally:\n        continue",
     "def f():\n    try:\n        while True: pass\n    finally:\n        f()\nf()",
     "class A:\n    def __iter__(self): return self\n    def __next__(self): pass\nfor _ in A(): pass",
     "def g():\n    while True: yield\nfor _ in g(): pass",
     "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except: pass",
     "import asyncio\nasync def main():\n    while True: await asyncio.sleep(0)\nasyncio.run(main())",
     "class A:\n    def __str__(self):\n        while True: pass\nraise ValueError(A())",
     "class A(Exception):\n    def __str__(self):\n        while True: pass\nraise A()"],
)  # fmt: skip
def test_endless_code_ends_at_the_wall_limit(session: Run, code: str) -> None:
    outcome = session(code, wall_seconds=0.3)
    assert outcome.outcome == "timeout"
    assert 0.29 < outcome.wall_seconds < 3
    assert outcome.ticks >= 1
    after = session("print(1)")
    assert (after.outcome, after.stdout) == ("ok", "1\n")


def test_ticks_come_regularly(run: Run) -> None:
    outcome = run("n = 0\nwhile n < 3_000_000:\n    n += 1")
    assert outcome.outcome == "ok"
    assert 3_000_000 <= outcome.steps <= 30_000_000
    assert outcome.steps // 50_000 == outcome.ticks  # build/port/guest.h, CLOCHE_TICK_STEPS


def test_steps_are_the_same_every_time(run: Run) -> None:
    code = "x = {}\nfor i in range(30000):\n    x[i] = str(i)\nprint(len(x))"
    assert len({run(code).steps for _ in range(3)}) == 1


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 4, 10, 998, 999, 1000])
def test_output_limit_is_exact_and_cuts_no_character(run: Run, limit: int) -> None:
    for character in ("a", "é", "€", "😀"):
        size = len(character.encode())
        outcome = run(f"while True: print({character!r}, end='')", output_bytes=limit)
        assert outcome.outcome == "output"
        assert outcome.stdout == character * (limit // size)
        assert outcome.output_bytes == limit // size * size


def test_output_up_to_the_limit_is_fine(run: Run) -> None:
    outcome = run("print('é' * 499 + 'a')", output_bytes=1000)
    assert (outcome.outcome, outcome.stdout) == ("ok", "é" * 499 + "a\n")
    over = run("print('é' * 499 + 'ab')", output_bytes=1000)
    assert (over.outcome, over.stdout) == ("output", "é" * 499 + "ab")


def test_output_limit_cannot_be_hidden(session: Run) -> None:
    code = "while True:\n    try:\n        print('x' * 100)\n    except:\n        pass"
    outcome = session(code, output_bytes=1000)
    assert outcome.outcome == "output" and len(outcome.stdout) == 1000
    after = session("print('fine')", output_bytes=1000)
    assert (after.outcome, after.stdout) == ("ok", "fine\n")


def test_both_streams_count_and_keep_their_order(run: Run) -> None:
    code = "import sys\nfor i in range(3):\n    print(i)\n    print('e', i, file=sys.stderr)"
    outcome = run(code)
    assert outcome.output == "0\ne 0\n1\ne 1\n2\ne 2\n"
    assert (outcome.stdout, outcome.stderr) == ("0\n1\n2\n", "e 0\ne 1\ne 2\n")
    assert outcome.output_bytes == len(outcome.output)
    assert run(code, output_bytes=8).output == "0\ne 0\n1\n"


def test_output_comes_while_code_runs_and_in_batches(run: Run) -> None:
    slow = run("import time\nfor i in range(10):\n    print(i)\n    time.sleep(0.03)")
    assert slow.batches >= 5
    quick = run("for i in range(20000): print(i)")
    assert quick.stdout == "".join(f"{i}\n" for i in range(20000))
    assert quick.batches < 200


@pytest.mark.parametrize(
    ("written", "shown"),
    [(b"a\xffb", "a\ufffdb"), (b"\xc3", "\ufffd"), (b"\xe2\x82", "\ufffd"), (b"\x80\x80", "\ufffd" * 2),
     (b"\xed\xa0\x80", "\ufffd" * 3), ("\ufeffé".encode(), "\ufeffé"), (b"\0\r\n", "\0\r\n")],
)  # fmt: skip
def test_bytes_that_are_no_text_show_as_replacement_characters(
    run: Run, written: bytes, shown: str
) -> None:
    outcome = run(f"import sys\nsys.stdout.buffer.write({written!r})")
    assert (outcome.outcome, outcome.stdout) == ("ok", shown)


def test_character_written_in_two_parts_is_whole(run: Run) -> None:
    code = "import sys\nfor b in {!r}:\n    sys.stdout.buffer.write(bytes([b]))\n    sys.stdout.flush()"
    assert run(code.format("a€😀".encode())).stdout == "a€😀"


# ---- input ---------------------------------------------------------------------------------------


def test_input(run: Run) -> None:
    outcome = run(
        "print(input('name? '))\nprint(repr(input()))\nprint(input())\n"
        "try:\n    input()\nexcept EOFError as error:\n    print(error)",
        stdin="Zoë\n\nlast",
    )
    assert outcome.stdout == "name? Zoë\n''\nlast\nEOF when reading a line\n"


def test_stdin(run: Run) -> None:
    assert run("import sys\nprint(sys.stdin.read())", stdin="é\nb").stdout == "é\nb\n"
    assert run("import sys\nprint([l for l in sys.stdin])", stdin="a\nb").stdout == "['a\\n', 'b']\n"
    assert run("import sys\nprint(sys.stdin.readline(), input())", stdin="a\nb").stdout == "a\n b\n"
    assert run("import sys\nprint(sys.stdin.buffer.read(3))", stdin="é\n").stdout == "b'\\xc3\\xa9\\n'\n"
    assert run("input()").error == ("EOFError", "EOF when reading a line", [("<main>", 1, "<module>")])


def test_each_run_has_its_own_input(session: Run) -> None:
    session("", stdin="left\nover")
    assert session("print(input())", stdin="new").stdout == "new\n"


def test_a_module_says_what_a_star_imports(run: Run) -> None:
    """Patch 0049."""
    files = {
        "says.py": "__all__ = ['_a', 'b']\n_a, b, c = 1, 2, 3\n",
        "says_not.py": "_d, e = 4, 5\n",
        "wrong.py": "__all__ = ['g']\n",
        "both/__init__.py": "__all__ = ['inner', 'h']\nh = 6\n",
        "both/inner.py": "i = 7\n",
    }
    code = (
        "from says import *\nfrom says_not import *\n"
        "print(sorted(name for name in globals() if len(name.strip('_')) == 1))\n"
        "try:\n    from wrong import *\nexcept AttributeError as error:\n    print(error)\n"
        "from both import *\nprint(inner.i, h)"
    )
    assert run(code, files=files).stdout == (
        "['_a', 'b', 'e']\nmodule 'wrong' has no attribute 'g'\n7 6\n"
    )


def test_files(run: Run) -> None:
    files = {"m.py": "x = 41\n", "data/a.txt": "é\nb", "pkg/__init__.py": "", "pkg/n.py": "y = 1\n"}
    code = (
        "import m\nfrom pkg.n import y\nprint(m.x + y)\n"
        "with open('data/a.txt') as f: print(f.read())\nprint(open('data/a.txt', 'rb').read())\n"
        "try:\n    open('nix')\nexcept OSError as error:\n    print(error.errno)"
    )
    assert run(code, files=files).stdout == "42\né\nb\nb'\\xc3\\xa9\\nb'\n2\n"


def test_files_that_do_not_fit(run: Run) -> None:
    outcome = run("", files={"big": "x" * (2 * MIB)}, memory_bytes=1 * MIB)
    assert outcome.outcome == "trap" and "does not fit" in outcome.reason


# ---- ends and values -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "outcome", "error"),
    [("raise SystemExit", "ok", None), ("raise SystemExit(0)", "ok", None),
     ("raise SystemExit(None)", "ok", None), ("import sys\nsys.exit()", "ok", None),
     ("raise SystemExit(3)", "error", ("SystemExit", "3")),
     ("import sys\nsys.exit('bye')", "error", ("SystemExit", "bye")),
     ("exit()", "ok", None), ("quit('bye')", "error", ("SystemExit", "bye"))],
)  # fmt: skip
def test_system_exit(run: Run, code: str, outcome: str, error: tuple[str, str] | None) -> None:
    found = run(f"print('before')\n{code}\nprint('after')")
    assert (found.outcome, found.stdout) == (outcome, "before\n")
    assert (found.error and found.error[:2]) == error


VALUES = [
    None, True, False, 0, -1, 2**30 - 1, 2**30, -(2**30), -(2**30) - 1, 2**31, -(2**31), 2**63,
    2**200, -(2**200), 0.0, -0.0, 1.5, 1e300, -5e-324, math.inf, -math.inf, 3j, 1 - 2j, "", "é€😀",
    "\0", "\ud800", b"", b"\xff\0", bytearray(b""), bytearray(b"\x80"), (), (1,), [], [1, [2, [3]]],
    set(), {1, "a"}, frozenset(), frozenset((1, 2)), {}, {"a": {1: [None]}, (1, 2): b""},
    range(0), range(1, 10, 3), range(10, 0, -1),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_plain_values_come_back(run: Run, value: Any) -> None:
    names = {"inf": "float('inf')", "-inf": "-float('inf')"}
    outcome = run("", tail=names.get(repr(value), repr(value)))
    assert outcome.outcome == "ok"
    assert type(outcome.value) is type(value)
    assert repr(outcome.value) == repr(value) or outcome.value == value
    if isinstance(value, float):
        assert math.copysign(1, outcome.value) == math.copysign(1, value)


def test_a_subclass_comes_back_as_what_is_inside(run: Run) -> None:
    for base, value in (("list", [1]), ("dict", {1: 2}), ("str", "a"), ("int", 7), ("tuple", (1,))):
        outcome = run(f"class Sub({base}): __slots__ = ()", tail=f"Sub({value!r})")
        assert (type(outcome.value), outcome.value) == (type(value), value)


def test_nan_comes_back(run: Run) -> None:
    assert math.isnan(run("", tail="float('nan')").value)


@pytest.mark.parametrize(
    "tail",
    ["lambda: 1", "object()", "[print]", "{'a': open}", "Other()", "iter([])", "loop",
     "type", "1 .__class__", "nested", "b'x' * (5 << 20)", "(x for x in [])"],
)  # fmt: skip
def test_values_that_are_not_plain_are_none(run: Run, tail: str) -> None:
    body = (
        "class Other: pass\nloop = []\nloop.append(loop)\nnested = []\n"
        "for _ in range(200): nested = [nested]\n"
    )
    outcome = run(body, tail=tail, memory_bytes=64 * MIB)
    assert (outcome.outcome, outcome.value) == ("ok", None)


def test_error_has_frames(run: Run) -> None:
    code = (
        "import helper\n\nclass Oops(ValueError):\n    pass\n\n"
        "def thrower():\n    raise Oops('no', 1)\n\n\nhelper.call(thrower)\n"
    )
    outcome = run(code, files={"helper.py": "def call(f):\n\n    f()\n"}, file="prog.py")
    assert outcome.error == (
        "Oops", "('no', 1)",
        [("prog.py", 10, "<module>"), ("helper.py", 3, "call"), ("prog.py", 7, "thrower")],
    )  # fmt: skip


def test_error_in_the_tail_has_its_line(run: Run) -> None:
    outcome = run("def f():\n    return 1 / 0\n\n", tail="f()", tail_line=4)
    assert outcome.error[0] == "ZeroDivisionError"
    assert outcome.error[2] == [("<main>", 4, "<module>"), ("<main>", 2, "f")]


def test_error_whose_str_fails_is_told(run: Run) -> None:
    outcome = run("class A(Exception):\n    def __str__(self): return 1 / 0\nraise A()")
    assert outcome.error[:2] == ("A", "<exception str() failed>")


def test_syntax_error_has_its_line(run: Run) -> None:
    outcome = run("x = 1\ny = = 2\n")
    assert outcome.error[0] == "SyntaxError"
    assert outcome.error[2][0][:2] == ("<main>", 2)


def test_session_survives_an_error(session: Run) -> None:
    session("def f(): return 42\n1 / 0")
    assert session("", tail="f()").value == 42


def test_float_literals_are_the_nearest_floats(run: Callable[..., Outcome]) -> None:
    literals = ["2.5358983848622456", "84.29", "1e23", "5e-324", "1.7976931348623157e308", "0.1",
                "123456789012345678.0", "9007199254740993.0", "1_0.2_5e1",
                "2.2250738585072014e-308"]
    outcome = run("", tail=f"[{', '.join(literals)}, float(' -1.1e-7 ')]")
    assert outcome.value == [*map(float, literals), -1.1e-7]


def test_floats_are_written_as_python_writes_them(run: Callable[..., Outcome]) -> None:
    scramble = "x = x * 6364136223846793005 + 1442695040888963407 & 0xFFFFFFFFFFFFFFFF"
    code = f"""
import struct
values = [0.1 + 0.2, 1e15, 1e16, 123456789012345680.0, 1e-4, 1e-5, 5e-324, 2.5e-310, -0.0, 2 / 3,
          1e22, 1e23, 100.0, float('inf'), float('-inf'), float('-nan'), 0.1 + 0.7, 1e126, 1e210]
x = 1
for _ in range(300):
    {scramble}
    values.append(struct.unpack('<d', struct.pack('<Q', x))[0])
    values.append((x >> 40) / 1000)
for value in values:
    print(value, repr(value), str([value]), '%.3f %e %g' % (value, value, value))
    print('{{}} {{:.2f}} {{:12}}|{{:<12}}|{{:e}} {{:+.1f}} {{:g}}'.format(*[value] * 7))
for value in (0.256, 2.5, -1.5, 1e6, 12345.678):
    print('%10.2f|%-10.1f|%+.2f|%05.1f' % (value, value, value, value), '%.60f' % value)
    print(f'{{value:.1%}} {{value:.0f}} {{value:10.3e}} {{complex(value, 1)}} {{complex(0, value)}}')
"""
    theirs = io.StringIO()
    with contextlib.redirect_stdout(theirs):
        exec(code, {})
    ours = run(code).stdout.splitlines()
    assert ours == theirs.getvalue().splitlines()


def test_a_precision_that_nobody_can_read_is_refused(run: Callable[..., Outcome]) -> None:
    outcome = run("try: '%.2000000000f' % 1.5\nexcept ValueError as error: print(error)")
    assert outcome.stdout == "precision too big\n"


def test_dicts_keep_their_order(run: Callable[..., Outcome]) -> None:
    """Against CPython's dict: keys of many kinds come and go, at every size of the table."""
    code = """
import random
random.seed(7)
seen = []
for size in (1, 2, 3, 5, 8, 9, 10, 12, 13, 24, 40, 97, 200, 400, 1000):
    d = {}
    for step in range(size * 6):
        number = random.randrange(size)
        key = (number, str(number) * 2, (number, 1), number / 2)[number % 4]
        choice = random.randrange(8)
        if choice < 5:
            d[key] = step
        elif choice == 5:
            d.pop(key, None)
        elif choice == 6 and d:
            d.popitem()
        elif step % 5 == 0:
            d = d.copy()
    seen.append(list(d.items()))
"""
    theirs: dict[str, Any] = {}
    # CPython's random numbers are others than the guest's: both take these.
    numbers = f"""
class random:
    state = 1
    def seed(n): random.state = n
    def randrange(n):
        random.state = random.state * 48271 % 2147483647
        return random.state % n
"""
    code = numbers + code.replace("import random", "")
    exec(code, theirs)
    assert run(code, tail="seen").value == theirs["seen"]


@pytest.mark.parametrize("table", ["dict", "set"])
def test_keys_that_change_the_table_they_are_looked_up_in(
    run: Callable[..., Outcome], table: str
) -> None:
    store = "table[K()] = 1" if table == "dict" else "table.add(K())"
    outcome = run(f"""
class K:
    def __hash__(self): return 1
    def __eq__(self, other):
        if len(table) > 12: table.clear()
        return False
table = {table}()
for _ in range(100): {store}
print(0 < len(table) < 14)
""")
    assert (outcome.outcome, outcome.stdout) == ("ok", "True\n"), outcome


def test_large_dict_of_strings_is_not_quadratic(run: Callable[..., Outcome]) -> None:
    code = "d = {}\nfor i in range(%d): d['key%%d' %% i] = i\nassert d['key7'] == 7"
    small, large = (run(code % n, memory_bytes=32 * MIB).steps for n in (20_000, 80_000))
    assert large < 5 * small


def test_what_cannot_be_hashed_is_no_key(run: Callable[..., Outcome]) -> None:
    for code in ("[] in {'a': 1}", "{}.get([])", "{1: 2}[{}]", "{[]: 1}"):
        outcome = run(f"try: {code}\nexcept TypeError: print('no')")
        assert outcome.stdout == "no\n", code


def test_dict_of_a_mapping(run: Callable[..., Outcome]) -> None:
    code = """
class Squares:
    def keys(self): return range(3)
    def __getitem__(self, key): return key ** 2
"""
    assert run(code, tail="dict(Squares())").value == {0: 0, 1: 1, 2: 4}


def test_what_collections_and_operator_add(run: Callable[..., Outcome]) -> None:
    code = """
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple
from operator import attrgetter, itemgetter, mul
d = defaultdict(list)
d['a'].append(1)
c = Counter('abracadabra')
c.update('a')
values = [dict(d.items()), c['a'], c['z'], c.most_common(1), (c - Counter('aaaa'))['a'],
          ChainMap({'x': 1}, {'x': 2, 'y': 3})['y'], itemgetter(1)([5, 6]), mul(3, 4),
          sorted([(2, 'b'), (1, 'c')], key=itemgetter(0))]
"""
    assert run(code, tail="values").value == [
        {"a": [1]}, 6, 0, [("a", 6)], 2, 3, 6, 12, [(1, "c"), (2, "b")]]


def test_making_many_objects_takes_time_in_proportion(run: Callable[..., Outcome]) -> None:
    code = "def g(): yield 1\nx = [g() for i in range(%d)]"
    few, many = (run(code % n, memory_bytes=32 * MIB).wall_seconds for n in (10_000, 80_000))
    assert many < 8 * few + 0.5


def test_coordinates_have_different_hashes(run: Callable[..., Outcome]) -> None:
    outcome = run("", tail="len({hash((x, y)) for x in range(100) for y in range(100)})")
    assert outcome.value > 9_900


def test_a_hundred_rounds_of_filling_memory_and_dropping_it(session: Run) -> None:
    fill = "x = []\nwhile True: x.append([1, 2, 3])"
    for _ in range(100):
        filled = session(fill, memory_bytes=4 * MIB)
        assert filled.outcome == "memory" and filled.peak_memory_bytes <= 4 * MIB
    assert session("x = None\nprint('fine')").stdout == "fine\n"
