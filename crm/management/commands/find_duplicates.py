"""`manage.py find_duplicates [--since OP] [--min-score X]`: pairs of cards that may be of one client."""

import time
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand
from quality.search import services


class Command(KartotekaCommand):
    help = gettext_lazy("Find cards that may be of one client, over the whole base or among those of an operation")

    def add_options(self, parser: ArgumentParser) -> None:
        """Add what is searched, and from which score on."""
        parser.add_argument(
            "--since", type=UUID, metavar="OP", help=_("only cards that this operation made or changed")
        )
        parser.add_argument(
            "--min-score",
            type=float,
            metavar="X",
            help=_("keep pairs from this score on"),
        )

    def work(self, **options: Any) -> JsonObject:
        """Search here and now; pairs stand in the queue afterwards."""
        started = time.monotonic()
        if options["since"]:
            search = services.search_operation(options["since"], ask=options["min_score"])
        else:
            with self.progress(100, _("Clients")) as bar:
                search = services.search_whole(ask=options["min_score"], told=bar.show)
        seconds = round(time.monotonic() - started, 2)
        pairs = ngettext("%(count)s pair", "%(count)s pairs", search.pairs) % {"count": number(search.pairs)}
        self.say(
            _("Found %(pairs)s in %(seconds)s s: surely one client %(sure)s, to be looked at %(ask)s.")
            % {"pairs": pairs, "seconds": seconds, "sure": number(search.sure), "ask": number(search.asked)}
        )
        return {
            "candidates": search.candidates, "pairs": search.pairs, "auto": search.sure, "ask": search.asked,
            "customers": search.customers, "seconds": seconds,
        }  # fmt: skip
