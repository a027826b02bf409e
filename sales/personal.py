"""What our models hold about people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.registries.personal import OnErase, PersonalModel, personal_models
from customers.personal import EVENT

ACCOUNTING = _("Documents of accounting are kept five years, without the name: 402-FZ 29, 152-FZ 6(1)2.")
PURCHASE = ("number", "promo_code")
PURCHASE_PLAIN = (
    "id", "customer", "purchased_at", "shop", "seller", "status", "channel", "currency", "rate", "own_total", "total",
    "cost", "discount", "profit", "returns", "created_at", "updated_at", "made_in",
)  # fmt: skip
LINE = ("product", "category")
LINE_PLAIN = ("id", "purchase", "quantity", "price", "discount", "cost", "position", "made_in")
PRODUCT_PLAIN = (
    "id", "name", "sort_name", "sku", "category", "brand", "unit", "price", "cost", "is_service", "archived_at",
    "created_at", "updated_at", "made_in",
)  # fmt: skip
CATEGORY_PLAIN = ("id", "name", "parent", "lineage", "archived_at", "created_at", "made_in")
SHOP_PLAIN = ("id", "name", "archived_at", "created_at", "made_in")


def register() -> None:
    """Declare every field of every model; an event is a copy of the row, and what the trigger adds."""
    keeps: dict[str, dict[str, Any]] = {
        "purchase": {"on_erase": OnErase.BLANK, "stays": ("number",), "basis": ACCOUNTING},
        "purchaseline": {"on_erase": OnErase.KEEP, "basis": ACCOUNTING},
    }
    for code, personal, plain, subject in (
        ("purchase", PURCHASE, PURCHASE_PLAIN, "customer"),
        ("purchaseline", LINE, LINE_PLAIN, "purchase__customer"),
    ):
        personal_models.add(
            PersonalModel(
                code=f"sales.{code}", personal=personal, plain=plain, subject=subject, on_merge="move", **keeps[code]
            ),
            PersonalModel(
                code=f"sales.{code}event", personal=personal, plain=(*plain, *EVENT), subject=subject, on_merge="keep"
            ),
        )
    personal_models.add(
        PersonalModel(
            code="sales.customervalue",
            personal=(
                "number", "total", "profit", "discount", "first_at", "last_at", "average_check", "average_interval",
                "number_90", "total_90", "number_365", "total_365",
            ),
            plain=("customer",),
            subject="customer",
            on_merge="drop",
            on_erase=OnErase.KEEP,
            basis=ACCOUNTING,
        ),
        PersonalModel(
            code="sales.categorymonth",
            personal=("category", "month", "number", "quantity", "total", "profit"),
            plain=("id", "customer"),
            subject="customer",
            on_merge="drop",
            on_erase=OnErase.KEEP,
            basis=ACCOUNTING,
        ),
        PersonalModel(code="sales.product", plain=PRODUCT_PLAIN),
        PersonalModel(code="sales.productevent", plain=(*PRODUCT_PLAIN, *EVENT)),
        PersonalModel(code="sales.category", plain=CATEGORY_PLAIN),
        PersonalModel(code="sales.categoryevent", plain=(*CATEGORY_PLAIN, *EVENT)),
        PersonalModel(code="sales.shop", plain=SHOP_PLAIN),
        PersonalModel(code="sales.shopevent", plain=(*SHOP_PLAIN, *EVENT)),
        PersonalModel(code="sales.valueday", plain=("id", "day")),
    )  # fmt: skip
