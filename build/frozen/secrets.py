"""CPython's secrets. What is drawn here is as secret as the page's crypto.getRandomValues(), and in a
deterministic run it is no secret at all."""

import base64 as _base64
from hmac import compare_digest
from random import SystemRandom

_chance = SystemRandom()
choice = _chance.choice
randbits = _chance.getrandbits


def randbelow(exclusive_upper_bound):
    if exclusive_upper_bound <= 0:
        raise ValueError("Upper bound must be positive.")
    return _chance._randbelow(exclusive_upper_bound)


def token_bytes(nbytes=None):
    return _chance.randbytes(32 if nbytes is None else nbytes)


def token_hex(nbytes=None):
    return "".join(["%02x" % byte for byte in token_bytes(nbytes)])


def token_urlsafe(nbytes=None):
    return _base64.urlsafe_b64encode(token_bytes(nbytes)).rstrip(b"=").decode()
