import math
import numbers
import statistics
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, getcontext, localcontext
from fractions import Fraction

print(math.gcd(12, 18), math.lcm(4, 6), math.isqrt(10**30), math.comb(10, 3), math.perm(5, 2), math.factorial(25), math.prod([2, 3, 4]), math.dist((0, 0), (3, 4)), math.hypot(3, 4, 12))
print(math.floor(2.7), math.ceil(-2.1), math.trunc(-2.9), math.fsum([0.1] * 10), math.isclose(0.1 + 0.2, 0.3), math.log(8, 2), math.log2(1024), math.log10(1000), math.copysign(1, -0.0), math.inf, math.nan, math.tau)
print(math.gcd(), math.gcd(0, 5), math.lcm(0, 3), math.factorial(0), math.floor(10**20), math.log(10**400), math.isqrt(0), math.comb(5, 7), math.remainder(7, 4), math.ulp(1.0), math.nextafter(1.0, 2.0))
for bad in (lambda: math.factorial(-1), lambda: math.isqrt(-1), lambda: math.factorial(2.5), lambda: math.comb(-1, 2)):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(Fraction(1, 3) + Fraction(1, 6), repr(Fraction("0.75")), Fraction(0.5), Fraction(7, 2) // 1, Fraction(3, 4) ** 2, Fraction(1, 3) < 0.5, float(Fraction(1, 4)), Fraction(10, 4).limit_denominator(3), 1 + Fraction(1, 2), Fraction(5, 2).numerator, -Fraction(1, 2), abs(Fraction(-1, 2)), Fraction(6, 3), Fraction(1, 2) == 0.5, sum([Fraction(1, 2), Fraction(1, 3)]), math.floor(Fraction(7, 2)))
d = Decimal("1.10")
print(d + Decimal("2.205"), d * 3, Decimal(1) / Decimal(3), Decimal("10.567").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), Decimal("1e5"), Decimal("-0.00"), Decimal(2).sqrt(), Decimal("3.7") // 1, Decimal("7") % 3, Decimal("1.5") > 1, Decimal(0.1), str(Decimal("1.0")), int(Decimal("9.9")), round(Decimal("2.675"), 2), Decimal("NaN").is_nan(), Decimal("100").normalize(), max(Decimal(1), Decimal(2)), f"{Decimal('1234.5'):.2f}", Decimal("1.23").as_tuple()[1], sum([Decimal("0.1")] * 3), Decimal(5) == 5, -d, abs(-d), repr(d), Decimal("2") ** 10)
with localcontext() as context:
    context.prec = 5
    print(Decimal(1) / 7)
getcontext().prec = 10
print(Decimal(1) / 7, Decimal("1.99").quantize(Decimal("1"), rounding=ROUND_DOWN))
for bad in (lambda: Decimal(1) / 0, lambda: Decimal("x")):
    try:
        bad()
    except (ZeroDivisionError, InvalidOperation) as error:
        print(type(error).__name__)
data = [2, 4, 4, 4, 5, 5, 7, 9]
print(statistics.mean(data), statistics.median(data), statistics.mode(data), statistics.stdev(data), statistics.pstdev(data), statistics.variance(data), statistics.pvariance(data), statistics.multimode("aabb"), statistics.fmean(data), statistics.harmonic_mean([1, 2, 4]), statistics.geometric_mean([1, 10, 100]), statistics.quantiles(data), statistics.median_low(data), statistics.median_high([1, 2]), statistics.correlation([1, 2, 3], [2, 4, 7]), statistics.linear_regression([1, 2, 3], [2, 4, 6])[:], statistics.mean([1.5, 2.5]), statistics.mean([Fraction(1, 2), 1]))
print(statistics.NormalDist(0, 1).cdf(0), statistics.NormalDist(100, 15).zscore(130), round(statistics.NormalDist().inv_cdf(0.975), 6))
try:
    statistics.mean([])
except statistics.StatisticsError as error:
    print(error)
print(isinstance(3, numbers.Integral), isinstance(3.0, numbers.Real), isinstance(3, numbers.Number), isinstance("3", numbers.Number), isinstance(Fraction(1), numbers.Rational), isinstance(1j, numbers.Complex))
