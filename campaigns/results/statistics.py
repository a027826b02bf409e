"""How sure one may be of what a campaign brought: differences of two groups with their intervals.

Nothing here reads the base: groups come as their sums, so a million of people cost what ten do.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

LEVEL = 0.95
STEPS = 200
"""Halvings when a quantile is looked for; each gives one more binary digit."""
TINY = 1e-300
CLOSE = 1e-14


@dataclass(frozen=True)
class Sums:
    """A group of people by the money each brought: how many, their sum, the sum of its squares."""

    people: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """Of one person."""
        return self.total / self.people

    @property
    def variance(self) -> float:
        """Unbiased: divided by one less than there are people."""
        return max(self.squares - self.total * self.total / self.people, 0.0) / (self.people - 1)


@dataclass(frozen=True)
class Difference:
    """What one group has more than the other, and between what it lies."""

    value: float
    low: float
    high: float
    p: float | None = None
    """How often chance alone would give so much; None: not asked for."""

    @property
    def is_sure(self) -> bool:
        """Whether zero lies outside."""
        return self.low > 0 or self.high < 0

    def times(self, factor: float) -> "Difference":
        """Of one person to that of many."""
        return Difference(self.value * factor, self.low * factor, self.high * factor, self.p)


def means(one: Sums, other: Sums, *, level: float = LEVEL) -> Difference | None:
    """Welch's t interval for the difference of two means, without supposing equal variances.

    d ± t(ν)·√(s₁²/n₁ + s₂²/n₂), ν by Welch–Satterthwaite (B. L. Welch, Biometrika 34 (1947), 28–35). None where a
    group has fewer than two people: then nothing is known of how they differ among themselves.
    """
    if one.people < 2 or other.people < 2:
        return None
    parts = (one.variance / one.people, other.variance / other.people)
    value, error = one.mean - other.mean, math.sqrt(sum(parts))
    if not error:
        return Difference(value, value, value, 0.0 if value else 1.0)
    freedom = sum(parts) ** 2 / (parts[0] ** 2 / (one.people - 1) + parts[1] ** 2 / (other.people - 1))
    width = quantile(0.5 + level / 2, freedom) * error
    return Difference(value, value - width, value + width, 2 * (1 - cumulative(abs(value) / error, freedom)))


def shares(hits: int, people: int, other_hits: int, other_people: int, *, level: float = LEVEL) -> Difference | None:
    """Newcombe's hybrid score interval for the difference of two shares; it holds for few people and rare events.

    R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890, method 10: from Wilson's intervals of both. p is that of
    the z test with the pooled share. None where a group is empty.
    """
    if not people or not other_people:
        return None
    first, second = wilson(hits, people, level=level), wilson(other_hits, other_people, level=level)
    share, other = hits / people, other_hits / other_people
    value = share - other
    low = value - math.hypot(share - first[0], second[1] - other)
    high = value + math.hypot(first[1] - share, other - second[0])
    pooled = (hits + other_hits) / (people + other_people)
    error = math.sqrt(pooled * (1 - pooled) * (1 / people + 1 / other_people))
    p = 2 * (1 - NormalDist().cdf(abs(value) / error)) if error else 1.0
    return Difference(value, low, high, p)


def wilson(hits: int, people: int, *, level: float = LEVEL) -> tuple[float, float]:
    """Wilson's score interval of a share (E. B. Wilson, JASA 22 (1927), 209–212)."""
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share, squared = hits / people, z * z
    middle = share + squared / (2 * people)
    width = z * math.sqrt(share * (1 - share) / people + squared / (4 * people * people))
    return (middle - width) / (1 + squared / people), (middle + width) / (1 + squared / people)


def cumulative(t: float, freedom: float) -> float:
    """Student's distribution: how much of it lies below t."""
    tail = _beta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
    return 1 - tail if t > 0 else tail


def quantile(share: float, freedom: float) -> float:
    """Below which `share` of Student's distribution lies; for 0.5 and above."""
    return _halve(lambda t: cumulative(t, freedom) < share, 0.0, 1e6)


def _halve(is_below: Callable[[float], bool], low: float, high: float) -> float:
    for _step in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return (low + high) / 2


def _beta(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function Iₓ(a, b) (Abramowitz and Stegun, 26.5.8)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log) * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of it by Lentz's method."""
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _off_zero(1 + term * d)
            c = _off_zero(1 + term / c)
            found *= c * d
        if abs(c * d - 1) < CLOSE:
            break
    return found


def _off_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
