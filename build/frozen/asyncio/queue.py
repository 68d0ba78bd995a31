"""asyncio.Queue, which MicroPython's asyncio lacks."""

from .event import Event


class QueueEmpty(Exception):
    pass


class QueueFull(Exception):
    pass


class Queue:
    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._items = []
        self._changed = Event()
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()

    def qsize(self):
        return len(self._items)

    def empty(self):
        return not self._items

    def full(self):
        return 0 < self.maxsize <= len(self._items)

    def _tell(self):
        self._changed.set()
        self._changed = Event()

    def put_nowait(self, item):
        if self.full():
            raise QueueFull()
        self._items.append(item)
        self._unfinished += 1
        self._finished.clear()
        self._tell()

    async def put(self, item):
        while self.full():
            await self._changed.wait()
        self.put_nowait(item)

    def get_nowait(self):
        if not self._items:
            raise QueueEmpty()
        item = self._items.pop(0)
        self._tell()
        return item

    async def get(self):
        while not self._items:
            await self._changed.wait()
        return self.get_nowait()

    def task_done(self):
        if self._unfinished == 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()

    async def join(self):
        await self._finished.wait()
