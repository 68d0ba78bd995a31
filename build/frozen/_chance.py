"""What is below random.Random: in CPython it is C; here the generator is (build/port/random.c)."""

from _random import Generator, entropy


def is_sequence(population):
    if isinstance(population, (list, tuple, str, range, bytes, bytearray)):
        return True
    return not isinstance(population, (set, frozenset, dict)) and hasattr(population, "__getitem__")


def _float_hash(x):
    # CPython's, which seeds with it: modulo 2 ** 61 - 1.
    if x != x or x in (float("inf"), -float("inf")):
        return 314159
    n, d = x.as_integer_ratio()
    prime = (1 << 61) - 1
    found = abs(n) % prime * (1 << -(d.bit_length() - 1) % 61) % prime
    return found if n >= 0 else -found


class Random:
    def __new__(cls, *args, **kwargs):
        self = object.__new__(cls)
        self._generator = Generator()
        return self

    def seed(self, a=None):
        if a is None:
            key = entropy(32)
        else:
            if isinstance(a, float):
                a = _float_hash(a)
                if a < 0:
                    a += 1 << 64  # as an unsigned number
            a = abs(int(a))
            key = a.to_bytes(max((a.bit_length() + 31) // 32, 1) * 4, "little")
        self._generator.seed(key)

    def random(self):
        return self._generator.random()

    def getrandbits(self, k):
        return self._generator.getrandbits(k)

    def getstate(self):
        return self._generator.getstate()

    def setstate(self, state):
        self._generator.setstate(state)
