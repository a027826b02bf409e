"""Contacts of a card as this reader may see them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from accounts.field_rights import FieldAccess
from accounts.models import User
from customers import rights
from customers.choices import ContactKind, ContactState
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import display_contact
from customers.normalise.nicks import link_of
from customers.normalise.typos import suggested_domain

SHOWN_AT_FIRST = 10
SCHEMES = {ContactKind.PHONE.value: "tel:", ContactKind.EMAIL.value: "mailto:"}
ICONS = {
    ContactKind.PHONE.value: "phone",
    ContactKind.EMAIL.value: "mail",
    ContactKind.TELEGRAM.value: "brand-telegram",
    ContactKind.WHATSAPP.value: "brand-whatsapp",
    ContactKind.VK.value: "message-circle",
    ContactKind.MAX.value: "message",
    ContactKind.SITE.value: "world",
}
STATES = (
    (ContactState.WORKS, "circle-check"),
    (ContactState.SILENT, "phone-off"),
    (ContactState.WRONG, "ban"),
    (ContactState.INVALID, "circle-x"),
    (ContactState.BOUNCED, "mail-off"),
    (ContactState.REFUSED, "bell"),
)
"""What may be told of a contact, with icons."""
TOLD_AGAINST = frozenset({ContactState.WRONG, ContactState.INVALID, ContactState.BOUNCED, ContactState.REFUSED})
READABLE = {FieldAccess.READ, FieldAccess.EDIT}


@dataclass(frozen=True)
class ShownPoint:
    """A contact point as the card shows it."""

    point: ContactPoint
    text: str
    icon: str
    href: str
    """Empty when the point cannot be called or written to, or may not be read."""
    right_domain: str
    """What the domain of an address was probably meant to be."""
    says_primary: bool
    """Whether to say that it is the primary one: only where there are several of its kind."""
    may_read: bool = True
    """Whether it stands there whole, and can be copied."""
    may_edit: bool = False

    @property
    def is_outside(self) -> bool:
        """Whether the link leads to another site."""
        return self.href.startswith("http")

    @property
    def is_gone(self) -> bool:
        """Whether it has been taken off the card."""
        return self.point.archived_at is not None


def shown_points(customer: Customer, user: User) -> list[ShownPoint]:
    """Return phones, then e-mails, primary ones first; those taken off the card stand at the end."""
    kinds = list(ICONS)
    points = sorted(
        ContactPoint.objects.filter(customer=customer).select_related("state_by").order_by("position", "id"),
        key=lambda p: (p.archived_at is not None, kinds.index(p.kind), not p.is_primary, p.position),
    )
    may = {kind: rights.access(user, kind) for kind in kinds}
    many = Counter(point.kind for point in points if point.archived_at is None)
    return [
        _shown(point, user, may[point.kind], several=many[point.kind] > 1)
        for point in points
        if may[point.kind] != FieldAccess.HIDDEN
    ]


def _shown(point: ContactPoint, user: User, may: FieldAccess, *, several: bool) -> ShownPoint:
    readable = may in READABLE
    is_address = point.kind == ContactKind.EMAIL
    return ShownPoint(
        point=point,
        text=rights.shown(user, point.kind, display_contact(point.kind, point.value, point.raw)) or "•••",
        icon=ICONS[point.kind],
        href=_href(point) if point.is_valid and readable else "",
        right_domain=suggested_domain(point.value.rpartition("@")[2]) if is_address and readable else "",
        says_primary=point.is_primary and several,
        may_read=readable,
        may_edit=may == FieldAccess.EDIT,
    )


def _href(point: ContactPoint) -> str:
    if point.kind not in SCHEMES:
        return link_of(point.kind, point.value)
    return f"{SCHEMES[point.kind]}{point.value}{f';ext={point.extension}' if point.extension else ''}"


def first_link(points: list[ShownPoint], kind: ContactKind) -> str:
    """Return the link of the first point of a kind, for the buttons of the head; of those nothing speaks against."""
    found = [one for one in points if one.point.kind == kind and one.href and not one.is_gone]
    return min(found, key=lambda one: one.point.state in TOLD_AGAINST).href if found else ""


def may_add(user: User) -> bool:
    """Whether the person may put a contact of some kind on a card."""
    return any(rights.may_edit(user, kind) for kind in ICONS)


def contacts(
    points: list[ShownPoint], customer: Customer, user: User, *, everything: bool = False, gone: bool = False
) -> dict[str, Any]:
    """What the section of contacts shows: the first ones, how many more there are, those taken off when asked for."""
    standing = [point for point in points if not point.is_gone]
    past = [point for point in points if point.is_gone]
    return {
        "customer": customer,
        "points": standing if everything else standing[:SHOWN_AT_FIRST],
        "all_points": len(standing),
        "past_points": past if gone else [],
        "all_past": len(past),
        "may_add": may_add(user),
        "kinds": [kind for kind in ContactKind if rights.may_edit(user, kind)],
        "states": STATES,
    }
