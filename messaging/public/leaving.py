"""Refusing messages by a link: what is withdrawn, whatever has become of the card since (rule C-6)."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from accounts.services import system_user
from consents import services as consents
from consents.choices import ADVERTISING, MARKETING, Basis, Method, Status
from consents.ledger.checking import Wish
from consents.ledger.writing import Evidence
from consents.models import ConsentState, Purpose
from consents.models.gate import MessageClass
from customers.models import ContactPoint, Customer
from journal.operations import items
from messaging.models import Message, ShortLink


@dataclass(frozen=True)
class Refusal:
    """What a link offers to refuse. Without a point: the contact is erased, and there is nothing left to refuse."""

    point: ContactPoint | None
    channel: str
    purposes: tuple[str, ...] = (ADVERTISING,)
    message_id: str = ""

    @property
    def customer(self) -> Customer | None:
        """On whose card the contact stands now, after any merge."""
        return self.point.customer if self.point else None

    @property
    def wishes(self) -> list[Wish]:
        """Consents to be withdrawn."""
        return [Wish(self.point.pk, purpose, self.channel) for purpose in self.purposes] if self.point else []

    @property
    def is_done(self) -> bool:
        """Whether all of it has been refused already."""
        rows = ConsentState.objects.filter(point=self.point, channel=self.channel, purpose__in=self.purposes)
        refused = rows.filter(status=Status.WITHDRAWN)
        return self.point is None or refused.count() == len(self.purposes)


def of_message(message_id: UUID) -> Refusal | None:
    """Of the link in a letter; None: there was no such message."""
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        return None
    return Refusal(_point(message.point_id), message.channel, _purposes(message), str(message.pk))


def of_code(code: str) -> Refusal | None:
    """Of the short link of an SMS."""
    link = ShortLink.objects.filter(pk=code).select_related("point__customer").first()
    return Refusal(link.point, link.channel) if link else None


@transaction.atomic
def refuse(refusal: Refusal, *, method: Method, evidence: Evidence) -> int:
    """Withdraw at once, on every card with the same number or address; how many events. Twice is as good as once."""
    if refusal.point is None or refusal.customer is None:
        return 0
    items.lock(ContactPoint.objects.filter(pk=refusal.point.pk))  # pressed twice at once is pressed once
    if refusal.is_done:
        return 0
    return consents.withdraw(
        by=system_user(), customer=refusal.customer, wishes=refusal.wishes, method=method, evidence=evidence
    )


def _point(pk: UUID | None) -> ContactPoint | None:
    return ContactPoint.objects.filter(pk=pk).select_related("customer").first() if pk else None


def _purposes(message: Message) -> tuple[str, ...]:
    """Of an advertising message advertising; and the aim it was sent for, where that was by his consent."""
    found = [ADVERTISING] if message.message_class == MessageClass.ADVERTISING else []
    if message.purpose not in ("", MARKETING, ADVERTISING):
        found += Purpose.objects.filter(pk=message.purpose, basis=Basis.CONSENT, archived_at=None).values_list(
            "pk", flat=True
        )
    return tuple(found) or (ADVERTISING,)
