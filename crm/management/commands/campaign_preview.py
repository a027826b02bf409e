"""`manage.py campaign_preview ID`: whom a campaign would reach now, and who is left out and why."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.audience import counting
from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand
from crm.management.campaigns import numbered


class Command(KartotekaCommand):
    help = gettext_lazy("Tell whom a campaign reaches, and who is left out and why")

    def add_options(self, parser: ArgumentParser) -> None:
        """Add which campaign."""
        parser.add_argument("campaign", metavar="ID", type=int, help=_("number of the campaign"))

    def work(self, **options: Any) -> JsonObject:
        """Of one that was launched as it was frozen. Raises DomainError."""
        campaign = numbered(options["campaign"])
        found = counting.frozen(campaign) if campaign.started_at else counting.preview(campaign)
        self.say(_("%(included)s of %(total)s get it.")
                 % {"included": number(found.included), "total": number(found.total)})  # fmt: skip
        for line in found.excluded:
            self.say(f"  {line.label}: {number(line.count)}")
        return {
            "included": found.included,
            "excluded": {line.code: line.count for line in found.excluded},
            "later": {line.code: line.count for line in found.later},
        }
