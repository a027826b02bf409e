"""Our place in the sidebar and in the phone's bottom bar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, menu


def register() -> None:
    """Add «Clients»."""
    menu.add(
        MenuEntry(
            code="customers",
            label=_("Clients"),
            icon="users",
            url_name="customers:list",
            weight=20,
            permission=Permission.VIEW_CUSTOMERS,
            go_key="KeyC",
            on_phone=True,
        )
    )
