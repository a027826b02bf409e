"""What is done to clients. Each function is one act, atomic, with `by` the person who does it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers.choices import ContactKind, CustomerKind, Sex
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import normalise_contact
from customers.normalise.names import full_name, sort_name


def create_person(
    *,
    by: User,  # the journal's entry will name him
    last_name: str = "",
    first_name: str = "",
    middle_name: str = "",
    sex: Sex | str = "",
    birth_date: dt.date | None = None,
    city: str = "",
    responsible: User | None = None,
) -> Customer:
    """Return the new card; a person may have no name yet, only a telephone that follows."""
    name = full_name(last_name, first_name, middle_name)
    return Customer.objects.create(
        kind=CustomerKind.PERSON,
        last_name=last_name,
        first_name=first_name,
        middle_name=middle_name,
        name=name,
        sort_name=sort_name(name),
        sex=sex,
        birth_date=birth_date,
        city=city,
        responsible=responsible,
    )


def create_company(
    *,
    by: User,  # the journal's entry will name him
    name: str,
    city: str = "",
    responsible: User | None = None,
) -> Customer:
    """Return the new card. Raises DomainError without a name: a company is its name."""
    if not name.strip():
        raise DomainError(_("A company needs a name."), code="name")
    return Customer.objects.create(
        kind=CustomerKind.COMPANY, name=name, sort_name=sort_name(name), city=city, responsible=responsible
    )


@transaction.atomic
def add_contact_point(
    *,
    by: User,  # the journal's entry will name him
    customer: Customer,
    kind: ContactKind | str,
    raw: str,
    label: str = "",
) -> ContactPoint:
    """Return the new point; what cannot be normalised is kept as typed, with the problem named.

    The first of its kind is the primary one. Raises DomainError when nothing was typed.
    """
    if not raw.strip():
        raise DomainError(_("Type a phone number or an e-mail address."), code="raw")
    Customer.objects.select_for_update().get(pk=customer.pk)  # two first phones at once must agree which is primary
    standing = ContactPoint.objects.filter(customer=customer, kind=kind)
    value, problem = normalise_contact(kind, raw)
    return ContactPoint.objects.create(
        customer=customer,
        kind=kind,
        raw=raw,
        value=value,
        problem=problem or "",
        label=label,
        is_primary=not standing.filter(is_primary=True).exists(),
        position=standing.count(),
    )
