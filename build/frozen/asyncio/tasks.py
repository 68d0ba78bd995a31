# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""Coroutines that are run by the loop."""

from time import ticks_add, ticks_ms
from _asyncio import Task as Timer
from . import events
from .events import milliseconds
from .exceptions import CancelledError
from .futures import Future, isfuture

__all__ = (
    "Task", "create_task", "ensure_future", "current_task", "all_tasks", "sleep", "sleep_ms", "iscoroutine",
    "iscoroutinefunction", "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED",
)

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


async def _nothing():
    pass


_coroutine = type(_nothing())


def iscoroutine(obj):
    return isinstance(obj, _coroutine) or (
        hasattr(obj, "__await__") and hasattr(obj, "send") and hasattr(obj, "throw") and hasattr(obj, "close")
    )


def iscoroutinefunction(func):
    from inspect import iscoroutinefunction

    return iscoroutinefunction(func)


_made = 0


class Task(Future):
    """Ready to be run it is linked by _next: see events.Handle."""

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        global _made
        super().__init__(loop=loop)
        if not iscoroutine(coro):
            raise TypeError("a coroutine was expected, got %r" % (coro,))
        if name is None:
            _made += 1
            name = "Task-%d" % _made
        self._name = str(name)
        self._coro = coro
        self._waits_for = None  # a future
        self._timer = Timer(self)
        self._is_asleep = False  # until its timer is over
        self._error = None  # to be raised in it
        self._must_cancel = False
        self._cancels = 0
        self._next = None
        self._loop._tasks.add(self)
        self._loop._push(self)

    def _repr_info(self):
        info = super()._repr_info()
        if self._cancels and not self.done():
            info[0] = "cancelling"
        name = getattr(self._coro, "__qualname__", None) or type(self._coro).__name__
        info[1:1] = ["name=%r" % self._name, "coro=<%s() %s>" % (name, "done" if self.done() else "running")]
        return info

    def get_coro(self):
        return self._coro

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def cancel(self, msg=None):
        self._log_traceback = False
        if self.done():
            return False
        self._cancels += 1
        if self._waits_for is not None:
            if self._waits_for.cancel(msg=msg):
                return True
        if self._is_asleep:
            self._is_asleep = False
            try:
                self._loop._timers.remove(self._timer)
                self._loop._push(self)
            except RuntimeError:
                pass  # it is ready already
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._cancels

    def uncancel(self):
        if self._cancels > 0:
            self._cancels -= 1
            if self._cancels == 0:
                self._must_cancel = False
        return self._cancels

    def _fire(self):
        self._loop._push(self)

    def _run(self):
        if self._is_asleep:
            self._is_asleep = False
            self._loop._push(self)  # in CPython, too, a future is set first, and has its own turn
            return
        error, self._error = self._error, None
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._make_cancelled_error()
            self._must_cancel = False
        loop = self._loop
        outer, loop._current = loop._current, self
        self._waits_for = None
        try:
            if error is None:
                yielded = self._coro.send(None)
            else:
                yielded = self._coro.throw(error)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                Future.cancel(self, self._cancel_message)
            else:
                Future.set_result(self, stop.value)
        except CancelledError as error:
            self._cancelled_exc = error
            Future.cancel(self)
        except (KeyboardInterrupt, SystemExit) as error:
            Future.set_exception(self, error)
            raise
        except BaseException as error:
            Future.set_exception(self, error)
        else:
            self._goes_on(yielded)
        finally:
            loop._current = outer
            if self._state != "PENDING":
                loop._tasks.discard(self)

    def _goes_on(self, yielded):
        if yielded is None:
            if not self._is_asleep:
                self._loop._push(self)
            return
        if not isinstance(yielded, Future):
            error = "Task got bad yield: %r" % (yielded,)
        elif yielded._loop is not self._loop:
            error = "Task %r got Future %r attached to a different loop" % (self, yielded)
        elif not yielded._is_awaited:
            error = "yield was used instead of yield from in task %r with %r" % (self, yielded)
        elif yielded is self:
            error = "Task cannot await on itself: %r" % self
        else:
            yielded._is_awaited = False
            if yielded.done():
                self._loop._push(self)
            else:
                yielded._callbacks.append(self)
            self._waits_for = yielded
            if self._must_cancel and yielded.cancel(msg=self._cancel_message):
                self._must_cancel = False
            return
        self._error = RuntimeError(error)
        self._loop._push(self)


def create_task(coro, **options):
    return events.get_running_loop().create_task(coro, **options)


def ensure_future(coro_or_future, *, loop=None):
    if isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future._loop:
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return coro_or_future
    if not iscoroutine(coro_or_future):
        if not hasattr(coro_or_future, "__await__"):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        coro_or_future = _wait(coro_or_future)
    return (loop or events.get_event_loop()).create_task(coro_or_future)


async def _wait(awaitable):
    return await awaitable


def current_task(loop=None):
    return (loop or events.get_running_loop())._current


def all_tasks(loop=None):
    return set((loop or events.get_running_loop())._tasks)


# ---- sleeping --------------------------------------------------------------------------------------


class _Sleep:
    """Lets the task sleep until `until`, in ms; None: until the others have had their turn."""

    def __init__(self):
        self.until = None
        self.is_over = True
        self.stop = StopIteration()

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        if self.is_over:
            self.stop.__traceback__ = None
            raise self.stop
        self.is_over = True
        if self.until is not None:
            task = events.get_running_loop()._current
            task._is_asleep = True
            task._loop._timers.push(task._timer, self.until)


# One is enough, as it is awaited at once; it takes nothing from the heap.
_sleep = _Sleep()


def sleep_ms(ms):
    _sleep.is_over = False
    _sleep.until = ticks_add(ticks_ms(), max(0, ms))
    return _sleep


async def sleep(delay, result=None):
    if delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    ms = milliseconds(delay)
    while ms > events._LONGEST:
        ms -= events._LONGEST
        await sleep_ms(events._LONGEST)
    if ms:
        await sleep_ms(ms)
    else:
        _sleep.is_over = False
        _sleep.until = None
        await _sleep
    return result
