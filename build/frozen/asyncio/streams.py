"""Streams over objects that read and write at once: there is no network that could be waited for."""

from .tasks import sleep

_NETWORK = "code here has no network; ask the page instead: it may offer functions for it (from host import …)"


def _is_readable(s):
    if hasattr(s, "any"):  # micropython.RingIO
        return s.any() > 0
    return not hasattr(s, "ioctl") or s.ioctl(3, 1) & 1  # MicroPython's way to ask a stream whether it can be read


class Stream:
    def __init__(self, s, e={}):
        self.s = s
        self.e = e
        self.out_buf = b""

    def get_extra_info(self, v):
        return self.e[v]

    async def _readable(self):
        while not _is_readable(self.s):
            await sleep(0)

    async def read(self, n=-1):
        await self._readable()
        return self.s.read(n)

    async def readexactly(self, n):
        data = b""
        while len(data) < n:
            more = await self.read(n - len(data))
            if not more:
                raise EOFError
            data += more
        return data

    async def readline(self):
        await self._readable()
        return self.s.readline()

    def write(self, buf):
        if not self.out_buf:
            written = self.s.write(buf)
            if written == len(buf):
                return
            if written is not None:
                buf = buf[written:]
        self.out_buf += buf

    async def drain(self):
        await sleep(0)
        while self.out_buf:
            buf, self.out_buf = self.out_buf, b""
            self.write(buf)
            await sleep(0)

    def close(self):
        pass

    async def wait_closed(self):
        self.s.close()


StreamReader = StreamWriter = Stream


async def open_connection(*args, **kwargs):
    raise OSError(_NETWORK)


async def start_server(*args, **kwargs):
    raise OSError(_NETWORK)
