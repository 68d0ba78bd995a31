# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""The event loop: what is to be run now, what later, and what waits for the page."""

from time import monotonic, ticks_add, ticks_diff, ticks_ms
from _asyncio import Task as Timer, TaskQueue
import _cloche

__all__ = (
    "Handle", "TimerHandle", "Loop", "AbstractEventLoop", "get_running_loop", "get_event_loop", "set_event_loop",
    "new_event_loop", "run_until_complete",
)

_LONGEST = 2**29 - 1  # ms, of one timer: the clock of MicroPython's timers goes round


class Handle:
    """A callback that is to be run. Those that are ready (tasks, too) are a list linked by _next."""

    def __init__(self, callback, args, loop, context=None):
        self._callback = callback
        self._args = args
        self._loop = loop
        self._cancelled = False
        self._next = None

    def cancel(self):
        self._cancelled = True
        self._callback = self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        if self._cancelled:
            return
        try:
            self._callback(*self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler({
                "message": "Exception in callback %s" % getattr(self._callback, "__name__", self._callback),
                "exception": error,
                "handle": self,
            })


class TimerHandle(Handle):
    def __init__(self, ms, callback, args, loop):
        super().__init__(callback, args, loop)
        self._when = monotonic() + ms / 1000
        self._left = ms
        self._timer = Timer(self)
        self._is_timed = False
        self._start()

    def _start(self):
        ms = min(self._left, _LONGEST)
        self._left -= ms
        self._is_timed = True
        self._loop._timers.push(self._timer, ticks_add(ticks_ms(), ms))

    def _fire(self):
        self._is_timed = False
        if self._left:
            self._start()
        else:
            self._loop._push(self)

    def when(self):
        return self._when

    def cancel(self):
        if self._is_timed:
            self._is_timed = False
            self._loop._timers.remove(self._timer)
        super().cancel()


def milliseconds(seconds):
    """Whole ones, and none too few."""
    return max(0, int(seconds * 1000 + 0.999))


class Loop:
    def __init__(self):
        self._first = self._last = None
        self._count = 0
        self._timers = TaskQueue()
        self._tasks = set()
        self._current = None
        self._is_running = False
        self._is_stopping = False
        self._is_closed = False
        self._exception_handler = None
        self._task_factory = None
        self._failed = []

    # ---- what is to be run -----------------------------------------------------------------------

    def _push(self, handle):
        handle._next = None
        if self._first is None:
            self._first = handle
        else:
            self._last._next = handle
        self._last = handle
        self._count += 1

    def call_soon(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self)
        self._push(handle)
        return handle

    call_soon_threadsafe = call_soon

    def call_later(self, delay, callback, *args, context=None):
        self._check_closed()
        return TimerHandle(milliseconds(delay), callback, args, self)

    def call_at(self, when, callback, *args, context=None):
        return self.call_later(when - monotonic(), callback, *args)

    def time(self):
        return monotonic()

    def create_future(self):
        from .futures import Future

        return Future(loop=self)

    def create_task(self, coro, **options):
        from .tasks import Task

        self._check_closed()
        return Task(coro, loop=self, **options)

    def run_in_executor(self, executor, func, *args):
        from .refused import to_thread

        return to_thread(func)

    # ---- running ---------------------------------------------------------------------------------

    def _run_once(self):
        timers = self._timers
        ms = 0
        if self._first is None and not self._is_stopping:
            timer = timers.peek()
            if timer is not None:
                ms = max(0, ticks_diff(timer.ph_key, ticks_ms()))
            elif host_calls:
                ms = -1
            else:
                raise RuntimeError("nothing is left that could be run: the tasks wait for each other, or for nobody")
        if ms or host_calls:
            _answered(_cloche.wait(ms))
        timer = timers.peek()
        if timer is not None:
            now = ticks_ms()
            while timer is not None and ticks_diff(timer.ph_key, now) <= 0:
                timers.pop().coro._fire()
                timer = timers.peek()
        # Those that become ready meanwhile have their turn after that.
        count = self._count
        while count:
            count -= 1
            handle = self._first
            if handle is None:
                break
            self._first = handle._next
            self._count -= 1
            handle._run()

    def _check_running(self):
        if self._is_running:
            raise RuntimeError("This event loop is already running")
        if _running is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")

    def run_forever(self):
        global _running
        self._check_closed()
        self._check_running()
        _running = self
        self._is_running = True
        try:
            while True:
                self._run_once()
                if self._is_stopping:
                    break
        finally:
            self._is_stopping = self._is_running = False
            _running = None

    def run_until_complete(self, future):
        from .futures import isfuture
        from .tasks import ensure_future

        self._check_closed()
        self._check_running()
        is_new = not isfuture(future)
        future = ensure_future(future, loop=self)
        future.add_done_callback(_stop_at_end)
        try:
            self.run_forever()
        except:
            if is_new and future.done() and not future.cancelled():
                future.exception()  # it is told by what is raised here
            raise
        finally:
            future.remove_done_callback(_stop_at_end)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def stop(self):
        self._is_stopping = True

    def close(self):
        if self._is_running:
            raise RuntimeError("Cannot close a running event loop")
        self._tell_failed()
        self._is_closed = True
        self._first = self._last = None
        self._count = 0
        self._timers = TaskQueue()

    def is_running(self):
        return self._is_running

    def is_closed(self):
        return self._is_closed

    def _check_closed(self):
        if self._is_closed:
            raise RuntimeError("Event loop is closed")

    async def shutdown_asyncgens(self):
        pass

    async def shutdown_default_executor(self, timeout=None):
        pass

    def get_debug(self):
        return False

    def set_debug(self, enabled):
        pass

    # ---- errors ----------------------------------------------------------------------------------

    # CPython tells of an error that nobody asks for when the task is no longer used. Here that is at the end
    # of the loop; or soon, where the code has a handler of its own.
    def _task_failed(self, task):
        if self._exception_handler is not None:
            self.call_soon(self._tell, task)
        else:
            self._failed.append(task)

    def _tell(self, task):
        if task._log_traceback:
            task._log_traceback = False
            self.call_exception_handler({
                "message": "%s exception was never retrieved" % type(task).__name__,
                "exception": task._exception,
                "future": task,
            })

    def _tell_failed(self):
        failed, self._failed = self._failed, []
        for task in failed:
            self._tell(task)

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError("A callable object or None is expected, got %r" % (handler,))
        self._exception_handler = handler

    def get_exception_handler(self):
        return self._exception_handler

    def default_exception_handler(self, context):
        import sys, traceback

        print(context.get("message") or "Unhandled exception in event loop", file=sys.stderr)
        for key in sorted(context):
            if key not in ("message", "exception"):
                print("%s: %r" % (key, context[key]), file=sys.stderr)
        if context.get("exception") is not None:
            traceback.print_exception(context["exception"], file=sys.stderr)

    def call_exception_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
        else:
            self._exception_handler(self, context)


AbstractEventLoop = Loop


def _stop_at_end(future):
    if not future.cancelled() and isinstance(future._exception, (SystemExit, KeyboardInterrupt)):
        return  # run_forever() has been left
    future._loop.stop()


# ---- the loop that there is ------------------------------------------------------------------------

_running = None
_current = None


def get_running_loop():
    if _running is None:
        raise RuntimeError("no running event loop")
    return _running


def get_event_loop():
    if _running is not None:
        return _running
    if _current is None or _current._is_closed:
        set_event_loop(Loop())
    return _current


def set_event_loop(loop):
    global _current
    _current = loop


def new_event_loop():
    return Loop()


def run_until_complete(future):
    return get_event_loop().run_until_complete(future)


# ---- calls to the page -----------------------------------------------------------------------------

host_calls = {}  # number: Future, of those that somebody waits for


async def host_answer(number):
    """The answer to a call that was started."""
    future = host_calls[number] = get_running_loop().create_future()
    try:
        return await future
    finally:
        if host_calls.pop(number, None) is not None:
            _cloche.cancel(number)


def _answered(answer):
    if answer is not None:
        number, went_well, value = answer
        future = host_calls.pop(number, None)
        if future is not None and not future.done():
            if went_well:
                future.set_result(value)
            else:
                future.set_exception(value)


# ---- a program's run: see build/port/main.c --------------------------------------------------------


def _begin():
    global _running
    _running = None
    set_event_loop(None)
    host_calls.clear()


def _run_top_level(coro):
    """Of code that awaits at its top level. Its tasks go on while there is more of it."""
    loop = get_event_loop()
    try:
        return loop.run_until_complete(coro)
    finally:
        loop._tell_failed()
