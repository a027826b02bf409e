"""What is done to clients. Each function is one act, one operation that can be undone, with `by` who does it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers.choices import ContactKind, CustomerKind, Sex
from customers.conflicts import refuse_conflicts
from customers.dictionaries import canonical_values
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import normalise_contact
from customers.normalise.names import full_name, sort_name
from customers.one_company import refuse_taken
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import single

NAME_PARTS = ("last_name", "first_name", "middle_name")
PERSON_FIELDS = (*NAME_PARTS, "sex", "birth_date")
MORE_FIELDS = (
    "salutation", "channel", "best_time", "time_zone", "language", "family", "interests", "preferences", "legal_name",
    "legal_form", "industry", "legal_address", "ogrn", "bik", "account", "bank", "corr_account", "working_hours",
    "director", "accountant",
)  # fmt: skip
FIELDS = (
    *PERSON_FIELDS, "name", "city", "address", "company", "position", "inn", "kpp", "source", "note", *MORE_FIELDS,
    "responsible_id",
)  # fmt: skip


def create_person(
    *,
    by: User,
    last_name: str = "",
    first_name: str = "",
    middle_name: str = "",
    sex: Sex | str = "",
    birth_date: dt.date | None = None,
    city: str = "",
    responsible: User | None = None,
    **more: str,
) -> Customer:
    """Return the new card; `more` are other fields of text. A person may have no name yet, only a phone."""
    name = full_name(last_name, first_name, middle_name)
    return _create(
        by,
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
        **more,
    )


def create_company(
    *,
    by: User,
    name: str,
    city: str = "",
    responsible: User | None = None,
    **more: str,
) -> Customer:
    """Return the new card. Raises DomainError without a name: a company is its name."""
    if not name.strip():
        raise DomainError(_("A company needs a name."), code="name")
    return _create(
        by, kind=CustomerKind.COMPANY, name=name, sort_name=sort_name(name), city=city, responsible=responsible, **more
    )


def _create(by: User, **values: Any) -> Customer:
    with single(by=by) as operation:
        if values["kind"] == CustomerKind.COMPANY:
            refuse_taken(values.get("inn", ""), values.get("kpp", ""), by=by)
        customer = Customer.objects.create(**canonical_values(values), made_in=operation.pk)
        _about(operation, customer)
    return customer


def change(
    *, by: User, customer: Customer, values: Mapping[str, Any], expected: Mapping[str, Any] | None = None
) -> Operation | None:
    """Set fields of the card, by column; returns the operation, or None when nothing was different.

    `expected` is what the person saw before typing, by column. Raises EditConflictError when something else stands
    there by now; DomainError on a field that a company does not have, or a company left without a name.
    """
    values = canonical_values(values)
    if not _different(Customer.objects.get(pk=customer.pk), values):
        return None
    with single(by=by) as operation:
        standing = Customer.objects.select_for_update(of=("self",), no_key=True).get(pk=customer.pk)
        new = _different(standing, values)
        refuse_conflicts(standing, new, expected or {})
        _refuse(standing, new)
        if standing.is_company and new.keys() & {"inn", "kpp"}:
            refuse_taken(new.get("inn", standing.inn), new.get("kpp", standing.kpp), by=by, customer=standing)
        for name, value in new.items():
            setattr(standing, name, value)
        standing.save(update_fields=[*new, *_rename(standing), "updated_at"])
        _about(operation, standing)
    return operation


def _different(standing: Customer, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(standing, name) != value}


def _refuse(customer: Customer, new: Mapping[str, Any]) -> None:
    refuse_merged(customer.merged_into_id)
    unknown = set(new) - set(FIELDS)
    if unknown:
        raise ValueError(f"not a field of a card: {', '.join(sorted(unknown))}")
    if customer.is_company and any(new.get(name) for name in PERSON_FIELDS):
        raise DomainError(_("This is a field of a person, and the card is a company's."), code="company")
    if customer.is_company and not str(new.get("name", customer.name)).strip():
        raise DomainError(_("A company needs a name."), code="name")


def _hold(customer: Customer) -> None:
    """Lock the card till the end of the transaction; refuse one that was merged meanwhile."""
    rows = Customer.objects.select_for_update(of=("self",), no_key=True).filter(pk=customer.pk).order_by("pk")
    refuse_merged(*rows.values_list("merged_into", flat=True))


def refuse_merged(*merged_into: int | None) -> None:
    """Raises DomainError when the card has become a part of another: what is written on it nobody would find."""
    if any(merged_into):
        raise DomainError(_("This card was merged into another: open it anew."), code="merged")


def _rename(customer: Customer) -> list[str]:
    """Keep the derived names right; returns the fields written."""
    if not customer.is_company:
        customer.name = full_name(customer.last_name, customer.first_name, customer.middle_name)
    customer.sort_name = sort_name(customer.name)
    return ["name", "sort_name"]


def archive(*, by: User, customer: Customer) -> Operation:
    """Put the card away: out of the lists, with all that hangs on it. Twice is as good as once."""
    return _set_archived(by, customer, away=True)


def unarchive(*, by: User, customer: Customer) -> Operation:
    """Take the card out of the archive."""
    return _set_archived(by, customer, away=False)


def _set_archived(by: User, customer: Customer, *, away: bool) -> Operation:
    with single(by=by, params={"what": "archive" if away else "unarchive"}) as operation:
        _hold(customer)
        Customer.objects.filter(pk=customer.pk, archived_at__isnull=away).update(
            archived_at=Now() if away else None, updated_at=Now()
        )
        _about(operation, customer)
    return operation


def add_contact_point(
    *,
    by: User,
    customer: Customer,
    kind: ContactKind | str,
    raw: str,
    label: str = "",
    extension: str = "",
) -> ContactPoint:
    """Return the new point; what cannot be normalised is kept as typed, with the problem named.

    The first of its kind is the primary one. Raises DomainError when nothing was typed.
    """
    if not raw.strip():
        raise DomainError(_("Type a phone number or an e-mail address."), code="raw")
    with single(by=by) as operation:
        # Two first phones at once must agree which is primary.
        _hold(customer)
        standing = ContactPoint.objects.of(customer).filter(kind=kind)
        value, problem = normalise_contact(kind, raw)
        point = ContactPoint.objects.create(
            customer=customer,
            kind=kind,
            raw=raw,
            value=value,
            problem=problem or "",
            label=label,
            extension=extension,
            is_primary=not standing.filter(is_primary=True).exists(),
            position=standing.count(),
            made_in=operation.pk,
        )
        _about(operation, customer)
    return point


def _about(operation: Operation, customer: Customer) -> None:
    """Let the list of operations name the card; within a bulk operation it is one of many."""
    if operation.kind == "edit":
        operation.params.update(object_type=CUSTOMER, object_id=str(customer.pk))
