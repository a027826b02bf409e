"""What stands on the card of a client."""

from collections import Counter
from dataclasses import dataclass

from accounts.models import User
from core.registries.panels import CardPanel, PanelPlace, card_panels
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import display_contact

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
    says_primary: bool
    """Whether to say that it is the primary one: only where there are several of its kind."""


def shown_points(customer: Customer) -> list[ShownPoint]:
    """Return phones, then e-mails, primary ones first."""
    kinds = list(ICONS)
    points = sorted(
        ContactPoint.objects.of(customer), key=lambda p: (kinds.index(p.kind), not p.is_primary, p.position)
    )
    many = Counter(point.kind for point in points)
    return [
        ShownPoint(
            point=point,
            text=display_contact(point.kind, point.value, point.raw),
            icon=ICONS[point.kind],
            href=f"{SCHEMES[point.kind]}{point.value}" if point.is_valid else "",
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
