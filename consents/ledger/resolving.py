"""The resolved state of each purpose and channel of a client or a contact, for the shell and other programs."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from consents.choices import Status
from consents.models import ConsentState
from core.errors import DomainError
from customers.models import ContactPoint, Customer, ExternalId
from customers.normalise.contacts import normalise_contact

KINDS = ("phone", "email", "telegram", "whatsapp", "vk", "max")
LONGEST_ID = 18


@dataclass(frozen=True)
class Resolved:
    """One consent of one contact."""

    customer: int
    contact: str
    kind: str
    point: str
    purpose: str
    purpose_name: str
    channel: str
    status: str
    since: datetime | None
    expires_at: datetime | None
    event: int | None
    action: str
    method: str
    document: int | None
    document_sha256: str
    actor: str

    def as_json(self) -> dict[str, Any]:
        """With moments as text."""
        found = asdict(self)
        for name in ("since", "expires_at"):
            found[name] = found[name].isoformat() if found[name] else None
        return found


def of_customer(given: str) -> list[Resolved]:
    """By the number of the card or a code in another program. Raises DomainError when there is none."""
    pk = int(given) if given.isascii() and given.isdecimal() and len(given) <= LONGEST_ID else None
    customer = Customer.objects.filter(pk=pk).first() if pk is not None else None
    if customer is None:
        known = ExternalId.objects.filter(value=given).select_related("customer").order_by("pk").first()
        customer = known.customer if known else None
    if customer is None:
        raise DomainError(_("There is no client “%(given)s”.") % {"given": given}, code="customer")
    return _resolved(ContactPoint.objects.of(customer))


def of_contact(value: str) -> list[Resolved]:
    """Wherever the number or the address stands. Raises DomainError when no card has it."""
    wanted = Q()
    for kind in KINDS:
        normal, problem = normalise_contact(kind, value)
        if normal and not problem:
            wanted |= Q(kind=kind, value=normal)
    points = ContactPoint.objects.filter(wanted, archived_at=None).order_by("customer", "pk") if wanted else ()
    found = list(points)
    if not found:
        raise DomainError(_("No client has the contact “%(value)s”.") % {"value": value}, code="contact")
    return _resolved(found)


def _resolved(points: Iterable[ContactPoint]) -> list[Resolved]:
    """What was ever asked of these points; a consent whose time is over is over, written down already or not."""
    standing = {point.pk: point for point in points}
    rows = ConsentState.objects.filter(point__in=standing).select_related("purpose", "last_event", "document")
    ordered = rows.order_by("point__position", "point", "purpose__weight", "channel__weight")
    return [_one(standing[row.point_id], row) for row in ordered]


def _one(point: ContactPoint, state: ConsentState) -> Resolved:
    event, status = state.last_event, state.status
    if status == Status.GRANTED and state.expires_at and state.expires_at <= timezone.now():
        status = Status.EXPIRED
    if status == Status.GRANTED and state.document and state.document.void_since:
        status = Status.PENDING
    return Resolved(
        customer=point.customer_id,
        contact=str(point),
        kind=point.kind,
        point=str(point.pk),
        purpose=state.purpose_id,
        purpose_name=state.purpose.name,
        channel=state.channel_id,
        status=str(status),
        since=state.since,
        expires_at=state.expires_at,
        event=event.pk,
        action=event.action,
        method=event.method,
        document=state.document_id,
        document_sha256=event.document_sha256,
        actor=event.actor_name,
    )
