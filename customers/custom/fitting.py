"""Values of the past against the fields of today: an undo must not put a word where numbers stand by now."""

from django.db.models import Exists, Model, OuterRef, QuerySet

from customers.custom.secrets import SEALED
from customers.models import CustomField
from customers.models.custom_field import CustomType
from journal.history import event_model

DAY = "(1[89][0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
SHAPES = {
    CustomType.INTEGER: NUMBER,
    CustomType.DECIMAL: NUMBER,
    CustomType.MONEY: NUMBER,
    CustomType.DATE: f"^{DAY}$",
    CustomType.MOMENT: f"^{DAY}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\+00:00$",
    CustomType.LINK: r"^https?://",
}
DAYS = (CustomType.DATE, CustomType.MOMENT)
_IN_THE_MONTH = """substr({text}, 9, 2)::int <= extract(day FROM
    (substr({text}, 1, 8) || '01')::date + interval '1 month' - interval '1 day')"""
"""The thirty-first of February looks like a day and is none."""
KINDS = {
    CustomType.FLAG: "boolean",
    CustomType.CLIENT: "number",
    CustomType.FILE: "object",
}

_NOT_BY_ITSELF = (
    "NOT EXISTS (SELECT 1 FROM customers_customfieldevent e WHERE e.pgh_obj_id = %s AND e.pgh_context_id = %%(target)s)"
)
"""The operation that is taken back has not changed the field itself: then the field goes back too."""


def unfit(key: str, value: str) -> str:
    """SQL: the value is none that this field, whose type, values or secrecy are others since, can hold; '' for none."""
    events: QuerySet[Model] = event_model(CustomField).objects.all()
    before = events.filter(pgh_obj_id=OuterRef("pk"))
    others = before.exclude(type=OuterRef("type"), options=OuterRef("options"), is_sensitive=OuterRef("is_sensitive"))
    changed = CustomField.objects.filter(Exists(others)).order_by("pk")
    tests = [f"({key} = '{one.key}' AND {_NOT_BY_ITSELF % one.pk} AND NOT ({_fits(one, value)}))" for one in changed]
    return f"({' OR '.join(tests)})" if tests else ""


def _fits(one: CustomField, value: str) -> str:
    text = f"({value} #>> '{{}}')"
    if one.is_sensitive:
        return f"{text} ~ '{SEALED}'"
    if one.type in SHAPES:
        shaped = f"jsonb_typeof({value}) = 'string' AND {text} ~ '{SHAPES[CustomType(one.type)]}'"
        day = _IN_THE_MONTH.format(text=text) if one.type in DAYS else "TRUE"
        return f"CASE WHEN {shaped} THEN {day} ELSE FALSE END"
    if one.type == CustomType.CHOICE:
        return f"jsonb_typeof({value}) = 'string' AND {_options(one)} @> jsonb_build_array({value})"
    if one.type == CustomType.MULTI:
        return f"jsonb_typeof({value}) = 'array' AND {_options(one)} @> {value}"
    if one.type in KINDS:
        return f"jsonb_typeof({value}) = '{KINDS[CustomType(one.type)]}'"
    return f"jsonb_typeof({value}) = 'string' AND NOT {text} ~ '{SEALED}'"


def _options(one: CustomField) -> str:
    """Ids of the list, read by the database: nothing a person typed comes into the text."""
    return (
        "(SELECT COALESCE(jsonb_agg(o.value -> 'id'), '[]') FROM customers_customfield d"  # noqa: S608
        f" CROSS JOIN LATERAL jsonb_array_elements(d.options) AS o WHERE d.id = {one.pk})"
    )
