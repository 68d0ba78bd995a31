# A generator gives one number after the other,
# as many as are asked for.

def is_prime(number, smaller_primes):
    for prime in smaller_primes:
        if prime * prime > number:
            break
        if number % prime == 0:
            return False
    return True


def primes():
    found = []
    number = 2
    while True:
        if is_prime(number, found):
            found.append(number)
            yield number
        number += 1


def first(count, numbers):
    return [next(numbers) for _ in range(count)]


# The value of the last line is shown, without a print.
first(20, primes())
