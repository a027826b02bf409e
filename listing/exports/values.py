"""Values of many rows by one statement, as writers take them: whole, or masked for one who may not read them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from accounts.models import User
from core.registries.exports import exported_values
from core.registries.fields import Field, FieldType
from listing.exports.columns import Offered
from listing.exports.writers import Cell, Part, Record
from listing.exports.writers.texts import NUMBERS
from listing.values import ONE_BY_ONE, expression

BREAK = "\x1f"
"""Between a value and what it is called, on the way from the database; nobody types it."""
Turn = Callable[[Any], Cell]
Teller = Callable[[Any, Collection[str]], Mapping[str, str]]


def records(rows: QuerySet[Any], pks: Sequence[int], chosen: Sequence[Offered], reader: User) -> Iterator[Record]:
    """Those of the rows that have these keys, in the order of the keys. One statement, however many columns, and one
    more for each column whose values are told to this reader.
    """
    table = rows.model._meta.db_table
    asked = {f"v_{at}": _expression(one, table) for at, one in enumerate(chosen)}
    found = rows.order_by().filter(pk__in=pks).annotate(**asked).values_list("pk", *asked)
    by_key = {row[0]: row for row in found}
    turns = [
        _telling(one, tell, [row[at] for row in by_key.values()], reader) if (tell := _teller(one)) else turn(one)
        for at, one in enumerate(chosen, start=1)
    ]
    for pk in pks:
        row = by_key.get(pk)
        if row is not None:
            yield [make(value) for make, value in zip(turns, row[1:], strict=True)]


def _teller(one: Offered) -> Teller | None:
    if one.masked:
        return None
    return one.field.opened or one.field.told


def _expression(one: Offered, table: str) -> RawSQL:
    """As lists read it; of several values also what each is called, in the order of the card."""
    field = one.field
    if one.opened:
        return RawSQL(field.opened_sql.replace("{c}", table), [], output_field=TextField())  # noqa: S611
    if not field.within or field.code not in exported_values:
        return expression(field, table=table)
    special = exported_values.get(field.code)
    value = f"({special.sql})::text"
    if special.label_sql:
        value += f" || CASE WHEN {special.label_sql} <> '' THEN E'\\x1f' || {special.label_sql} ELSE '' END"
    around = field.within.replace("{c}", table).replace("{test}", "TRUE").replace(ONE_BY_ONE, f"SELECT {value} ", 1)
    order = f" ORDER BY {special.order_sql}" if special.order_sql else ""
    # Of our own declarations only: nothing a person typed comes here.
    return RawSQL(f"ARRAY({around}{order})", [], output_field=ArrayField(TextField()))  # noqa: S611


def turn(one: Offered) -> Turn:
    """What becomes of this column's values, chosen once and not for each cell."""
    if one.masked:
        return _masked_many(one.field) if one.many else _masked(one.field)
    if one.many:
        return _parts
    if one.field.type == FieldType.CHOICE or one.field.is_key:
        return lambda value: "" if value is None else str(value)
    if one.field.type in NUMBERS or one.field.type in (FieldType.DATE, FieldType.MOMENT, FieldType.FLAG):
        return lambda value: value
    return lambda value: "" if value is None else str(value)


def _telling(one: Offered, tell: Teller, values: Sequence[Any], reader: User) -> Turn:
    """Of values that are not words: what they say to the reader, asked for all rows at once."""
    several = [value or () if one.many else (value,) for value in values]
    wanted = {str(value) for those in several for value in those if value not in (None, "")}
    words = tell(reader, wanted) if wanted else {}
    if one.many:
        return lambda those: tuple([Part(text) for value in those or () if (text := words.get(str(value), ""))])
    return lambda value: words.get(str(value), "")


def _parts(values: Any) -> Cell:
    return tuple([_part(value) for value in values or () if value])


def _part(one: Any) -> Part:
    """Words with what they are called; a day or a number as it is written in files."""
    value, _, label = str(one).partition(BREAK)
    return Part(value, label)


def _masked(field: Field) -> Turn:
    names = {key: str(name) for key, name in field.choices().items()} if field.choices else {}
    mask = field.mask or _nothing
    return lambda value: mask(names.get(str(value), str(value))) if value not in (None, "") else ""


def _masked_many(field: Field) -> Turn:
    names = {key: str(name) for key, name in field.choices().items()} if field.choices else {}
    mask = field.mask or _nothing
    return lambda values: tuple(
        [Part(mask(names.get(part.value, part.value))) for part in map(_part, filter(None, values or ()))]
    )


def _nothing(_value: str) -> str:
    return ""
