"""`manage.py scores --out FILE.csv`: the scores of all clients, a line for each."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand
from crm.management.commands.rescore import day
from crm.management.whole_file import whole_file
from segmentation.scores import listing_file


class Command(KartotekaCommand):
    help = gettext_lazy("Write the scores of all clients into a CSV file, a line for each")

    def add_options(self, parser: ArgumentParser) -> None:
        """Where to, and of which day."""
        parser.add_argument("--out", required=True, type=Path, help=_("the file to write"))
        parser.add_argument(
            "--as-of",
            type=day,
            help=_("as of this day, YYYY-MM-DD: its snapshot, else counted at once; today if not given"),
        )

    def work(self, **options: Any) -> JsonObject:
        """The file appears whole or not at all. Raises DomainError saying why it cannot be."""
        out: Path = options["out"]
        with whole_file(out) as target:
            rows = listing_file.write_csv(target.write, options["as_of"])
        self.say(_("Clients written: %(rows)s. File: %(file)s") % {"rows": number(rows), "file": out})
        return {"rows": rows}
