"""Our place in the sidebar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """Beside jobs and backups."""
    menu.add(
        MenuEntry(
            code="status", label=_("State of services"), icon="device-desktop", url_name="office:status",
            group=MenuGroup.OFFICE, weight=85, permission=Permission.ADMINISTER,
        )
    )  # fmt: skip
