"""What needs threads or processes."""

_THREADS = "code here runs in one thread; await coroutines instead, or call the function as it is"
_PROCESSES = "there are no processes here: code runs in the browser, under glass"


def to_thread(func, *args, **kwargs):
    raise RuntimeError("can't start a thread: " + _THREADS)


def run_coroutine_threadsafe(coro, loop):
    raise RuntimeError("there is no other thread: " + _THREADS)


def create_subprocess_exec(*args, **kwargs):
    raise RuntimeError(_PROCESSES)


create_subprocess_shell = create_subprocess_exec
