"""`manage.py bench NAME`: one measurement, in a database of its own."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.benches.catalogue import BENCHES
from crm.benches.result import BenchPlan
from crm.management.base import JsonObject, KartotekaCommand


class Command(KartotekaCommand):
    help = gettext_lazy("Measure one thing at a given size of the base")

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the name and the size."""
        parser.add_argument("name", choices=sorted(BENCHES), help=_("what to measure"))
        parser.add_argument("dataset", nargs="?", default="", help=_("data set, for benches that read files"))
        parser.add_argument("--customers", type=int, default=10_000, help=_("how many clients the base has"))
        parser.add_argument("--purchases", type=int, default=0, help=_("how many purchases the base has"))

    def work(self, **options: Any) -> JsonObject:
        """Run the bench; ratios are what goals are set on, figures are of this machine."""
        plan = BenchPlan(customers=options["customers"], purchases=options["purchases"], dataset=options["dataset"])
        result = BENCHES[options["name"]](plan)
        for name, value in result.figures.items():
            self.say(f"{name:32} {value:>14,}")
        for name, value in result.ratios.items():
            self.say(f"{name:32} {value:>13,}\u00d7")
        return {"name": options["name"], "figures": result.figures, "ratios": result.ratios}
