"""Inviting a person who has no password yet: a link that works once, for three days; a new one kills the old one."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

import journal
from accounts import company, links, trail
from accounts.models import User
from core import staff_mail
from core.errors import DomainError


def is_waiting(user: User) -> bool:
    """Invited, and has never signed in."""
    return user.is_active and user.last_login is None and not user.has_usable_password()


@transaction.atomic
def renew(*, user: User, by: User) -> str:
    """A fresh link; those given before no longer open anything. Raises DomainError `in` for one who has a password."""
    _rotate(user)
    journal.record(trail.INVITED, by=by, object_type=trail.USER, object_id=user.pk)
    return links.password_link(user)


@transaction.atomic
def withdraw(*, user: User, by: User) -> None:
    """The link opens nothing; the person stays in the list and may be invited again."""
    _rotate(user)
    journal.record(trail.UNINVITED, by=by, object_type=trail.USER, object_id=user.pk)


def send(user: User, link: str) -> bool:
    """By letter, in the person's language. False: the mail server refused."""
    with staff_mail.in_language(user.language):
        name = company.current().name or _("Kartoteka")
        subject = _("You are invited to the client base “%(name)s”") % {"name": name}
        body = render_to_string("accounts/email/invitation.txt", {"user": user, "link": link, "name": name})
    try:
        staff_mail.send(to=user.email, subject=subject, body=body.strip(), sender=company.current().sender)
    except OSError:
        return False
    return True


def _rotate(user: User) -> None:
    """The key of a link is made of the password, and one that opens nothing is random too."""
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not is_waiting(locked):
        raise DomainError(_("This person has signed in already: there is nothing to invite to."), code="in")
    locked.set_unusable_password()
    locked.save(update_fields=["password"])
    user.password = locked.password
