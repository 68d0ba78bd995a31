# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's asyncio, but for threads, processes and networks. What is seldom used is loaded when it is."""

from .events import *
from .exceptions import *
from .futures import Future, isfuture
from .tasks import *

_LATE = {
    "locks": "Lock Event Condition Semaphore BoundedSemaphore Barrier ThreadSafeFlag",
    "queues": "Queue PriorityQueue LifoQueue QueueEmpty QueueFull QueueShutDown",
    "runners": "Runner run",
    "streams": "StreamReader StreamWriter open_connection start_server",
    "taskgroups": "TaskGroup",
    "timeouts": "Timeout timeout timeout_at",
    "waiting": "gather wait wait_for wait_for_ms as_completed shield",
    "refused": "to_thread run_coroutine_threadsafe create_subprocess_exec create_subprocess_shell",
}


def __getattr__(name):
    for module, names in _LATE.items():
        if name in names.split():
            value = getattr(__import__(module, None, None, True, 1), name)
            globals()[name] = value
            return value
    raise AttributeError("module 'asyncio' has no attribute '%s'" % name)


# Of the run of a program: a run that was ended may have left a loop in the middle of something.
def _begin_run():
    from . import events

    events._begin()
