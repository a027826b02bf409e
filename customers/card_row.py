"""The client row as the card and the quick view read it: in one statement with what stands beside each client once."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from accounts.models import User
from core.registries.hints import CardHint, card_hints
from core.registries.panels import CardPanel, card_panels
from customers.models import Customer, CustomerFile, ExternalId

PHOTO = "photo_sha"
NUMBERS = "numbers_of_card"
SHOWS = "panel_shows_"
SAYS = "hint_says_"


def for_peek(user: User) -> QuerySet[Customer]:
    """Clients the reader may see, each with the photo that stands on it."""
    return Customer.objects.visible_to(user).with_responsible().annotate(**{PHOTO: Subquery(_photos())})


def for_card(user: User) -> QuerySet[Customer]:
    """The same with values of own fields, ids in other programs, and which panels and hints have anything to say."""
    asked: dict[str, Any] = {SHOWS + one.code: Exists(one.shows()) for one in card_panels if one.shows}
    asked |= {SAYS + one.code: Exists(one.rows()) for one in card_hints if one.rows}
    return for_peek(user).select_related("custom").annotate(**{NUMBERS: ArraySubquery(_numbers())}, **asked)


def numbers(customer: Customer) -> list[ExternalId] | None:
    """Ids in other programs, by program, as they were read with the card; None where they were not."""
    read = vars(customer).get(NUMBERS)
    return None if read is None else [ExternalId(customer=customer, **one) for one in read]


def shows(customer: Customer, panel: CardPanel) -> bool:
    """Whether the panel has anything to show on any card."""
    known = vars(customer).get(SHOWS + panel.code)
    return bool(known) if known is not None else panel.shows is None or panel.shows().exists()


def says(customer: Customer, hint: CardHint) -> bool:
    """Whether the hint may have something to say on this card."""
    return bool(vars(customer).get(SAYS + hint.code, True))


def _numbers() -> QuerySet[ExternalId, Any]:
    rows = ExternalId.objects.filter(customer=OuterRef("pk")).order_by("source", "value", "pk")
    return rows.values(one=JSONObject(id="id", source="source", value="value"))


def _photos() -> QuerySet[CustomerFile, str]:
    """The newest first, should undoing have brought an old one back beside it."""
    rows = CustomerFile.objects.filter(customer=OuterRef("pk"), is_photo=True)
    return rows.order_by("-created_at", "-pk").values_list("file__sha256", flat=True)[:1]
