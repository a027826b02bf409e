"""A form of a site sent in: the client is found by his contact or made, and asked to confirm (rules C-3, C-4).

Whoever fills it in learns nothing of whether he is known: the answer is the same, and a card that stands is not
changed. A contact that nobody has gets a card of its own even beside a known one: else a stranger could put his number
on somebody's card by typing that one's address.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import system_user
from consents import keyed
from consents.choices import Method
from consents.ledger.writing import Evidence
from consents.models import Channel, ConsentDocument, ErasedCustomer
from consents.words import channel as channel_words
from core import limits
from core.errors import DomainError
from customers import services as customers
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import normalise_contact
from customers.normalise.split import NameParts, split_name
from messaging.models import Confirmation, ConsentForm, FormBox
from messaging.public import choosing, confirm
from messaging.public.confirm import Asked

DAY = 24 * 3600
OF_ONE_CONTACT = {ContactKind.EMAIL: 5, ContactKind.PHONE: 3}
"""Questions a day: nobody may send a stranger a hundred SMS by our form."""
USUAL = {ContactKind.EMAIL: ("email",), ContactKind.PHONE: ("sms",)}
"""Channels of a box that names none, where no other box names them."""


@dataclass(frozen=True)
class ShownBox:
    """A box as it stands on the page: its value carries the very version of the text."""

    box: FormBox
    document: ConsentDocument
    label: str

    @property
    def value(self) -> str:
        return f"{self.box.pk}.{self.document.pk}"


@dataclass(frozen=True)
class Filled:
    """What was typed and ticked."""

    contacts: tuple[tuple[ContactKind, str], ...]
    """Kind, and the value in its one form."""
    boxes: tuple[ShownBox, ...]
    name: str = ""
    language: str = "ru"


def boxes(form: ConsentForm) -> list[ShownBox]:
    """Boxes whose text is in force, each with its own words; four queries at most."""
    texts = choosing.texts_in_force()
    shown = []
    for box in form.boxes.select_related("purpose").order_by("position", "pk"):
        text = choosing.text_for(texts, box.purpose_id, box.channel)
        if text is not None:
            label = f"{text.label}: {channel_words(box.channel)}" if box.channel else text.label
            shown.append(ShownBox(box, text, label))
    return shown


def contact(kind: ContactKind, raw: str) -> str:
    """A contact in its one form. Raises DomainError on what is none."""
    found = normalise_contact(kind, raw)
    if not found.value:
        said = _("This is not an e-mail address.") if kind == ContactKind.EMAIL else _("This is not a phone number.")
        raise DomainError(said, code=kind.value)
    return found.value


@transaction.atomic
def send_in(form: ConsentForm, filled: Filled, *, evidence: Evidence) -> list[Confirmation]:
    """Ask each contact to confirm what was ticked. Raises DomainError when one was asked too often today."""
    for kind, value in filled.contacts:
        who = keyed.digest(kind, value).hex()[:32]
        if not limits.spend("consent_form", who, amount=OF_ONE_CONTACT[kind], seconds=DAY):
            raise DomainError(_("Too many messages were asked for today. Try again tomorrow."), code="often")
    by = system_user()
    asked = [
        (point, wanted)
        for point in _points(filled, form, by)
        if (wanted := _wanted(ContactKind(point.kind), filled.boxes, form))
    ]
    return [
        confirm.ask_all(
            point, wanted, by=by, method=Method.WEB_FORM, evidence=evidence, form=form, language=filled.language
        )
        for point, wanted in asked
    ]


def _points(filled: Filled, form: ConsentForm, by: User) -> list[ContactPoint]:
    """Of cards that stand, and of one new card for contacts nobody has."""
    points, card = [], None
    for kind, value in filled.contacts:
        point = _known(kind, value)
        if point is None:
            card = card or _card(filled, form, by)
            point = customers.add_contact_point(by=by, customer=card, kind=kind, raw=value)
        points.append(point)
    return points


def _known(kind: ContactKind, value: str) -> ContactPoint | None:
    """The oldest card with this very contact, one in the archive last."""
    rows = ContactPoint.objects.filter(kind=kind, value=value, archived_at=None)
    rows = rows.exclude(customer__in=ErasedCustomer.objects.values("customer"))
    return rows.select_related("customer").order_by("-customer__archived_at", "customer_id", "pk").first()


def _card(filled: Filled, form: ConsentForm, by: User) -> Customer:
    name = split_name(filled.name)
    if name.last_name and not name.first_name:
        name = NameParts("", name.last_name)  # one word alone is what people are called
    return customers.create_person(by=by, **name._asdict(), source=form.name, language=filled.language)


def _wanted(kind: ContactKind, ticked: Sequence[ShownBox], form: ConsentForm) -> list[Asked]:
    """Consents of a contact by the boxes that were ticked."""
    of_kind = set(Channel.objects.filter(contact_kind=kind).values_list("code", flat=True))
    named = [code for code in form.boxes.order_by("position").values_list("channel", flat=True) if code in of_kind]
    usual = tuple(dict.fromkeys(named)) or USUAL[kind]
    wanted = []
    for one in ticked:
        channels = (one.box.channel,) if one.box.channel else usual
        wanted += [
            Asked(one.box.purpose_id, code, one.document.pk, one.label)
            for code in channels
            if code in of_kind and (not one.document.channels or code in one.document.channels)
        ]
    return wanted
