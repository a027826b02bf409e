"""Who fills which registry."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import registries
from core.registry import all_registries
from crm.management.base import JsonObject, KartotekaCommand


class Command(KartotekaCommand):
    """Print the registries and their entries in order."""

    help = gettext_lazy("Show which package fills which place of the product.")

    def work(self, **options: Any) -> JsonObject:
        for module in iter_modules(registries.__path__, f"{registries.__name__}."):
            import_module(module.name)  # so that each place exists, filled or not
        places = {
            name: {"purpose": registry.purpose, "entries": [entry.code for entry in registry]}
            for name, registry in sorted(all_registries.items())
        }
        for name, place in places.items():
            self.say(f"{name}: {place['purpose']}")
            self.say("  " + (", ".join(place["entries"]) or _("empty")))
        return {"slots": places}
