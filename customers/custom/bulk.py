"""Own fields of many clients set at once: which, on whom, by which statements."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Q, Value, When
from django.db.models.expressions import RawSQL

from accounts.field_rights import FieldAccess
from accounts.models import User
from core.errors import DomainError
from core.registries.fields import find
from customers.custom.card import access
from customers.custom.reading import read
from customers.custom.source import definitions, standing
from customers.custom.words import typed, words
from customers.models import CustomField, CustomValues
from customers.models.custom_field import CustomType, Demand

STANDS = (
    "EXISTS (SELECT 1 FROM customers_customvalues v WHERE v.customer_id = customers_customer.id"
    ' AND v."values" -> %s = %s::jsonb)'
)
IS_THERE = (
    'EXISTS (SELECT 1 FROM customers_customvalues v WHERE v.customer_id = customers_customer.id AND v."values" ? %s)'
)
ALONE = (CustomType.CLIENT, CustomType.FILE)


def is_own(code: str) -> bool:
    """Whether the code is of an own field."""
    return code.startswith("custom.")


def offered(user: User) -> dict[str, CustomField]:
    """Those many clients may share, as far as the person may change them."""
    return {
        one.catalogue_code: one
        for one in standing()
        if not one.is_sensitive and one.type not in ALONE and access(user, one) == FieldAccess.EDIT
    }


def of(codes: Iterable[str]) -> dict[str, CustomField]:
    """Definitions by code of the catalogue; those that are gone are not there."""
    names = [code.removeprefix("custom.") for code in codes if is_own(code)]
    return {one.catalogue_code: one for one in definitions().filter(code__in=names)} if names else {}


def sentence(code: str, value: Any) -> str:
    """«Size: M»."""
    own, known = of([code]).get(code), find(code)
    return f"{known.label if known else code}: {(words(own, value) if own else '') or '—'}"


def cases(changes: Mapping[str, Any]) -> list[When]:
    """Who has no such field; nobody gets a value of a field whose type or list is another since it was chosen."""
    fields = of(changes)
    own = [code for code in changes if is_own(code)]
    if any(code not in fields or not _stands(fields[code], changes[code]) for code in own):
        return [When(Q(pk__isnull=False), then=Value("field_changed"))]
    return [When(~Q(kind=one.kind), then=Value("other_kind")) for one in fields.values() if one.kind]


def _stands(one: CustomField, value: Any) -> bool:
    """Whether the field, as it is now, can hold the value."""
    try:
        return one.is_sensitive is False and (value is None or read(one, typed(one, value)) == value)
    except (DomainError, ValueError, TypeError, ArithmeticError):
        return False


def same(changes: Mapping[str, Any]) -> Q:
    """Clients on whom all of these stand already."""
    found = Q()
    for code, one in of(changes).items():
        value = changes[code]
        if value is None:
            found &= ~Q(RawSQL(IS_THERE, [one.key], output_field=BooleanField()))  # noqa: S611
        else:
            kept = json.dumps(value, ensure_ascii=False)
            found &= Q(RawSQL(STANDS, [one.key, kept], output_field=BooleanField()))  # noqa: S611
    return found


def write(ids: list[int], changes: Mapping[str, Any]) -> None:
    """Two statements a batch; a row is as old as its client."""
    fields = {code: one for code, one in of(changes).items() if _stands(one, changes[code])}
    if not fields:
        return
    filled = {one.key: changes[code] for code, one in fields.items() if changes[code] is not None}
    emptied = [one.key for code, one in fields.items() if changes[code] is None]
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO customers_customvalues (customer_id, "values", made_in)'
            " SELECT id, '{}', made_in FROM customers_customer WHERE id = ANY(%s) ON CONFLICT DO NOTHING",
            [ids],
        )
        cursor.execute(
            'UPDATE customers_customvalues SET "values" = ("values" || %s::jsonb) - %s::text[]'
            " WHERE customer_id = ANY(%s)",
            [json.dumps(filled, ensure_ascii=False), emptied, ids],
        )


def samples(ids: list[int], changes: Mapping[str, Any]) -> dict[int, list[tuple[str, str, str]]]:
    """(label, before, after) of each client whose value will be another."""
    fields = of(changes)
    kept = dict(CustomValues.objects.filter(customer__in=ids).order_by("pk").values_list("customer_id", "values"))
    return {
        pk: [
            (str(one.label), words(one, kept.get(pk, {}).get(one.key)) or "—", words(one, changes[code]) or "—")
            for code, one in fields.items()
            if kept.get(pk, {}).get(one.key) != changes[code]
        ]
        for pk in ids
    }


def must_be_filled(one: CustomField) -> bool:
    """Whether an empty value is refused."""
    return one.demand == Demand.ALWAYS
