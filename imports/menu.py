"""Our places in the sidebar and the palette."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import Permission
from core.registries.commands import PaletteCommand, palette_commands
from core.registries.list_acts import ListAct, list_acts
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """For those who may bring files in."""
    menu.add(
        MenuEntry(
            code="imports", label=_("Imports"), icon="file-import", url_name="imports:list", group=MenuGroup.BASE,
            weight=10, permission=Permission.IMPORT_BASE,
        )
    )  # fmt: skip
    palette_commands.add(
        PaletteCommand(
            code="import", label=_("Bring a file in"), icon="file-import", url_name="imports:new",
            permission=Permission.IMPORT_BASE,
        )
    )  # fmt: skip
    list_acts.add(
        ListAct(
            code="import", page="customers", label=pgettext_lazy("button", "Import"), icon="file-import",
            url_name="imports:new", permission=Permission.IMPORT_BASE,
        )
    )  # fmt: skip
