"""`manage.py start_own_base`: ends the trial."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.services import system_user
from crm.management.base import JsonObject, KartotekaCommand, UsageError
from office.start.counting import Preview, preview
from office.start.services import Wish, start_own_base


class Command(KartotekaCommand):
    """The page «Begin your own base» without the browser."""

    help = gettext_lazy(
        "End the trial: name the company, make its administrator, remove the demo’s clients and people."
    )

    def add_options(self, parser: ArgumentParser) -> None:
        parser.add_argument("--company", required=True, help=_("name of the company"))
        parser.add_argument("--email", help=_("work e-mail of the first administrator"))
        parser.add_argument("--first-name", default="", help=_("first name"))
        parser.add_argument("--last-name", default="", help=_("last name"))
        parser.add_argument(
            "--password-stdin", action="store_true", help=_("read the password from standard input; no link is made")
        )
        parser.add_argument("--confirm", default="", metavar="NAME", help=_("the company’s name once more"))
        parser.add_argument("--remove-own", action="store_true", help=_("rows added by hand to the trial may go too"))
        parser.add_argument("--preview", action="store_true", help=_("only say what would go"))

    def work(self, **options: Any) -> JsonObject:
        seen = preview()
        self._tell(seen)
        if options["preview"]:
            return {"preview": True, "removed": seen.removed, "own": seen.own, "people_kept": seen.people}
        if not options["email"]:
            raise UsageError(_("Give --email of the first administrator."))
        started = start_own_base(_wish(options), by=system_user())
        self.say(_("The base of “%(company)s” is begun.") % {"company": options["company"]})
        if started.invite_url:
            self.say(_("Give this link; by it the person chooses a password within three days:"))
            self.say(started.invite_url)
        return {
            "company": options["company"],
            "admin": started.admin.email,
            "invite_url": started.invite_url,
            "removed": started.removed,
            "people_kept": seen.people,
        }

    def _tell(self, seen: Preview) -> None:
        for rows in seen.goes:
            by_hand = f" ({_('added by hand')}: {rows.own})" if rows.own else ""
            self.say(f"{rows.label}: {rows.count}{by_hand}")
        self.say(_("Invented users: %(count)d") % {"count": seen.demo_people})


def _wish(options: dict[str, Any]) -> Wish:
    password = sys.stdin.readline().rstrip("\r\n") if options["password_stdin"] else None
    if password == "":
        raise UsageError(_("The password is empty: write it on standard input."))
    return Wish(
        company_name=options["company"],
        confirmation=options["confirm"],
        email=options["email"],
        password=password,
        first_name=options["first_name"],
        last_name=options["last_name"],
        remove_own=options["remove_own"],
    )
