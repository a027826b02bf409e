"""What pages of the wizard say of products, purchases and talks, where they do not speak of clients."""

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from imports.mapping.plan import Mapping as ColumnMapping
from imports.trade import PRODUCTS, PURCHASES, TALKS
from imports.trade.cleaning import KEYS
from interactions.log.models import Interaction
from sales.models import Product, Purchase

NEW: Mapping[str, str | Promise] = {
    PRODUCTS: gettext_lazy("New products"),
    PURCHASES: gettext_lazy("New rows"),
    TALKS: gettext_lazy("New entries"),
}
MADE: Mapping[str, str | Promise] = {
    PRODUCTS: gettext_lazy("New products"),
    PURCHASES: gettext_lazy("New purchases"),
    TALKS: gettext_lazy("New entries"),
}
MODES: Mapping[str, Mapping[str, str | Promise]] = {
    PRODUCTS: {
        "upsert": gettext_lazy("Bring in new products and update known ones"),
        "create": gettext_lazy("Only bring in new products"),
        "update": gettext_lazy("Only update known products"),
    },
    PURCHASES: {
        "upsert": gettext_lazy("Bring in all purchases; clients that are not in the base are made"),
        "create": gettext_lazy("Only bring in new purchases: a known number is left alone"),
        "update": gettext_lazy("Only purchases of clients that are in the base"),
    },
    TALKS: {
        "upsert": gettext_lazy("Bring in the whole history; clients that are not in the base are made"),
        "update": gettext_lazy("Only the history of clients that are in the base"),
    },
}


def lacks(entity: str, mapping: ColumnMapping) -> str:
    """What every row would be rejected for; empty when nothing is missing."""
    if entity == PRODUCTS and not mapping.targets & {"name", "sku"}:
        return _("Choose a column with the name or the article of a product, else there is nothing to bring in.")
    if entity == TALKS:
        return _lacks_of_talks(mapping)
    if entity != PURCHASES:
        return ""
    if not mapping.targets & {f"customer.{key}" for key in KEYS}:
        return _("Choose a column that tells whose purchase it is: an id, a phone, an e-mail or an INN of the client.")
    if "purchased_at" not in mapping.targets:
        return _("Choose the column with the date of the purchase.")
    return "" if mapping.targets & {"total", "price"} else _("Choose a column with the sum or the price.")


def _lacks_of_talks(mapping: ColumnMapping) -> str:
    if not mapping.targets & {f"customer.{key}" for key in KEYS}:
        return _("Choose a column that tells with whom it was: an id, a phone, an e-mail or an INN of the client.")
    if "at" not in mapping.targets:
        return _("Choose the column that tells when it happened.")
    said = mapping.targets & {"kind", "direction", "text"}
    return "" if said else _("Choose a column that tells what it was, or holds its words.")


def done(entity: str, new: int, updated: int) -> list[tuple[str, int]]:
    """What the button does: (text with a place for the number, number)."""
    if entity == PRODUCTS:
        return [
            (ngettext("create %(n)s product", "create %(n)s products", new), new),
            (ngettext("update %(n)s product", "update %(n)s products", updated), updated),
        ]
    if entity == TALKS:
        return [(ngettext("bring in %(n)s entry of the history", "bring in %(n)s entries of the history", new), new)]
    return [
        (ngettext("bring in %(n)s row of purchases", "bring in %(n)s rows of purchases", new), new),
        (ngettext("replace %(n)s row of purchases", "replace %(n)s rows of purchases", updated), updated),
    ]


def made(entity: str, operation: UUID) -> int:
    """How many of them an operation has made."""
    if entity == PRODUCTS:
        return Product.objects.filter(made_in=operation).count()
    if entity == TALKS:
        return Interaction.objects.filter(made_in=operation).count()
    return Purchase.objects.filter(made_in=operation).count()


def made_label(entity: str) -> str | Promise:
    """Of the tile that counts them."""
    return MADE[entity]


def opened(entity: str) -> tuple[str, str]:
    """The button to what was brought in: its words and its address."""
    if entity == PRODUCTS:
        return _("Open the products"), reverse("sales:products")
    if entity == TALKS:
        return _("Open the clients"), f"{reverse('customers:list')}?view=all&sort=-last_touch"
    return _("Open the purchases"), reverse("sales:purchases")


def products_seen(ids: set[int]) -> dict[int, Product]:
    """Products by id; whoever sees clients sees what is sold."""
    return {one.pk: one for one in Product.objects.filter(pk__in=ids).order_by("pk")}
