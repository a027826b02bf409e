"""Our places in the sidebar and the palette."""

from django.utils.translation import gettext_lazy as _

from core.registries.commands import PaletteCommand, palette_commands
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """Everybody has operations to take back."""
    menu.add(
        MenuEntry(
            code="operations", label=_("Operations"), icon="arrow-back-up", url_name="office:operations",
            group=MenuGroup.OFFICE, weight=50,
        )
    )  # fmt: skip
    palette_commands.add(
        PaletteCommand(
            code="my_operations", label=_("What I did, and undo"), icon="arrow-back-up", url_name="office:operations"
        )
    )
