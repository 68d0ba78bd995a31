import random

for seed in (0, 1, 42, -7, 2**40, 2**100, "text", b"bytes", 1.5, -0.1, 3.0, None):
    if seed is None:
        continue
    random.seed(seed)
    print(seed, random.random(), random.randint(1, 100), random.getrandbits(70))
random.seed(42)
print([random.randrange(10) for _ in range(10)], random.randrange(5, 50, 5), random.choice("abc"), random.uniform(1, 2))
deck = list(range(20))
random.shuffle(deck)
print(deck, random.sample(range(100), 5), random.sample("abcdef", 3), random.choices([1, 2, 3], weights=[1, 2, 3], k=6), random.choices("ab", k=3))
print(random.gauss(0, 1), random.gauss(0, 1), random.normalvariate(5, 2), random.expovariate(1.5), random.triangular(0, 10, 5))
print(random.betavariate(1, 2), random.gammavariate(2, 3), random.lognormvariate(0, 1), random.vonmisesvariate(0, 4), random.paretovariate(3), random.weibullvariate(1, 2))
r = random.Random(7)
state = r.getstate()
a = [r.random() for _ in range(700)]
r.setstate(state)
print(a == [r.random() for _ in range(700)], a[-1], r.randbytes(5), random.Random(7).random() == a[0], len(state))
print(random.binomialvariate(10, 0.3), random.randbytes(3), [random.randint(0, 2**70) for _ in range(3)])
for bad in (lambda: random.choice([]), lambda: random.randrange(0), lambda: random.sample([1], 2), lambda: random.randint(5, 1)):
    try:
        bad()
    except (IndexError, ValueError) as error:
        print(type(error).__name__, error)
