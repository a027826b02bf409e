"""`manage.py receive_mail`: one letter from standard input, as a mail server pipes it."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from crm.management.base import JsonObject, KartotekaCommand
from messaging.choices import Carrier
from messaging.delivery.letters import LARGEST, take
from messaging.models import Gateway


class Command(KartotekaCommand):
    help = gettext_lazy("Take one letter from standard input: returned, a complaint, or an answer")

    def add_options(self, parser: ArgumentParser) -> None:
        parser.add_argument("--gateway", metavar="CODE", help=_("whose mailbox it came to; the default one of letters"))

    def work(self, **options: Any) -> JsonObject:
        gateways = Gateway.objects.filter(channel=Carrier.EMAIL)
        code = options["gateway"]
        gateway = gateways.filter(code=code).first() if code else gateways.filter(is_default=True).first()
        if gateway is None:
            raise DomainError(_("There is no such gateway of letters."))
        heard = take(gateway, sys.stdin.buffer.read(LARGEST))
        self.say(str(heard.label) if heard else _("This letter was taken before."))
        return {"heard": heard.value if heard else ""}
