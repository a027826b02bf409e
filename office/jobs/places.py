"""Our places in the sidebar, the palette and the page's frame; what the journal says of schedules."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.commands import PaletteCommand, palette_commands
from core.registries.frame import FrameSlot, frame_slots
from core.registries.menu import MenuEntry, MenuGroup, menu
from core.registries.verbs import Verb, verbs
from office.jobs import words

SWITCHED_ON = "schedule.switched_on"
SWITCHED_OFF = "schedule.switched_off"


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
    verbs.add(
        Verb(code=SWITCHED_ON, sentence=_("Schedule switched on: %(job)s"), tell=_job, icon="refresh"),
        Verb(code=SWITCHED_OFF, sentence=_("Schedule switched off: %(job)s"), tell=_job, icon="refresh"),
    )


def _job(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"job": words.label(details["kind"]) if "kind" in details else "—"}
