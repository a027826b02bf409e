"""`manage.py rescore`: RFM, ABC, XYZ and base types of all clients, counted here and now."""

import argparse
import datetime as dt
import time
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import company
from accounts.services import system_user
from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand
from segmentation.models import ScoreRun
from segmentation.scores import runs, snapshots


class Command(KartotekaCommand):
    help = gettext_lazy("Count the scores of all clients: RFM, ABC, XYZ, base types")

    def add_options(self, parser: ArgumentParser) -> None:
        """A day that has passed gives a snapshot; today's picture is not touched by it."""
        parser.add_argument(
            "--as-of", type=day, help=_("as of this day, YYYY-MM-DD: later purchases are ignored; today if not given")
        )
        parser.add_argument("--full", action="store_true", help=_("count the values of clients anew from purchases"))

    def work(self, **options: Any) -> JsonObject:
        """Raises DomainError on a day that cannot be."""
        started = time.monotonic()
        run = _run(options["as_of"], is_full=options["full"])
        seconds = round(time.monotonic() - started, 2)
        text = _("Clients counted: %(customers)s, other than before: %(changed)s, as of %(day)s.")
        self.say(text % {"customers": number(run.customers), "changed": number(run.changed), "day": run.as_of})
        return {
            "customers": run.customers,
            "changed": run.changed,
            "seconds": seconds,
            "as_of": run.as_of.isoformat(),
        }


def _run(as_of: dt.date | None, *, is_full: bool) -> ScoreRun:
    if as_of is not None and as_of != company.today():
        return snapshots.take_past(by=system_user(), as_of=as_of).run
    return runs.full() if is_full else runs.nightly()


def day(text: str) -> dt.date:
    """A day as people write it in a shell."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("a day is written YYYY-MM-DD")) from error
