"""Who fills which registry."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries import (  # noqa: F401  # imported so that each place exists, filled or not
    commands,
    demo,
    doctor,
    events,
    fields,
    file_owners,
    frame,
    hints,
    jobs,
    menu,
    notifications,
    operations,
    outcomes,
    panels,
    personal,
    search,
    timeline,
    today,
)
from core.registry import all_registries
from crm.management.base import JsonObject, KartotekaCommand


class Command(KartotekaCommand):
    """Print the registries and their entries in order."""

    help = gettext_lazy("Show which package fills which place of the product.")

    def work(self, **options: Any) -> JsonObject:
        places = {
            name: {"purpose": registry.purpose, "entries": [entry.code for entry in registry]}
            for name, registry in sorted(all_registries.items())
        }
        for name, place in places.items():
            self.say(f"{name}: {place['purpose']}")
            self.say("  " + (", ".join(place["entries"]) or _("empty")))
        return {"slots": places}
