"""Whom events set a message off for in a span of time, and what becomes of each.

A look each few minutes and a trial over three months are the same statements: only the span differs, and whether those
who are recipients already count.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from accounts import company
from campaigns.audience.rows import limits, segments_of
from campaigns.audience.sending import sending
from campaigns.models import Campaign, Trigger
from campaigns.triggers import dates
from campaigns.triggers.choices import Event
from consents import gate
from consents.gate import Audience
from consents.gate.audience import zones_of
from consents.models import Channel
from core import sql

FOUND, DUE, ABLE, VERDICTS = "trigger_found", "trigger_due", "trigger_able", "trigger_verdicts"
"""Tables of one look, gone when it ends."""
TABLES = {"found": FOUND, "due": DUE, "able": ABLE, "verdicts": VERDICTS}
STATEMENTS = {
    Event.ENTERED: "trigger_entered",
    Event.LEFT: "trigger_left",
    Event.DATE: "trigger_date",
    Event.FIRST_PURCHASE: "trigger_bought",
    Event.PURCHASE: "trigger_bought",
    Event.NO_PURCHASE: "trigger_no_buy",
    Event.NO_TOUCH: "trigger_no_touch",
}
ALL = 2_000_000_000


@dataclass(frozen=True, kw_only=True)
class Span:
    """From when (left out) to when (included) messages fall due."""

    since: dt.datetime
    until: dt.datetime
    at: dt.datetime
    """The moment for which the law is asked."""
    is_real: bool = True
    """Whether those who are recipients already count; a trial begins with nobody."""
    most: int = ALL


@dataclass(frozen=True)
class Found:
    """The query of what becomes of each, its values, and how many rows there are, events of one client apart."""

    outcomes: str
    params: dict[str, Any] = field(default_factory=dict)
    due: int = 0


@contextmanager
def looked(campaign: Campaign, trigger: Trigger, span: Span) -> Iterator[Found]:
    """What is found, as long as its tables stand, within one transaction. Raises DomainError without a gateway."""
    params = _params(campaign, trigger, span)
    with transaction.atomic():
        _find(trigger, params, span)
        due = _make(DUE, "trigger_due", params, seen=limits(campaign, "f.customer_id"))
        people = Audience(f"SELECT DISTINCT customer_id, point_id FROM {DUE} WHERE NOT is_minus", {})  # noqa: S608
        gate.judge(sending(campaign), people, into=VERDICTS, at=span.at)
        _run(f"ANALYZE {VERDICTS}")
        _make(ABLE, "trigger_able", params)
        _run(f"CREATE INDEX ON {ABLE} (customer_id, n)")
        yield Found(sql.statement("campaigns", "trigger_outcomes", TABLES), params, due)
        _run(f"DROP TABLE {', '.join(TABLES.values())}")


def _params(campaign: Campaign, trigger: Trigger, span: Span) -> dict[str, Any]:
    sources = list(campaign.sources.all())
    return {
        "campaign": campaign.pk,
        "known": campaign.pk if span.is_real else 0,
        "control": int(campaign.control_percent * 10),
        "point_kind": Channel.objects.filter(code=campaign.channel).values_list("contact_kind", flat=True).first(),
        "plus": segments_of(sources, is_minus=False),
        "minus": segments_of(sources, is_minus=True),
        "zone": str(company.current().zone),
        "since": span.since,
        "until": span.until,
        "at": span.at,
        "most": span.most,
        "gap": trigger.gap,
        "days": trigger.days,
        "clock": trigger.clock,
        "segment": trigger.segment_id,
        "product": trigger.product_id,
        "category": trigger.category_id,
        "is_first": trigger.event == Event.FIRST_PURCHASE,
        "is_yearly": trigger.is_yearly,
    }


def _find(trigger: Trigger, params: dict[str, Any], span: Span) -> None:
    """Events of the span; of dates the clocks of their clients are looked up."""
    value = ""
    if trigger.event == Event.DATE:
        params.update(dates.span(span.since, span.until, trigger.days, is_yearly=trigger.is_yearly))
        value = dates.value_query(trigger.field, params["zone"])
    found = sql.statement("campaigns", STATEMENTS[Event(trigger.event)], {"value": value})
    _run(f"CREATE TEMPORARY TABLE {FOUND} (customer_id, day, due_at, local_at) AS {found}", params)
    _run(f"ANALYZE {FOUND}")
    if trigger.event == Event.DATE:
        _tell_moments(params)


def _tell_moments(params: dict[str, Any]) -> None:
    pairs = (
        f"SELECT DISTINCT f.customer_id, p.id FROM {FOUND} f LEFT JOIN customers_contactpoint p"  # noqa: S608
        " ON p.customer_id = f.customer_id AND p.kind = %(point_kind)s AND p.is_primary"
    )
    zones = zones_of(Audience(pairs, {"point_kind": params["point_kind"]}), params["point_kind"])
    _run(sql.statement("campaigns", "trigger_zones", TABLES), {**params, **zones.params})


def _make(table: str, name: str, params: dict[str, Any], **parts: str) -> int:
    """A table of a statement; returns how many rows. Rows just written have no statistics (ADR 0003)."""
    statement = sql.statement("campaigns", name, {**TABLES, **parts})
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} AS {statement}", params)
        count = int(cursor.rowcount)
        cursor.execute(f"ANALYZE {table}")
    return count


def _run(statement: str, params: dict[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
