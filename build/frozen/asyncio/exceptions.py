"""asyncio's exceptions."""


class CancelledError(BaseException):
    pass


TimeoutError = TimeoutError


class InvalidStateError(Exception):
    pass


class BrokenBarrierError(RuntimeError):
    pass


__all__ = ("CancelledError", "TimeoutError", "InvalidStateError", "BrokenBarrierError")
