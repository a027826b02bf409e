"""The page of settings: what a client agreed to, by each of his contacts, and how he changes it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from accounts import masks
from accounts.services import system_user
from consents import services as consents
from consents.choices import ADVERTISING, MARKETING, Basis, Method, Status
from consents.ledger.checking import Wish, kind_of
from consents.ledger.forms import code_of
from consents.ledger.writing import Evidence
from consents.models import Channel, ConsentDocument, ConsentState, ErasedCustomer, Purpose
from consents.words import ICONS, channel
from core.errors import DomainError
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import display_contact
from messaging.models import Confirmation
from messaging.public import confirm
from messaging.public.confirm import Asked
from messaging.public.pages import now_speaking

MASKS = {ContactKind.PHONE: masks.phone, ContactKind.WHATSAPP: masks.phone, ContactKind.EMAIL: masks.email}


@dataclass(frozen=True)
class Line:
    """One consent of one contact."""

    wish: Wish
    purpose: Purpose
    channel: str
    status: Status
    since: dt.datetime | None
    document: ConsentDocument | None
    """The text in force, under which it can be given now."""

    @property
    def code(self) -> str:
        """The value of its button."""
        return code_of(self.wish)

    @property
    def icon(self) -> str:
        return ICONS[self.status][0]

    @property
    def css(self) -> str:
        return ICONS[self.status][1]

    @property
    def is_given(self) -> bool:
        """Whether messages may come by it."""
        return self.status == Status.GRANTED


@dataclass(frozen=True)
class Block:
    """A contact, masked: the page may be seen by whoever was forwarded a letter."""

    point: ContactPoint
    text: str
    is_own: bool
    """The one the link was sent to."""
    lines: tuple[Line, ...]

    @property
    def given(self) -> int:
        """How many consents of it stand."""
        return sum(line.is_given for line in self.lines)


def masked(point: ContactPoint) -> str:
    """A contact as its owner knows it again."""
    return MASKS.get(ContactKind(point.kind), masks.first_letter)(display_contact(point.kind, point.value, point.raw))


def blocks(own: ContactPoint) -> list[Block]:
    """Every contact of the card that can be written to, the link's own first; five queries."""
    points = [own, *ContactPoint.objects.of(own.customer).exclude(pk=own.pk).exclude(value="")]
    states = ConsentState.objects.filter(point__in=[point.pk for point in points]).order_by("pk")
    found = {(one.point_id, one.purpose_id, one.channel_id): one for one in states}
    purposes = list(Purpose.objects.filter(archived_at=None, basis=Basis.CONSENT).order_by("weight", "code"))
    channels: dict[str, list[str]] = {}
    for row in Channel.objects.exclude(contact_kind="").order_by("weight", "code"):
        channels.setdefault(row.contact_kind, []).append(row.code)
    texts = texts_in_force()
    made = []
    for point in points:
        wishes = [Wish(point.pk, purpose.code, code) for code in channels.get(point.kind, []) for purpose in purposes]
        lines = tuple(_lines(wishes, {one.code: one for one in purposes}, found, texts))
        if lines:
            made.append(Block(point, masked(point), point.pk == own.pk, lines))
    return made


def _lines(
    wishes: Iterable[Wish],
    purposes: dict[str, Purpose],
    found: dict[tuple[UUID, str, str], ConsentState],
    texts: dict[tuple[str, str], ConsentDocument],
) -> Iterable[Line]:
    """What was ever asked or given, and what can be given; the rest would only be a list of words."""
    for wish in wishes:
        state = found.get((wish.point_id, wish.purpose, wish.channel))
        text = fitting(texts, wish)
        if state is not None or text is not None:
            status = Status(state.status) if state else Status.NONE
            yield Line(
                wish, purposes[wish.purpose], channel(wish.channel), status, state.since if state else None, text
            )


def texts_in_force() -> dict[tuple[str, str], ConsentDocument]:
    """By kind and purpose, in the present language where there is one."""
    rows = ConsentDocument.objects.filter(valid_from__isnull=False, valid_to=None).order_by("locale", "pk")
    speaking, found = now_speaking(), {}
    for row in sorted(rows, key=lambda one: one.locale == speaking):
        found[row.kind, row.purpose_id] = row
    return found


def fitting(texts: dict[tuple[str, str], ConsentDocument], wish: Wish) -> ConsentDocument | None:
    """The text under which a consent is given by its channel."""
    return text_for(texts, wish.purpose, wish.channel)


def text_for(texts: dict[tuple[str, str], ConsentDocument], purpose: str, code: str) -> ConsentDocument | None:
    """The same without a contact; an empty channel fits any text of the purpose.

    The use of data for promotion by a channel is offered only where advertising by it is.
    """
    if purpose == MARKETING and code and text_for(texts, ADVERTISING, code) is None:
        return None
    text = texts.get((kind_of(purpose, code), purpose))
    return text if text is not None and (not text.channels or not code or code in text.channels) else None


def facts(customer: Customer) -> list[tuple[str, str]]:
    """What the card says of him, masked as it may be read over a shoulder."""
    shown = [
        ("name", customer.title),
        ("birth_date", masks.year(customer.birth_date.isoformat()) if customer.birth_date else ""),
        ("city", customer.city),
        ("address", masks.first_letter(customer.address)),
    ]
    name = {} if customer.is_company else {"name": _("Your name")}
    headings = {field.name: str(field.verbose_name) for field in Customer._meta.concrete_fields} | name
    return [(headings[name], text) for name, text in shown if text]


def is_erased(customer: Customer) -> bool:
    """Whether nothing is kept about him."""
    return ErasedCustomer.objects.filter(customer=customer).exists()


def withdraw(own: ContactPoint, wishes: Iterable[Wish], *, evidence: Evidence) -> int:
    """Refuse some; how many events."""
    return consents.withdraw(
        by=system_user(), customer=own.customer, wishes=wishes, method=Method.WEB_FORM, evidence=evidence
    )


def stop_advertising(own: ContactPoint, *, evidence: Evidence) -> int:
    """Refuse advertising by every channel of every contact, whether it was ever agreed to or not."""
    channels: dict[str, list[str]] = {}
    for code, kind in Channel.objects.exclude(contact_kind="").order_by("pk").values_list("code", "contact_kind"):
        channels.setdefault(kind, []).append(code)
    points = [own, *ContactPoint.objects.of(own.customer).exclude(pk=own.pk)]
    wishes = [Wish(point.pk, ADVERTISING, code) for point in points for code in channels.get(point.kind, [])]
    return withdraw(own, wishes, evidence=evidence)


def give(own: ContactPoint, wish: Wish, document: ConsentDocument, *, evidence: Evidence) -> Confirmation | None:
    """Agree to one. By the link of a letter to that very address it is given; another contact is asked first.

    Returns the question then. Raises DomainError when it cannot be given.
    """
    if wish.point_id == own.pk and own.kind == ContactKind.EMAIL:
        consents.grant(
            by=system_user(), customer=own.customer, wishes=[wish], method=Method.DOI_LINK, evidence=evidence,
            signed=[document.pk],
        )  # fmt: skip
        return None
    point = ContactPoint.objects.of(own.customer).filter(pk=wish.point_id).select_related("customer").first()
    if point is None:
        raise DomainError(_("This contact does not stand on the card any more."), code="wishes")
    asked = Asked(wish.purpose, wish.channel, document.pk, evidence.words)
    return confirm.ask_all(
        point, [asked], by=system_user(), method=Method.WEB_FORM, evidence=evidence, language=now_speaking()
    )
