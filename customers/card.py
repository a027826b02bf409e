"""What stands on the card of a client."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.registries.panels import CardPanel, PanelPlace, card_panels
from core.text import moments
from customers import tags
from customers.card_form import CardForm, codes_of, column
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import display_contact
from customers.normalise.typos import suggested_domain
from customers.tracking import CUSTOMER
from customers.values import shown
from journal.changes import Change, changes_of

SHOWN_AT_FIRST = 10
NOT_FACTS = ("last_name", "first_name", "middle_name", "name", "note")
"""They stand in the head of the card, and in a section of their own."""
SCHEMES = {ContactKind.PHONE.value: "tel:", ContactKind.EMAIL.value: "mailto:"}
ICONS = {ContactKind.PHONE.value: "phone", ContactKind.EMAIL.value: "mail"}


@dataclass(frozen=True)
class ShownPoint:
    """A contact point as the card shows it."""

    point: ContactPoint
    text: str
    icon: str
    href: str
    """Empty when the point cannot be called or written to."""
    right_domain: str
    """What the domain of an address was probably meant to be."""
    says_primary: bool
    """Whether to say that it is the primary one: only where there are several of its kind."""


def shown_points(customer: Customer) -> list[ShownPoint]:
    """Return phones, then e-mails, primary ones first."""
    kinds = list(ICONS)
    points = sorted(
        ContactPoint.objects.of(customer).select_related("state_by"),
        key=lambda p: (kinds.index(p.kind), not p.is_primary, p.position),
    )
    many = Counter(point.kind for point in points)
    return [
        ShownPoint(
            point=point,
            text=display_contact(point.kind, point.value, point.raw),
            icon=ICONS[point.kind],
            href=f"{SCHEMES[point.kind]}{point.value}" if point.is_valid else "",
            right_domain=suggested_domain(point.value.rpartition("@")[2]) if point.kind == ContactKind.EMAIL else "",
            says_primary=point.is_primary and many[point.kind] > 1,
        )
        for point in points
    ]


def first_link(points: list[ShownPoint], kind: ContactKind) -> str:
    """Return the link of the first point of a kind that works, for the buttons of the head."""
    return next((point.href for point in points if point.point.kind == kind and point.href), "")


def panels_for(user: User) -> dict[str, list[CardPanel]]:
    """Return the panels the reader may open, by column of the card."""
    return {
        place.value: [panel for panel in card_panels if panel.place == place and may_open(user, panel)]
        for place in PanelPlace
    }


def may_open(user: User, panel: CardPanel) -> bool:
    """Whether the reader's role holds the panel's permission."""
    return not panel.permission or user.has(panel.permission)


INVITATIONS = {"note": gettext_lazy("What is worth remembering about this client?")}
"""What an empty fact says instead of a dash, where a dash would not tell what it is for."""


@dataclass(frozen=True)
class Fact:
    """One line of the card that can be changed in place."""

    code: str
    label: str
    text: str
    is_empty: bool


def facts(customer: Customer) -> list[Fact]:
    """All of them, empty ones too: an empty one is a place to type."""
    return [one_fact(customer, code) for code in codes_of(customer) if code not in NOT_FACTS]


def one_fact(customer: Customer, code: str) -> Fact:
    """What a fact says."""
    value = getattr(customer, column(code))
    names = {customer.responsible.pk: customer.responsible.full_name} if customer.responsible else {}
    label = str(CardForm.base_fields[code].label)
    text = moments.full(value) if code == "birth_date" and value else shown(column(code), value, names)
    is_empty = value in (None, "")
    if is_empty and code in INVITATIONS:
        text = str(INVITATIONS[code])
    return Fact(code=code, label=label, text=text, is_empty=is_empty)


def hero(customer: Customer, user: User) -> dict[str, Any]:
    """What the head of the card shows."""
    points = shown_points(customer)
    return {
        "customer": customer,
        "since_day": timezone.localdate(customer.created_at),
        "call": first_link(points, ContactKind.PHONE),
        "write": first_link(points, ContactKind.EMAIL),
        "tags": tags.worn_by(customer),
        "may_edit": user.has(Permission.EDIT_CUSTOMERS),
    }


def contacts(customer: Customer, user: User, *, everything: bool = False) -> dict[str, Any]:
    """What the section of contacts shows: the first ones, and how many more there are."""
    points = shown_points(customer)
    return {
        "customer": customer,
        "points": points if everything else points[:SHOWN_AT_FIRST],
        "all_points": len(points),
        "may_edit": user.has(Permission.EDIT_CUSTOMERS),
    }


def pinned(customer: Customer) -> Change | None:
    """Who wrote the note that stands there, and when, as long as history knows."""
    if not customer.note:
        return None
    return next(iter(changes_of(CUSTOMER, [customer.pk], ["note"], limit=1)), None)
