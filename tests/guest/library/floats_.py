"""Floats to and from text, and to and from integers: hard ones, and many."""

import random
import struct

numbers = random.Random(20261201)


def float_of_bits(bits):
    return struct.unpack("<d", bits.to_bytes(8, "little"))[0]


def any_float():
    kind = numbers.randrange(7)
    if kind == 0:
        return float_of_bits(numbers.getrandbits(64))
    if kind == 1:
        return numbers.random()
    if kind == 2:
        return numbers.randrange(10**6) / 10 ** numbers.randrange(8)
    if kind == 3:
        return float(numbers.randrange(10 ** numbers.randrange(1, 25)))
    if kind == 4:  # subnormal
        return float_of_bits(numbers.getrandbits(numbers.randrange(1, 56)))
    if kind == 5:
        return numbers.choice([1e15, 1e16, 9999999999999998.0, 999999999999999.9, 0.5, 2.5, 1e23, 9.5, 99.5])
    return 10.0 ** numbers.randrange(-320, 308) * numbers.choice([1, 1.5, 9.999999999999999])


def rounded(value, places):
    try:
        return round(value, places)
    except (OverflowError, ValueError) as error:
        return error


for _ in range(500):
    value = any_float()
    places = numbers.choice([0, 1, 2, 3, 6, 10, 17, numbers.randrange(60)])
    print(repr(value), "%.*e" % (places, value), "%.*g" % (places, value), "%#.*g" % (places, value), f"{value:G}")
    if abs(value) < 1e30:
        print(f"{value:.{places}f}", f"{value:10.2f}", f"{value:,.2f}", f"{value:%}", f"{value:.{places}}")
    print(rounded(value, numbers.randrange(-20, 25)), value.hex())
    if value == value:
        assert float(repr(value)) == float.fromhex(value.hex()) == value

    digits = "".join(numbers.choices("0123456789", k=numbers.choice([1, 16, 17, 18, 20, 40, 900])))
    point = numbers.randrange(len(digits) + 1)
    exponent = numbers.choice([0, 5, -22, 22, numbers.randrange(-340, 320), numbers.randrange(-340, 320) - len(digits)])
    print(float(f"{digits[:point]}.{digits[point:]}e{exponent}"))

# Halfway between two floats, and a little to either side of it: all its digits count.
for _ in range(60):
    bits = numbers.getrandbits(numbers.choice([62, 58, 52, 20])) % (0x7FE << 52)
    ratios = [float_of_bits(bits + more).as_integer_ratio() for more in (0, 1)]
    numerator = ratios[0][0] * ratios[1][1] + ratios[1][0] * ratios[0][1]
    denominator = 2 * ratios[0][1] * ratios[1][1]
    places = denominator.bit_length() - 1
    digits = numerator * 5**places
    if digits < 10**1500:
        print(*(float(f"{digits + more}e-{places}") for more in (-1, 0, 1)))
    print(numerator / denominator, ratios[0][0] / ratios[0][1] == float_of_bits(bits))

for text in ("1", "0x1.8p+1", "-0X.1P-1074", "0x1p-1075", "0x1.8p-1074", "inf", "-Infinity", "nan", "0x1.fffffffffffff8p1023",
             "0x1.00000000000008p0", "0x1.000000000000080001p0", "0x1.8", " 0x.8p1 ", "0x", "0x1p", "0x1..", "infinit", ""):
    try:
        print(text, float.fromhex(text))
    except (OverflowError, ValueError) as error:
        print(text, error)

# Large integers are rounded once.
for _ in range(200):
    left = numbers.getrandbits(numbers.randrange(1, 300)) + 1
    right = numbers.getrandbits(numbers.randrange(1, 300)) + 1
    print(float(left), left / right, -left / right, left == float(left), left < float(left))
for _ in range(200):  # subnormal, or nearly
    left = numbers.getrandbits(numbers.randrange(1, 120)) + 1
    print(left / (numbers.getrandbits(numbers.choice([1060, 1080, 1100, 1130])) + 1))
print(2**40 / 3, 2**47 / (2**47 - 1), -(2**45) / 7, 2**53 / (2**53 + 2), (2**48 + 1) / 2**31)
for integer in (2**53 + 1, 2**70 + 1, 10**400, -(10**400), -(2**60) - 1):
    for other in (float(2**53), 2.0**70, float("inf"), -float("inf"), 1.5, -(2.0**60), float("nan")):
        print(integer == other, integer < other, integer > other, integer <= other, other == integer, other < integer)
print(10**400 / 10**399, 1 / 2**1074, 1 / 2**1075, 0 / -(10**30), 3 * 10**200 / (7 * 10**210), 10**400 in [1.5], 10**400 == 1j, 1j == 10**400, 1j != 10**400)

# Complex numbers.
print(1j**2, (1 + 2j) / (3 - 4j), (2 + 1j) ** -3, (2 + 1j) ** 0.5, 0j**0, 2**1j, (1 + 1j) ** 100, (1 + 2j) / (3 + 0j))
print(-1j, 1 - 0j, -(1 + 0j), 1j * 1j, (1e200 + 1j) / (1e200 + 1e200j))

# Others.
print("abbbc".rsplit("bb"), "aaa".rsplit("aa"), "aaaa".rsplit("aa", 1), "a, b, c".rsplit(", "), "".rsplit("ab"))
print("".find("", 10**30), "abc".count("", 10**30, 5), b"ab".rfind(b"", 2**40))
print(type(len), type(print), "ab" * True, True * [1], True + 1.5, True * 2j, True | False)
