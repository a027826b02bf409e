"""Our pages in the sidebar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """Texts and rules of consents, for who answers for personal data."""
    menu.add(
        MenuEntry(
            code="consents",
            label=_("Consent texts"),
            icon="file-text",
            url_name="consents:documents",
            group=MenuGroup.OFFICE,
            weight=200,
            permission=Permission.PRIVACY,
        )
    )
