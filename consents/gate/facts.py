"""What the base knows of those a batch of messages goes to: nine statements, whatever their number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from consents import keyed
from consents.choices import ADVERTISING, Status
from consents.gate.values import Request, Sending
from consents.models import ConsentState, ContactLoad, ErasedCustomer, ProcessingBlock, Suppression
from consents.models.gate import Family, SuppressionScope
from consents.requests.choices import BlockScope
from customers.models import ContactPoint, Customer

CARD = ("id", "archived_at", "time_zone", "city", "address", "legal_address")
POINT = ("id", "customer_id", "kind", "value", "problem", "state", "archived_at")


class Standing(NamedTuple):
    """A suppression without what only people ask of it."""

    scope: str
    channel: str
    purpose: str

    def stops(self, sending: Sending) -> bool:
        """Whether it is about this message."""
        if self.channel not in ("", sending.channel):
            return False
        if self.scope == SuppressionScope.PURPOSE:
            return self.purpose == sending.aim or (self.purpose == ADVERTISING and sending.is_advertising)
        return self.scope == SuppressionScope.ALL or sending.is_advertising


@dataclass
class Facts:
    """By client, by contact, by value."""

    customers: Mapping[int, Customer] = field(default_factory=dict)
    points: Mapping[UUID, ContactPoint] = field(default_factory=dict)
    erased: frozenset[int] = frozenset()
    blocks: Mapping[int, set[str]] = field(default_factory=dict)
    suppressed: Mapping[bytes, list[Standing]] = field(default_factory=dict)
    states: Mapping[tuple[UUID, str, str], ConsentState] = field(default_factory=dict)
    loads: Mapping[tuple[int, str, str], list[dt.datetime]] = field(default_factory=dict)

    def standing_against(self, point: ContactPoint) -> Iterable[Standing]:
        """What stands against the contact's value, under this key or an earlier one."""
        return (one for key in keyed.digests(point.kind, point.value) for one in self.suppressed.get(key, ()))


def read(requests: Iterable[Request], now: dt.datetime) -> Facts:
    """Everything about these clients and contacts at once."""
    asked = list(requests)
    people, ids = {one.customer_id for one in asked}, {one.point_id for one in asked}
    points = ContactPoint.objects.filter(pk__in=ids).only(*POINT).in_bulk()
    blocks: dict[int, set[str]] = defaultdict(set)
    for customer, scope in (
        ProcessingBlock.objects.standing().filter(customer__in=people).values_list("customer_id", "scope")
    ):
        blocks[customer].add(scope)
    return Facts(
        customers=Customer.objects.filter(pk__in=people).only(*CARD).in_bulk(),
        points=points,
        erased=frozenset(ErasedCustomer.objects.filter(customer__in=people).values_list("customer_id", flat=True)),
        blocks=blocks,
        suppressed=_suppressed(points.values(), now),
        states=_states(ids, {one.sending.channel for one in asked}),
        loads=_loads(people, asked),
    )


def blocked(scopes: set[str], sending: Sending) -> str:
    """The code of a stop of processing that is about this message."""
    if BlockScope.ALL in scopes:
        return "blocked"
    return "blocked_ads" if BlockScope.ADS in scopes and sending.is_advertising else ""


def status(state: ConsentState | None, now: dt.datetime) -> Status:
    """What a consent is worth at this moment."""
    if state is None:
        return Status.NONE
    ran_out = state.expires_at is not None and state.expires_at <= now
    return Status.EXPIRED if state.status == Status.GRANTED and ran_out else Status(state.status)


def _suppressed(points: Iterable[ContactPoint], now: dt.datetime) -> dict[bytes, list[Standing]]:
    keys = [key for point in points if point.value for key in keyed.digests(point.kind, point.value)]
    found: dict[bytes, list[Standing]] = defaultdict(list)
    rows = Suppression.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), lifted_at=None, value_hmac__in=keys)
    for key, *told in rows.values_list("value_hmac", *Standing._fields):
        found[bytes(key)].append(Standing(*told))
    return found


def _states(points: set[UUID], channels: set[str]) -> dict[tuple[UUID, str, str], ConsentState]:
    rows = ConsentState.objects.filter(point__in=points, channel__in=channels)
    return {(row.point_id, row.purpose_id, row.channel_id): row for row in rows}


def _loads(people: set[int], asked: list[Request]) -> dict[tuple[int, str, str], list[dt.datetime]]:
    families = {one.sending.family for one in asked} | {Family.ALL}
    rows = ContactLoad.objects.filter(customer__in=people, family__in=families - {None})
    return {(row.customer_id, row.message_class, row.family): row.recent for row in rows}
