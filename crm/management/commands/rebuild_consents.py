"""`manage.py rebuild_consents`: states of consents made anew from the ledger."""

import time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.ledger.rebuilding import rebuild
from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand


class Command(KartotekaCommand):
    help = gettext_lazy("Derive the states of consents anew from the ledger; what was right stays")

    def work(self, **options: Any) -> JsonObject:
        """Triggers keep states right, so this finds nothing false unless somebody has bypassed them."""
        started = time.monotonic()
        with self.progress(0, _("Consents")) as bar:
            found = rebuild(progress=bar.advance)
        seconds = round(time.monotonic() - started, 2)
        self.say(_("States that were not what the ledger says: %(count)s.") % {"count": number(found.false)})
        return {"points": found.points, "false": found.false, "seconds": seconds}
