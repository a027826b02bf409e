"""Cards and contact points of one batch, read once for all checks that ask."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from consents.models import ErasedCustomer, ErasureSubject
from consents.models.erasure import LIVE
from consents.models.request import ProcessingBlock
from consents.requests.choices import BlockScope
from customers.models import ContactPoint, Customer

SIZE = 10_000


class Card(NamedTuple):
    """What checks read of a card."""

    id: int
    kind: str
    last_name: str
    first_name: str
    middle_name: str
    name: str
    sex: str
    birth_date: dt.date | None
    city: str
    address: str
    company: str
    source: str
    position: str
    industry: str
    inn: str
    responsible_id: int | None
    created_at: dt.datetime


class Point(NamedTuple):
    """What checks read of a phone or an e-mail."""

    id: UUID
    customer: int
    kind: str
    raw: str
    value: str
    problem: str
    label: str
    extension: str
    state: str
    is_primary: bool
    position: int


def left_alone() -> "QuerySet[Customer]":
    """Clients whose data nobody may work on: processing is restricted, they are erased, or about to be."""
    blocked = ProcessingBlock.objects.standing().filter(customer=OuterRef("pk"), scope=BlockScope.ALL)
    erased = ErasedCustomer.objects.filter(customer=OuterRef("pk"))
    erasing = ErasureSubject.objects.filter(customer=OuterRef("pk"), erasure__state__in=LIVE)
    return Customer.objects.filter(Q(Exists(blocked)) | Q(Exists(erased)) | Q(Exists(erasing)))


def next_end(after: int) -> int | None:
    """The key of the last card of the batch that follows; None: there are no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(id) FROM (SELECT id FROM customers_customer WHERE id > %s AND archived_at IS NULL"
            " ORDER BY id LIMIT %s) AS following",
            [after, SIZE],
        )
        found = cursor.fetchone()[0]
    return None if found is None else int(found)


class Batch:
    """Cards with keys in (after, upto] that stand in the lists."""

    def __init__(self, after: int, upto: int, options: Mapping[str, Any], memory: dict[str, Any]) -> None:
        self.after, self.upto = after, upto
        self.options = options
        self.memory = memory
        """What checks remember from batch to batch: answers by value, never by client."""

    @cached_property
    def cards(self) -> Sequence[Card]:
        """In the order of their keys."""
        rows = Customer.objects.active().filter(pk__gt=self.after, pk__lte=self.upto).order_by("pk")
        return [Card(*row) for row in rows.values_list(*Card._fields)]

    @cached_property
    def card_of(self) -> Mapping[int, Card]:
        """By key."""
        return {card.id: card for card in self.cards}

    @cached_property
    def points(self) -> Sequence[Point]:
        """Phones and e-mails that stand on these cards, in the order of the card."""
        rows = ContactPoint.objects.filter(
            customer__gt=self.after, customer__lte=self.upto, archived_at__isnull=True, kind__in=("phone", "email")
        ).order_by("customer_id", "kind", "position", "id")
        columns = [name if name != "customer" else "customer_id" for name in Point._fields]
        known = self.card_of
        return [point for row in rows.values_list(*columns) if (point := Point(*row)).customer in known]

    def standing(self, point: Point) -> set[tuple[str, str]]:
        """(kind, value) of all points of the same card: what stands there is not put there twice."""
        return self._values_of.setdefault(point.customer, set())

    @cached_property
    def _values_of(self) -> dict[int, set[tuple[str, str]]]:
        found: dict[int, set[tuple[str, str]]] = {}
        for point in self.points:
            if point.value:
                found.setdefault(point.customer, set()).add((point.kind, point.value))
        return found

    @cached_property
    def left_alone(self) -> frozenset[int]:
        """Those nobody may work on."""
        rows = left_alone().filter(pk__gt=self.after, pk__lte=self.upto).order_by("pk")
        return frozenset(rows.values_list("pk", flat=True))

    def ids_where(self, condition: str, params: Mapping[str, Any]) -> list[int]:
        """Keys of these cards for which SQL of ours over `c` holds."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.id FROM customers_customer c WHERE c.id > %(after)s AND c.id <= %(upto)s"  # noqa: S608
                f" AND c.archived_at IS NULL AND ({condition}) ORDER BY c.id",
                {"after": self.after, "upto": self.upto, **params},
            )
            return [row[0] for row in cursor.fetchall()]
