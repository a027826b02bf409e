"""Scores of any base, by any settings, are those of a naive count in Python: ties, noughts, returns only, nobody."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts import company
from accounts.services import system_user
from segmentation.models import CustomerScore, SnapshotScore
from segmentation.reports import loyalty
from segmentation.scores import runs, snapshots
from segmentation.scores import settings as score_settings
from tests.factories.retail import copy_customers, copy_purchases
from tests.segmentation import oracle
from tests.segmentation.asked import ask, make_admin
from tests.segmentation.oracle import Bought, Told

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
PURCHASE = st.tuples(
    st.sampled_from([0, 1, 29, 30, 31, 89, 90, 180, 181, 364, 365, 366, 729, 730, 900]) | st.integers(0, 900),
    st.sampled_from([0, 1000, 1000, 5000]) | st.integers(0, 10**7),
    st.integers(-50, 60),
    st.booleans() | st.just(False),
)
BASE = st.lists(st.lists(PURCHASE, max_size=7), max_size=9)
WISH = st.fixed_dictionaries(
    {
        "method": st.sampled_from(["percent_rank", "ntile"]),
        "grades": st.sampled_from([3, 5]),
        "measure": st.sampled_from(["total", "profit", "number"]),
        "abc_measure": st.sampled_from(["total", "profit", "number"]),
        "is_net": st.booleans(),
        "window_days": st.sampled_from([None, None, 30, 365]),
    }
)
FIXED = {
    "method": "fixed", "grades": 5,
    "fixed": {"r": [365, 180, 90, 30], "f": [2, 3, 5, 8], "m": [10, 100, 500, 1000]},
}  # fmt: skip
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def put_in(base: Sequence[Sequence[tuple[int, int, int, bool]]], today: dt.date) -> dict[int, list[Bought]]:
    """Clients and their purchases, as the base and as the oracle have them."""
    clients = list(copy_customers(f"{number:05}" for number in range(len(base))).values())
    found: dict[int, list[Bought]] = {pk: [] for pk in clients}
    for pk, bought in zip(clients, base, strict=True):
        for ago, kopecks, percent, is_return in bought:
            total = Decimal(kopecks) / 100 * (-1 if is_return else 1)
            profit = (total * percent / 100).quantize(Decimal("0.01"))
            found[pk].append(Bought(today - dt.timedelta(days=ago), total, profit, is_return))
    put_more(found)
    return found


def put_more(found: Mapping[int, Sequence[Bought]]) -> None:
    zone = company.current().zone
    copy_purchases(
        (pk, dt.datetime.combine(one.day, dt.time(0), zone), one.total, one.profit,
         "returned" if one.is_return else "paid")
        for pk, bought in found.items() for one in bought
    )  # fmt: skip


def standing(rows: Any) -> dict[int, tuple[Any, ...]]:
    return {row.customer_id: seen(row) for row in rows}


def seen(row: Any) -> tuple[Any, ...]:
    last = None if row.last_on in (None, dt.date(1, 1, 2)) else row.last_on
    return (last, row.frequency, row.monetary, row.r, row.f, row.m, row.rfm_segment, row.abc, row.xyz, row.lifecycle)


def naive(told: Mapping[int, Told]) -> dict[int, tuple[Any, ...]]:
    return {pk: seen(one) for pk, one in told.items()}


@contextmanager
def forgotten() -> Iterator[None]:
    """Each example begins with an empty base."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(suppress_health_check=SLOW, deadline=None, max_examples=25)
@given(base=BASE, wish=WISH, ago=st.integers(1, 400))
@example(base=[], wish={}, ago=1)
@example(base=[[(30, 1000, 10, False), (31, 1000, 10, False)], [(400, 10000, 5, False)]], wish=FIXED, ago=30)
@example(base=[[(0, 100000, 10, False)], [(90, 9999, 10, False), (3, 10, 0, True)], []], wish=FIXED, ago=1)
@example(base=[[]], wish={}, ago=1)
@example(base=[[(5, 1000, 10, False)]], wish={}, ago=1)
@example(base=[[(5, 1000, 10, False)]] * 7, wish={}, ago=1)
@example(base=[[(5, 1000, 10, True)], [(5, 0, 0, False)]], wish={}, ago=1)
def test_today_and_any_other_day(base: Any, wish: dict[str, Any], ago: int) -> None:
    with forgotten():
        _compare(base, wish, ago)


def _compare(base: Any, wish: dict[str, Any], ago: int) -> None:
    today = company.today()
    clients = put_in(base, today)
    ours = score_settings.change(by=system_user(), **wish)

    runs.full()

    mine = standing(CustomerScore.objects.filter(customer__in=clients))
    assert mine == naive(oracle.scores(clients, ours, today))
    day = today - dt.timedelta(days=ago)
    kept = snapshots.take_past(by=system_user(), as_of=day)
    assert standing(SnapshotScore.objects.filter(snapshot=kept)) == naive(oracle.scores(clients, ours, day))
    assert standing(CustomerScore.objects.filter(customer__in=clients)) == mine, "today’s picture stays"
    assert runs.nightly().changed == 0, "what is right is not written"


@settings(suppress_health_check=SLOW, deadline=None, max_examples=15)
@given(base=BASE, ago=st.integers(0, 400), days=st.integers(0, 800))
@example(base=[], ago=0, days=30)
@example(base=[[(5, 1000, 10, True)]], ago=0, days=30)
@example(base=[[(40, 1000, 10, False), (5, 5000, 0, True)]] * 3, ago=0, days=365)
def test_cohorts_of_any_period(base: Any, ago: int, days: int) -> None:
    with forgotten():
        today = company.today()
        clients = put_in(base, today)
        until = today - dt.timedelta(days=ago)
        period = replace(ask(make_admin()), since=until - dt.timedelta(days=days), until=until)

        assert loyalty.cohorts(period) == oracle.cohorts(clients, period.since, period.until)
