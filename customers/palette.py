"""Our act of the command palette."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.commands import PaletteCommand, palette_commands


def register() -> None:
    """Add «New client»."""
    palette_commands.add(
        PaletteCommand(
            code="new-client",
            label=_("New client"),
            icon="user-plus",
            url_name="customers:new",
            permission=Permission.EDIT_CUSTOMERS,
            keys="C",
            weight=10,
        )
    )
