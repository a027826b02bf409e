"""Intervals of differences, against tables and numbers counted by hand."""

import math
import random

import pytest

from campaigns.results.statistics import Difference, Sums, cumulative, means, quantile, shares, wilson


@pytest.mark.parametrize(
    ("freedom", "value"), [(1, 12.7062), (2, 4.3027), (5, 2.5706), (10, 2.2281), (30, 2.0423), (1_000_000, 1.95997)]
)
def test_quantiles_are_those_of_the_table(freedom: int, value: float) -> None:
    assert quantile(0.975, freedom) == pytest.approx(value, abs=6e-5)
    assert cumulative(value, freedom) == pytest.approx(0.975, abs=1e-5)


def test_students_distribution_with_one_degree_is_cauchys() -> None:
    assert cumulative(1, 1) == pytest.approx(0.75)
    assert cumulative(-1, 1) == pytest.approx(0.25)


def test_means_by_welch() -> None:
    # 10, 20, 30 against 5, 5, 10, 20: means 20 and 10, variances 100 and 50;
    # error √(100/3 + 50/4) = 6.7700, ν = 45.8333² / (33.3333²/2 + 12.5²/3) = 3.45714.
    found = means(Sums(3, 60, 1400), Sums(4, 40, 550))
    assert found is not None
    assert found.value == 10
    assert found.high - found.value == pytest.approx(quantile(0.975, 3.45714) * 6.77003, rel=1e-4)
    assert found.value - found.low == pytest.approx(found.high - found.value)
    assert not found.is_sure
    assert found.p == pytest.approx(2 * (1 - cumulative(10 / 6.77003, 3.45714)), rel=1e-4)


def test_means_of_equal_groups_are_students() -> None:
    # 1..5 and 3..7: means 3 and 5, both variances 2.5, error 1, ν = 8: t = 2.306.
    found = means(Sums(5, 25, 135), Sums(5, 15, 55))
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((2, 2 - 2.3060, 2 + 2.3060), abs=1e-4)
    assert found.p == pytest.approx(0.0805, abs=1e-4)


def test_nothing_is_said_of_one_person_or_of_none() -> None:
    assert means(Sums(1, 5, 25), Sums(9, 9, 9)) is None
    assert means(Sums(9, 9, 9), Sums(0, 0, 0)) is None
    assert shares(0, 0, 1, 5) is None


def test_people_who_are_all_alike_leave_no_doubt() -> None:
    found = means(Sums(4, 40, 400), Sums(4, 20, 100))
    assert found is not None
    assert (found.low, found.high, found.is_sure) == (5, 5, True)
    nobody = means(Sums(4, 0, 0), Sums(4, 0, 0))
    assert nobody is not None
    assert (nobody.is_sure, nobody.p) == (False, 1)


def test_shares_by_newcombe() -> None:
    # Newcombe's own example (1998, table II): 56/70 against 48/80 gives 0.0524 to 0.3339.
    found = shares(56, 70, 48, 80)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert found.is_sure


def test_shares_of_rare_events_stay_between_minus_one_and_one() -> None:
    # The same table: 9/10 against 3/10 gives 0.1705 to 0.8090; 10/10 against 0/20 gives 0.6791 to 1.
    rare = shares(9, 10, 3, 10)
    whole = shares(10, 10, 0, 20)
    assert rare is not None
    assert whole is not None
    assert (rare.low, rare.high) == pytest.approx((0.1705, 0.8090), abs=5e-5)
    assert (whole.low, whole.high) == pytest.approx((0.6791, 1.0), abs=5e-5)


def test_wilson_of_nobody_is_not_zero() -> None:
    # 0 of 10: 0 to z²/(n + z²) = 3.8415/13.8415.
    low, high = wilson(0, 10)
    assert low == pytest.approx(0, abs=1e-12)
    assert high == pytest.approx(0.27753, abs=1e-5)


def test_a_difference_of_one_becomes_that_of_many() -> None:
    found = means(Sums(5, 25, 135), Sums(5, 15, 55))
    assert found is not None
    assert found.times(5).value == pytest.approx(10)
    assert math.isclose(found.times(5).low, 5 * found.low)


def spent(rng: random.Random, people: int, buyers: int) -> Sums:
    """A group of whom some buy, for sums that differ as those of shops do (log-normal, σ = 0.8)."""
    sums = [rng.lognormvariate(0, 0.8) for _one in range(buyers)]
    return Sums(people, sum(sums), sum(one * one for one in sums))


def test_the_interval_holds_what_is_true_as_often_as_it_says() -> None:
    """Drawn again and again: a few less than 95 in a hundred hold the truth, for sums of money lean to one side."""
    rng = random.Random(8)  # no secret
    mean, draws, held = math.exp(0.8**2 / 2), 250, 0
    for _draw in range(draws):
        buyers = [sum(rng.random() < share for _one in range(people)) for people, share in ((600, 0.15), (300, 0.10))]
        found = means(spent(rng, 600, buyers[0]), spent(rng, 300, buyers[1]))
        assert isinstance(found, Difference)
        held += found.low <= (0.15 - 0.10) * mean <= found.high
    assert 0.90 <= held / draws <= 0.99
