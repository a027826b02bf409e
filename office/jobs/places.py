"""Our places in the sidebar, the palette and the page's frame."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.commands import PaletteCommand, palette_commands
from core.registries.frame import FrameSlot, frame_slots
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """The list stands in the menu of the administrator; others reach their own by the tray and the palette."""
    menu.add(
        MenuEntry(
            code="jobs", label=_("Background jobs"), icon="refresh", url_name="office:jobs",
            group=MenuGroup.OFFICE, weight=60, permission=Permission.ADMINISTER,
        )
    )  # fmt: skip
    palette_commands.add(
        PaletteCommand(code="my_jobs", label=_("My background jobs"), icon="refresh", url_name="office:jobs")
    )
    frame_slots.add(FrameSlot(code="jobs", label=_("Running jobs"), url_name="office:job_tray", weight=40))
