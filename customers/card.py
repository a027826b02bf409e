"""What stands on the card of a client."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.registries.glances import glance_sources
from core.registries.panels import CardPanel, PanelPlace, card_panels
from core.text import moments
from customers import card_row, rights, services, tags, zones
from customers.attached.showing import photo_url
from customers.card_form import CardForm, codes_of, column
from customers.card_points import ShownPoint, first_link, shown_points
from customers.choices import ContactKind
from customers.models import Customer
from customers.tracking import CUSTOMER
from customers.values import shown
from journal.changes import Change, changes_of

NOT_FACTS = ("last_name", "first_name", "middle_name", "name", "note")
"""They stand in the head of the card, and in a section of their own."""


def panels_for(user: User, customer: Customer) -> dict[str, list[CardPanel]]:
    """Return the panels the reader may open on this card, by column."""
    return {
        place.value: [
            panel
            for panel in card_panels
            if panel.place == place and may_open(user, panel) and card_row.shows(customer, panel)
        ]
        for place in PanelPlace
    }


def may_open(user: User, panel: CardPanel) -> bool:
    """Whether the reader's role holds the panel's permission."""
    return not panel.permission or user.has(panel.permission)


INVITATIONS = {"note": gettext_lazy("What is worth remembering about this client?")}
"""What an empty fact says instead of a dash, where a dash would not tell what it is for."""


@dataclass(frozen=True)
class Fact:
    """One line of the card; `may_edit`: it can be changed in place."""

    code: str
    label: str
    text: str
    is_empty: bool
    may_edit: bool = False
    is_main: bool = True
    """Stands there empty too; the rest of the empty ones are folded away."""


def facts(customer: Customer, user: User) -> list[Fact]:
    """All the reader may see, empty ones too: an empty one is a place to type."""
    codes = [code for code in codes_of(customer) if code not in NOT_FACTS]
    return [one_fact(customer, code, user) for code in rights.visible(user, codes)]


def one_fact(customer: Customer, code: str, user: User) -> Fact:
    """What a fact says to this reader."""
    value = getattr(customer, column(code))
    names = {customer.responsible.pk: customer.responsible.full_name} if customer.responsible else {}
    label = str(CardForm.base_fields[code].label)
    text = moments.full(value) if code == "birth_date" and value else shown(column(code), value, names)
    is_empty = value in (None, "")
    if is_empty and code in INVITATIONS:
        text = str(INVITATIONS[code])
    elif not is_empty:
        text = rights.shown(user, code, text) or "•••"
    if is_empty and code == "time_zone":
        zone, by = zones.zone_of_place(customer)
        if zone and rights.may_read(user, by):
            said = _("by the city: %(zone)s") if by == "city" else _("by the address: %(zone)s")
            text = said % {"zone": zones.label(zone)}
    return Fact(
        code=code,
        label=label,
        text=text,
        is_empty=is_empty,
        may_edit=rights.may_edit(user, code),
        is_main=code not in services.MORE_FIELDS,
    )


def note(customer: Customer, user: User) -> dict[str, Any]:
    """The note pinned to the card, and who wrote it; nothing when it is not the reader's to see."""
    if rights.is_hidden(user, "note"):
        return {"note": None, "pinned": None}
    return {"note": one_fact(customer, "note", user), "pinned": pinned(customer)}


def hero(customer: Customer, user: User, points: list[ShownPoint] | None = None) -> dict[str, Any]:
    """What the head of the card shows."""
    points = shown_points(customer, user) if points is None else points
    return {
        "customer": customer,
        "title": rights.shown(user, "full_name", customer.title) or _("Client"),
        "photo": photo_url(customer, user),
        "city": rights.shown(user, "city", customer.city),
        "clock": zones.clock_of(customer, user),
        "keeper": None if rights.is_hidden(user, "responsible") else customer.responsible,
        "since_day": timezone.localdate(customer.created_at),
        "call": first_link(points, ContactKind.PHONE),
        "write": first_link(points, ContactKind.EMAIL),
        "tags": [] if rights.is_hidden(user, "tags") else tags.worn_by(customer),
        "glances": glances(customer),
        "may_edit": user.has(Permission.EDIT_CUSTOMERS),
        "may_archive": user.has(Permission.ARCHIVE_CUSTOMERS),
        "may_tag": rights.may_edit(user, "tags"),
    }


def glances(customer: Customer) -> list[tuple[str, str]]:
    """Icons and words that upper packages put into the head of the card; one statement a source."""
    told = ((source.icon, source.tell([customer.pk]).get(customer.pk)) for source in glance_sources)
    return [(icon, said.text) for icon, said in told if said is not None]


def pinned(customer: Customer) -> Change | None:
    """Who wrote the note that stands there, and when, as long as history knows."""
    if not customer.note:
        return None
    return next(iter(changes_of(CUSTOMER, [customer.pk], ["note"], limit=1)), None)
