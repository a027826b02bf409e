"""Our place in the sidebar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """Add «Reports»."""
    menu.add(
        MenuEntry(
            code="reports",
            label=_("Reports"),
            icon="chart-pie",
            url_name="reports:list",
            group=MenuGroup.ANALYTICS,
            weight=50,
            permission=Permission.VIEW_CUSTOMERS,
            go_key="KeyR",
        )
    )
