"""What becomes of our tables when the trial ends: all of it goes, with its history."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from core.registries.demo import DemoTables, demo_tables
from journal.history import event_model
from sales.models import Category, CategoryMonth, CustomerValue, Product, Purchase, PurchaseLine, Shop, ValueDay


def register() -> None:
    """Name every table of sales."""
    tracked: tuple[type[Model], ...] = (PurchaseLine, Purchase, Product, Category, Shop)
    kept: tuple[type[Model], ...] = (CategoryMonth, CustomerValue, ValueDay)
    models = (*tracked, *kept, *(event_model(model) for model in tracked))
    demo_tables.add(
        DemoTables(
            code="sales",
            goes=tuple(model._meta.label_lower for model in models),
            told={"sales.purchase": _("Purchases"), "sales.product": _("Products")},
            weight=9,
        )
    )
