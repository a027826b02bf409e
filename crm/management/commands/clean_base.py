"""`manage.py clean_base [--check phones,emails,…] [--dry-run]`: finds dirt in the base and mends what is sure."""

import time
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.cleaning import cleaning_checks
from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand
from crm.management.clients import actor
from journal.runs import run_here
from quality.cleaning import policy, services
from quality.models import CleaningRun


class Command(KartotekaCommand):
    help = gettext_lazy("Find dirt in the base and mend what is sure; `undo` takes it back")

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the checks, and whether anything is written."""
        known = ",".join(one.code for one in cleaning_checks)
        parser.add_argument(
            "--check",
            metavar="CODES",
            default="",
            help=_("only these checks, with commas between them: %(all)s") % {"all": known},
        )
        parser.add_argument("--dry-run", action="store_true", help=_("only say what would be mended"))
        parser.add_argument("--mx", action="store_true", help=_("ask name servers whether domains take mail"))
        parser.add_argument("--user", default="", help=_("e-mail of the acting user; without it the built-in system"))

    def work(self, **options: Any) -> JsonObject:
        """Look and mend here and now, by the options that stand on the page."""
        started = time.monotonic()
        run, job = services.begin(
            by=actor(options["user"]),
            checks=[code.strip() for code in options["check"].split(",") if code.strip()],
            fixes=not options["dry_run"],
            options={**policy.current().options, **({"mx": True} if options["mx"] else {})},
            wake_up=False,
        )
        with self.progress(100, _("Clients")) as bar:
            run_here(job.pk, bar.show)
        run = CleaningRun.objects.get(pk=run.pk)
        self._tell(run)
        return {
            **run.counts,
            "run": str(run.pk),
            "operation": str(run.operation) if run.operation else None,
            "cards": run.cards,
            "seconds": round(time.monotonic() - started, 2),
        }

    def _tell(self, run: CleaningRun) -> None:
        for check in cleaning_checks:
            if check.code not in run.counts:
                continue
            numbers = {name: number(count) for name, count in run.counts[check.code].items()}
            said = _("%(check)s: found %(found)s, sure %(fixed)s, for a person %(flagged)s, left alone %(refused)s.")
            self.say(said % {"check": check.label, **numbers})
        if run.operation:
            self.say(_("It is taken back by: manage.py undo %(id)s") % {"id": run.operation})
