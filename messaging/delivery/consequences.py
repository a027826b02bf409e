"""Rule G-4: what a bounce, a stop list or a complaint means for the next messages. Safe to run twice."""

import datetime as dt

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
from customers.points import tell_state
from messaging.choices import Carrier
from messaging.models import DeliveryEvent, Message
from messaging.transports.base import ErrorKind

KINDS = {Carrier.EMAIL: ContactKind.EMAIL, Carrier.SMS: ContactKind.PHONE}
SOFT_BOUNCES = 3
SOFT_DAYS = dt.timedelta(days=14)
PAUSE = dt.timedelta(days=30)


def draw(message: Message, kind: ErrorKind, *, code: str = "", unsubscribed: bool = False) -> None:
    """In the caller's transaction. A trial message to staff has no consequences."""
    if message.customer_id is None or not message.address:
        return
    if unsubscribed:
        refuse(message.customer_id, message.point_id, message.channel, Evidence(message_id=message.provider_id))
    elif kind is ErrorKind.RECIPIENT:
        _dead(message, code)
    elif kind is ErrorKind.REFUSED:
        _stop(message, SuppressionReason.OPERATOR, code)
        _state(message, ContactState.REFUSED, _("the gateway’s stop list"))
    elif kind is ErrorKind.COMPLAINT:
        _complained(message, code)
    elif kind is ErrorKind.TEMPORARY:
        _bounced_softly(message)


def refuse(customer_id: int, point_id: object, channel: str, evidence: Evidence) -> bool:
    """The client wants no more advertising by this channel at this contact. False: it stands on no card any more."""
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


def _dead(message: Message, code: str) -> None:
    if message.channel == Carrier.EMAIL:
        _stop(message, SuppressionReason.HARD_BOUNCE, code)
        _state(message, ContactState.BOUNCED, _("the mail server has no such address"))
    else:
        _stop(message, SuppressionReason.INVALID, code)
        _state(message, ContactState.INVALID, _("the gateway knows no such number"))


def _complained(message: Message, code: str) -> None:
    """Advertising stops by every channel, at every contact of the client: he has said enough."""
    points = ContactPoint.objects.filter(
        customer=message.customer_id, kind__in=[ContactKind.EMAIL, ContactKind.PHONE], problem="", archived_at=None
    )
    values = set(points.order_by("pk").values_list("kind", "value"))
    values.add((KINDS[Carrier(message.channel)], message.address))
    stop = Stop(reason=SuppressionReason.COMPLAINT, scope=SuppressionScope.ADVERTISING, source=_source(message, code))
    suppression.add_many(values, stop, by=system_user())


def _bounced_softly(message: Message) -> None:
    """Three messages in a fortnight that could not be delivered for the time being: a month of rest."""
    since = timezone.now() - SOFT_DAYS
    bounced = DeliveryEvent.objects.filter(
        message__customer=message.customer_id,
        message__channel=message.channel,
        message__address=message.address,
        kind=ErrorKind.TEMPORARY.value,
        at__gte=since,
    )
    if bounced.values("message").distinct().count() >= SOFT_BOUNCES:
        _stop(message, SuppressionReason.HARD_BOUNCE, _("three times in 14 days"), until=timezone.now() + PAUSE)


def _stop(message: Message, reason: SuppressionReason, code: str, *, until: dt.datetime | None = None) -> None:
    stop = Stop(reason=reason, channel=message.channel, source=_source(message, code), expires_at=until)
    suppression.add_many([(KINDS[Carrier(message.channel)], message.address)], stop, by=system_user())


def _source(message: Message, code: str) -> str:
    name = message.gateway.name if message.gateway else ""
    return " ".join(part for part in (name, code) if part)[:200]


def _state(message: Message, state: ContactState, why: str) -> None:
    """Beside the contact, unless it says so already or has been taken off."""
    standing = ContactPoint.objects.filter(pk=message.point_id, customer=message.customer_id, archived_at=None)
    point = standing.exclude(state=state).select_related("customer").first()
    if point is not None:
        tell_state(by=system_user(), customer=point.customer, pk=point.pk, state=state, why=why)
