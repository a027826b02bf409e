"""Own fields as fields of the catalogue: with that they are columns, filters, rules, rights and import targets."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from core import per_request
from core.registries.fields import Field, FieldSource, FieldType, field_sources
from core.rules.operators import BY_CODE
from customers.custom import pointing
from customers.custom.opening import opener
from customers.custom.reading import plain, read
from customers.custom.secrets import MASK
from customers.models.custom_field import CustomField, CustomType

BESIDE = "SELECT 1 FROM customers_customvalues v WHERE v.customer_id = {c}.id AND {test}"
SEVERAL = (
    "SELECT 1 FROM customers_customvalues v CROSS JOIN LATERAL jsonb_array_elements_text(v.\"values\" -> '%s') AS m (x)"
    " WHERE v.customer_id = {c}.id AND {test}"
)
ALONE = "(SELECT %s FROM customers_customvalues v WHERE v.customer_id = {c}.id)"
TYPES: Mapping[str, tuple[FieldType, str]] = {
    CustomType.TEXT: (FieldType.TEXT, "(v.\"values\" ->> '%s')"),
    CustomType.LONG_TEXT: (FieldType.TEXT, "(v.\"values\" ->> '%s')"),
    CustomType.LINK: (FieldType.TEXT, "(v.\"values\" ->> '%s')"),
    CustomType.INTEGER: (FieldType.NUMBER, "(v.\"values\" ->> '%s')::numeric"),
    CustomType.DECIMAL: (FieldType.NUMBER, "(v.\"values\" ->> '%s')::numeric"),
    CustomType.MONEY: (FieldType.MONEY, "(v.\"values\" ->> '%s')::numeric"),
    CustomType.DATE: (FieldType.DATE, "(v.\"values\" ->> '%s')::date"),
    CustomType.MOMENT: (FieldType.MOMENT, "(v.\"values\" ->> '%s')::timestamptz"),
    CustomType.FLAG: (FieldType.FLAG, "(v.\"values\" -> '%s')::boolean"),
    CustomType.CHOICE: (FieldType.CHOICE, "(v.\"values\" ->> '%s')"),
    CustomType.MULTI: (FieldType.MULTI, "m.x"),
    CustomType.CLIENT: (FieldType.OBJECT, "(v.\"values\" ->> '%s')"),
    CustomType.FILE: (FieldType.TEXT, "(v.\"values\" -> '%s' ->> 'name')"),
}
WEIGHT = 1_000
MOST_BY_INDEX = 20
Quick = Callable[[str, list[Any]], tuple[str, list[Any]] | None]


def register() -> None:
    """Join the catalogue."""
    field_sources.add(FieldSource(code="custom", fields=own_fields))


def definitions() -> QuerySet[CustomField]:
    """All of them in the order of the card."""
    return CustomField.objects.order_by("position", "pk")


def standing() -> Sequence[CustomField]:
    """The same, read once a request."""
    return per_request.once("customers.custom", lambda: tuple(definitions()))


def own_fields() -> dict[str, Field]:
    """By code of the catalogue; one query."""
    return {one.catalogue_code: field_of(one, WEIGHT + at) for at, one in enumerate(standing())}


def field_of(one: CustomField, weight: int = WEIGHT) -> Field:
    """The field as readers of the catalogue know it."""
    kind, inner = TYPES[one.type]
    if one.is_sensitive:
        kind, inner = FieldType.OBJECT, "(v.\"values\" ->> '%s')"
    inner = inner.replace("%s", one.key)
    many = kind == FieldType.MULTI
    value = f"(CASE WHEN {inner} IS NULL THEN '' ELSE '{MASK}' END)" if one.is_sensitive else inner
    return Field(
        code=one.catalogue_code,
        label=one.label,
        type=kind,
        sql=inner if many else ALONE.replace("%s", value),
        within=SEVERAL.replace("%s", one.key) if many else "",
        beside="" if many else BESIDE,
        inner="" if many else inner,
        quick=None if many or one.is_sensitive else quick_test(one.key, kind),
        choices=_choices(one) if kind in (FieldType.CHOICE, FieldType.MULTI) else None,
        weight=weight,
        headings=headings(one),
        cleaner=_cleaner(one),
        mask=_mask,
        opened=opener(one) if one.is_sensitive else None,
        opened_sql=ALONE.replace("%s", inner) if one.is_sensitive else "",
        told=pointing.named if one.type == CustomType.CLIENT and not one.is_sensitive else None,
    )


def quick_test(key: str, kind: FieldType) -> Quick:
    """Tests that the index of values answers: equality, and yes."""

    def test(operator: str, params: list[Any]) -> tuple[str, list[Any]] | None:
        if operator == "yes":
            return 'v."values" @> %s::jsonb', [json.dumps({key: True})]
        wanted: list[Any] = []
        if operator == "is" and len(params[0]) <= MOST_BY_INDEX:
            wanted = params[0]
        elif operator == "equals":
            wanted = [plain(params[0])]
        if not wanted:
            return None
        either = " OR ".join(['v."values" @> %s::jsonb'] * len(wanted))
        return f"({either})", [json.dumps({key: value}) for value in wanted]

    assert {"yes", "is", "equals"} <= BY_CODE.keys()
    return test


def headings(one: CustomField) -> tuple[str, ...]:
    """Import knows the field by its name, with the unit and without, and by its code."""
    names = (one.name, str(one.label), one.catalogue_code)
    return tuple(dict.fromkeys(re.sub(r"\s+", " ", name.casefold()) for name in names))


def _choices(one: CustomField) -> Callable[[], Mapping[str, str | Promise]]:
    names = {str(option["id"]): str(option["name"]) for option in one.options}
    return lambda: names


def _cleaner(one: CustomField) -> Callable[[str], object] | None:
    """Neither files nor secrets come by tables; another client comes as he is called, an import finds him."""
    if one.is_sensitive or one.type == CustomType.FILE:
        return None
    if one.type == CustomType.CLIENT:
        return pointing.said
    return lambda text: read(one, text)


def _mask(value: str) -> str:
    return MASK if value else ""
