"""Our places in the sidebar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, menu


def register() -> None:
    """Add «Purchases» and «Products»."""
    menu.add(
        MenuEntry(
            code="purchases",
            label=_("Purchases"),
            icon="shopping-bag",
            url_name="sales:purchases",
            weight=40,
            permission=Permission.VIEW_CUSTOMERS,
            go_key="KeyP",
        ),
        MenuEntry(
            code="products",
            label=_("Products"),
            icon="tag",
            url_name="sales:products",
            weight=45,
            permission=Permission.VIEW_CUSTOMERS,
        ),
    )
