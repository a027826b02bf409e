"""Our places in the sidebar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """Add «Purchases», «Products» and the pages that order them."""
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
        MenuEntry(
            code="categories",
            label=_("Categories of products"),
            icon="sitemap",
            url_name="sales:categories",
            group=MenuGroup.BASE,
            weight=302,
            permission=Permission.EDIT_CUSTOMERS,
        ),
        MenuEntry(
            code="shops",
            label=_("Shops and offices"),
            icon="building-store",
            url_name="sales:shops",
            group=MenuGroup.BASE,
            weight=304,
            permission=Permission.EDIT_CUSTOMERS,
        ),
    )
