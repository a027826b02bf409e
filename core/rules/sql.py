"""The tree as one SQL condition with parameters."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from core.registries.fields import Field, FieldType
from core.rules import values
from core.rules.operators import BY_CODE, PERIOD, Operator, Takes, meaning
from core.rules.tree import Condition, Group, Join, Node

TRUE = "TRUE"
LAST = dt.date.max - dt.timedelta(days=1)
"""The last day that has a day after it."""
EVER_BY_CLIENT = "EXISTS (SELECT 1 {counted} AND p.customer_id = {c}.id OFFSET 0)"
TIMES_BY_CLIENT = "(SELECT count(*) {counted} AND p.customer_id = {c}.id) >= %s"
EVER_AT_ONCE = "EXISTS (SELECT 1 {counted} AND p.customer_id = {c}.id)"
# EXISTS, not IN: where it cannot become a join (within an OR) it is looked up by client, not read through for each.
TIMES_AT_ONCE = (
    "EXISTS (SELECT 1 FROM (SELECT p.customer_id {counted} GROUP BY p.customer_id HAVING count(*) >= %s) g"
    " WHERE g.customer_id = {c}.id)"
)
JOINS = {Join.ALL: " AND ", Join.ANY: " OR ", Join.NONE: " OR "}


@dataclass(frozen=True)
class Context:
    """What a rule is asked against: the alias of the client table, today in the company's zone, the fields."""

    alias: str
    today: dt.date
    fields: Mapping[str, Field]
    zone: ZoneInfo
    """The company's: it says where a day begins."""
    at_once: bool = False
    """Of the whole base: what happens time after time is read through once, not looked up client by client."""


Sql = tuple[str, list[Any]]


def where(node: Node, context: Context) -> Sql:
    """A condition over the client row. Raises DomainError on an unreadable value, KeyError on an unknown field."""
    return _condition(node, context) if isinstance(node, Condition) else _group(node, context)


def as_filter(node: Node, context: Context) -> RawSQL:
    """The same for a QuerySet: `rows.filter(as_filter(tree, context))`."""
    text, params = where(node, context)
    return RawSQL(text, params, output_field=BooleanField())  # noqa: S611  # text is of our own templates only


def _group(group: Group, context: Context) -> Sql:
    if not group.parts:
        return TRUE, []
    texts, params = [], []
    for part in group.parts:
        text, more = where(part, context)
        texts.append(f"({text})")
        params += more
    joined = JOINS[group.join].join(texts)
    return (f"NOT COALESCE({joined}, FALSE)" if group.join == Join.NONE else joined), params


def _condition(condition: Condition, context: Context) -> Sql:
    field, asked = context.fields[condition.field], BY_CODE[condition.operator]
    test, params = _test(field, meaning(asked), condition, context)
    is_times = asked.takes == Takes.TIMES
    if (field.within or field.beside) and not is_times:
        around = (field.within or field.beside).replace("{c}", context.alias)
        test = f"EXISTS ({around.replace('{test}', test)})"
    if field.within or field.beside or is_times:
        # Never NULL, and bare: only so the planner makes an anti-join of it.
        return (f"NOT {test}" if asked.of else test), params
    return (f"NOT COALESCE({test}, FALSE)" if asked.of else test), params


def _test(field: Field, operator: Operator, condition: Condition, context: Context) -> Sql:
    column = (field.inner or field.sql).replace("{c}", context.alias)
    if operator.takes == Takes.TIMES:
        return _times(field, values.times(field, operator, condition.values, context.today), context)
    if operator.sql == PERIOD:
        return _period(field, column, values.period(field, operator, condition.values, context.today), context.zone)
    params = values.to_sql(field, operator, condition.values, context.today)
    if operator.code == "filled":
        return _filled(field, column), params
    quick = field.quick(operator.code, params) if field.quick else None
    if quick is not None:
        return quick
    if field.type == FieldType.MOMENT:
        column = f"({column} AT TIME ZONE '{context.zone}')"
    return operator.sql.replace("{x}", column), params


def _times(field: Field, asked: tuple[dt.date, list[int] | list[str], int], context: Context) -> Sql:
    """Once is the same as ever, and quicker: nothing has to be counted."""
    since, keys, often = asked
    ever, times = (EVER_AT_ONCE, TIMES_AT_ONCE) if context.at_once else (EVER_BY_CLIENT, TIMES_BY_CLIENT)
    text = (ever if often == 1 else times).replace("{counted}", field.counted).replace("{c}", context.alias)
    return text, [_start(since, context.zone), keys, *([] if often == 1 else [often])]


def _period(field: Field, column: str, days: tuple[dt.date | None, dt.date | None], zone: ZoneInfo) -> Sql:
    """A moment belongs to its day in the company's zone: «on 1 May» means there, not in Greenwich."""
    first, last = days
    texts, params = [], []
    if first is not None:
        texts.append(f"{column} >= %s")
        params.append(_start(first, zone) if field.type == FieldType.MOMENT else first)
    if last is not None and field.type == FieldType.MOMENT:
        texts.append(f"{column} < %s")
        params.append(_start(min(last, LAST) + dt.timedelta(days=1), zone))
    elif last is not None:
        texts.append(f"{column} <= %s")
        params.append(last)
    return " AND ".join(texts), params


def _start(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=zone)


def _filled(field: Field, column: str) -> str:
    if values.is_text(field.type) and not field.is_key:
        return f"COALESCE({column}, '') <> ''"
    return f"{column} IS NOT NULL"
