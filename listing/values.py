"""What stands in any field of the catalogue, for many rows by one query: columns of lists and of exports."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    QuerySet,
    TextField,
)
from django.db.models import (
    Field as ModelField,
)
from django.db.models.expressions import RawSQL

from core.registries.fields import Field, FieldType

Rows = TypeVar("Rows", bound=QuerySet[Any])

PREFIX = "v_"
OUTPUT: dict[FieldType, type[ModelField[Any, Any]]] = {
    FieldType.DATE: DateField,
    FieldType.MOMENT: DateTimeField,
    FieldType.FLAG: BooleanField,
}
AMOUNTS = frozenset({FieldType.NUMBER, FieldType.MONEY})
ONE_BY_ONE = "SELECT 1 "


def annotate(rows: Rows, wanted: Sequence[Field], *, table: str) -> Rows:
    """The rows with `v_<code>` for each field: a value, or a list for what a client has many of.

    `table` is the alias of the client table in the query of `rows`: the table's own name unless joined twice.
    """
    found: Rows = rows.annotate(**{name_of(field): expression(field, table=table) for field in wanted})
    return found


def name_of(field: Field) -> str:
    """Under which name a row carries the value."""
    return f"{PREFIX}{field.code.replace('.', '_')}"


def expression(field: Field, *, table: str) -> RawSQL:
    """The value as SQL. The text is of our own declarations only: nothing a person typed comes here."""
    if not field.within:
        return RawSQL(field.sql.replace("{c}", table), [], output_field=_output(field))  # noqa: S611
    around = field.within.replace("{c}", table).replace("{test}", "TRUE")
    listed = around.replace(ONE_BY_ONE, f"SELECT {(field.told_sql or field.sql).replace('{c}', table)} ", 1)
    return RawSQL(f"ARRAY({listed} ORDER BY 1)", [], output_field=ArrayField(_output(field)))  # noqa: S611


def _output(field: Field) -> "ModelField[Any, Any]":
    if field.type in AMOUNTS:
        return DecimalField(max_digits=30, decimal_places=10)
    return OUTPUT.get(field.type, TextField)()
