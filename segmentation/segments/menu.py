"""Our place in the sidebar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """Add «Segments»."""
    menu.add(
        MenuEntry(
            code="segments",
            label=_("Segments"),
            icon="filter",
            url_name="segments:list",
            group=MenuGroup.MARKETING,
            weight=100,
            permission=Permission.VIEW_CUSTOMERS,
            go_key="KeyS",
        )
    )
