"""Our tables with history: what their fields are called, what points at them, who may see their rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import sql
from core.registries.operations import NoPlace, PointedFrom, Reference, Seen, TrackedModel, pointed_from, tracked_models
from customers.tracking import CUSTOMER
from sales.models import Category, Product, Purchase, PurchaseLine, Shop

PRODUCT, PURCHASE, LINE = "sales.product", "sales.purchase", "sales.purchaseline"
CATEGORY, SHOP = "sales.category", "sales.shop"
BEFORE_CLIENTS = -10
"""Purchases go with their clients: what purchases name comes back before them, and goes after."""


def register() -> None:
    """Let operations on our tables be taken back."""
    tracked_models.add(
        TrackedModel(
            code=CATEGORY,
            model=Category,
            label=_("category"),
            field_labels={"name": _("name"), "parent_id": _("within"), "archived_at": _("archive")},
            together=(("parent", "lineage"),),
            seen_by=categories_seen_by,
            referenced_by=(
                Reference(table="sales_product", column="category_id", label=_("products")),
                Reference(table="sales_purchaseline", column="category_id", label=_("purchases")),
                Reference(table="sales_category", column="parent_id", label=_("categories")),
            ),
            weight=BEFORE_CLIENTS,
        ),
        TrackedModel(
            code=SHOP,
            model=Shop,
            label=_("shop"),
            field_labels={"name": _("name"), "archived_at": _("archive")},
            seen_by=shops_seen_by,
            referenced_by=(Reference(table="sales_purchase", column="shop_id", label=_("purchases")),),
            weight=BEFORE_CLIENTS,
        ),
        TrackedModel(
            code=PRODUCT,
            model=Product,
            label=_("product"),
            field_labels={
                "name": _("name"),
                "sku": _("article"),
                "category_id": _("category"),
                "brand": _("brand"),
                "unit": _("unit"),
                "price": _("price"),
                "cost": _("cost price"),
                "archived_at": _("archive"),
            },
            together=(("name", "sort_name"),),
            seen_by=products_seen_by,
            referenced_by=(Reference(table="sales_purchaseline", column="product_id", label=_("purchases")),),
            archive_column="archived_at",
            weight=5,
        ),
        TrackedModel(
            code=PURCHASE,
            model=Purchase,
            label=_("purchase"),
            field_labels={
                "number": _("number of the document"),
                "purchased_at": _("bought at"),
                "shop_id": _("shop"),
                "seller_id": _("seller"),
                "status": _("payment"),
                "channel": _("sales channel"),
                "promo_code": _("promo code"),
                "total": _("sum"),
                "customer_id": _("client"),
            },
            together=(("currency", "rate", "own_total", "total", "cost", "discount", "profit", "status"),),
            part_of="customer_id",
            whole=CUSTOMER,
            no_place=NoPlace(
                ids=sql.statement("sales", "find_returns_without_place"),
                hold=sql.statement("sales", "hold_sold"),
                label=_("does not fit its purchase any more: more would have come back than was bought"),
            ),
            referenced_by=(Reference(table="sales_purchase", column="returns_id", label=_("returns")),),
            seen_by=purchases_seen_by,
            weight=50,
        ),
        TrackedModel(
            code=LINE,
            model=PurchaseLine,
            label=_("line of a purchase"),
            field_labels={"product_id": _("product"), "quantity": _("quantity"), "price": _("price")},
            together=(("product", "category", "quantity", "price", "discount", "cost"),),
            part_of="purchase_id",
            whole=PURCHASE,
            weight=60,
        ),
    )
    pointed_from.add(
        PointedFrom(
            code="sales.purchase",
            to=CUSTOMER,
            reference=Reference(table="sales_purchase", column="customer_id", label=_("purchases")),
        )
    )


def categories_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Names of categories: everybody may know what is sold."""
    rows = Category.objects.filter(pk__in=ids).order_by("pk")
    return {str(row.pk): Seen(row.name, reverse("sales:category", args=[row.pk])) for row in rows}


def shops_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Names of shops, and where."""
    rows = Shop.objects.filter(pk__in=ids).order_by("pk")
    return {str(row.pk): Seen(row.name, reverse("sales:shop", args=[row.pk])) for row in rows}


def products_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Names of products: everybody may know what is sold."""
    rows = Product.objects.filter(pk__in=ids).order_by("pk")
    return {str(row.pk): Seen(row.name, reverse("sales:product", args=[row.pk])) for row in rows}


def purchases_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Purchases of clients the reader may see, by the number; the page is the client's card."""
    reader = User.objects.select_related("role").get(pk=user_id)
    rows = Purchase.objects.visible_to(reader).filter(pk__in=ids).select_related("customer").order_by("pk")
    return {str(row.pk): Seen(str(row), row.customer.get_absolute_url()) for row in rows}
