# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""A loop for a main coroutine."""

from . import events
from .tasks import iscoroutine
from .waiting import gather


class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        self._loop_factory = loop_factory
        self._loop = None
        self._is_closed = False

    def __enter__(self):
        self._open()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    def _open(self):
        if self._is_closed:
            raise RuntimeError("Runner is closed")
        if self._loop is None:
            self._loop = (self._loop_factory or events.new_event_loop)()
            events.set_event_loop(self._loop)

    def get_loop(self):
        self._open()
        return self._loop

    def close(self):
        loop, self._loop = self._loop, None
        self._is_closed = True
        if loop is not None:
            try:
                _cancel_all(loop)
            finally:
                events.set_event_loop(None)
                loop.close()

    def run(self, coro, *, context=None):
        if events._running is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        if not iscoroutine(coro):
            if not hasattr(coro, "__await__"):
                raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
            coro = _wait(coro)
        self._open()
        return self._loop.run_until_complete(self._loop.create_task(coro))


async def _wait(awaitable):
    return await awaitable


def run(main, *, debug=None, loop_factory=None):
    if events._running is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(loop_factory=loop_factory) as runner:
        return runner.run(main)


def _cancel_all(loop):
    tasks = list(loop._tasks)
    if not tasks:
        return
    for task in tasks:
        task.cancel()
    loop.run_until_complete(_all(tasks))
    for task in tasks:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                "message": "unhandled exception during asyncio.run() shutdown",
                "exception": task.exception(),
                "task": task,
            })


async def _all(tasks):
    await gather(*tasks, return_exceptions=True)
