"""Sessions as snapshots, and sessions that come back when their worker had to be ended."""

from __future__ import annotations

import itertools

import pytest
from pytest_pyodide import run_in_pyodide

from cloche import Limits, Sandbox, Snapshot, SnapshotError
from cloche._backup import Backup
from cloche._sources import Sources

# ---- bytes ---------------------------------------------------------------------------------------

IMAGE = bytes(range(256)) * 100


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr("cloche._module.asset", lambda name: b"the module")
    sources = Sources({"data.py": b"x = 1\n"})
    sources.add_run("<main>", "def f(): pass\n")
    return Snapshot(IMAGE, 2**24, sources).to_bytes()


def test_bytes_and_back(kept: bytes) -> None:
    snapshot = Snapshot.from_bytes(kept)
    assert (snapshot._image, snapshot.memory_bytes) == (IMAGE, 2**24)
    assert snapshot.size_bytes == len(IMAGE) > len(kept)
    assert snapshot._sources.line("<main>", 1) == "def f(): pass"
    assert snapshot._sources.line("data.py", 1) == "x = 1"
    assert snapshot._sources.add_run("<main>", "1") == "<main>#2"


def test_bytes_cut_short_are_refused(kept: bytes) -> None:
    for length in {*range(0, 100), *range(100, len(kept), 37), len(kept) - 1}:
        with pytest.raises(SnapshotError):
            Snapshot.from_bytes(kept[:length])
    with pytest.raises(SnapshotError, match="cut short"):
        Snapshot.from_bytes(kept[:-1])
    with pytest.raises(SnapshotError):
        Snapshot.from_bytes(kept + b"more")


def test_a_flipped_bit_is_refused(kept: bytes) -> None:
    for at, bit in itertools.product({*range(0, 90), *range(90, len(kept), 41)}, (0, 7)):
        damaged = bytearray(kept)
        damaged[at] ^= 1 << bit
        with pytest.raises(SnapshotError):
            Snapshot.from_bytes(damaged)


def test_another_release_is_refused(kept: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cloche._module.asset", lambda name: b"another module")
    with pytest.raises(SnapshotError, match="another release.*run the code of the session again"):
        Snapshot.from_bytes(kept)


def test_what_is_no_snapshot_is_refused(kept: bytes) -> None:
    with pytest.raises(SnapshotError, match="bytes, not str"):
        Snapshot.from_bytes("text")  # type: ignore[arg-type]
    with pytest.raises(SnapshotError, match="no snapshot"):
        Snapshot.from_bytes(b"PK\3\4" + bytes(100))
    with pytest.raises(SnapshotError, match=r"from_bytes\(\)"):
        Sandbox.from_snapshot(kept)  # type: ignore[arg-type]
    with pytest.raises(SnapshotError, match="memory_bytes=16777216.*must be the same"):
        Sandbox.from_snapshot(Snapshot.from_bytes(kept), limits=Limits())


# ---- when an image is taken ----------------------------------------------------------------------


def test_a_new_session_needs_no_image() -> None:
    backup = Backup()
    assert backup.most_bytes == 0 and backup.is_worth_restoring
    assert backup.sentence == "The session is as it was before the run."


def test_small_sessions_are_always_saved_and_large_ones_when_it_is_paid_for() -> None:
    seconds = 100.0
    backup = Backup(clock=lambda: seconds)
    backup.ran()
    assert backup.most_bytes == 4 * 2**20
    assert not backup.is_worth_restoring and "lost" in backup.sentence
    seconds += 1
    assert backup.most_bytes == 24 * 2**20
    backup.saved("image")
    assert backup.most_bytes == 0 and backup.is_worth_restoring
    backup.ran()
    backup.ran()
    assert backup.most_bytes == 4 * 2**20
    assert backup.is_worth_restoring and "2 runs before" in backup.sentence


# ---- in the browser ------------------------------------------------------------------------------


@run_in_pyodide(packages=["cloche"])
async def test_snapshot_restore_fork(selenium_module_scope):
    from cloche import Limits, Sandbox, Snapshot, SnapshotError
    from cloche._worker import Worker

    async with Sandbox(limits=Limits(wall_seconds=5), files={"helper.py": "y = 5\n"}) as sandbox:
        await sandbox.run("import math, helper\nclass A:\n    n = [1, 2, 3]\ndef f():\n    return 1 / A.n[0]")
        snapshot = await sandbox.snapshot()
        assert 0 < snapshot.size_bytes < 2**20, snapshot
        await sandbox.run("A.n[0] = 0; z = 1")
        assert (await sandbox.run("f()")).error.type == "ZeroDivisionError"
        async with await sandbox.fork() as fork:
            assert (await fork.run("z + math.floor(2.5) + helper.y")).value == 8
            await fork.run("z = 100")
        assert (await sandbox.run("z")).value == 1
        await sandbox.restore(snapshot)
        assert (await sandbox.run("f()")).value == 1
        failed = await sandbox.run("z")
        assert failed.error.type == "NameError"
    data = snapshot.to_bytes()
    assert len(data) < snapshot.size_bytes
    async with Sandbox.from_snapshot(Snapshot.from_bytes(data)) as later:
        failed = await later.run("A.n[0] = 0\nf()")
        assert failed.error.frames[-1].source == "return 1 / A.n[0]", failed.error
        await later.reset()
        assert (await later.run("f()")).value == 1
        try:
            await later.restore(Snapshot(bytes(100), 2**20, snapshot._sources))
        except SnapshotError as error:
            assert "memory_bytes" in str(error)
        else:
            raise AssertionError("a snapshot that does not fit was taken")
        assert (await later.run("f()")).value == 1
    assert Worker.alive == 0


@run_in_pyodide(packages=["cloche"])
async def test_a_snapshot_that_is_cancelled_disturbs_nothing(selenium_module_scope):
    import asyncio

    from cloche import Sandbox
    from cloche._worker import Worker

    async with Sandbox() as sandbox:
        await sandbox.run("marker = 41")
        worker = sandbox._worker.result()
        for follow in (sandbox.snapshot, lambda: sandbox.run("marker"), None):
            cancelled = asyncio.ensure_future(sandbox.snapshot())
            await asyncio.sleep(0)  # its question is on the way
            cancelled.cancel()
            await asyncio.gather(cancelled, return_exceptions=True)
            assert cancelled.cancelled()
            await (follow() if follow else asyncio.sleep(0.2))
        result = await sandbox.run("marker")
        assert (result.value, result.session_state) == (41, "kept"), result
        assert sandbox._worker.result() is worker
    starting = asyncio.ensure_future(Sandbox().__aenter__())
    await asyncio.sleep(0)
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    await asyncio.sleep(0.5)
    assert Worker.alive == 0


@run_in_pyodide(packages=["cloche"])
async def test_a_damaged_image_breaks_nothing_but_the_sandbox(selenium_module_scope):
    from cloche import Limits, Sandbox, Snapshot, StartError
    from cloche._sources import Sources
    from cloche._worker import Worker

    limits = Limits(memory_bytes=2**24)
    async with Sandbox(limits=limits) as sandbox:
        good = (await sandbox.snapshot())._image.to_bytes()
    wrong = {
        "nothing": b"", "short": good[:-1], "no image": b"x" * 100, "long": good + b"x",
        "size": good[:4] + b"\xff\xff\xff\x7f" + good[8:],
        "count": good[:12] + b"\xff\xff\xff\xff" + good[16:],
        "page": good[:16] + b"\xff\xff\xff\x7f" + good[20:],
        "order": good[:16] + good[20:24] + good[16:20] + good[24:],
    }
    for name, image in wrong.items():
        sandbox = Sandbox.from_snapshot(Snapshot(image, 2**24, Sources({})))
        try:
            await sandbox.run("1")
        except StartError as error:
            assert "image" in str(error), (name, error)
        else:
            raise AssertionError(name)
        await sandbox.close()
    assert Worker.alive == 0


@run_in_pyodide(packages=["cloche"])
async def test_a_lost_worker_costs_only_the_run(selenium_module_scope):
    """The worker is ended behind the guest's back, as if it had to be: by its owner, or a trap."""
    import asyncio

    from cloche import Limits, Sandbox
    from cloche._worker import Worker

    async with Sandbox(limits=Limits(wall_seconds=5)) as sandbox:
        first = asyncio.ensure_future(sandbox.run("while True: pass"))
        await asyncio.sleep(0.2)
        sandbox._end_run("timeout", None)
        result = await first
        assert (result.status, result.session_state) == ("timeout", "restored"), result
        await sandbox.run("marker = [41]\ndef f(): return marker")
        for attempt in range(3):
            run = asyncio.ensure_future(sandbox.run("marker.append(0)\nwhile True: pass"))
            await asyncio.sleep(0.2)
            sandbox._end_run("timeout", None)
            result = await run
            assert (result.status, result.session_state) == ("timeout", "restored"), result
            assert result.reason.endswith("The session is as it was before the run.")
            assert (await sandbox.run("f()")).value == [41]
        run = asyncio.ensure_future(sandbox.run("marker.append(0)\nwhile True: pass"))
        await asyncio.sleep(0.2)
        sandbox._worker.result()._fail("trap", "as a test")
        result = await run
        assert (result.status, result.session_state) == ("crashed", "restored"), result
        assert (await sandbox.run("f()")).value == [41]
    assert Worker.alive == 0


@run_in_pyodide(packages=["cloche"])
async def test_a_large_session_goes_back_further_or_is_lost(selenium_module_scope):
    import asyncio

    from cloche import Limits, Sandbox, _backup

    _backup._BYTES_PER_SECOND = 0  # as if no time passed between the runs

    async def break_it(sandbox):
        run = asyncio.ensure_future(sandbox.run("while True: pass"))
        await asyncio.sleep(0.2)
        sandbox._end_run("timeout", None)
        return await run

    async with Sandbox(limits=Limits(wall_seconds=20, memory_bytes=64 * 2**20)) as sandbox:
        await sandbox.run("marker = 41")
        await sandbox.run("big = bytes(30_000_000)")
        await sandbox.run("marker = 42")
        result = await break_it(sandbox)
        assert result.session_state == "restored" and "runs before" in result.reason, result
        assert (await sandbox.run("marker")).value == 41
    async with Sandbox(limits=Limits(wall_seconds=20, memory_bytes=64 * 2**20)) as sandbox:
        await sandbox.run("big = bytes(30_000_000)")
        result = await break_it(sandbox)
        assert result.session_state == "lost" and "too large" in result.reason, result
        assert (await sandbox.run("big")).error.type == "NameError"
    _backup._BYTES_PER_SECOND = 20 * 2**20


@run_in_pyodide(packages=["cloche"])
async def test_steps_are_exact_and_determinism_holds(selenium_module_scope):
    from cloche import Limits, Sandbox, run

    code = "d = {}\nfor i in range(3000): d[str(i)] = [i]\nsum(len(k) for k in d)"
    whole = await run(code)
    assert whole.status == "ok" and (await run(code)).usage.steps == whole.usage.steps
    steps = whole.usage.steps
    assert (await run(code, limits=Limits(steps=steps))).status == "ok"
    assert (await run(code, limits=Limits(steps=steps - 1))).status == "steps"
    for most in (steps // 2, 100):
        async with Sandbox() as sandbox:
            await sandbox.run("marker = 1")
            cut = await sandbox.run(code, limits=Limits(steps=most))
            assert (cut.status, cut.usage.steps, cut.session_state) == ("steps", most, "kept"), cut
            assert str(most) in cut.reason
            assert (await sandbox.run("marker")).value == 1
    chance = (
        "import random, time, asyncio\n"
        "async def nap(): await asyncio.sleep(50)\n"
        "begun = time.time()\ntime.sleep(1000)\nasyncio.run(nap())\n"
        "[random.random(), begun, time.time() - begun, time.localtime()[0], hash('a'), id([])]"
    )
    options = {"deterministic": True, "now": 1_700_000_000.5, "limits": Limits(wall_seconds=2)}
    one = await run(chance, seed=7, **options)
    assert one.status == "ok", one
    begun, taken = one.value[1:3]  # to import takes steps, and so a little of this clock's time
    assert 1_700_000_000.5 <= begun < 1_700_000_000.6 and 1050 <= taken < 1050.1, one
    other = await run(chance, seed=7, **options)
    assert (other.value, other.usage.steps) == (one.value, one.usage.steps)
    assert (await run(chance, seed=8, **options)).value[0] != one.value[0]


def test_every_browser_counts_the_same_steps(selenium_module_scope):
    """And makes the same of a seed; the numbers are Node's too (tests/guest/test_steps.py)."""
    assert _steps_and_chance(selenium_module_scope) == EXPECTED


@run_in_pyodide(packages=["cloche"])
async def _steps_and_chance(selenium):
    from cloche import run

    code = "import random\nx = sorted(random.random() for _ in range(1000))\nx[500]"
    result = await run(code, deterministic=True, seed=42)
    return [result.value, result.usage.steps]


EXPECTED = [0.4806715377685997, 16575]
