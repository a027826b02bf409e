"""Our place in the sidebar."""

from django.utils.translation import pgettext_lazy

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """Templates, for those who write or use them."""
    menu.add(
        MenuEntry(
            code="letters", label=pgettext_lazy("letters and SMS", "Templates"), icon="file-text",
            url_name="letters:list", group=MenuGroup.MARKETING, weight=90, permission=Permission.MESSAGES_SEND,
        )
    )  # fmt: skip
