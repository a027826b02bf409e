"""A client named on a command line, and who acts."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import system_user
from core.errors import DomainError
from customers.models import Customer, ExternalId


def named(text: str) -> Customer:
    """By the number of the card, else by an external id. Raises DomainError when there is none, or several."""
    text = text.strip()
    if text.isascii() and text.isdecimal() and len(text) < 19:
        found = Customer.objects.filter(pk=int(text)).first()
        if found is not None:
            return found
    rows = ExternalId.objects.filter(value=text).select_related("customer").order_by("pk")[:2]
    owners = {row.customer_id: row.customer for row in rows}
    if len(owners) != 1:
        raise DomainError(
            _("There is no client %(name)s: give the number of the card.") % {"name": text}, code="client"
        )
    return next(iter(owners.values()))


def person(email: str) -> User:
    """An active user. Raises DomainError when there is none."""
    user = User.objects.select_related("role").filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise DomainError(_("There is no active user %(email)s.") % {"email": email}, code="user")
    return user


def actor(email: str) -> User:
    """Who acts: the person named by `--user`, else the built-in system. Raises DomainError when there is none."""
    return person(email) if email else system_user()
