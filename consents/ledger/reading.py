"""What a card tells of consents: five shields, states of each contact, and the events behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consents.choices import ADVERTISING, MARKETING, Status
from consents.models import Channel, ConsentDocument, ConsentEvent, ConsentState, Purpose
from consents.words import ICONS, TONES, channel
from customers.card_points import ShownPoint, shown_points
from customers.models import ContactPoint, Customer

MILD_FIRST = (Status.GRANTED, Status.PENDING, Status.NONE, Status.EXPIRED, Status.WITHDRAWN)
SHIELDS: tuple[tuple[str, str | Promise, str, tuple[str, ...]], ...] = (
    ("pd", _("Data for promotion, 152-FZ"), MARKETING, ()),
    ("call", _("Advertising: calls"), ADVERTISING, ("call",)),
    ("sms", _("Advertising: SMS"), ADVERTISING, ("sms",)),
    ("email", _("Advertising: e-mail"), ADVERTISING, ("email",)),
    ("messengers", _("Advertising: messengers"), ADVERTISING, ("max", "vk", "telegram", "whatsapp")),
)
"""Code, label, purpose, channels (none: any)."""


@dataclass(frozen=True)
class Shield:
    """One line of the panel: what stands, and the event it rests on."""

    code: str
    label: str | Promise
    status: Status
    since: datetime | None = None
    event: ConsentEvent | None = None
    is_void: bool = False
    """Given under a text that a later version has voided (rule C-8)."""

    @property
    def icon(self) -> str:
        return ICONS[self.status][0]

    @property
    def css(self) -> str:
        return ICONS[self.status][1]


@dataclass(frozen=True)
class Cell:
    """One consent of one contact, as the page of consents shows it and offers it to be ticked."""

    purpose: Purpose
    status: Status
    state: ConsentState | None

    @property
    def icon(self) -> str:
        return ICONS[self.status][0]

    @property
    def tone(self) -> str:
        return TONES[self.status]


@dataclass(frozen=True)
class ChannelRow:
    """A contact by one channel."""

    code: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class PointBlock:
    """A contact with the channels it can be reached by."""

    shown: ShownPoint
    rows: tuple[ChannelRow, ...]


def states_of(customer: Customer | int) -> list[ConsentState]:
    """Of the points that stand on the card, with the events behind them; one query."""
    pk = customer if isinstance(customer, int) else customer.pk
    rows = ConsentState.objects.filter(point__customer=pk, point__archived_at=None)
    return list(rows.select_related("last_event", "document").order_by("since", "pk"))


def shields(customer_id: int) -> list[Shield]:
    """The five lines of the panel; of several contacts the mildest state, as he can be reached by one of them."""
    states = states_of(customer_id)
    return [_shield(code, label, _fitting(states, purpose, channels)) for code, label, purpose, channels in SHIELDS]


def _fitting(states: Iterable[ConsentState], purpose: str, channels: tuple[str, ...]) -> list[ConsentState]:
    return [one for one in states if one.purpose_id == purpose and (not channels or one.channel_id in channels)]


def _shield(code: str, label: str | Promise, states: list[ConsentState]) -> Shield:
    if not states:
        return Shield(code, label, Status.NONE)
    newest_first = list(reversed(states))
    state = min(newest_first, key=lambda one: MILD_FIRST.index(Status(one.status)))
    void = state.status == Status.GRANTED and state.document is not None and state.document.void_since is not None
    status = Status.PENDING if void else Status(state.status)
    return Shield(code, label, status, state.since, state.last_event, is_void=void)


def blocks(customer: Customer, reader: User) -> list[PointBlock]:
    """Every contact the reader may see, with each channel and purpose; few queries, whatever their number."""
    purposes = list(Purpose.objects.filter(archived_at=None, basis="consent").order_by("weight", "code"))
    found = {(one.point_id, one.purpose_id, one.channel_id): one for one in states_of(customer)}
    asked = {purpose for _point, purpose, _channel in found} | _in_force()
    shown = [one for one in purposes if one.code in (MARKETING, ADVERTISING) or one.code in asked]
    channels: dict[str, list[str]] = {}
    for row in Channel.objects.exclude(contact_kind="").order_by("weight", "code"):
        channels.setdefault(row.contact_kind, []).append(row.code)
    result = []
    for one in shown_points(customer, reader):
        if one.is_gone or one.point.kind not in channels:
            continue
        rows = []
        for code in channels[one.point.kind]:
            cells = (_cell(purpose, found.get((one.point.pk, purpose.code, code))) for purpose in shown)
            rows.append(ChannelRow(code, channel(code), tuple(cells)))
        result.append(PointBlock(one, tuple(rows)))
    return result


def _in_force() -> set[str]:
    """Codes of purposes that have a text under which a consent may be given now."""
    rows = ConsentDocument.objects.filter(valid_from__isnull=False, valid_to=None)
    return set(rows.order_by().values_list("purpose", flat=True))


def _cell(purpose: Purpose, state: ConsentState | None) -> Cell:
    return Cell(purpose, Status(state.status) if state else Status.NONE, state)


def events_of(customer: Customer) -> Any:
    """What happened to consents of this card and of the points that stand on it, the newest first."""
    points = list(ContactPoint.objects.filter(customer=customer).order_by("pk").values_list("pk", flat=True))
    rows = ConsentEvent.objects.filter(Q(customer=customer) | Q(point__in=points))
    return rows.select_related("document", "purpose").newest_first()
