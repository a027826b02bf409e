"""One company per INN and KPP: two cards of one taxpayer are one client told twice."""

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers.choices import CustomerKind
from customers.models import Customer

LOCK = "SELECT pg_advisory_xact_lock(hashtext(%s))"


def refuse_taken(inn: str, kpp: str, *, by: User, customer: Customer | None = None) -> None:
    """Inside a transaction. Raises DomainError when another card that is not archived has the same numbers.

    Not a constraint of the table: bases come in with such doubles, and it is for people to merge them.
    """
    if not inn:
        return
    with connection.cursor() as cursor:
        # Two people typing the same company at once: the second one waits, and is told.
        cursor.execute(LOCK, [f"inn {inn}"])
    rows = Customer.objects.active().filter(kind=CustomerKind.COMPANY, inn=inn, kpp=kpp)
    holders = list(rows.exclude(pk=customer.pk if customer else 0).order_by("pk").values_list("pk", flat=True)[:5])
    if not holders:
        return
    seen = Customer.objects.visible_to(by).filter(pk__in=holders).order_by("pk").first()
    if seen is None:
        raise DomainError(_("Another card has this INN and KPP already."), code="inn")
    raise DomainError(_("The company %(name)s has this INN and KPP already.") % {"name": seen.title}, code="inn")
