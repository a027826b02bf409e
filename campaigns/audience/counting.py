"""How many an audience reaches, who is left out and why, who came and went since it was last looked at."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from accounts.models import User
from campaigns.audience import words
from campaigns.audience.rows import Rows, ids_query, rows, segments_of
from campaigns.audience.sending import moment, sending
from campaigns.choices import OK
from campaigns.models import Campaign, Recipient
from consents import gate
from core import sql
from customers.models import Customer

VERDICTS = "campaigns_verdicts"
"""The gate's answers, for as long as they are looked through."""
KEPT = ("customer_id", "point_id", gate.ADDRESS, "verdict", "code")
MEMORY = "64MB"
"""Of one join or one hash: those of a million clients fit into it, or nearly so."""


@dataclass(frozen=True)
class Line:
    """How many have one outcome."""

    code: str
    count: int
    percent: float

    @property
    def label(self) -> str | Promise:
        """In words."""
        return words.label(self.code)

    @property
    def law(self) -> str | Promise:
        """By which rule."""
        return words.law(self.code)


@dataclass(frozen=True)
class Waterfall:
    """From whom the audience names down to who gets the message."""

    total: int
    included: int
    excluded: tuple[Line, ...]
    later: tuple[Line, ...]
    """Of those who get it: who gets it later, and why."""

    @property
    def percent(self) -> float:
        """What part gets it."""
        return 100 * self.included / self.total if self.total else 0.0


def preview(campaign: Campaign) -> Waterfall:
    """As it would come out now; nothing is kept. Raises DomainError on an audience that cannot be told."""
    with judged(campaign) as (query, found):
        return waterfall(_all(sql.statement("campaigns", "count_outcomes", {"outcomes": query}), found))


def frozen(campaign: Campaign) -> Waterfall:
    """As it came out when it was launched."""
    counts = Recipient.objects.filter(campaign=campaign).order_by().values_list("outcome", "later")
    return waterfall(counts.annotate(number=Count("pk")))


def people(campaign: Campaign, code: str, reader: User, *, first: int) -> "QuerySet[Customer]":
    """Some of those behind a number of a preview, as far as the reader sees them."""
    with judged(campaign) as (query, found):
        return named("people_of_outcome", query, {**found.params, "code": code, "first": first}, reader)


def named(statement: str, outcomes: str, params: Mapping[str, Any], reader: User) -> "QuerySet[Customer]":
    """Clients a statement finds among outcomes, as long as their tables stand, as far as the reader sees them."""
    rows = Customer.objects.visible_to(reader)
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("campaigns", statement, {"outcomes": outcomes, "seen": ids_query(rows)}), params)
        ids = [pk for (pk,) in cursor.fetchall()]
    return rows.filter(pk__in=ids).order_by("sort_name", "pk")


def moved(campaign: Campaign) -> tuple[int, int]:
    """How many came into the audience and left it since it was last looked at."""
    if campaign.previewed_at is None:
        return 0, 0
    sources = list(campaign.sources.all())
    params: dict[str, Any] = {
        "plus": segments_of(sources, is_minus=False),
        "minus": segments_of(sources, is_minus=True),
        "since": campaign.previewed_at,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.text("campaigns", "count_moved"), params)
        came, went = cursor.fetchone()
    return int(came), int(went)


@contextmanager
def judged(campaign: Campaign) -> Iterator[tuple[str, Rows]]:
    """The query of what becomes of each, while the gate's answers stand in a table of this transaction."""
    found = rows(campaign)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL work_mem = '{MEMORY}'")
        gate.judge(sending(campaign), found.audience, into=VERDICTS, at=moment(campaign), columns=KEPT)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {VERDICTS}")
        yield found.outcomes(VERDICTS), found
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {VERDICTS}")


def waterfall(counts: Iterable[tuple[str, str, int]]) -> Waterfall:
    """From (outcome, later, how many)."""
    outcomes: Counter[str] = Counter()
    later: Counter[str] = Counter()
    for outcome, why, number in counts:
        outcomes[outcome] += number
        later[why] += number
    total, included = outcomes.total(), outcomes.pop(OK, 0)
    later.pop("", None)
    return Waterfall(total, included, _lines(outcomes, total), _lines(later, total))


def _lines(counts: Counter[str], total: int) -> tuple[Line, ...]:
    codes = sorted(counts, key=words.place)
    return tuple(Line(code, counts[code], 100 * counts[code] / total) for code in codes)


def _all(statement: str, found: Rows) -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, found.params)
        return list(cursor.fetchall())
