"""The sandbox as people use it: the wheel, installed in Pyodide, in each browser."""

from __future__ import annotations


from pytest_pyodide import run_in_pyodide



@run_in_pyodide(packages=["micropip"])
async def test_the_wheel_installs_by_micropip(selenium_module_scope):
    import micropip

    await micropip.install("cloche")
    import cloche

    result = await cloche.run("print(6 * 7)")
    assert result.stdout == "42\n"
    assert result.status == "ok"


@run_in_pyodide(packages=["cloche"])
async def test_the_example_of_the_readme(selenium_module_scope):
    from cloche import Limits, Sandbox

    shown = []
    limits = Limits(wall_seconds=2, memory_bytes=16 * 2**20, output_bytes=2**20)
    async with Sandbox(limits=limits) as sandbox:
        result = await sandbox.run("print(6 * 7)\n[1, 'a', 2.5]", on_stdout=shown.append)
    assert result.check() is result
    assert "".join(shown) == result.stdout == "42\n"
    assert result.value == [1, "a", 2.5]
    assert result.error is None
    assert result.usage.output_bytes == 3
    assert 0 < result.usage.peak_memory_bytes <= 16 * 2**20


@run_in_pyodide(packages=["cloche"])
async def test_values(selenium_module_scope):
    import math

    from cloche import Sandbox

    values = [
        None, True, 0, -1, 2**29, 2**30, -(2**30), 2**31, -(2**63), 10**200, -(10**50), 0.5,
        math.inf, -0.0, 1e308, "", "ü😀\0", b"\0\xff", bytearray(b"x"), (), (1, (2,)), [], [[]], {1, 2},
        frozenset({3}), {"a": {1: [2.5]}}, 3 + 4j, range(1, 10, 3),
    ]
    async with Sandbox() as sandbox:
        for value in values:
            result = await sandbox.run(repr(value).replace("inf", "float('inf')"))
            assert result.status == "ok", result
            assert result.value == value and type(result.value) is type(value), (value, result)
            assert repr(result.value) == repr(value)
        assert math.isnan((await sandbox.run("float('nan')")).value)
        for code in ("object()", "print", "class A: pass\nA()", "[object()]", "a=[]\na.append(a)\na"):
            result = await sandbox.run(code)
            assert result.status == "ok" and result.value is None, code


@run_in_pyodide(packages=["cloche"])
async def test_the_session_lives_from_run_to_run_and_reset_ends_it(selenium_module_scope):
    from cloche import Sandbox

    async with Sandbox() as sandbox:
        await sandbox.run("import math\nx = 3\ndef double(n): return 2 * n\nclass A: y = 5")
        assert (await sandbox.run("double(x) + A.y + math.floor(2.5)")).value == 13
        failed = await sandbox.run("y = 7\n1/0")
        assert failed.status == "error" and failed.session_state == "kept"
        assert (await sandbox.run("y")).value == 7
        await sandbox.reset()
        result = await sandbox.run("x")
        assert result.status == "error" and result.error.type == "NameError"


@run_in_pyodide(packages=["cloche"])
async def test_errors_show_the_line(selenium_module_scope):
    from cloche import GuestError, Sandbox

    async with Sandbox(files={"helper.py": "def boom():\n    raise KeyError('k')\n"}) as sandbox:
        streamed = []
        result = await sandbox.run(
            "import helper\ndef f():\n    helper.boom()\nf()", on_stderr=streamed.append)
        assert result.status == "error"
        assert result.error.type == "KeyError"
        assert [(f.file, f.line, f.function, f.source) for f in result.error.frames] == [
            ("<main>", 4, "<module>", "f()"),
            ("<main>", 3, "f", "helper.boom()"),
            ("helper.py", 2, "boom", "raise KeyError('k')"),
        ]
        assert result.stderr == "".join(streamed) == result.error.traceback
        try:
            result.check()
        except GuestError as error:
            assert error.result is result
        else:
            raise AssertionError("check() raised nothing")
        syntax = await sandbox.run("x = = 1")
        assert syntax.error.type == "SyntaxError" and syntax.error.column == 5
        assert (await sandbox.run("raise SystemExit")).status == "ok"
        assert (await sandbox.run("import sys; sys.exit(3)")).status == "error"


@run_in_pyodide(packages=["cloche"])
async def test_an_endless_loop_ends_in_time_and_the_next_run_answers_at_once(selenium_module_scope):
    import time

    from cloche import Limits, Sandbox, WallLimitError

    async with Sandbox(limits=Limits(wall_seconds=1)) as sandbox:
        started = time.monotonic()
        result = await sandbox.run("while True: pass")
        assert result.status == "timeout"
        assert 1 <= time.monotonic() - started < 1.5
        started = time.monotonic()
        assert (await sandbox.run("print('next')")).stdout == "next\n"
        assert time.monotonic() - started < 0.1
        try:
            result.check()
        except WallLimitError as error:
            assert "1 s" in str(error)


@run_in_pyodide(packages=["cloche"])
async def test_one_long_call_in_c_ends_in_time_and_the_session_lives(selenium_module_scope):
    import time

    from cloche import Limits, Sandbox

    async with Sandbox(limits=Limits(wall_seconds=1)) as sandbox:
        await sandbox.run("x = 1")
        for code in ("sum(range(10**9))", "3**(10**7)", "('a' * 2_000_000).find('a' * 1_000_000 + 'b')"):
            started = time.monotonic()
            result = await sandbox.run(code)
            assert (result.status, result.session_state) == ("timeout", "kept"), result
            assert time.monotonic() - started < 1.5
            assert (await sandbox.run("x")).value == 1


@run_in_pyodide(packages=["cloche"])
async def test_recursion_in_c_is_caught_and_never_a_trap(selenium_module_scope):
    from cloche import Sandbox

    programs = [
        "a = []\nfor i in range(100000): a = [a]\nrepr(a)",
        "a = []\nb = []\nfor i in range(100000):\n  a = [a]\n  b = [b]\na == b",
        "class A:\n  def __repr__(self): return repr(self)\nrepr(A())",
        "class A:\n  def __getattr__(self, name): return getattr(self, name + 'x')\nA().y",
        "def f(x): return sorted([2, 1], key=f)\nf(1)",
        "def f(): exec('f()')\nf()",
        "def f(n): return f(n + 1)\nf(0)",
    ]
    async with Sandbox() as sandbox:
        await sandbox.run("marker = 41")
        for code in programs:
            result = await sandbox.run(code)
            assert result.status == "error", (code, result)
            assert result.error.type == "RecursionError", (code, result.error)
            assert (await sandbox.run("marker")).value == 41, code


@run_in_pyodide(packages=["cloche"])
async def test_memory_is_bounded_and_collected(selenium_module_scope):
    from cloche import Limits, Sandbox

    limit = 16 * 2**20
    async with Sandbox(limits=Limits(wall_seconds=60, memory_bytes=limit)) as sandbox:
        result = await sandbox.run("for i in range(2_000_000): [i]")
        assert result.status == "ok" and result.usage.peak_memory_bytes <= limit, result
        result = await sandbox.run("x = []\nwhile True: x.append([1, 2, 3])")
        assert result.status == "memory" and result.usage.peak_memory_bytes <= limit, result
        assert result.error.type == "MemoryError"
        assert (await sandbox.run("del x; print('fine')")).stdout == "fine\n"


@run_in_pyodide(packages=["cloche"])
async def test_output_is_bounded(selenium_module_scope):
    from cloche import Limits, Sandbox

    async with Sandbox(limits=Limits(output_bytes=10_000)) as sandbox:
        result = await sandbox.run("while True: print('x' * 999)")
        assert result.status == "output" and result.session_state == "kept"
        assert len(result.stdout) == 10_000 == result.usage.output_bytes
        result = await sandbox.run("print('ü' * 4999, end='')\nprint('😀')")
        assert result.status == "output" and result.stdout == "ü" * 4999
        assert (await sandbox.run("print('fine')")).stdout == "fine\n"


@run_in_pyodide(packages=["cloche"])
async def test_output_comes_while_the_code_runs(selenium_module_scope):
    import asyncio
    import time

    from cloche import Sandbox

    seen = []
    async with Sandbox() as sandbox:
        started = time.monotonic()

        async def show(text):
            await asyncio.sleep(0)
            seen.append((time.monotonic() - started, text))

        await sandbox.run(
            "import time\nfor i in range(5):\n    print(i)\n    time.sleep(0.2)", on_stdout=show)
        assert "".join(text for _, text in seen) == "0\n1\n2\n3\n4\n"
        assert seen[0][0] < 0.3 and len(seen) >= 4, seen
        seen.clear()
        await sandbox.run("for i in range(20000): print(i)", on_stdout=show)
        assert len(seen) < 100  # batches, not a message for each


@run_in_pyodide(packages=["cloche"])
async def test_stop_close_busy_and_cancel(selenium_module_scope):
    import asyncio

    from cloche import RunStopped, Sandbox, SandboxBusy, SandboxClosed
    from cloche._worker import Worker

    async with Sandbox() as sandbox:
        assert sandbox.stop() is False
        run = asyncio.ensure_future(sandbox.run("print('begun')\nwhile True: pass"))
        await asyncio.sleep(0.3)
        try:
            await sandbox.run("1")
        except SandboxBusy as error:
            assert "await" in str(error)
        else:
            raise AssertionError("a second run was let in")
        assert sandbox.stop() is True
        result = await run
        assert result.status == "stopped" and result.stdout == "begun\n"
        import js
        # Where the guest can be asked (JSPI), the session lives on.
        asked = hasattr(js.WebAssembly, "Suspending")
        assert result.session_state == ("kept" if asked else "restored")
        try:
            result.check()
        except RunStopped:
            pass
        assert (await sandbox.run("print('next')")).stdout == "next\n"
        run = asyncio.ensure_future(sandbox.run("while True: pass"))
        await asyncio.sleep(0.1)
        run.cancel()
        try:
            await run
        except asyncio.CancelledError:
            pass
        assert (await sandbox.run("print('again')")).stdout == "again\n"
        run = asyncio.ensure_future(sandbox.run("while True: pass"))
        await asyncio.sleep(0.1)
        await sandbox.close()
        assert (await run).status == "stopped"
        try:
            await sandbox.run("1")
        except SandboxClosed:
            pass
        else:
            raise AssertionError("a closed sandbox ran code")
    assert Worker.alive == 0


@run_in_pyodide(packages=["cloche"])
async def test_an_error_in_an_output_function_reaches_the_caller(selenium_module_scope):
    from cloche import Sandbox

    def fail(text):
        raise ZeroDivisionError(text)

    async with Sandbox() as sandbox:
        try:
            await sandbox.run("print('x')\nwhile True: pass", on_stdout=fail)
        except ZeroDivisionError as error:
            assert str(error) == "x\n"
        else:
            raise AssertionError("nothing was raised")
        assert (await sandbox.run("print('next')")).stdout == "next\n"


@run_in_pyodide(packages=["cloche"])
async def test_stdin_and_files(selenium_module_scope):
    from cloche import Sandbox

    async with Sandbox(files={"d/data.txt": "ä\nb", "pkg/__init__.py": "n = 5", "b.bin": b"\xff"}) as sandbox:
        result = await sandbox.run(
            "name = input('Name? ')\nprint(name, input())", stdin="Ada\nLovelace")
        assert result.stdout == "Name? Ada Lovelace\n"
        assert (await sandbox.run("input()")).error.type == "EOFError"
        assert (await sandbox.run("import sys\n[line for line in sys.stdin]", stdin="1\n2")).value == ["1\n", "2"]
        assert (await sandbox.run("open('d/data.txt').read()")).value == "ä\nb"
        assert (await sandbox.run("open('b.bin', 'rb').read()")).value == b"\xff"
        assert (await sandbox.run("import pkg; pkg.n")).value == 5
        assert (await sandbox.run("open('none')")).error.type == "FileNotFoundError"
        await sandbox.reset()
        assert (await sandbox.run("import pkg; pkg.n")).value == 5


@run_in_pyodide(packages=["cloche"])
async def test_nothing_is_left_behind(selenium_module_scope):
    import asyncio

    import cloche
    from cloche._worker import Worker

    for n in range(50):
        assert (await cloche.run(f"print({n})")).stdout == f"{n}\n"
    assert Worker.alive == 0
    results = await asyncio.gather(*(cloche.run(f"print({n})") for n in range(8)))
    assert [result.stdout for result in results] == [f"{n}\n" for n in range(8)]
    assert Worker.alive == 0


@run_in_pyodide(packages=["cloche"])
async def test_nonsense_from_a_worker_has_a_name(selenium_module_scope):
    """A worker that is not ours, in our worker's place: every lie ends it, none raises here."""
    import asyncio

    import js
    from cloche import Limits, Sandbox, StartError, _page_worker, _worker
    from pyodide.ffi import to_js

    def script(text):
        blob = js.Blob.new(to_js([text]), js.JSON.parse('{"type": "text/javascript"}'))
        return js.URL.createObjectURL(blob)

    head = "onmessage = ({data: {port}}) => { const postMessage = port.postMessage.bind(port); "
    ready = "if (e.data.type === 'start') postMessage({type: 'ready', protocol: 4, yields: false}); " \
            "else if (e.data.type === 'run') "
    done = "{type: 'done', run: e.data.run, outcome: 'ok', value: new Uint8Array(0), " \
           "error: new Uint8Array(0), problem: new Uint8Array(0), wall_seconds: 0, wait_seconds: 0, " \
           "steps: 0, peak_memory_bytes: 0, output_bytes: 0"
    call = "{type: 'call', run: e.data.run, call: 1, name: 'input', payload: new Uint8Array([78]), " \
           "ran_seconds: 0"
    lies = {
        "postMessage(7)": "crashed",
        "postMessage({type: 'constructor'})": "crashed",
        "postMessage({type: 'stdout', run: e.data.run, text: 5})": "crashed",
        "postMessage({type: 'stdout', run: 99, text: 'x'})": "crashed",
        "postMessage({type: 'stdout', run: e.data.run, text: 'x'.repeat(2e6)})": "crashed",
        "postMessage({type: 'ready', protocol: 4, yields: false})": "crashed",
        f"postMessage({done}, more: 1}})": "crashed",
        f"postMessage({{...{done}}}, value: new Uint8Array([1, 2])}})": "crashed",
        f"postMessage({{...{done}}}, error: new Uint8Array([78])}})": "crashed",
        f"postMessage({{...{done}}}, outcome: 'error'}})": "crashed",
        f"postMessage({{...{done}}}, steps: -1}})": "crashed",
        "postMessage(new Map([['type', 'done']]))": "crashed",
        f"{{ postMessage({call}}}); postMessage({call}}}) }}": "crashed",
        f"postMessage({{...{call}}}, run: 99}})": "crashed",
        f"postMessage({{...{call}}}, payload: new Uint8Array([1])}})": "crashed",
        f"postMessage({{...{call}}}, payload: new Uint8Array(2e6)}})": "crashed",
        f"for (let i = 1; i < 20000; i++) postMessage({{...{call}}}, call: i}})": "crashed",
        f"for (let i = 1; i < 20; i++) postMessage({{...{call}}}, call: 0, name: 'show', "
        "payload: new Uint8Array([115, 96, 234, 0, 0, ...Array(60000).fill(65)])})": "crashed",
        "{ postMessage({type: 'wait', run: e.data.run}); postMessage({type: 'wait'}) }": "crashed",
        f"{{ postMessage({{type: 'cancel', run: e.data.run, call: 7}}); postMessage({done}}}) }}": "ok",
        "{}": "timeout",
        "while (true);": "timeout",
        "throw new Error('broken')": "crashed",
        f"postMessage({done}}})": "ok",
    }
    real = _page_worker._url()
    try:
        for lie, status in lies.items():
            _page_worker._script_url = script(
                f"{head} port.onmessage = (e) => {{ {ready} {lie} }} }}")
            async with Sandbox(limits=Limits(wall_seconds=0.2), isolation="worker") as sandbox:
                result = await sandbox.run("print(1)")
                assert result.status == status, (lie, result)
                assert (result.session_state == "kept") == (status == "ok"), lie
                if status == "crashed":
                    assert result.reason, lie
        for lie in ("syntax error here", head + "postMessage({type: 'done'}) }", "onmessage = ({data: {port}}) => port.postMessage(null)"):
            _page_worker._script_url = script(lie)
            try:
                await Sandbox(isolation="worker").start()
            except StartError:
                pass
            else:
                raise AssertionError(lie)
    finally:
        _page_worker._script_url = real
    await asyncio.sleep(0)
    assert _worker.Worker.alive == 0


def test_the_page_of_these_tests_is_real(selenium_module_scope):
    """Which browser the report means."""
    agent = selenium_module_scope.run_js("return navigator.userAgent")
    expected = {"chrome": "Chrome/", "firefox": "Firefox/", "safari": "AppleWebKit/"}
    assert expected[selenium_module_scope.browser] in agent




@run_in_pyodide(packages=["cloche"])
async def test_a_function_of_an_earlier_run_shows_its_own_lines(selenium_module_scope):
    from cloche import Sandbox

    async with Sandbox() as sandbox:
        await sandbox.run("def f():\n    return 1 / 0")
        result = await sandbox.run("# another program\nf()")
        assert [(f.file, f.line, f.source) for f in result.error.frames] == [
            ("<main>", 2, "f()"),
            ("<main>, run 1", 2, "return 1 / 0"),
        ]


@run_in_pyodide(packages=["cloche"])
async def test_the_clock_is_no_finer_than_was_asked_for(selenium_module_scope):
    from cloche import InputError, Sandbox

    code = (
        "import time\n"
        "times = set()\n"
        "while len(times) < 3: times.add(time.time_ns())\n"
        "[sorted(times)[1] - sorted(times)[0], any(t % (STEP * 10**6) for t in times)]"
    )
    for step in (1, 100):
        async with Sandbox(clock_step_seconds=step / 1000) as sandbox:
            result = await sandbox.run(code.replace("STEP", str(step)))
            apart, is_finer = result.check().value
            assert apart >= step * 10**6 and not is_finer, (step, apart)
            async with await sandbox.fork() as forked:
                assert (await forked.run(f"time.time_ns() % {step * 10**6}")).value == 0
    for wrong in (0, 0.0001, -1, float("nan"), 10**6, True, "1"):
        try:
            Sandbox(clock_step_seconds=wrong)
        except InputError as error:
            assert "clock_step_seconds" in str(error)
        else:
            raise AssertionError(wrong)
