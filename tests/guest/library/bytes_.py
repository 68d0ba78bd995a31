# Numbers as bytes, complex numbers as text, iterators' names.
print((255).to_bytes(length=2, byteorder="little"), (5).to_bytes(), (2**70).to_bytes(10))
print((-2).to_bytes(2, "big", signed=True), (-(2**40)).to_bytes(6, "little", signed=True))
print(int.from_bytes(b"\xff\x00", "big"), int.from_bytes(b"\xff", byteorder="big", signed=True))
print(int.from_bytes([1, 2], "little"), int.from_bytes(b"\x80" + bytes(9), signed=True), int.from_bytes(b""))
for act in (
    lambda: (256).to_bytes(1, "big"),
    lambda: (-1).to_bytes(1, "big"),
    lambda: (128).to_bytes(1, "big", signed=True),
    lambda: (-129).to_bytes(1, "big", signed=True),
    lambda: (1).to_bytes(1, "x"),
    lambda: (1).to_bytes(-1, "big"),
):
    try:
        print(act())
    except (OverflowError, ValueError) as error:
        print(error)

z = 1.5 - 2j
print(f"{z} {z:.2f} {z:10.1f}| {z:<14}| {3j:g} {z:e} {1 + 2j:.3}")
for each in ([], (), "", {}, {}.items(), {}.values(), range(1)):
    print(type(iter(each)).__name__)
print(type(...), type(NotImplemented), (1 + 2j).conjugate(), z.conjugate())
