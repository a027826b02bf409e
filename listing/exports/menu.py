"""Our place in the sidebar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """For those who may take lists out."""
    menu.add(
        MenuEntry(
            code="exports",
            label=_("Exports"),
            icon="file-export",
            url_name="listing:exports",
            group=MenuGroup.BASE,
            weight=60,
            permission=Permission.EXPORT_CUSTOMERS,
        )
    )
