"""Our place in the sidebar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """Campaigns, for those who send them."""
    menu.add(
        MenuEntry(
            code="campaigns", label=_("Campaigns"), icon="send", url_name="campaigns:list",
            group=MenuGroup.MARKETING, weight=110, permission=Permission.CAMPAIGNS,
        )
    )  # fmt: skip
