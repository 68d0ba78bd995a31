# A generator gives one number after the other, as many as are asked for.

def primes():
    found = []
    number = 2
    while True:
        if all(number % prime for prime in found if prime * prime <= number):
            found.append(number)
            yield number
        number += 1


def first(count, numbers):
    return [number for number, _ in zip(numbers, range(count))]


# The value of the last line is shown, without a print.
first(20, primes())
