"""Lists of purchases and of products, declared for `listing`."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.registries.fields import Field
from core.rules.tree import Condition, Group
from core.templatetags.ui import badge, moment
from listing.pages import BuiltInView, Cell, ListPage, Shown, list_pages
from sales.models import Product, Purchase
from sales.purchase_fields import PRODUCT_FIELDS, PURCHASE_FIELDS
from sales.words import amount

TONES = {"paid": "ok", "partly": "warn", "invoiced": "", "returned": "bad"}


def register() -> None:
    """Offer the lists."""
    list_pages.add(PurchaseList(), ProductList())


def _when(row: Shown, text: str, context: Context) -> str:
    return format_html('<a href="{}">{}</a>', reverse("sales:purchase", args=[row.pk]), moment(row.object.purchased_at))


def _client(row: Shown, text: str, context: Context) -> str:
    return format_html('<a href="{}">{}</a>', row.object.customer.get_absolute_url(), row.object.customer.title)


def _total(row: Shown, text: str, context: Context) -> str:
    one = row.object
    return format_html('<span class="num">{}</span>', amount(one.own_total, one.currency))


def _status(row: Shown, text: str, context: Context) -> str:
    return badge(row.object.get_status_display(), TONES[row.object.status])


def _product(row: Shown, text: str, context: Context) -> str:
    return format_html('<a href="{}">{}</a>', reverse("sales:product", args=[row.pk]), row.object.name)


class PurchaseList(ListPage):
    """Purchases of the clients the reader sees, the newest first."""

    code = "purchases"
    label = _("Purchases")
    weight = 40
    url_name = "sales:purchases"
    template = "sales/purchases.html"
    table = Purchase._meta.db_table
    default_columns = ("purchased_at", "number", "customer", "total", "status", "shop", "seller")
    first = "purchased_at"
    default_sort = "-purchased_at"
    cells: ClassVar[Mapping[str, Cell]] = {
        "purchased_at": Cell(_when, "c-name"),
        "customer": Cell(_client, "c-client"),
        "total": Cell(_total, "c-total"),
        "status": Cell(_status, "c-status"),
    }
    views = (
        BuiltInView("all", pgettext_lazy("purchases", "All")),
        BuiltInView("month", _("30 days"), Group(parts=(Condition("purchased_at", "last_days", ("30",)),))),
        BuiltInView("unpaid", _("To be paid"), Group(parts=(Condition("status", "is", ("invoiced", "partly")),))),
        BuiltInView("returns", _("Returns"), Group(parts=(Condition("status", "is", ("returned",)),))),
    )
    nothing = (_("No purchases yet"), _("Bring them in from a file, or add one on a client’s card."))

    def rows(self, user: User, *, archive: bool = False) -> QuerySet[Any]:
        return Purchase.objects.visible_to(user)

    def fields(self) -> Mapping[str, Field]:
        return {known.code: known for known in PURCHASE_FIELDS}

    def related(self, rows: QuerySet[Any], columns: Sequence[Field]) -> QuerySet[Any]:
        return rows.select_related("customer")

    def prepare(self, rows: Sequence[Shown], columns: Sequence[Field], user: User) -> None:
        """What a row is called aloud."""
        for row in rows:
            row.title = row.object.number or str(row.object.pk)


class ProductList(ListPage):
    """The catalogue, or what is sold no more."""

    code = "products"
    label = _("Products")
    weight = 45
    url_name = "sales:products"
    template = "sales/products.html"
    table = Product._meta.db_table
    default_columns = ("name", "sku", "category", "brand", "unit", "price", "cost")
    first = "name"
    default_sort = "name"
    has_archive = True
    cells: ClassVar[Mapping[str, Cell]] = {"name": Cell(_product, "c-name")}
    views = (
        BuiltInView("all", pgettext_lazy("products", "All")),
        BuiltInView("services", _("Services"), Group(parts=(Condition("is_service", "yes"),))),
        BuiltInView("archive", _("Archive"), archive=True),
    )
    nothing = (_("No products yet"), _("Bring the catalogue in from a file, or add products one by one."))

    def rows(self, user: User, *, archive: bool = False) -> QuerySet[Any]:
        if not user.is_active or not user.has(Permission.VIEW_CUSTOMERS):
            return Product.objects.none()
        return Product.objects.filter(archived_at__isnull=not archive)

    def fields(self) -> Mapping[str, Field]:
        return {known.code: known for known in PRODUCT_FIELDS}

    def prepare(self, rows: Sequence[Shown], columns: Sequence[Field], user: User) -> None:
        """What a row is called aloud."""
        for row in rows:
            row.title = row.object.name
