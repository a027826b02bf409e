"""Words of people: on the card of whoever wrote them, and a refusal into the ledger, in one transaction."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.notifications import notify
from accounts.services import system_user
from consents.ledger.writing import Evidence
from core.registries.notifications import Channel, NotificationKind, notification_kinds
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import normalise_contact
from interactions.log import services as log
from interactions.log.choices import Direction, InteractionKind
from interactions.log.models import LONGEST_TEXT, Interaction
from messaging.choices import Carrier
from messaging.delivery import enclosed
from messaging.delivery.choices import Heard
from messaging.delivery.consequences import KINDS, forbid, refuse
from messaging.delivery.stop_words import is_stop
from messaging.models import Gateway, Inbound, Message
from messaging.transports.base import InboundMsg

REPLY, REFUSED = "messaging.reply", "messaging.refused"
TALKS = {Carrier.EMAIL: InteractionKind.LETTER, Carrier.SMS: InteractionKind.SMS}
LONGEST_SUBJECT = 300


@dataclass(frozen=True)
class Writer:
    """Who wrote, as far as we know."""

    value: str
    """The number or address in its one form; '' when it has none."""
    customer_id: int | None = None
    point: ContactPoint | None = None
    message: Message | None = None
    """The last of ours that he may be answering."""


def register() -> None:
    """What the responsible person is told."""
    notification_kinds.add(
        NotificationKind(
            code=REPLY, label=gettext_lazy("A client of mine answers a message"), sentence=_replied, icon="message",
            channels=(Channel.BELL, Channel.MAIL), weight=40,
        ),
        NotificationKind(
            code=REFUSED, label=gettext_lazy("A client of mine refuses further messages"), sentence=_refused,
            icon="mail-off", weight=41,
        ),
    )  # fmt: skip


def take(gateway: Gateway, inbound: InboundMsg) -> Heard | None:
    """In the caller's transaction. None: it was taken before."""
    row, is_new = Inbound.objects.get_or_create(
        gateway=gateway,
        key=key_of(inbound),
        defaults={"channel": gateway.channel, "heard": Heard.NOBODY, "received_at": _moment(inbound)},
    )
    if not is_new:
        return None
    writer = find(gateway.channel, inbound)
    refuses = is_stop(inbound.text) or (not inbound.text.strip() and is_stop(inbound.subject))
    if writer.customer_id is None:
        _from_nobody(row, writer, inbound, refuses=refuses)
    else:
        _from_client(row, writer, writer.customer_id, inbound, refuses=refuses)
    row.save()
    return Heard(row.heard)


def find(channel: str, inbound: InboundMsg) -> Writer:
    """By our message he answers; else by his number or address, on the card that was written to last."""
    kind = KINDS[Carrier(channel)]
    found = normalise_contact(kind, inbound.sender) if inbound.sender.strip() else None
    value = found.value if found else ""
    if inbound.in_reply_to is not None:
        written = Message.objects.filter(pk=inbound.in_reply_to, channel=channel, customer__isnull=False)
        answered = written.exclude(address="").first()  # emptied: he was erased, nobody's card is to tell of him
        if answered is not None:
            point = ContactPoint.objects.filter(customer=answered.customer_id, pk__in=_one(answered.point_id)).first()
            return Writer(value, answered.customer_id, point, answered)
    points = {
        point.pk: point
        for point in ContactPoint.objects.filter(kind=kind, value=value, archived_at=None).order_by("pk")
        if value
    }
    if not points:
        return Writer(value)
    last = (
        Message.objects.filter(
            customer__in={point.customer_id for point in points.values()}, channel=channel, point_id__in=list(points)
        )
        .order_by("-created_at", "-pk")
        .first()
    )
    nearest = points[last.point_id] if last is not None and last.point_id in points else next(iter(points.values()))
    return Writer(value, nearest.customer_id, nearest, last)


def key_of(inbound: InboundMsg) -> str:
    """The provider's id; without one the words, their writer and their minute: a repeat of the callback is the same."""
    if inbound.provider_id and len(inbound.provider_id) <= 60:  # fits the column
        return inbound.provider_id
    at = _moment(inbound).replace(second=0, microsecond=0).isoformat() if not inbound.provider_id else ""
    told = f"{inbound.provider_id}\n{inbound.sender}\n{inbound.text}\n{at}"
    return hashlib.sha256(told.encode()).hexdigest()


def _one(point_id: UUID | None) -> list[UUID]:
    return [point_id] if point_id is not None else []


def _from_client(row: Inbound, writer: Writer, customer_id: int, inbound: InboundMsg, *, refuses: bool) -> None:
    customer = Customer.objects.get(pk=customer_id)
    point = writer.point if writer.point is not None and writer.point.customer_id == customer.pk else None
    made = _written_down(customer, point, row, inbound)
    row.heard = Heard.STOP if refuses else Heard.REPLY
    row.customer, row.message, row.interaction_id = customer, writer.message, made.pk
    if refuses:
        evidence = Evidence(words=inbound.text[:500], message_id=inbound.provider_id)
        stands = point is not None and refuse(customer.pk, point.pk, row.channel, evidence)
        if not stands and writer.value:
            forbid(KINDS[Carrier(row.channel)], writer.value, row.channel, _("answered with a refusal"))
    if customer.responsible_id is not None:
        kind = REFUSED if refuses else REPLY
        params = {"channel": row.channel}
        notify([customer.responsible_id], kind, params=params, url=customer.get_absolute_url(), by=system_user())


def _from_nobody(row: Inbound, writer: Writer, inbound: InboundMsg, *, refuses: bool) -> None:
    """Kept for a while, so that it is not lost; a refusal holds all the same."""
    row.heard = Heard.STOP if refuses else Heard.NOBODY
    row.sender, row.subject = inbound.sender[:320], inbound.subject[:LONGEST_SUBJECT]
    row.text = inbound.text[:LONGEST_TEXT]
    if refuses and writer.value:
        forbid(KINDS[Carrier(row.channel)], writer.value, row.channel, _("answered with a refusal"))


def _written_down(customer: Customer, point: ContactPoint | None, row: Inbound, inbound: InboundMsg) -> Interaction:
    files, left_out = enclosed.sorted_out(inbound.attachments)
    return log.record(
        by=system_user(),
        customer_id=customer.pk,
        kind=TALKS[Carrier(row.channel)],
        direction=Direction.IN,
        text=_words(inbound, left_out),
        at=min(row.received_at, timezone.now()),
        point=point,
        files=files,
        by_client=True,
    )


def _words(inbound: InboundMsg, left_out: str) -> str:
    """What he wrote, and below it in our words what he sent and was not kept."""
    subject = " ".join(inbound.subject.split())[:LONGEST_SUBJECT]
    text = inbound.text.strip()
    whole = f"{subject}\n\n{text}" if subject and text else subject or text or _("(without words)")
    note = f"\n\n{left_out}" if left_out else ""
    return whole[: LONGEST_TEXT - len(note)] + note


def _moment(inbound: InboundMsg) -> dt.datetime:
    """When it was written, as far as that can be true."""
    now = timezone.now()
    if inbound.at is None or not now - dt.timedelta(days=30) <= inbound.at <= now:
        return now
    return inbound.at


def _replied(params: Mapping[str, Any]) -> str:
    if params.get("channel") == Carrier.SMS:
        return _("A client has answered by SMS")
    return _("A client has answered by e-mail")


def _refused(params: Mapping[str, Any]) -> str:
    if params.get("channel") == Carrier.SMS:
        return _("A client wants no more advertising by SMS")
    return _("A client wants no more advertising by e-mail")
