"""An event and its proof in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from consents.choices import Action, Status
from consents.models import ConsentEvent
from consents.words import ICONS, channel
from customers.card_points import ShownPoint

LABELS: dict[str, str | Promise] = {
    "reason": _("Reason"),
    "words": _("In the client’s words"),
    "place": _("Place"),
    "source": _("Source"),
    "basis": _("Ground"),
    "page_url": _("Page"),
    "ip": _("Address"),
    "user_agent": _("Program"),
    "message_id": _("Message"),
}
STATUS = {
    Action.REQUESTED: Status.PENDING,
    Action.GRANTED: Status.GRANTED,
    Action.CONFIRMED: Status.GRANTED,
    Action.IMPORTED: Status.GRANTED,
    Action.EXPIRED: Status.EXPIRED,
    Action.SUPERSEDED: Status.NONE,
}
"""How an action reads as a state; any other is a refusal (`consents_status` in SQL says the same)."""

SYSTEM = "system"
"""Name of the account the product acts by."""


@dataclass(frozen=True)
class Told:
    """A line of the ledger."""

    event: ConsentEvent
    what: str
    contact: str
    """As this reader may see it; empty when the contact is gone, or hidden from him."""
    proof: tuple[tuple[str | Promise, str], ...]
    file: str
    is_erased: bool

    @property
    def who(self) -> str:
        """Who wrote it down."""
        return who(self.event)

    @property
    def icon(self) -> str:
        return ICONS[status_of(self.event)][0]

    @property
    def css(self) -> str:
        return ICONS[status_of(self.event)][1]


def status_of(event: ConsentEvent) -> Status:
    """What the event alone would make of the consent."""
    return STATUS.get(Action(event.action), Status.WITHDRAWN)


def who(event: ConsentEvent) -> str:
    """The employee, as he was called then; the product itself by a word."""
    return pgettext("who did it", "the program") if event.actor_name == SYSTEM else event.actor_name


def told(events: Iterable[ConsentEvent], shown: Iterable[ShownPoint]) -> list[Told]:
    """Lines for a reader who sees these contacts."""
    contacts: Mapping[UUID, str] = {one.point.pk: one.text for one in shown}
    return [_told(event, contacts) for event in events]


def _told(event: ConsentEvent, contacts: Mapping[UUID, str]) -> Told:
    details = event.details or {}
    return Told(
        event=event,
        what=f"{event.purpose.name}, {channel(event.channel_id)}",
        contact=contacts.get(event.point_id, ""),
        proof=tuple((label, details[name]) for name, label in LABELS.items() if details.get(name)),
        file=details.get("file", ""),
        is_erased=event.details is None and bool(event.details_hmac),
    )
