"""`manage.py campaign_send ID --approved-by EMAIL`: approve a campaign in a person's name, and start to send it."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.choices import State
from campaigns.sending import services
from crm.management.base import JsonObject, KartotekaCommand
from crm.management.campaigns import numbered
from crm.management.clients import person


class Command(KartotekaCommand):
    help = gettext_lazy("Start to send a campaign that a named person answers for")

    def add_options(self, parser: ArgumentParser) -> None:
        """Add which campaign and who approves it."""
        parser.add_argument("campaign", metavar="ID", type=int, help=_("number of the campaign"))
        parser.add_argument(
            "--approved-by", required=True, metavar="EMAIL", help=_("who answers for it (38-FZ, article 18, part 2)")
        )

    def work(self, **options: Any) -> JsonObject:
        """Approve if that has not been done, launch. Raises DomainError saying why it cannot be."""
        by = person(options["approved_by"])
        campaign = numbered(options["campaign"])
        if campaign.state != State.APPROVED:
            services.approve(campaign, by=by)
        else:
            services.refuse_approver(campaign, by)
        launched = services.launch(campaign, by=by)
        self.say(_("The campaign is launched: %(state)s.") % {"state": launched.get_state_display()})
        operation = str(launched.operation_id) if launched.operation_id else None
        return {"operation": operation, "state": str(launched.state)}
