"""Own fields on the card: sections of facts, as far as the reader may see them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts import field_rights
from accounts.field_rights import FieldAccess
from accounts.models import User
from customers.custom.secrets import MASK
from customers.custom.source import field_of, standing
from customers.custom.values import clients_seen, shown, values_on
from customers.models import Customer, CustomField
from customers.models.custom_field import CustomType


@dataclass(frozen=True)
class OwnFact:
    """One line: what it says, and what the reader may do with it."""

    field: CustomField
    text: str
    is_empty: bool
    may_edit: bool
    may_reveal: bool = False
    url: str = ""
    """Where the value leads: a page, a card, a file."""


@dataclass(frozen=True)
class Section:
    """Facts under one heading."""

    title: str
    facts: list[OwnFact]


def fields_of(customer: Customer) -> list[CustomField]:
    """Those that clients of this kind have."""
    return [one for one in standing() if one.suits(customer.kind)]


def access(user: User, field: CustomField) -> FieldAccess:
    """What the reader may do with the field; the definition is at hand, so the base is not asked again."""
    return field_rights.access(user, field_of(field))


def sections(customer: Customer, user: User) -> list[Section]:
    """In the order of the card; one query or two, and one more where clients are named."""
    fields = [one for one in fields_of(customer) if access(user, one) != FieldAccess.HIDDEN]
    values = values_on(customer) if fields else {}
    names = clients_seen(fields, values, user)
    found: dict[str, list[OwnFact]] = {}
    for one in fields:
        found.setdefault(one.section, []).append(fact(customer, one, values.get(one.key), user, names))
    return [Section(title, facts) for title, facts in found.items()]


def filled(customer: Customer, user: User) -> list[Section]:
    """The same without what is empty, as paper shows them: secrets stay masked there."""
    told = ((one.title, [fact for fact in one.facts if not fact.is_empty]) for one in sections(customer, user))
    return [Section(title, facts) for title, facts in told if facts]


def fact(customer: Customer, field: CustomField, kept: Any, user: User, names: dict[int, str] | None = None) -> OwnFact:
    """What one field says to this reader."""
    names = clients_seen([field], {field.key: kept}, user) if names is None else names
    may = access(user, field)
    text, is_empty = shown(field, kept, names), kept in (None, "", [])
    masked = may == FieldAccess.MASKED
    return OwnFact(
        field=field,
        text="—" if is_empty else MASK if masked else text,
        is_empty=is_empty,
        may_edit=may == FieldAccess.EDIT,
        may_reveal=field.is_sensitive and not is_empty and not masked,
        url="" if masked or is_empty or field.is_sensitive else _url(field, kept, names),
    )


def _url(field: CustomField, kept: Any, names: dict[int, str]) -> str:
    if field.type == CustomType.LINK:
        return str(kept)
    if field.type == CustomType.CLIENT and int(kept) in names:
        return Customer(pk=int(kept)).get_absolute_url()
    if field.type == CustomType.FILE and isinstance(kept, dict):
        return reverse("files:download", args=[kept["id"]])
    return ""
