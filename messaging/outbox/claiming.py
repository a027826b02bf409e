"""Who hands what over: claims, leases, and what became of what was taken up.

A claim names its worker on each row, and every later statement of that worker names him too: one who was thought dead
and is not finds no row. Moments are the database's own: machines need not agree on time.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models.functions import Now

from consents.gate import load
from core import sql
from core.db import prepared
from journal.runs.leases import lease_end
from messaging.choices import Priority, Status
from messaging.models import Message

TURN = "SELECT pg_advisory_xact_lock(hashtext('messaging.claim'))"
ORDER = ("priority", "not_before", "id")
PRIORITIES = sorted(Priority.values)
WENT = "SELECT customer_id, message_class, channel, handed_at FROM settled WHERE went AND customer_id IS NOT NULL"
ON_ITS_WAY = (Status.LEASED, Status.HANDING)
SPARE = dt.timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A gateway with something to hand over."""

    gateway_id: int
    priority: int


def due_gateways() -> list[Due]:
    """The most urgent first."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("messaging", "find_due_gateways"), {"priorities": PRIORITIES})
        return [Due(gateway_id=gateway, priority=priority) for gateway, priority, _at in cursor.fetchall()]


def claim(gateway_id: int, *, by: str, most: int) -> list[Message]:
    """Take up what waits longest, at most one message to a client. Committed when it returns."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(TURN)
        cursor.execute(
            sql.statement("messaging", "claim_messages"),
            {"gateway": gateway_id, "by": by, "most": most, "priorities": PRIORITIES, **_lease()},
        )
        ids = [row[0] for row in cursor.fetchall()]
    taken = list(Message.objects.filter(pk__in=ids).order_by(*ORDER))
    first, others = _one_a_client(taken)
    release(others, by=by)
    return first


def release(messages: Iterable[Message], *, by: str) -> None:
    """Put back what was taken up and not begun."""
    ids = [message.pk for message in messages]
    if ids:
        mine = Message.objects.filter(pk__in=ids, lease_by=by, status=Status.LEASED)
        mine.update(status=Status.QUEUED, lease_until=None, lease_by="")


def renew(by: str) -> bool:
    """Prolong the lease of everything this worker has in hand; having nothing is no loss."""
    Message.objects.filter(lease_by=by, status__in=ON_ITS_WAY).update(lease_until=lease_end())
    return True


def settle(rows: Sequence[Mapping[str, Any]], *, by: str) -> None:
    """Write down what became of these; what went out counts in limits of how often one may write to a client."""
    with connection.cursor() as cursor:
        cursor.execute(_advancing("SELECT count(*) FROM settled"), {**_told(rows), "by": by, **load.PARAMS})


def settle_and_intend(rows: Sequence[Mapping[str, Any]], begun: Sequence[Mapping[str, Any]], *, by: str) -> set[UUID]:
    """The same, and that others are about to be handed over; returns those that may be.

    It must be committed before they are.
    """
    given = {
        **_told(rows), "begun": _json(begun), "begun_ids": _ids(begun), "by": by, **_lease(), **load.PARAMS,
    }  # fmt: skip
    return {row[0] for row in prepared(_advancing(sql.text("messaging", "intend_messages")), given)}


@cache
def _advancing(then: str) -> str:
    parts = {"settle": sql.text("messaging", "settle_messages"), "load": load.part(WENT), "then": then}
    return sql.bare(sql.statement("messaging", "advance_messages", parts))


def free_lost() -> int:
    """Put back what its worker had taken up and not begun when it fell silent."""
    lost = Message.objects.filter(status=Status.LEASED, lease_until__lt=Now())
    return lost.update(status=Status.QUEUED, lease_until=None, lease_by="")


def bring_leases_back() -> int:
    """One further ahead than a lease can be is of a clock that was set back; a worker that lives prolongs it anew."""
    longest = Now() + dt.timedelta(seconds=settings.JOB_LEASE_SECONDS) + SPARE
    ahead = Message.objects.filter(status__in=ON_ITS_WAY, lease_until__gt=longest)
    return ahead.update(lease_until=lease_end())


def _one_a_client(taken: Sequence[Message]) -> tuple[list[Message], list[Message]]:
    seen: set[int] = set()
    first: list[Message] = []
    others: list[Message] = []
    for message in taken:
        if message.customer_id is not None and message.customer_id in seen:
            others.append(message)
            continue
        first.append(message)
        if message.customer_id is not None:
            seen.add(message.customer_id)
    return first, others


def _lease() -> dict[str, Any]:
    return {"seconds": settings.JOB_LEASE_SECONDS}


def _told(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"rows": _json(rows), "ids": _ids(rows)}


def _ids(rows: Sequence[Mapping[str, Any]]) -> list[UUID]:
    return [row["id"] for row in rows]


def _json(rows: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps([dict(row) for row in rows], cls=DjangoJSONEncoder, ensure_ascii=False)
