"""A user, or an invitation link."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import services
from accounts.links import password_link
from accounts.models import User
from crm.management.base import JsonObject, KartotekaCommand, UsageError


class Command(KartotekaCommand):
    """Make a person who may sign in."""

    help = gettext_lazy("Create a user and print a link by which he chooses a password.")

    def add_options(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help=_("work e-mail"))
        parser.add_argument("--role", required=True, help=_("code of the role: manager, supervisor, viewer, admin…"))
        parser.add_argument("--first-name", default="", help=_("first name"))
        parser.add_argument("--last-name", default="", help=_("last name"))
        parser.add_argument(
            "--password-stdin", action="store_true", help=_("read the password from standard input; no link is made")
        )

    def work(self, **options: Any) -> JsonObject:
        user = services.create_user(
            email=options["email"],
            role=services.role_by_code(options["role"]),
            by=services.system_user(),
            password=_password_from_stdin() if options["password_stdin"] else None,
            first_name=options["first_name"],
            last_name=options["last_name"],
        )
        invite_url = None if user.has_usable_password() else password_link(user)
        self._tell(user, invite_url)
        return {"id": user.pk, "role": user.role.code, "invite_url": invite_url}

    def _tell(self, user: User, invite_url: str | None) -> None:
        self.say(_("User %(email)s is created, role: %(role)s.") % {"email": user.email, "role": user.role})
        if invite_url:
            self.say(_("Give this link; by it the person chooses a password within three days:"))
            self.say(invite_url)


def _password_from_stdin() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise UsageError(_("The password is empty: write it on standard input, such as: create_user … < password.txt"))
    return password
