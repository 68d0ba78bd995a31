"""The guest and its page talk: one suite over every way in which a guest can wait for an answer.

The bodies of the tests run in Pyodide on a page, where a host's code runs: see ``on_page``.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .person import in_page
from .spoilable_site import Site

if TYPE_CHECKING:  # what PRELUDE brings
    import asyncio

    from cloche import Limits, Sandbox

    def make(**options: Any) -> Sandbox: ...

    WAITS: str | None

ISOLATED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}

#: Where code can wait for its page, and how; WebKitGTK has neither JSPI nor shared memory.
WAITING = [(browser, way) for way in ("jspi", "shared-memory") for browser in ("chromium", "firefox")]
NOT_WAITING = [(browser, "neither") for browser in ("chromium", "firefox", "webkit")]

#: A page that runs Python: what a test's own script made, Firefox would hide from the next one.
PAGE = b"""<!doctype html><html lang=en><meta charset=utf-8><title>door</title><script type=module>
import { loadRuntime } from "/cloche.js";
const loading = loadRuntime();
window.runPython = async (code) => {
  const { pyodide } = await loading;
  await pyodide.runPythonAsync(code);
};
</script>"""

RUN = "await window.runPython(args[0])"

PRELUDE = """
import asyncio, json, time
from cloche import Limits, Sandbox, SandboxBusy

WAITS = {waits!r}

def make(**options):
    # Without JSPI, what is left is memory that the page shares, if it is isolated.
    if WAITS != "jspi":
        options = dict(waits="shared-memory", isolation="worker") | options
    return Sandbox(**options)

async def tell(test, source):
    # What went wrong with what, as pytest would tell it.
    try:
        await test()
    except Exception as error:
        frame = error.__traceback__.tb_next
        line = source.splitlines()[frame.tb_lineno - 1].strip()
        told = "\\n".join(f"{{name}} = {{value!r}}"[:1500] for name, value in frame.tb_frame.f_locals.items())
        raise AssertionError(f"{{line}}\\n{{told}}") from error
"""

#: Of the tests that follow, which ways they are for: those that can wait, unless it is said.
_ways: dict[str, list[tuple[str, str]]] = {}


def on_page(ways: list[tuple[str, str]] = WAITING) -> Callable[..., Callable[..., None]]:
    """Makes a test of an async function that is to run in Pyodide on a page."""

    def decorate(function: Callable[[], Awaitable[None]]) -> Callable[..., None]:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        tree.body[0].decorator_list = []  # type: ignore[attr-defined]
        source = ast.unparse(tree)
        name = function.__name__

        def test(page: Callable[[str], Any]) -> None:
            page(f"{source}\nawait tell({name}, {source!r})")

        test.__name__ = name
        test.__doc__ = function.__doc__
        _ways[name] = ways
        return test

    return decorate


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    ways = _ways[metafunc.function.__name__]
    metafunc.parametrize(("browser_name", "way"), ways, scope="module")


@pytest.fixture(scope="module")
def loaded(way: str, browser: Any, dist: Path) -> Iterator[Any]:
    site = Site(dist, headers=ISOLATED if way == "shared-memory" else None)
    site.pages["/door.html"] = PAGE
    browser.get(site.url + "door.html")
    in_page(browser, RUN, PRELUDE.format(waits=None if way == "neither" else way))
    yield browser
    site.close()


@pytest.fixture
def page(loaded: Any) -> Callable[[str], Any]:
    return lambda code: in_page(loaded, RUN, code)


# ---- what can be done everywhere -----------------------------------------------------------------


@on_page(WAITING + NOT_WAITING)
async def test_what_the_browser_can_do_is_told() -> None:
    async with make() as sandbox:
        assert sandbox.capabilities.waits == WAITS, sandbox.capabilities
        assert sandbox.capabilities.stops_gently == (WAITS is not None)


@on_page(WAITING + NOT_WAITING)
async def test_input_that_was_given_needs_no_answer() -> None:
    async with make(on_input=lambda prompt: "never asked") as sandbox:
        code = (
            "import sys\nprint(input('> '), repr(sys.stdin.readline()), [line for line in sys.stdin])\n"
            "try: input()\nexcept EOFError as error: print('end:', error)"
        )
        for stdin in ("a\nb\nc\nd\n", ["a", "b\n", "c", "d"]):
            result = await sandbox.run(code, stdin=stdin)
            assert result.stdout == (
                "> a 'b\\n' ['c\\n', 'd\\n']\nend: EOF when reading a line\n"), result
        empty = await sandbox.run("input()", stdin="")
        assert (empty.status, empty.error.type) == ("error", "EOFError")


@on_page(WAITING + NOT_WAITING)
async def test_what_is_displayed_arrives_in_order() -> None:
    shown = []

    async def on_display(bundle):
        await asyncio.sleep(0)
        shown.append(bundle)

    async with make(on_display=on_display) as sandbox:
        result = await sandbox.run("print('a')\nfor i in range(3): display({'n': i})\nprint('b')")
        assert (result.status, result.stdout) == ("ok", "a\nb\n"), result
        assert len(shown) == 3 and list(result.displays) == shown
        limits = Limits(output_bytes=2000)
        many = await sandbox.run("while True: display('x' * 500)", limits=limits)
        assert (many.status, many.session_state) == ("output", "kept")


@on_page(WAITING + NOT_WAITING)
async def test_asyncio_at_the_top_level() -> None:
    async with make() as sandbox:
        result = await sandbox.run("""
import asyncio
async def after(seconds, name):
    await asyncio.sleep(seconds)
    print(name)
    return name
print(await asyncio.gather(after(0.06, 'b'), after(0.01, 'a')))
try:
    await asyncio.wait_for(asyncio.sleep(5), 0.01)
except asyncio.TimeoutError:
    print('timeout')
event, lock, queue = asyncio.Event(), asyncio.Lock(), asyncio.Queue(1)
async def fill():
    await event.wait()
    async with lock:
        for i in range(3): await queue.put(i)
task = asyncio.create_task(fill())
event.set()
print([await queue.get() for i in range(3)], await task)
async def forever():
    try:
        while True: await asyncio.sleep(1)
    except asyncio.CancelledError:
        print('cancelled')
        raise
task = asyncio.create_task(forever())
await asyncio.sleep(0.01)
task.cancel()
try: await task
except asyncio.CancelledError: pass
print(await asyncio.sleep(0, 'done'))
await asyncio.sleep(0) or 7
""")
        assert result.stdout == (
            "a\nb\n['b', 'a']\ntimeout\n[0, 1, 2] None\ncancelled\ndone\n"), result
        assert result.value == 7
        began = time.monotonic()
        late = await sandbox.run("import asyncio\nawait asyncio.sleep(60)",
                                 limits=Limits(wall_seconds=0.4))
        assert (late.status, late.session_state) == ("timeout", "kept"), late
        assert time.monotonic() - began < 2


@on_page(WAITING + NOT_WAITING)
async def test_a_sleeping_run_is_stopped() -> None:
    for code in ("import time\ntime.sleep(60)", "import asyncio\nawait asyncio.sleep(60)"):
        async with make() as sandbox:
            await sandbox.run("marker = 41")
            run = asyncio.ensure_future(sandbox.run(code, limits=Limits(wall_seconds=60)))
            await asyncio.sleep(0.3)
            began = time.monotonic()
            assert sandbox.stop()
            result = await run
            assert time.monotonic() - began < 2
            assert result.status == "stopped"
            assert result.session_state == ("restored" if WAITS is None else "kept"), result
            assert (await sandbox.run("marker")).value == 41


@on_page(WAITING + NOT_WAITING)
async def test_a_function_that_is_missing_says_which_are_there() -> None:
    async with make() as sandbox:
        sandbox.register(lambda: 1, name="one")
        result = await sandbox.run("from host import two")
        assert result.error.type == "ImportError"
        assert result.error.message == "the page has no function 'two'; it has one"


@on_page(WAITING + NOT_WAITING)
async def test_inputs_set_globals() -> None:
    async with make() as sandbox:
        result = await sandbox.run("x, y['a'], type(y).__name__", inputs={"x": {1, 2}, "y": {"a": 1j}})
        assert result.value == ({1, 2}, 1j, "dict"), result
        assert (await sandbox.run("x")).value == {1, 2}


@on_page(WAITING + NOT_WAITING)
async def test_files_and_pictures_need_no_answer() -> None:
    seen = []
    async with make(on_display=seen.append, files={"in.csv": "item,price\nbread,2\nmilk,3\n"}) as sandbox:
        await sandbox.files.write("more/factor.py", "FACTOR = 7")
        result = await sandbox.run(
            "import csv, sys\n"
            "sys.path.append('more')\n"
            "from more.factor import FACTOR\n"
            "total = FACTOR * sum(int(row['price']) for row in csv.DictReader(open('in.csv')))\n"
            "with open('out.csv', 'w') as file: csv.writer(file).writerow(['total', total])\n"
            "import turtle\nturtle.forward(50)\n"
            "import matplotlib.pyplot as plt\nplt.plot([1, 2, total], label='line')\nplt.legend()\n"
            "plt.show()\ndisplay({'a': 1})\n"
        )
        assert result.status == "ok", result
        assert await sandbox.files.read_text("out.csv") == "total,35\r\n"
        kinds = [sorted(bundle) for bundle in seen]
        for kind in ("turtle+json", "plot+json"):
            assert [f"application/vnd.cloche.{kind}"] in kinds, kinds
        assert {"text/plain": "{'a': 1}"} in seen, seen
        assert list(result.displays) == seen


# ---- where nothing can wait ----------------------------------------------------------------------


@on_page(NOT_WAITING)
async def test_what_needs_an_answer_says_what_to_do() -> None:
    async def fetch():
        raise AssertionError("called")

    async with make(on_input=lambda prompt: "never asked") as sandbox:
        sandbox.function(fetch)
        sandbox.register(lambda: 1, name="look")
        for code in ("input('? ')", "import sys\nsys.stdin.readline()", "from host import look\nlook()",
                     "from host import fetch\nawait fetch()"):
            result = await sandbox.run("x = 1\n" + code)
            assert (result.status, result.error.type) == ("error", "RuntimeError"), (code, result)
            for way_out in ("JSPI (Chromium, Firefox)", "Cross-Origin-Opener-Policy: same-origin"):
                assert way_out in result.error.message
            assert result.session_state == "kept"
        result = await sandbox.run("try: input()\nexcept RuntimeError: print('else')\nx")
        assert (result.stdout, result.value) == ("else\n", 1)


# ---- input() -------------------------------------------------------------------------------------


@on_page()
async def test_input_asks_the_page() -> None:
    """The prompt is on the screen before the page is asked, and waiting is no run time."""
    lines = iter(["Ada", "b\n", "c", "d"])
    seen, screen = [], []

    async def on_input(prompt):
        seen.append((prompt, "".join(screen)))
        await asyncio.sleep(0.2)
        return next(lines, None)

    async with make(on_input=on_input, limits=Limits(wall_seconds=0.6)) as sandbox:
        result = await sandbox.run(
            "print('first')\nname = input('Name? ')\nprint('Hi', name)\nimport sys\n"
            "print(repr(sys.stdin.readline()), [line for line in sys.stdin])\n"
            "try: input('more? ')\nexcept EOFError: print('end')",
            on_stdout=screen.append,
        )
        assert result.status == "ok", result
        assert result.stdout == (
            "first\nName? Hi Ada\n'b\\n' ['c\\n', 'd\\n']\nmore? end\n"), result.stdout
        assert seen[0] == ("Name? ", "first\nName? "), seen
        assert len(seen) == 5
        assert result.usage.wait_seconds > 0.9
        assert result.usage.wall_seconds < 0.6
    async with make(on_input=lambda prompt: 7) as sandbox:
        result = await sandbox.run("input()")
        assert result.error.type == "TypeError"
        assert result.error.message == "on_input must give a str or None, not int"
    async with make() as sandbox:
        assert (await sandbox.run("input()")).error.type == "EOFError"


# ---- functions -----------------------------------------------------------------------------------


@on_page()
async def test_functions_of_the_page() -> None:
    async with make() as sandbox:

        @sandbox.function
        def lookup(word, *, limit=3):
            """Looks a word up.

            In the page's own list."""
            return {"word": word, "limit": limit}

        @sandbox.function
        async def fetch(number, delay=0.0):
            await asyncio.sleep(delay)
            return [number]

        sandbox.register(lambda *args, **kwargs: (args, kwargs), name="mirror")
        result = await sandbox.run(
            "from host import lookup, fetch, mirror\nhelp(lookup)\n"
            "[lookup('a'), lookup('b', limit=1), await fetch(3), mirror(1, {2}, k=b'x'), mirror()]")
        assert result.value == [
            {"word": "a", "limit": 3}, {"word": "b", "limit": 1}, [3], ((1, {2}), {"k": b"x"}),
            ((), {})], result
        assert result.stdout == (
            "lookup(word, *, limit=3)\n    Looks a word up.\n\n    In the page's own list.\n")
        again = await sandbox.run("lookup('c')")  # a name of the session's
        assert again.value == {"word": "c", "limit": 3}
        wrong = await sandbox.run("lookup()")
        assert wrong.error.type == "TypeError" and "word" in wrong.error.message
        wrong = await sandbox.run("lookup(print)")
        assert wrong.error.type == "TypeError"
        assert "value[1][0] is of type builtin_function_or_method, which has no plain form" in wrong.error.message


@on_page()
async def test_exceptions_of_the_page_arrive_as_what_they_are() -> None:
    import logging

    records = []
    handler = logging.Handler()
    handler.emit = records.append
    logging.getLogger("cloche").addHandler(handler)

    class Odd(Exception):
        pass

    class Special(KeyError):
        pass

    errors = [KeyError("k"), ValueError("v", 2), ZeroDivisionError("z"), Special("s"), Odd("o"),
              OSError("No such file"), RuntimeError("x" * 100_000), StopAsyncIteration("a"),
              asyncio.CancelledError()]

    def fail(n):
        raise errors[n]

    async def fail_later(n):
        await asyncio.sleep(0)
        raise errors[n]

    async with make(limits=Limits(message_bytes=2048)) as sandbox:
        sandbox.register(fail)
        sandbox.register(fail_later)
        sandbox.register(lambda: object(), name="strange")
        sandbox.register(lambda: "x" * 5000, name="large")
        for call in ("fail(n)", "await fail_later(n)"):
            result = await sandbox.run(
                "from host import fail, fail_later\nfound = []\n"
                f"for n in range({len(errors)}):\n"
                f"    try: {call}\n"
                "    except Exception as error: found.append((type(error).__name__, error.args))\n"
                "found")
            assert result.status == "ok", result
            kinds = [kind for kind, args in result.value]
            args = [args for kind, args in result.value]
            assert kinds[:6] == [
                "KeyError", "ValueError", "ZeroDivisionError", "KeyError", "Exception", "OSError"]
            assert args[:3] == [("k",), ("v", 2), ("z",)]
            assert args[4] == ("Odd: o",)
            assert kinds[6] == "RuntimeError" and set(args[6][0]) == {"x"}
            assert kinds[8] == "RuntimeError" and args[8] == ("the page gave the call up",)
        assert any(record.exc_info for record in records)  # the host's log has the whole
        logging.getLogger("cloche").removeHandler(handler)
        for name, text in (("strange", "the answer is of type object"), ("large", "takes more than")):
            result = await sandbox.run(f"from host import {name}\n{name}()")
            assert result.error.type == "TypeError" and text in result.error.message, result
        assert "Traceback" not in result.error.message
        result = await sandbox.run("from host import fail\nfail(0)")
        assert "fail" in result.error.traceback and "errors[n]" not in result.error.traceback


@on_page()
async def test_calls_at_once_are_matched_by_their_numbers() -> None:
    order = []

    async def fetch(number):
        await asyncio.sleep((5 - number) * 0.03)
        order.append(number)
        return number * 10

    async with make() as sandbox:
        sandbox.function(fetch)
        sandbox.register(lambda n: -n, name="now")
        result = await sandbox.run(
            "import asyncio\nfrom host import fetch, now\n"
            "async def both(n): return now(n), await fetch(n)\n"
            "together = asyncio.gather(fetch(1), fetch(2), both(3), fetch(4))\n"
            "values = await together\n"
            "async def slow():\n"
            "    try: await asyncio.wait_for(fetch(-5), 0.05)\n"
            "    except asyncio.TimeoutError: return 'late'\n"
            "values, await slow(), await fetch(5)")
        assert result.value == ([10, 20, (-3, 30), 40], "late", 50), result
        assert order == [4, 3, 2, 1, 5]
        many = await sandbox.run(
            "values = await asyncio.gather(*(fetch(4 + i / 1000) for i in range(300)))\nsum(values)")
        assert round(many.value) == sum(40 + i / 100 for i in range(300)) // 1, many


@on_page()
async def test_the_guest_works_while_the_page_does() -> None:
    async def slow():
        await asyncio.sleep(0.5)
        return "slept"

    async with make() as sandbox:
        sandbox.function(slow)
        result = await sandbox.run(
            "import asyncio\nfrom host import slow\nn = 0\n"
            "async def work():\n    global n\n    while True:\n        n += 1\n"
            "        await asyncio.sleep(0.01)\n"
            "task = asyncio.create_task(work())\nanswer = await slow()\ntask.cancel()\nanswer, n > 5")
        assert result.value == ("slept", True), result


@on_page()
async def test_running_code_from_a_function_of_the_page_is_refused() -> None:
    async with make() as sandbox:

        @sandbox.function
        async def again():
            return (await sandbox.run("1")).value

        result = await sandbox.run("from host import again\nawait again()")
        assert result.error.type == "Exception"
        assert result.error.message.startswith("SandboxBusy: this sandbox is running code already")
        assert (await sandbox.run("2")).value == 2


# ---- ends while a call is pending ----------------------------------------------------------------



@on_page()
async def test_stop_while_a_call_is_pending() -> None:
    pending = ("input()", "from host import never\nawait never()",
               "import asyncio\nfrom host import never\nawait asyncio.gather(never(), never())",
               "while True:\n try: input()\n except: pass")
    cancelled = []

    async def never(*args):
        try:
            await asyncio.sleep(600)
        except asyncio.CancelledError:
            cancelled.append(True)
            raise

    async with make(on_input=never) as sandbox:
        sandbox.function(never)
        await sandbox.run("marker = 41")
        for code in pending:
            cancelled.clear()
            run = asyncio.ensure_future(sandbox.run(code))
            await asyncio.sleep(0.2)
            began = time.monotonic()
            assert sandbox.stop()
            result = await run
            assert time.monotonic() - began < 0.2, "the guest was not woken"
            assert (result.status, result.session_state) == ("stopped", "kept"), result
            await asyncio.sleep(0)
            assert cancelled
            assert (await sandbox.run("marker")).value == 41
        run = asyncio.ensure_future(sandbox.run("input()"))
        await asyncio.sleep(0.2)
        run.cancel()
        await asyncio.wait([run])
        assert run.cancelled()
        assert (await sandbox.run("marker")).value == 41


@on_page()
async def test_limits_while_a_call_is_pending() -> None:
    async def never():
        await asyncio.sleep(600)

    async with make(on_input=lambda prompt: never()) as sandbox:
        sandbox.function(never)
        await sandbox.run("marker = 41\nimport asyncio")

        async def ends(code, **limits):
            began = time.monotonic()
            result = await sandbox.run(code, limits=Limits(**limits))
            assert time.monotonic() - began < 3, code
            assert result.session_state == "kept", result
            assert (await sandbox.run("marker")).value == 41
            return result

        for code in ("input()", "from host import never\nawait never()",
                     "while True:\n try: input()\n except: pass"):
            result = await ends(code, wait_seconds=0.4)
            assert result.status == "timeout" and "waited" in result.reason, result
            assert 0.4 <= result.usage.wait_seconds < 1
        start = "from host import never\ntask = asyncio.create_task(never())\nawait asyncio.sleep(0)\n"
        result = await ends(start + "while True: pass", wall_seconds=0.4)
        assert result.status == "timeout" and "took longer" in result.reason
        result = await ends(start + "while True: pass", steps=100_000)
        assert result.status == "steps"
        result = await ends(start + "while True: print('x' * 100)", output_bytes=10_000)
        assert result.status == "output"
        result = await ends(start + "x = []\nwhile True: x.append([0] * 1000)")
        assert result.status == "memory"
        result = await ends(
            "from host import never\nawait asyncio.gather(*(never() for i in range(9)))", host_calls=5)
        assert result.error.type == "RuntimeError" and "host_calls" in result.error.message
        result = await ends("from host import never\nnever('x' * 5000)\nawait never('x' * 5000)",
                            message_bytes=1024)
        assert result.error.type == "ValueError" and "message_bytes" in result.error.message


@on_page()
async def test_close_and_reset_while_a_call_is_pending() -> None:
    async def never(prompt):
        await asyncio.sleep(600)

    sandbox = make(on_input=never)
    run = asyncio.ensure_future(sandbox.run("input()"))
    await asyncio.sleep(0.5)
    await sandbox.reset()
    result = await run
    assert (result.status, result.session_state) == ("stopped", "lost")
    run = asyncio.ensure_future(sandbox.run("input()"))
    await asyncio.sleep(0.3)
    await sandbox.close()
    assert (await run).status == "stopped"


@on_page()
async def test_late_answers_reach_no_other_run() -> None:
    released = asyncio.Event()

    async def late():
        while not released.is_set():
            try:
                await released.wait()
            except asyncio.CancelledError:
                pass  # it goes on, whoever waits
        return "late"

    async def now():
        await asyncio.sleep(0.3)
        return "now"

    async with make() as sandbox:
        sandbox.function(late)
        sandbox.function(now)
        await sandbox.run("marker = 41\nfrom host import late, now")
        first = await sandbox.run("await late()", limits=Limits(wait_seconds=0.2))
        assert (first.status, first.session_state) == ("timeout", "kept")
        run = asyncio.ensure_future(sandbox.run("await now(), marker"))  # its call has the same number
        await asyncio.sleep(0.1)
        released.set()
        # And as if the answer had been on its way already.
        for number in (1, 2):
            sandbox._worker.result().post(
                {"type": "answer", "run": number, "call": 1, "answer": b"vs\x04\0\0\0late"})
        assert (await run).value == ("now", 41)


# ---- many calls ----------------------------------------------------------------------------------


@on_page()
async def test_calls_are_no_run_time() -> None:
    """Together they take longer than the run may; neither the guest nor the host ends it."""
    import js

    def work():
        until = time.monotonic() + 0.1
        while time.monotonic() < until:
            pass

    async with make(limits=Limits(wall_seconds=0.5)) as sandbox:
        sandbox.register(work)
        result = await sandbox.run("from host import work\nfor i in range(12): work()\n'done'")
        assert (result.value, result.session_state) == ("done", "kept"), result
        assert result.usage.wait_seconds > 1.1
        sandbox.register(lambda: None, name="nothing")
        result = await sandbox.run(
            "from host import nothing\nfor i in range(3000): nothing()\n'done'",
            limits=Limits(wall_seconds=1.0))
        assert (result.value, result.session_state) == ("done", "kept"), result


@on_page()
async def test_ten_thousand_calls_leave_nothing_behind() -> None:
    import gc

    import js
    import pyodide_js
    from pyodide.ffi import create_proxy

    async def fetch(n):
        return n

    # Pyodide's list also has proxies that are destroyed by now: any use of those throws.
    living = js.Function("proxies", """
        return [...proxies.keys()].filter((proxy) => {
          try { return proxy.type !== undefined; } catch { return false; }
        }).length;
    """)

    def left():
        gc.collect()
        proxies = living(pyodide_js._module.pyproxy_alloc_map)
        return proxies, len(asyncio.all_tasks()), len(gc.get_objects())

    async with make(limits=Limits(wall_seconds=30)) as sandbox:
        sandbox.function(fetch)
        sandbox.register(lambda n: n, name="look")
        code = (
            "from host import look, fetch\nimport asyncio\n"
            "for i in range({0}):\n    assert look(i) == i\n"
            "for i in range({1}):\n"
            "    assert await asyncio.gather(*(fetch(n) for n in range(10))) == list(range(10))\n"
            "import gc\ngc.collect()\ngc.mem_alloc()"
        )
        await sandbox.run(code.format(100, 10))
        pyodide_js._module.enable_pyproxy_allocation_tracing()
        try:
            counts, guests, memories = [], [], []
            before = left()[0]
            probe = create_proxy(fetch)
            assert left()[0] == before + 1  # one that is left is seen
            probe.destroy()
            for calls in ((50, 5), (5000, 500), (50, 5)):
                result = await sandbox.run(code.format(*calls))
                assert result.status == "ok", result
                guests.append(result.value)
                await asyncio.sleep(0.1)
                counts.append(left())
                memories.append(pyodide_js._module.HEAPU8.length)
        finally:
            pyodide_js._module.disable_pyproxy_allocation_tracing()
    proxies, tasks, objects = zip(*counts)
    assert max(proxies) - min(proxies) < 10, counts  # of 10,000; timers that are not due are some
    assert max(tasks) == min(tasks), counts
    assert objects[2] - objects[0] < 200, counts
    assert memories[2] == memories[0], memories
    assert guests[2] - guests[0] < 5000, guests
