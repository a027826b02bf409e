"""Values of a client's own fields: read, changed as one operation, given back."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.text.actors import said
from customers.conflicts import Conflict, EditConflictError
from customers.custom.history import before, last_change
from customers.custom.reading import read
from customers.custom.secrets import MASK, is_sealed, reveal, seal
from customers.custom.words import typed, words
from customers.models import Customer, CustomField, CustomValues
from customers.models.custom_field import CustomType, Demand
from customers.tracking import CUSTOMER
from files.models import StoredFile
from journal.history import KEPT_DAYS
from journal.models import Operation
from journal.operations import single

Values = Mapping[CustomField, Any]


def values_of(customer_id: int) -> dict[str, Any]:
    """Field's id to its value as it is kept; secrets stay under their cipher."""
    found = CustomValues.objects.filter(customer=customer_id).values_list("values", flat=True).first()
    return found or {}


def values_on(customer: Customer) -> dict[str, Any]:
    """The same of a client at hand; nothing is asked where they were read with him."""
    try:
        return customer.custom.values
    except CustomValues.DoesNotExist:
        return {}


def change(
    *, by: User, customer: Customer, values: Values, expected: Mapping[CustomField, Any] | None = None
) -> Operation | None:
    """Set own fields, None for nothing; returns the operation, or None when nothing was different.

    `expected` is what the person saw. Raises EditConflictError when something else stands there by now, DomainError
    for a field that this kind of client does not have, or that may not be empty.
    """
    for field, value in values.items():
        _refuse(field, customer, value)
    if not _different(values_of(customer.pk), values):
        return None
    with single(by=by) as operation:
        Customer.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=customer.pk)
        standing = values_of(customer.pk)
        new = _different(standing, values)
        _refuse_conflicts(customer, standing, new, expected or {})
        write(customer.pk, {field.key: _kept(field, value) for field, value in new.items()})
        if operation.kind == "edit":
            operation.params.update(object_type=CUSTOMER, object_id=str(customer.pk))
    return operation


def give_back(*, by: User, customer: Customer, code: str, event: int) -> Operation | None:
    """Set a field to what it held before a change. Raises DomainError when field or value are not there any more."""
    field = CustomField.objects.filter(code=code.removeprefix("custom.")).first()
    if field is None:
        raise DomainError(_("This value cannot be given back."), code="field")
    kept = before(customer, field, event)
    if is_sealed(kept) and not field.is_sensitive:
        raise DomainError(_("This value was kept as a secret; the field is open now."), code="field")
    value = plain_value(field, kept)
    if (
        field.type == CustomType.FILE
        and isinstance(value, dict)
        and not StoredFile.objects.filter(pk=value["id"]).exists()
    ):
        said = _("The file is deleted: files taken off a card are kept for %(days)s days.")
        raise DomainError(said % {"days": KEPT_DAYS}, code="too_old")
    if value is not None and field.type not in (CustomType.CLIENT, CustomType.FILE):
        try:
            value = read(field, typed(field, value))
        except (DomainError, ValueError, TypeError):  # the field was of another type then
            raise DomainError(_("This value cannot be given back."), code="field") from None
    return change(by=by, customer=customer, values={field: value})


def write(customer_id: int, kept: Mapping[str, Any]) -> None:
    """Set keys and, where None, take them away. The row is as old as its client: see `CustomValues`."""
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO customers_customvalues (customer_id, "values", made_in)'
            " SELECT id, '{}', made_in FROM customers_customer WHERE id = %s ON CONFLICT DO NOTHING",
            [customer_id],
        )
        cursor.execute(
            'UPDATE customers_customvalues SET "values" = ("values" || %s::jsonb) - %s::text[] WHERE customer_id = %s',
            [
                json.dumps({key: value for key, value in kept.items() if value is not None}, ensure_ascii=False),
                [key for key, value in kept.items() if value is None],
                customer_id,
            ],
        )
        cursor.execute("UPDATE customers_customer SET updated_at = now() WHERE id = %s", [customer_id])


def defaults(fields: Iterable[CustomField], kind: str) -> dict[CustomField, Any]:
    """What a new card of this kind begins with."""
    return {one: one.default for one in fields if one.suits(kind) and one.default is not None}


def plain_value(field: CustomField, kept: Any) -> Any:
    """The value itself, of a secret too."""
    return reveal(kept) if field.is_sensitive and isinstance(kept, str) else kept


def shown(field: CustomField, kept: Any, clients: Mapping[int, str] | None = None) -> str:
    """In words; a secret as a mask."""
    if field.is_sensitive or is_sealed(kept):
        return MASK if kept not in (None, "", []) else ""
    return words(field, kept, clients)


def clients_seen(fields: Iterable[CustomField], values: Mapping[str, Any], reader: User) -> dict[int, str]:
    """Names of the clients that these values point at, as far as the reader may see them: one query, or none."""
    ids = {
        int(values[one.key])
        for one in fields
        if one.type == CustomType.CLIENT and not one.is_sensitive and values.get(one.key)
    }
    if not ids:
        return {}
    rows = Customer.objects.visible_to(reader).filter(pk__in=ids).order_by("pk")
    return {row.pk: row.title for row in rows}


def _kept(field: CustomField, value: Any) -> Any:
    return seal(value) if field.is_sensitive and value is not None else value


def _refuse(field: CustomField, customer: Customer, value: Any) -> None:
    if not field.suits(customer.kind):
        raise DomainError(_("Clients of this kind have no field “%(name)s”.") % {"name": field.name}, code="kind")
    if value in (None, "", []) and field.demand == Demand.ALWAYS:
        raise DomainError(_("“%(name)s” may not be empty.") % {"name": field.name}, code="required")


def _different(standing: Mapping[str, Any], values: Values) -> dict[CustomField, Any]:
    return {field: value for field, value in values.items() if plain_value(field, standing.get(field.key)) != value}


def _refuse_conflicts(customer: Customer, standing: Mapping[str, Any], new: Values, expected: Values) -> None:
    """Under the client's lock: what stands there must be what the person saw."""
    clashes = [
        field for field in new if field in expected and plain_value(field, standing.get(field.key)) != expected[field]
    ]
    if clashes:
        raise EditConflictError([_conflict(customer, field, standing, new[field]) for field in clashes])


def _conflict(customer: Customer, field: CustomField, standing: Mapping[str, Any], mine: Any) -> Conflict:
    theirs = plain_value(field, standing.get(field.key))
    last = last_change(customer.pk, field.key)
    mine_text = MASK if field.is_sensitive else words(field, mine)
    return Conflict(
        field=field.catalogue_code,
        mine=mine,
        theirs=theirs,
        mine_text=mine_text or "—",
        theirs_text=shown(field, standing.get(field.key)) or "—",
        who=(said(last.actor_name) if last else "") or _("Somebody"),
        at=last.at if last else None,
    )
