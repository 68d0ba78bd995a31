# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""Waiting for several."""

from . import events
from .exceptions import CancelledError
from .futures import Future, isfuture
from .tasks import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Task, ensure_future, iscoroutine
from .timeouts import timeout as _timeout


class _GatheringFuture(Future):
    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                cancelled = True
        if cancelled:
            self._cancel_requested = True
        return cancelled


def gather(*coros_or_futures, return_exceptions=False):
    if not coros_or_futures:
        outer = events.get_event_loop().create_future()
        outer.set_result([])
        return outer
    of_argument = {}
    children = []
    finished = 0
    loop = None
    for each in coros_or_futures:
        if id(each) not in of_argument:
            child = ensure_future(each, loop=loop)
            loop = loop or child._loop
            of_argument[id(each)] = child
        children.append(of_argument[id(each)])
    count = len(of_argument)

    def done(child):
        nonlocal finished
        finished += 1
        if outer.done():
            if not child.cancelled():
                child.exception()  # it is asked for, so that nobody tells of it
            return
        if not return_exceptions:
            if child.cancelled():
                outer.set_exception(child._make_cancelled_error())
                return
            error = child.exception()
            if error is not None:
                outer.set_exception(error)
                return
        if finished == count:
            results = []
            for each in children:
                if each.cancelled():
                    results.append(CancelledError("" if each._cancel_message is None else each._cancel_message))
                else:
                    error = each.exception()
                    results.append(each.result() if error is None else error)
            if outer._cancel_requested:
                outer.set_exception(children[-1]._make_cancelled_error())
            else:
                outer.set_result(results)

    outer = _GatheringFuture(children, loop=loop)
    for child in of_argument.values():
        child.add_done_callback(done)
    return outer


# ---- wait() ----------------------------------------------------------------------------------------


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError("expect a list of futures, not %s" % type(fs).__name__)
    fs = set(fs)
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError("Invalid return_when value: %s" % return_when)
    if any(iscoroutine(f) for f in fs):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = events.get_running_loop()
    waiter = loop.create_future()
    timer = None if timeout is None else loop.call_later(timeout, _release, waiter)
    left = len(fs)

    def done(f):
        nonlocal left
        left -= 1
        if (
            left <= 0
            or return_when == FIRST_COMPLETED
            or return_when == FIRST_EXCEPTION and not f.cancelled() and f.exception() is not None
        ):
            if timer is not None:
                timer.cancel()
            _release(waiter)

    if any(f.done() for f in fs) and return_when == FIRST_COMPLETED or all(f.done() for f in fs):
        waiter = None
    if waiter is not None:
        for f in fs:
            f.add_done_callback(done)
        try:
            await waiter
        finally:
            if timer is not None:
                timer.cancel()
            for f in fs:
                f.remove_done_callback(done)
    elif timer is not None:
        timer.cancel()
    return {f for f in fs if f.done()}, {f for f in fs if not f.done()}


def _release(waiter):
    if not waiter.done():
        waiter.set_result(None)


async def wait_for(fut, timeout):
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError from error
    async with _timeout(timeout):
        return await fut


def wait_for_ms(fut, timeout):
    return wait_for(fut, timeout / 1000)


async def _cancel_and_wait(fut):
    waiter = events.get_running_loop().create_future()

    def done(f):
        _release(waiter)

    fut.add_done_callback(done)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(done)


# ---- as_completed() --------------------------------------------------------------------------------


class _AsCompleted:
    def __init__(self, fs, timeout):
        from .queues import Queue

        self._done = Queue()
        self._left = 0
        self._timer = None
        self._todo = todo = {ensure_future(f) for f in set(fs)}
        for f in todo:
            f.add_done_callback(self._came)
        self._count = len(todo)
        if todo and timeout is not None:
            self._timer = events.get_event_loop().call_later(timeout, self._over)

    def _came(self, f):
        if f in self._todo:
            self._todo.remove(f)
            self._done.put_nowait(f)
            if not self._todo and self._timer is not None:
                self._timer.cancel()

    def _over(self):
        for f in self._todo:
            f.remove_done_callback(self._came)
            self._done.put_nowait(None)
        self._todo = set()

    async def _wait(self, is_async=False):
        f = await self._done.get()
        if f is None:
            raise TimeoutError
        return f if is_async else f.result()

    def __iter__(self):
        return self

    def __next__(self):
        if not self._count:
            raise StopIteration
        self._count -= 1
        return self._wait()

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self._count:
            raise StopAsyncIteration
        self._count -= 1
        return await self._wait(True)


def as_completed(fs, *, timeout=None):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError("expect an iterable of futures, not %s" % type(fs).__name__)
    return _AsCompleted(fs, timeout)


# ---- shield() --------------------------------------------------------------------------------------


def shield(arg):
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner._loop.create_future()

    def inner_done(inner):
        if outer.cancelled():
            return
        if inner.cancelled():
            outer.cancel()
        elif inner.exception() is not None:
            outer.set_exception(inner.exception())
        else:
            outer.set_result(inner.result())

    def outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer
