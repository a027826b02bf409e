"""`manage.py duplicate_pairs --out FILE.csv [--all]`: the pairs found, a line for each."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand
from crm.management.whole_file import whole_file
from quality.search import listing_file


class Command(KartotekaCommand):
    help = gettext_lazy("Write the pairs of possible duplicates into a CSV file, a line for each")

    def add_options(self, parser: ArgumentParser) -> None:
        """Where to, and how weak pairs may be."""
        parser.add_argument("--out", required=True, type=Path, help=_("the file to write"))
        parser.add_argument(
            "--all",
            action="store_true",
            help=_("compare everybody anew and write weak pairs too, with the decision no"),
        )

    def work(self, **options: Any) -> JsonObject:
        """The file appears whole or not at all. Raises DomainError saying why it cannot be."""
        out: Path = options["out"]
        with whole_file(out) as target:
            pairs = listing_file.write_csv(target.write, everything=options["all"])
        self.say(_("Pairs written: %(pairs)s. File: %(file)s") % {"pairs": number(pairs), "file": out})
        return {"pairs": pairs}
