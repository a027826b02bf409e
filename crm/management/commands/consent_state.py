"""`manage.py consent_state`: what a client has agreed to, contact by contact, and the event behind each."""

from argparse import ArgumentParser
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.choices import Status
from consents.ledger.resolving import Resolved, of_contact, of_customer
from consents.words import channel
from crm.management.base import JsonObject, KartotekaCommand, UsageError


class Command(KartotekaCommand):
    help = gettext_lazy("What a client has agreed to: each purpose and channel, with the event behind it")

    def add_options(self, parser: ArgumentParser) -> None:
        parser.add_argument("customer", nargs="?", help=_("number of the card, or a code in another program"))
        parser.add_argument("--contact", metavar="VALUE", help=_("a phone or an address instead of a card"))

    def work(self, **options: Any) -> JsonObject:
        given, contact = options["customer"], options["contact"]
        if bool(given) == bool(contact):
            raise UsageError(_("Name a client or --contact, one of the two."))
        found = of_contact(contact) if contact else of_customer(given)
        for one in found:
            self._tell(one)
        if not found:
            self.say(_("Nothing has been asked or written down yet."))
        return {"states": [one.as_json() for one in found]}

    def _tell(self, one: Resolved) -> None:
        words = f"{one.contact} · {one.purpose_name}, {channel(one.channel)}: {Status(one.status).label}"
        since = date_format(localtime(one.since), "SHORT_DATETIME_FORMAT") if one.since else ""
        self.say(f"{words} ({one.method}, {since})" if since else words)
