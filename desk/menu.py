"""Our place in the sidebar and in the phone's bottom bar: the first."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, menu


def register() -> None:
    """Add «Today»."""
    menu.add(
        MenuEntry(
            code="today",
            label=_("Today"),
            icon="sun",
            url_name="desk:today",
            weight=10,
            go_key="KeyD",
            permission=Permission.VIEW_CUSTOMERS,
            on_phone=True,
        )
    )
