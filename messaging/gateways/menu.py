"""Our places in the sidebar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """Gateways, and the check of all that sending needs."""
    menu.add(
        MenuEntry(
            code="gateways", label=_("Gateways"), icon="send", url_name="gateways:list",
            group=MenuGroup.OFFICE, weight=206, permission=Permission.GATEWAYS,
        ),
        MenuEntry(
            code="inbox", label=_("Inbox of the trial"), icon="mail-opened", url_name="gateways:inbox",
            group=MenuGroup.MARKETING, weight=190, permission=Permission.MESSAGES_SEND,
        ),
    )  # fmt: skip
