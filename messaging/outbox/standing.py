"""How the outbox stands, for its page: what waits, what went out since yesterday and what did not, by gateway."""

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q
from django.db.models.functions import Now

from accounts.models import User
from customers.identifiers import uuid7
from customers.models import Customer
from messaging.choices import OUT, Status
from messaging.models import Gateway, Message, MessageQuerySet

DAY = 24 * 60 * 60
A_PAGE = 50
NOT_OUT = (Status.FAILED, Status.EXPIRED)


@dataclass
class Standing:
    """One gateway; `gateway` is None for messages that have none yet."""

    gateway: Gateway | None
    queued: int = 0
    due: int = 0
    oldest: dt.datetime | None = None
    """Since when the first of those that are due waits."""
    on_way: int = 0
    parked: int = 0
    since: Mapping[str, int] = field(default_factory=dict)
    """Ends of messages put out since yesterday, by status."""

    @property
    def out(self) -> int:
        """Went out."""
        return sum(self.since.get(status, 0) for status in OUT)

    @property
    def failed(self) -> int:
        """Did not."""
        return sum(self.since.get(status, 0) for status in NOT_OUT)

    @property
    def denied(self) -> int:
        """The law or the client did not allow them."""
        return self.since.get(Status.DENIED, 0)


def standings() -> list[Standing]:
    """Every gateway, and a line for messages that have none if there are such. Five queries."""
    gateways = Gateway.objects.order_by("channel", "-is_default", "name", "pk")
    found: dict[int | None, Standing] = {gateway.pk: Standing(gateway) for gateway in gateways}
    for row in _queued():
        line = found.setdefault(row["gateway"], Standing(None))
        line.queued, line.due, line.oldest = row["number"], row["due"], row["oldest"]
    for gateway, number in _counted(Message.objects.filter(status__in=[Status.LEASED, Status.HANDING])):
        found.setdefault(gateway, Standing(None)).on_way = number
    for gateway, number in _counted(Message.objects.parked()):
        found.setdefault(gateway, Standing(None)).parked = number
    for gateway, ends in _since_yesterday().items():
        found.setdefault(gateway, Standing(None)).since = ends
    return list(found.values())


def _queued() -> Iterable[dict[str, Any]]:
    is_due = Q(not_before__lte=Now())
    queued = Message.objects.filter(status=Status.QUEUED).order_by().values("gateway")
    counts = {"number": Count("pk"), "due": Count("pk", filter=is_due), "oldest": Min("not_before", filter=is_due)}
    rows: Iterable[Any] = queued.annotate(**counts)
    return rows


def _counted(messages: MessageQuerySet) -> Iterable[tuple[int | None, int]]:
    return messages.order_by().values_list("gateway").annotate(Count("pk"))


def _since_yesterday() -> dict[int | None, dict[str, int]]:
    """By ids, which tell when a message was made: no index on the moment is needed."""
    first = uuid7(int((time.time() - DAY) * 1000), 0)
    ended = [*OUT, *NOT_OUT, Status.DENIED, Status.CANCELLED]
    rows = Message.objects.filter(pk__gte=first, status__in=ended).order_by()
    found: dict[int | None, dict[str, int]] = defaultdict(dict)
    for gateway, status, number in rows.values_list("gateway", "status").annotate(Count("pk")):
        found[gateway][status] = number
    return found


@dataclass(frozen=True)
class Parked:
    """One line of those a person decides of."""

    message: Message
    customer: Customer | None
    """None: not one this reader may see."""


def parked_page(reader: User, *, gateway_id: int | None, after: UUID | None) -> tuple[list[Parked], UUID | None]:
    """Some of them, the oldest first, and after which the next page begins."""
    rows = Message.objects.parked().select_related("gateway").order_by("created_at", "pk")
    if gateway_id is not None:
        rows = rows.filter(gateway=gateway_id)
    pivot = Message.objects.filter(pk=after).values_list("created_at", flat=True).first() if after else None
    if pivot is not None:
        rows = rows.filter(Q(created_at__gt=pivot) | Q(created_at=pivot, pk__gt=after))
    found = list(rows[: A_PAGE + 1])
    page = found[:A_PAGE]
    ids = [message.customer_id for message in page if message.customer_id is not None]
    seen = {one.pk: one for one in Customer.objects.visible_to(reader).filter(pk__in=ids).order_by("pk")}
    lines = [Parked(message, seen.get(message.customer_id or 0)) for message in page]
    return lines, page[-1].pk if len(found) > A_PAGE else None
