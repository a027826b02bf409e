"""Ready segments: rules for questions every company asks; one click makes one's own, to be changed at will.

One that asks for a field, or for a value, that is not in the catalogue is not offered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.field_rights import may_read
from accounts.models import User
from core.registries.fields import catalogue
from core.rules.tree import conditions
from customers.models import Customer
from segmentation.segments.ready import (
    BEHAVIOURAL,
    DEMOGRAPHIC,
    GEOGRAPHIC,
    PSYCHOGRAPHIC,
    RELATIONSHIP,
    SCORES,
    Ready,
    ask,
    every,
)

CITIES = 3
IN_CITY = "city-"


@dataclass(frozen=True)
class Shelf:
    """Ready segments of one kind."""

    label: str | Promise
    ready: Sequence[Ready]


SHELVES = (
    (gettext_lazy("Who they are"), DEMOGRAPHIC),
    (gettext_lazy("Where they live"), GEOGRAPHIC),
    (gettext_lazy("How they buy"), BEHAVIOURAL),
    (gettext_lazy("What they like"), PSYCHOGRAPHIC),
    (gettext_lazy("History of the relationship"), RELATIONSHIP),
    (gettext_lazy("By scores"), SCORES),
)


def shelves(reader: User) -> list[Shelf]:
    """What is offered to this person: only over fields he may read."""
    found = []
    for label, ready in SHELVES:
        more = list(_cities()) if ready is GEOGRAPHIC else []
        kept = [one for one in (*more, *ready) if is_offered(one, reader)]
        if kept:
            found.append(Shelf(label, kept))
    return found


def find(code: str) -> Ready | None:
    """The ready segment of this code."""
    if code.startswith(IN_CITY):
        return _of_city(code.removeprefix(IN_CITY)) if code != IN_CITY else None
    return next((one for _label, ready in SHELVES for one in ready if one.code == code), None)


def is_offered(one: Ready, reader: User) -> bool:
    """Whether the catalogue has what it asks for, and the person may read that."""
    known = catalogue()
    for condition in conditions(one.tree):
        field = known.get(condition.field)
        if field is None or not may_read(reader, field):
            return False
        if field.choices is not None and not set(condition.values) <= set(map(str, field.choices())):
            return False
    return True


def _cities() -> Iterator[Ready]:
    """Where most clients live."""
    rows = Customer.objects.active().exclude(city="").values("city").annotate(n=Count("pk")).order_by("-n", "city")
    for row in rows[:CITIES]:
        yield _of_city(row["city"])


def _of_city(city: str) -> Ready:
    said = {"city": city}
    return Ready(
        f"{IN_CITY}{city}",
        _("City: %(city)s") % said,
        _("Events, delivery and shops nearby."),
        every(ask("city", "is", city)),
    )
