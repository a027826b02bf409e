"""Prints the numbers of the house, or the token with which `/metrics` is read from another machine."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.doctor import metrics
from crm.management.base import JsonObject, KartotekaCommand
from crm.monitoring import exposition, guard


class Command(KartotekaCommand):
    """For Prometheus, or for the textfile collector of its node_exporter."""

    help = gettext_lazy("Print the numbers for monitoring; --token prints the token of /metrics instead.")

    def add_options(self, parser: ArgumentParser) -> None:
        parser.add_argument("--token", action="store_true", help=_("print the token for the header Authorization"))

    def work(self, **options: Any) -> JsonObject:
        if options["token"]:
            self.say(guard.token())
            return {"token": guard.token()}
        if not self.as_json:
            self.say(exposition.house_exposition().decode())
            return {}
        return {"metrics": {metric.code: metric.read() for metric in metrics}}
