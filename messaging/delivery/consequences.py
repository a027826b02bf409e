"""Rule G-4: what a bounce, a stop list or a complaint means for the next messages. Safe to run twice."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import system_user
from consents import services as consents
from consents.choices import ADVERTISING, MARKETING, Method
from consents.gate import suppression
from consents.gate.suppression import Stop
from consents.ledger.checking import Wish
from consents.ledger.writing import Evidence
from consents.models import Purpose
from consents.models.gate import SuppressionReason, SuppressionScope
from customers.choices import ContactKind, ContactState
from customers.models import ContactPoint, Customer
from customers.points import tell_states
from messaging.choices import Carrier
from messaging.models import DeliveryEvent, Message
from messaging.transports.base import ErrorKind

KINDS = {Carrier.EMAIL: ContactKind.EMAIL, Carrier.SMS: ContactKind.PHONE}
SOFT_BOUNCES = 3
SOFT_DAYS = dt.timedelta(days=14)
PAUSE = dt.timedelta(days=30)


@dataclass(frozen=True)
class Blow:
    """What befell one message."""

    message: Message
    kind: ErrorKind
    code: str = ""
    is_unsubscribed: bool = False


def draw(blows: Iterable[Blow]) -> None:
    """In the caller's transaction, however many: a few statements. A trial message to staff has no consequences."""
    meant = [one for one in blows if one.message.customer_id is not None and one.message.address]
    if not meant:
        return
    by = system_user()
    for one in meant:
        if one.is_unsubscribed:
            message = one.message
            assert message.customer_id is not None
            refuse(message.customer_id, message.point_id, message.channel, Evidence(message_id=message.provider_id))
    rest = [one for one in meant if not one.is_unsubscribed]
    for channel in Carrier:
        _close([one for one in rest if one.message.channel == channel], channel, by)
    _complained([one for one in rest if one.kind is ErrorKind.COMPLAINT], by)
    _bounced_softly([one for one in rest if one.kind is ErrorKind.TEMPORARY], by)


def refuse(customer_id: int, point_id: UUID | None, channel: str, evidence: Evidence) -> bool:
    """The client wants no more advertising by this channel at this contact. False: it stands on no card any more."""
    if point_id is None:
        return False
    point = ContactPoint.objects.filter(pk=point_id, customer=customer_id, archived_at=None).first()
    if point is None:
        return False
    consents.withdraw(
        by=system_user(),
        customer=Customer.objects.get(pk=customer_id),
        wishes=[Wish(point.pk, purpose, channel) for purpose in _advertising()],
        method=Method.SYSTEM,
        evidence=evidence,
    )
    return True


def forbid(kind: str, value: str, channel: str, source: str, *, by: User | None = None) -> None:
    """No advertising to a number or an address that stands on no card."""
    stop = Stop(
        reason=SuppressionReason.UNSUBSCRIBE, scope=SuppressionScope.ADVERTISING, channel=channel, source=source
    )
    suppression.add_many([(kind, value)], stop, by=by or system_user())


def _advertising() -> list[str]:
    """Both consents an advertisement needs, and whatever else the company calls advertising."""
    own = Purpose.objects.filter(is_advertising=True, archived_at=None).order_by("code").values_list("code", flat=True)
    return list(dict.fromkeys([MARKETING, ADVERTISING, *own]))


def _close(blows: Sequence[Blow], channel: Carrier, by: User) -> None:
    """Nothing more goes by this channel to addresses that are dead, and to those that want nothing."""
    dead = [one for one in blows if one.kind is ErrorKind.RECIPIENT]
    refused = [one for one in blows if one.kind is ErrorKind.REFUSED]
    reason = SuppressionReason.HARD_BOUNCE if channel is Carrier.EMAIL else SuppressionReason.INVALID
    _stop(dead, reason, by)
    _stop(refused, SuppressionReason.OPERATOR, by)
    if channel is Carrier.EMAIL:
        _state(dead, ContactState.BOUNCED, _("the mail server has no such address"), by)
    else:
        _state(dead, ContactState.INVALID, _("the gateway knows no such number"), by)
    _state(refused, ContactState.REFUSED, _("the gateway’s stop list"), by)


def _complained(blows: Sequence[Blow], by: User) -> None:
    """Advertising stops by every channel, at every contact of the client: he has said enough."""
    if not blows:
        return
    points = ContactPoint.objects.filter(
        customer__in={one.message.customer_id for one in blows}, kind__in=KINDS.values(), problem="", archived_at=None
    )
    values = {*points.order_by("pk").values_list("kind", "value"), *(_value(one) for one in blows)}
    stop = Stop(reason=SuppressionReason.COMPLAINT, scope=SuppressionScope.ADVERTISING, source=_source(blows[0]))
    suppression.add_many(values, stop, by=by)


def _bounced_softly(blows: Sequence[Blow], by: User) -> None:
    """Three messages in a fortnight that could not be delivered for the time being: a month of rest."""
    if not blows:
        return
    bounced = (
        DeliveryEvent.objects.filter(
            message__customer__in={one.message.customer_id for one in blows},
            message__address__in={one.message.address for one in blows},
            kind=ErrorKind.TEMPORARY.value,
            at__gte=timezone.now() - SOFT_DAYS,
        )
        .values_list("message__customer", "message__channel", "message__address")
        .annotate(count=Count("message", distinct=True))
        .filter(count__gte=SOFT_BOUNCES)
        .order_by()
    )
    often = {(customer, channel, address) for customer, channel, address, _count in bounced}
    tired = [one for one in blows if (one.message.customer_id, one.message.channel, one.message.address) in often]
    _stop(tired, SuppressionReason.HARD_BOUNCE, by, until=timezone.now() + PAUSE, source=_("three times in 14 days"))


def _stop(
    blows: Sequence[Blow],
    reason: SuppressionReason,
    by: User,
    *,
    until: dt.datetime | None = None,
    source: str = "",
) -> None:
    places: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for one in blows:
        places.setdefault((one.message.channel, source or _source(one)), set()).add(_value(one))
    for (channel, told), values in places.items():
        suppression.add_many(values, Stop(reason=reason, channel=channel, source=told, expires_at=until), by=by)


def _state(blows: Sequence[Blow], state: ContactState, why: str, by: User) -> None:
    """Beside the contacts, unless they say so already or have been taken off."""
    if blows:
        tell_states(by=by, pks={one.message.point_id for one in blows if one.message.point_id}, state=state, why=why)


def _value(blow: Blow) -> tuple[str, str]:
    return KINDS[Carrier(blow.message.channel)], blow.message.address


def _source(blow: Blow) -> str:
    gateway = blow.message.gateway
    return " ".join(part for part in (gateway.name if gateway else "", blow.code) if part)[:200]
