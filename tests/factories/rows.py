"""Rows of clients that no operation has made, as of a base older than operations."""

from typing import Any, cast

import factory

from customers.models import ContactPoint, Customer
from customers.normalise.names import full_name, sort_name


class CustomerFactory(factory.django.DjangoModelFactory[Customer]):
    """A person with a name; trait `company`."""

    class Meta:
        model = Customer

    class Params:
        company = factory.Trait(
            kind="company",
            last_name="",
            first_name="",
            name=factory.Sequence(lambda number: f"ООО «Ромашка {number}»"),
        )

    last_name = factory.Sequence(lambda number: f"Клиентов{number}")
    first_name = "Иван"
    name = factory.LazyAttribute(lambda row: full_name(row.last_name, row.first_name, ""))
    sort_name = factory.LazyAttribute(lambda row: sort_name(row.name))


class ContactPointFactory(factory.django.DjangoModelFactory[ContactPoint]):
    """A mobile phone."""

    class Meta:
        model = ContactPoint

    kind = "phone"
    value = factory.Sequence(lambda number: f"+7900{number:07}")
    raw = factory.LazyAttribute(lambda row: row.value)


def make_customer(**values: Any) -> Customer:
    """A typed way in."""
    return cast("Customer", CustomerFactory(**values))


def make_contact_point(**values: Any) -> ContactPoint:
    """A typed way in."""
    return cast("ContactPoint", ContactPointFactory(**values))
