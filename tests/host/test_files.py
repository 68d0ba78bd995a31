"""A session's files as the host sees them: what it asks, what it believes, and the real thing."""

from __future__ import annotations

import asyncio
import errno
from typing import Any

import pytest
from pytest_pyodide import run_in_pyodide

from cloche import FileInfo, Files, InputError, ProtocolError, Sandbox, SandboxClosed, _values
from cloche._sources import Sources

# ---- what is asked, and what is made of the answer -------------------------------------------------


class Asked:
    """A worker's answer, and what it was asked for."""

    def __init__(self, error: Any = "", content: bytes = b"") -> None:
        self.answer = (error, content)
        self.questions: list[tuple[str, str, bytes]] = []

    async def __call__(self, operation: Any, path: str, content: bytes) -> tuple[Any, bytes]:
        self.questions.append((operation, path, content))
        return self.answer


def test_each_method_asks_one_thing() -> None:
    asked = Asked()
    files = Files(asked)

    async def ask() -> None:
        await files.write("a/b.txt", "é")
        await files.write("c", bytearray(b"\0"))  # type: ignore[arg-type]
        await files.read("a")
        await files.read_text("a")
        await files.remove("a")
        await files.mkdir("a/b")

    asyncio.run(ask())
    assert asked.questions == [
        ("write", "a/b.txt", "é".encode()), ("write", "c", b"\0"), ("read", "a", b""),
        ("read", "a", b""), ("remove", "a", b""), ("mkdir", "a/b", b""),
    ]


def test_a_list_is_of_entries_by_name() -> None:
    entries = _values.encode([("b", False, 3), ("a", True, 0)], name="x", most_bytes=1000)
    asked = Asked(content=entries)
    assert asyncio.run(Files(asked).list()) == [FileInfo("a", True, 0), FileInfo("b", False, 3)]
    asyncio.run(Files(asked).list("d/e"))
    assert asked.questions == [("list", "/", b""), ("list", "d/e", b"")]


@pytest.mark.parametrize("value", [
    None, 7, "x", (), [1], [("a",)], [("a", 1, 0)], [("a", True, -1)], [("a", True, True)],
    [(b"a", True, 0)], [["a", True, 0]], {"a": 1},
])
def test_a_list_that_is_none_is_refused(value: Any) -> None:
    encoded = _values.encode(value, name="x", most_bytes=1000)
    with pytest.raises(ProtocolError, match="list of files"):
        asyncio.run(Files(Asked(content=encoded)).list())
    with pytest.raises(ProtocolError):
        asyncio.run(Files(Asked(content=encoded + b"?")).list())


@pytest.mark.parametrize(("error", "kind", "number"), [
    ("not-found", FileNotFoundError, errno.ENOENT),
    ("exists", FileExistsError, errno.EEXIST),
    ("is-directory", IsADirectoryError, errno.EISDIR),
    ("not-directory", NotADirectoryError, errno.ENOTDIR),
    ("not-empty", OSError, errno.ENOTEMPTY),
    ("busy", OSError, errno.EBUSY),
    ("no-room", OSError, errno.ENOSPC),
    ("too-large", OSError, errno.EFBIG),
    ("name-too-long", OSError, errno.ENAMETOOLONG),
])
def test_errors_are_pythons(error: str, kind: type[OSError], number: int) -> None:
    with pytest.raises(kind) as caught:
        asyncio.run(Files(Asked(error)).read("some/file"))
    assert (caught.value.errno, caught.value.filename) == (number, "some/file")


@pytest.mark.parametrize("path", [
    "", "/a.py", "a//b", "../a", "a/..", "./a", "a\0b", "a\\b", "a/", "\ud800", b"a", 3, None,
])
def test_paths_that_make_no_sense(path: Any) -> None:
    asked = Asked()
    files = Files(asked)
    calls: list[Any] = [
        lambda: files.write(path, ""), lambda: files.read(path), lambda: files.read_text(path),
        lambda: files.remove(path), lambda: files.mkdir(path),
    ]
    if path != "":
        calls.append(lambda: files.list(path))
    for call in calls:
        with pytest.raises(InputError):
            asyncio.run(call())
    assert asked.questions == []


@pytest.mark.parametrize("content", [3, None, ["a"], "\ud800"])
def test_contents_that_make_no_sense(content: Any) -> None:
    with pytest.raises(InputError):
        asyncio.run(Files(Asked()).write("a", content))


def test_a_closed_sandbox_has_no_files() -> None:
    async def close_and_read() -> None:
        sandbox = Sandbox()
        await sandbox.close()
        await sandbox.files.read("a")

    with pytest.raises(SandboxClosed):
        asyncio.run(close_and_read())


def test_tracebacks_show_the_lines_of_files_that_were_written_later() -> None:
    sources = Sources({"a.py": b"old = 1\n"})
    sources.changed("a.py", b"new = 2\n")
    sources.changed("data.bin", b"\xff")
    assert (sources.line("a.py", 1), sources.line("data.bin", 1)) == ("new = 2", None)
    sources.changed("a.py", b"")
    assert sources.line("a.py", 1) is None


# ---- in the browser ------------------------------------------------------------------------------


@run_in_pyodide(packages=["cloche"])
async def test_written_read_listed_and_removed(selenium_module_scope):
    import errno

    from cloche import FileInfo, InputError, Limits, Sandbox

    async def raised(work):
        try:
            await work
        except (OSError, InputError) as error:
            return type(error).__name__, getattr(error, "errno", None), getattr(error, "filename", None)
        return None

    limits = Limits(memory_bytes=2**21)
    async with Sandbox(files={"given.txt": "given"}, limits=limits) as sandbox:
        files = sandbox.files
        assert await files.read_text("given.txt") == "given"  # before the first run
        await files.write("data/deep/table.csv", "a,b\n1,2\n")
        await files.write("module.py", "def f():\n    raise KeyError('k')\n")
        result = await sandbox.run(
            "import os\nprint(open('data/deep/table.csv').read())\nos.chdir('data')\n"
            "open('out.bin', 'wb').write(b'\\0\\xff')\nopen('/tick', 'w').write('ü')")
        assert result.status == "ok" and result.stdout == "a,b\n1,2\n\n", result
        assert await files.read("data/out.bin") == b"\0\xff"
        assert await files.read_text("tick") == "ü"
        assert await files.list("data") == [FileInfo("deep", True, 0), FileInfo("out.bin", False, 2)]
        assert [info.name for info in await files.list()] == ["data", "given.txt", "module.py", "tick"]
        failed = await sandbox.run("import module\nmodule.f()")
        assert failed.error.frames[-1].source == "raise KeyError('k')"
        await files.mkdir("x/y")
        await files.remove("x/y")
        assert await files.list("x") == []
        assert await raised(files.mkdir("x")) == ("FileExistsError", errno.EEXIST, "x")
        assert await raised(files.read("none")) == ("FileNotFoundError", errno.ENOENT, "none")
        assert await raised(files.read("none/none")) == ("FileNotFoundError", errno.ENOENT, "none/none")
        assert await raised(files.read("data")) == ("IsADirectoryError", errno.EISDIR, "data")
        assert await raised(files.write("data", "")) == ("IsADirectoryError", errno.EISDIR, "data")
        assert await raised(files.write("tick/x", "")) == ("NotADirectoryError", errno.ENOTDIR, "tick/x")
        assert await raised(files.list("tick")) == ("NotADirectoryError", errno.ENOTDIR, "tick")
        assert await raised(files.remove("data")) == ("OSError", errno.ENOTEMPTY, "data")
        assert await raised(files.write("n" * 300, "")) == ("OSError", errno.ENAMETOOLONG, "n" * 300)
        assert await raised(files.write("big", bytes(2**22))) == ("OSError", errno.ENOSPC, "big")
        assert (await raised(files.read("../x")))[0] == "InputError"
        large = bytes(range(256)) * 400
        await files.write("large", large)
        assert await files.read("large") == large
        assert (await sandbox.run("sum(open('/large', 'rb').read()) == 255 * 128 * 400")).value is True
        await sandbox.reset()
        assert [info.name for info in await files.list()] == ["given.txt"]


@run_in_pyodide(packages=["cloche"])
async def test_not_while_code_runs(selenium_module_scope):
    import asyncio

    from cloche import Sandbox, SandboxBusy

    async with Sandbox() as sandbox:
        run = asyncio.ensure_future(sandbox.run("open('a', 'w').write('kept')\nwhile True: pass"))
        await asyncio.sleep(0.2)
        for work in (sandbox.files.read("a"), sandbox.files.write("a", ""), sandbox.files.list()):
            try:
                await work
            except SandboxBusy as error:
                assert "await" in str(error)
            else:
                raise AssertionError("a file was reached while code ran")
        sandbox.stop()
        result = await run
        if result.session_state == "kept":
            assert await sandbox.files.read_text("a") == "kept"


@run_in_pyodide(packages=["cloche"])
async def test_they_come_back_with_the_session(selenium_module_scope):
    """Snapshots, forks, and a worker that had to be ended."""
    import asyncio

    from cloche import Pool, Sandbox, Snapshot
    from cloche._worker import Worker

    async with Sandbox(files={"given": "1"}) as sandbox:
        await sandbox.files.write("by host", "2")
        await sandbox.run("open('by guest', 'w').write('3')")
        await sandbox.files.remove("given")
        snapshot = await sandbox.snapshot()
        await sandbox.files.write("by host", "other")
        for attempt in range(2):
            run = asyncio.ensure_future(sandbox.run("open('lost', 'w').write('4')\nwhile True: pass"))
            await asyncio.sleep(0.2)
            sandbox._end_run("timeout", None)
            result = await run
            assert (result.status, result.session_state) == ("timeout", "restored"), result
            assert [info.name for info in await sandbox.files.list()] == ["by guest", "by host"]
            assert await sandbox.files.read("by host") == b"other"
        async with await sandbox.fork() as fork:
            await fork.files.write("by host", "fork's")
            assert await sandbox.files.read("by host") == b"other"
        await sandbox.restore(snapshot)
        assert await sandbox.files.read("by host") == b"2"
    later = Snapshot.from_bytes(snapshot.to_bytes())
    async with Pool(1, make=lambda: Sandbox.from_snapshot(later)) as pool, pool.sandbox() as other:
        assert await other.files.read("by guest") == b"3"
    async with Sandbox() as fresh:  # what only the host did is worth an image too
        await fresh.files.write("a", "x")
        run = asyncio.ensure_future(fresh.run("while True: pass"))
        await asyncio.sleep(0.2)
        fresh._end_run("timeout", None)
        assert (await run).session_state == "restored"
        assert await fresh.files.read("a") == b"x"
    await asyncio.sleep(0)
    assert Worker.alive == 0


@run_in_pyodide(packages=["cloche"])
async def test_a_worker_that_lies_about_files(selenium_module_scope):
    import js
    from cloche import Limits, Sandbox, StartError, _page_worker, _worker
    from pyodide.ffi import to_js

    head = "onmessage = ({data: {port}}) => { const postMessage = port.postMessage.bind(port); "
    ready = "if (e.data.type === 'start') postMessage({type: 'ready', protocol: 4, yields: false}); else "
    lies = [
        "postMessage({type: 'filed', run: e.data.run, error: 'nonsense', content: new Uint8Array(0)})",
        "postMessage({type: 'filed', run: e.data.run, error: '', content: 'text'})",
        "postMessage({type: 'filed', run: e.data.run, error: ''})",
        "postMessage({type: 'filed', run: 99, error: '', content: new Uint8Array(0)})",
        "postMessage({type: 'restored', run: e.data.run})",
        "postMessage({type: 'filed', run: e.data.run, error: '', content: new Uint8Array(2**24)})",
        "throw new Error('broken')",
    ]
    real = _page_worker._url()
    try:
        for lie in lies:
            blob = js.Blob.new(to_js([f"{head} port.onmessage = (e) => {{ {ready} {lie} }} }}"]))
            _page_worker._script_url = js.URL.createObjectURL(blob)
            limits = Limits(memory_bytes=2**21)
            async with Sandbox(limits=limits, isolation="worker") as sandbox:
                try:
                    await sandbox.files.read("a")
                except StartError:
                    pass
                else:
                    raise AssertionError(lie)
    finally:
        _page_worker._script_url = real
    assert _worker.Worker.alive == 0
