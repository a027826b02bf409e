"""Own fields of a card that is being made: what must be filled is asked for, defaults stand there at once."""

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.field_rights import FieldAccess
from accounts.models import User
from customers.choices import CustomerKind
from customers.custom.card import access
from customers.custom.forms import OwnForm, asked_at_creation
from customers.custom.source import definitions
from customers.custom.values import change, defaults
from customers.models import Customer


def form(data: Mapping[str, Any] | None, *, user: User) -> OwnForm:
    """Boxes of what a new card must have, as far as the person may fill it; of a sent form only those of its kind."""
    fields = [one for one in asked_at_creation(definitions()) if access(user, one) == FieldAccess.EDIT]
    if data is not None:
        kind = str(data.get("kind") or CustomerKind.PERSON)
        fields = [one for one in fields if one.suits(kind)]
    values = {one.key: one.default for one in fields if one.default is not None}
    return OwnForm(data, fields=fields, values=values, reader=user, creating=True)


def fill(customer: Customer, own: OwnForm, *, by: User) -> None:
    """What was typed, and defaults of what was not asked for."""
    asked = set(own.own.values())
    begins = {one: value for one, value in defaults(definitions(), customer.kind).items() if one not in asked}
    values = {**begins, **own.values}
    if values:
        change(by=by, customer=customer, values=values)


def boxes(own: OwnForm) -> list[tuple[str, forms.BoundField]]:
    """(kind of clients or '', box)."""
    return [(one.kind, own[name]) for name, one in own.own.items()]
