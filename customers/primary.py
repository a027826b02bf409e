"""The first phone of a client as a column of another statement."""

from django.db.models import CharField, Expression, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from customers import rights
from customers.choices import ContactKind
from customers.models import ContactPoint


def phone(user: User, customer: str = "customer") -> Expression:
    """The first phone of the client `customer` leads to; empty where there is none or it may not be read.

    Cost: the index of a client's points, for each row returned.
    """
    if not rights.may_read(user, "phone"):
        return Value("", output_field=CharField())
    points = ContactPoint.objects.filter(customer=OuterRef(customer), is_primary=True, kind=ContactKind.PHONE)
    return Coalesce(Subquery(points.order_by("pk").values("value")[:1]), Value(""), output_field=CharField())
