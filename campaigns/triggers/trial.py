"""A trial over the days gone by: who would have got the message, had it been on. Nothing is written.

The law is asked as it stands today; that a client was in a segment, bought or was silent is told of his day.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from accounts import company
from accounts.models import User
from campaigns.audience.counting import Waterfall, named, waterfall
from campaigns.choices import OK
from campaigns.models import Campaign, Trigger
from campaigns.triggers import looking
from campaigns.triggers.looking import Span
from core import sql
from customers.models import Customer

DAYS = 90


@dataclass(frozen=True)
class Day:
    """How many would have got it on one day, and how many not."""

    day: dt.date
    included: int
    excluded: int


@dataclass(frozen=True)
class Trial:
    """All of them."""

    days: tuple[Day, ...]
    whole: Waterfall

    @property
    def most(self) -> int:
        """Of the fullest day."""
        return max((one.included + one.excluded for one in self.days), default=0)

    @property
    def a_day(self) -> float:
        """How many get it on an average day."""
        return self.whole.included / len(self.days) if self.days else 0.0


def run(campaign: Campaign, *, until: dt.datetime | None = None, days: int = DAYS) -> Trial:
    """Over so many days, the last one included. Raises DomainError on an event that cannot be told."""
    span = _span(until, days)
    zone = company.current().zone
    with looking.looked(campaign, Trigger.objects.get(campaign=campaign), span) as found, connection.cursor() as cursor:
        cursor.execute(sql.statement("campaigns", "count_trial", {"outcomes": found.outcomes}), found.params)
        rows: list[tuple[dt.date, str, int]] = list(cursor.fetchall())
    included = Counter({day: number for day, outcome, number in rows if outcome == OK})
    excluded: Counter[dt.date] = Counter()
    for day, outcome, number in rows:
        excluded[day] += number if outcome != OK else 0
    last = span.until.astimezone(zone).date()
    shown = [last - dt.timedelta(days=ago) for ago in range(days, -1, -1)]
    return Trial(
        tuple(Day(day, included[day], excluded[day]) for day in shown),
        waterfall((outcome, "", number) for _day, outcome, number in rows),
    )


def people(campaign: Campaign, code: str, day: dt.date | None, reader: User, *, first: int) -> "QuerySet[Customer]":
    """Some of those behind a number of it, as far as the reader sees them. Raises DomainError."""
    with looking.looked(campaign, Trigger.objects.get(campaign=campaign), _span(None, DAYS)) as found:
        params = {**found.params, "code": code, "day": day, "first": first}
        return named("people_of_trial", found.outcomes, params, reader)


def _span(until: dt.datetime | None, days: int) -> Span:
    now = timezone.now()
    end = until or now
    return Span(since=end - dt.timedelta(days=days), until=end, at=now, is_real=False)
