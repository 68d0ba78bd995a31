"""The pool: new sandboxes, in turn, and nothing of them left behind."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from pytest_pyodide import run_in_pyodide

from cloche import InputError, Limits, Pool, PoolFull, Sandbox, SandboxClosed, StartError

# ---- anywhere --------------------------------------------------------------------------------


@pytest.mark.parametrize(("arguments", "says"), [
    ({"size": 0}, "size must be 1 to 128, not 0"),
    ({"size": 129}, "size must be 1 to 128, not 129"),
    ({"size": 2.0}, "size must be a whole number, not float"),
    ({"size": True}, "size must be a whole number, not bool"),
    ({"size": None}, "size must be a whole number, not NoneType"),
    ({"warm": -1}, "warm must be 0 to 128, not -1"),
    ({"warm": 129}, "warm must be 0 to 128, not 129"),
    ({"warm": "1"}, "warm must be a whole number, not str"),
    ({"waiting": -1}, "waiting must be 0 or more, not -1"),
    ({"waiting": None}, "waiting must be a whole number, not NoneType"),
    ({"limits": {"wall_seconds": 1}}, "limits must be a cloche.Limits, not dict"),
    ({"files": {"/a.py": ""}}, "must be a relative one"),
    ({"make": 3}, "make must be a function, not int"),
    ({"make": Sandbox, "files": {}}, "give make, or limits and files"),
    ({"make": Sandbox, "limits": Limits()}, "give make, or limits and files"),
])
def test_pools_of_the_wrong_kind(arguments: dict[str, Any], says: str):
    with pytest.raises(InputError) as caught:
        Pool(**{"size": 1, **arguments})
    assert says in str(caught.value)


def test_files_are_those_of_the_pools_making():
    files = {"a.txt": "before"}
    pool = Pool(1, files=files)
    files["a.txt"] = "after"
    assert pool._make()._files == {"a.txt": b"before"}


def test_a_closed_pool_says_so():
    async def close_and_run() -> None:
        pool = Pool(1)
        await pool.close()
        await pool.close()
        await pool.run("1")

    with pytest.raises(SandboxClosed, match="this pool is closed; make a new one"):
        asyncio.run(close_and_run())


class Idle(Sandbox):
    """A sandbox without a worker, for what the pool does between turns of the loop."""

    alive = 0

    def __init__(self) -> None:
        super().__init__()
        Idle.alive += 1

    async def start(self) -> None:
        self._check_open()

    async def close(self) -> None:
        Idle.alive -= not self._closed
        await super().close()


def test_a_place_that_is_given_and_not_taken_goes_to_the_next():
    """Who is cancelled, or finds the pool closed, just as the turn came."""
    async def hold(pool: Pool) -> None:
        async with pool.sandbox():
            await asyncio.sleep(0)

    async def main() -> None:
        pool = Pool(1, make=Idle)
        async with pool.sandbox():
            first, second = (asyncio.ensure_future(hold(pool)) for _ in range(2))
            await asyncio.sleep(0)
            assert (pool.in_use, pool.queued) == (1, 2)
        first.cancel()  # it has been given the place, and has not run since
        await second
        assert first.cancelled()
        assert (pool.in_use, pool.queued, pool._taken) == (0, 0, 0)

        async with pool.sandbox():
            third = asyncio.ensure_future(hold(pool))
            await asyncio.sleep(0)
        await pool.close()
        with pytest.raises(SandboxClosed):
            await third
        assert (pool.in_use, pool.queued, pool._taken) == (0, 0, 0)

    asyncio.run(asyncio.wait_for(main(), 10))
    assert Idle.alive == 0


def test_cancelled_callers_do_not_count_as_waiting():
    async def main() -> None:
        async with Pool(1, waiting=1, make=Idle) as pool:
            async with pool.sandbox():
                for _ in range(3):
                    waits = asyncio.ensure_future(pool.sandbox().__aenter__())
                    await asyncio.sleep(0)
                    with pytest.raises(PoolFull):
                        await pool.sandbox().__aenter__()
                    waits.cancel()
                    assert pool.queued == 0
                    await asyncio.wait([waits])
                    assert not pool._queue
            async with pool.sandbox():
                pass

    asyncio.run(asyncio.wait_for(main(), 10))
    assert Idle.alive == 0


def test_what_can_not_be_started_is_told_to_who_asks_and_leaks_no_place():
    class Broken(Idle):
        works = False

        async def start(self) -> None:
            await super().start()
            if not Broken.works:
                raise StartError("no workers here")

    async def main() -> None:
        with pytest.raises(StartError):
            async with Pool(1, warm=2, make=Broken):
                raise AssertionError("entered")
        pool = Pool(1, warm=2, make=Broken)
        for _ in range(3):
            with pytest.raises(StartError):
                async with pool.sandbox():
                    raise AssertionError("entered")
        Broken.works = True
        async with pool.sandbox():
            assert (pool.in_use, pool._taken) == (1, 1)
        await pool.close()

    asyncio.run(asyncio.wait_for(main(), 10))
    assert Idle.alive == 0


# ---- in each browser -------------------------------------------------------------------------


@run_in_pyodide(packages=["cloche"])
async def test_runs_and_sandboxes(selenium_module_scope):
    from cloche import Limits, Pool
    from cloche._worker import Worker

    shown = []
    async with Pool(2, limits=Limits(wall_seconds=2), files={"n.py": "n = 5"}) as pool:
        assert Worker.alive == 1
        result = await pool.run("import n\nprint(input())\nn.n", stdin="Ada", on_stdout=shown.append)
        assert (result.value, result.stdout, "".join(shown)) == (5, "Ada\n", "Ada\n"), result
        async with pool.sandbox() as sandbox:
            assert pool.in_use == 1
            assert sandbox.limits.wall_seconds == 2
            await sandbox.run("x = 1")
            assert (await sandbox.run("x")).value == 1
            assert (await pool.run("2")).value == 2  # beside it
        assert pool.in_use == 0
        failed = await pool.run("1/0")
        assert failed.status == "error" and failed.error.type == "ZeroDivisionError"
    assert Worker.alive == 0


@run_in_pyodide(packages=["cloche"])
async def test_nothing_is_left_behind(selenium_module_scope):
    """Message channels, of which each worker and the airlock have one, iframes, object URLs and
    proxies, counted in the page itself."""
    import asyncio
    import gc

    import js
    import pyodide_js
    from cloche import Pool, Sandbox
    from cloche._airlock import Airlock
    from cloche._worker import Worker

    while Airlock.alive:  # the one of the test before, which the ledger would not know of
        await asyncio.sleep(0.1)
    ledger = js.eval("""(() => {
        const { MessageChannel, URL } = globalThis;
        const { createObjectURL, revokeObjectURL } = URL;
        const living = new Set();
        const ledger = {
            started: 0, urls: 0,
            living: () => living.size,
            restore() {
                Object.assign(globalThis, { MessageChannel });
                Object.assign(URL, { createObjectURL, revokeObjectURL });
            },
        };
        globalThis.MessageChannel = class extends MessageChannel {
            constructor() {
                super();
                ledger.started++;
                const { port1 } = this;
                living.add(port1);
                port1.close = () => {
                    MessagePort.prototype.close.call(port1);
                    living.delete(port1);
                };
            }
        };
        URL.createObjectURL = (blob) => { ledger.urls++; return createObjectURL.call(URL, blob); };
        URL.revokeObjectURL = (url) => { ledger.urls--; revokeObjectURL.call(URL, url); };
        return ledger;
    })()""")
    pyodide_js._module.enable_pyproxy_allocation_tracing()

    def left():
        proxies = pyodide_js._module.pyproxy_alloc_map.size
        iframes = js.document.getElementsByTagName("iframe").length
        return ledger.living(), iframes, ledger.urls, proxies

    async def one_by_one(pool, runs):
        for n in range(runs):
            result = await pool.run(f"print({n})")
            assert result.stdout == f"{n}\n", result

    async def at_once(pool, runs):
        results = await asyncio.gather(*(pool.run(f"print({n})") for n in range(runs)))
        assert [result.stdout for result in results] == [f"{n}\n" for n in range(runs)]

    try:
        for size, warm, use, runs in [(1, 1, one_by_one, 200), (16, 1, at_once, 16), (4, 4, at_once, 16)]:
            before = None
            for times in (2, runs):  # the module is compiled, and its script's URL made, just once
                started = ledger.started
                async with Pool(size, warm=warm) as pool:
                    await use(pool, times)
                    await pool.start()
                    assert Airlock.alive == 1  # for all of them
                    assert ledger.living() - 1 == Worker.alive == warm
                    assert (pool.in_use, pool.queued, pool._taken) == (0, 0, 0)
                assert ledger.started - started >= times
                assert Worker.alive == 0
                # Until the airlock is gone; what the loop had on its list holds proxies too.
                await asyncio.sleep(0.7)
                assert Airlock.alive == 0
                after = left()
                assert after == (before or after), (size, before, after)
                before = after
            assert before[0] == 0
        gc.collect()
        assert not [thing for thing in gc.get_objects() if type(thing) in (Sandbox, Worker)]
    finally:
        ledger.restore()
        pyodide_js._module.disable_pyproxy_allocation_tracing()


@run_in_pyodide(packages=["cloche"])
async def test_nobody_sees_what_another_left(selenium_module_scope):
    import asyncio

    from cloche import Pool, SandboxClosed

    leaves = (
        "import sys, math, n, builtins\nx = 1\nbuiltins.y = 2\nmath.z = n.z = 3\nsys.path.append('q')\n"
        "import random; random.seed(1)\nopen('left.txt', 'w').write('x')"
    )
    looks = (
        "import sys, math, n, builtins\n"
        "def there(f):\n"
        "    try: f(); return True\n"
        "    except (NameError, AttributeError, OSError): return False\n"
        "[there(lambda: x), there(lambda: y), there(lambda: math.z), there(lambda: n.z),"
        " there(lambda: open('left.txt')), 'q' in sys.path]"
    )
    async with Pool(2, warm=2, files={"n.py": ""}) as pool:
        kept = []
        for _ in range(6):
            async with pool.sandbox() as sandbox:
                assert (await sandbox.run(looks)).value == [False] * 6
                await sandbox.run(leaves)
                assert (await sandbox.run("x")).value == 1
            assert sandbox not in kept
            kept.append(sandbox)
        seen = await asyncio.gather(*(pool.run(looks + "\nx = 1") for _ in range(6)))
        assert all(result.status == "ok" for result in seen), seen
        # A sandbox that was given back is no way in.
        for sandbox in kept:
            try:
                await sandbox.run("1")
            except SandboxClosed:
                pass
            else:
                raise AssertionError("it ran")


@run_in_pyodide(packages=["cloche"])
async def test_turns_come_in_order(selenium_module_scope):
    import asyncio

    from cloche import Pool

    order, late = [], []

    async def use(pool, n):
        async with pool.sandbox() as sandbox:
            order.append(n)
            await sandbox.run("import time; time.sleep(0.02)" if n % 3 else "1")
            if n == 2:
                late.append(asyncio.ensure_future(use(pool, 99)))
        if n == 4:  # its place is free just now, and belongs to those who wait
            await use(pool, 100)

    async with Pool(1) as pool:
        await asyncio.gather(*(use(pool, n) for n in range(8)))
        await asyncio.gather(*late)
        assert order == [*range(8), 99, 100]
        assert (pool.in_use, pool.queued) == (0, 0)


@run_in_pyodide(packages=["cloche"])
async def test_no_more_than_size_at_once(selenium_module_scope):
    import asyncio

    from cloche import Pool
    from cloche._worker import Worker

    seen = []

    async def use(pool):
        async with pool.sandbox() as sandbox:
            seen.append((pool.in_use, Worker.alive))
            await sandbox.run("import time; time.sleep(0.02)")

    async with Pool(3, warm=2) as pool:
        await asyncio.gather(*(use(pool) for _ in range(12)))
    assert max(in_use for in_use, _ in seen) == 3
    assert max(workers for _, workers in seen) <= 3 + 2


@run_in_pyodide(packages=["cloche"])
async def test_only_so_many_may_wait(selenium_module_scope):
    import asyncio

    from cloche import Pool, PoolFull

    async with Pool(1, waiting=2) as pool:
        runs = [asyncio.ensure_future(pool.run(f"import time; time.sleep(0.05); {n}")) for n in range(5)]
        outcomes = await asyncio.gather(*runs, return_exceptions=True)
        assert [outcome.value for outcome in outcomes[:3]] == [0, 1, 2]
        for outcome in outcomes[3:]:
            assert type(outcome) is PoolFull and "all 1 sandboxes" in str(outcome), outcome
        assert (await pool.run("3")).value == 3
    async with Pool(1, waiting=0) as pool:
        async with pool.sandbox():
            try:
                await pool.run("1")
            except PoolFull:
                pass
            else:
                raise AssertionError("it waited")


@run_in_pyodide(packages=["cloche"])
async def test_who_is_cancelled_leaks_no_place(selenium_module_scope):
    """While waiting for a turn, for a worker's start, and while code runs."""
    import asyncio

    from cloche import Pool
    from cloche._worker import Worker

    async with Pool(1, warm=0) as pool:
        async with pool.sandbox() as sandbox:
            waits = [asyncio.ensure_future(pool.run(f"{n}")) for n in range(3)]
            await asyncio.sleep(0.05)
            assert pool.queued == 3
            waits[1].cancel()
            assert (await sandbox.run("7")).value == 7
            assert pool.queued == 2
        outcomes = await asyncio.gather(*waits, return_exceptions=True)
        assert (outcomes[0].value, outcomes[2].value) == (0, 2)
        assert isinstance(outcomes[1], asyncio.CancelledError)
        for code, seconds in (("1", 0), ("1", 0.001), ("while True: pass", 0.15)):
            run = asyncio.ensure_future(pool.run(code))
            await asyncio.sleep(seconds)
            run.cancel()
            await asyncio.wait([run])
            assert (pool.in_use, pool.queued, pool._taken) == (0, 0, 0)
        assert (await pool.run("8")).value == 8
        assert Worker.alive == 0


@run_in_pyodide(packages=["cloche"])
async def test_lost_workers_are_replaced(selenium_module_scope):
    import asyncio

    from cloche import Limits, Pool
    from cloche._worker import Worker

    async with Pool(2, warm=2, limits=Limits(wall_seconds=1)) as pool:
        for sandbox in pool._ready:
            sandbox._worker.result().terminate()
        assert Worker.alive == 0
        results = await asyncio.gather(*(pool.run(f"{n}") for n in range(4)))
        assert [result.value for result in results] == [0, 1, 2, 3]
        await pool.start()
        assert Worker.alive == 2
        # One that is lost in use is its user's; the next gets another.
        async with pool.sandbox() as sandbox:
            run = asyncio.ensure_future(sandbox.run("while True: pass"))
            await asyncio.sleep(0.1)
            sandbox._worker.result()._fail("broken", "by hand")
            assert (await run).status == "crashed"
            assert (await sandbox.run("2")).value == 2
        assert (await pool.run("3")).value == 3
        await pool.start()
        assert Worker.alive == 2
    assert Worker.alive == 0


@run_in_pyodide(packages=["cloche"])
async def test_close_while_busy(selenium_module_scope):
    import asyncio
    import time

    from cloche import Pool, SandboxClosed
    from cloche._worker import Worker

    async with Pool(2, warm=1) as pool:
        runs = [asyncio.ensure_future(pool.run("print('begun')\nwhile True: pass")) for _ in range(2)]
        waits = [asyncio.ensure_future(pool.run("1")) for _ in range(3)]
        await asyncio.sleep(0.4)
        assert (pool.in_use, pool.queued) == (2, 3)
        started = time.monotonic()
        await pool.close()
        assert Worker.alive == 0
        for result in await asyncio.gather(*runs):
            assert (result.status, result.stdout) == ("stopped", "begun\n"), result
        for outcome in await asyncio.gather(*waits, return_exceptions=True):
            assert type(outcome) is SandboxClosed and "pool is closed" in str(outcome), outcome
        assert time.monotonic() - started < 0.5
        assert (pool.in_use, pool.queued, pool._taken) == (0, 0, 0)
    # While workers are being started: nobody waits for ever, and none is left.
    pool = Pool(2, warm=2)
    runs = [asyncio.ensure_future(pool.run("1")) for _ in range(3)]
    await asyncio.sleep(0)
    assert pool.in_use == 2
    await pool.close()
    assert Worker.alive == 0
    for outcome in await asyncio.gather(*runs, return_exceptions=True):
        assert type(outcome) is SandboxClosed and "pool is closed" in str(outcome), outcome


@run_in_pyodide(packages=["cloche"])
async def test_sandboxes_can_be_made_by_another(selenium_module_scope):
    from cloche import Pool, Sandbox

    made = []

    def make():
        made.append(Sandbox(files={"n.py": f"n = {len(made)}"}))
        return made[-1]

    async with Pool(1, make=make) as pool:
        assert [(await pool.run("import n; n.n")).value for _ in range(3)] == [0, 1, 2]
    assert all(sandbox._closed for sandbox in made)
