"""Clients and their contact points, made by the services that people use."""

import datetime as dt
from typing import Any

from accounts.models import User
from accounts.services import system_user
from customers import services
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer

NUMBERS = iter(range(10_000_000))


def make_person(
    name: str = "Морозова Елена Викторовна",
    *,
    responsible: User | None = None,
    created_at: dt.datetime | None = None,
    **values: Any,
) -> Customer:
    """A person; `name` is the surname, the first name and the patronymic, as many as there are."""
    last, first, middle = (*name.split(), "", "", "")[:3]
    customer = services.create_person(
        by=system_user(), last_name=last, first_name=first, middle_name=middle, responsible=responsible, **values
    )
    return _since(customer, created_at)


def make_company(
    name: str = "ООО «Тихий берег»", *, responsible: User | None = None, created_at: dt.datetime | None = None
) -> Customer:
    """A company."""
    return _since(services.create_company(by=system_user(), name=name, responsible=responsible), created_at)


def make_phone(customer: Customer, raw: str = "", label: str = "", extension: str = "") -> ContactPoint:
    """A phone; without `raw` another mobile number each time."""
    raw = raw or f"+7 972 {next(NUMBERS):07}"
    return services.add_contact_point(
        by=system_user(), customer=customer, kind=ContactKind.PHONE, raw=raw, label=label, extension=extension
    )


def make_email(customer: Customer, raw: str = "", label: str = "") -> ContactPoint:
    """An e-mail; without `raw` another address each time."""
    raw = raw or f"client{next(NUMBERS)}@mail.example.com"
    return services.add_contact_point(by=system_user(), customer=customer, kind=ContactKind.EMAIL, raw=raw, label=label)


def _since(customer: Customer, created_at: dt.datetime | None) -> Customer:
    if created_at is not None:
        customer.created_at = created_at
        customer.save(update_fields=["created_at", "updated_at"])
    return customer
