"""Tracked tables as the undo engine sees them: names of columns, taken from models and the registry."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models

from core.registries.operations import NoPlace, Reference, TrackedModel, pointed_from, tracked_models
from journal.history import event_model


@dataclass(frozen=True)
class Table:
    """One tracked table. All names are ready to stand in SQL."""

    code: str
    name: str
    events: str
    pk: str
    pk_type: str
    columns: tuple[str, ...]
    """Every column but the key."""
    back: tuple[str, ...]
    """Those an undo gives their old value."""
    stamps: tuple[str, ...]
    """Times of the last change: an undo is a change too."""
    groups: dict[str, str]
    """Column to the name of the group it is kept with."""
    keyed: str
    """A JSON column undone key by key; such a field is called `column.key`."""
    unfit: Callable[[str, str], str] | None
    """Of such a column: (SQL of a key, SQL of its value) to a condition that the value fits there no more, or ''."""
    no_place: NoPlace | None
    part_of: str
    whole: str
    is_loose: bool
    """A part that the database itself does not hold to its whole: no foreign key refuses it without one."""
    archive_column: str
    references: tuple[Reference, ...]

    def __hash__(self) -> int:
        return hash(self.code)

    def unfit_field(self, field: str, value: str) -> str:
        """Condition: the field is a key of the keyed column, and this value cannot stand there any more; or ''."""
        test = self.unfit(f"substr({field}, {len(self.keyed) + 2})", value) if self.unfit else ""
        return f"(starts_with({field}, '{self.keyed}.') AND {test})" if test else ""

    def image(self, alias: str) -> str:
        """The row as JSON by field, keys of the keyed column among the columns."""
        if not self.keyed:
            return f"to_jsonb({alias})"
        keys = (
            f"""SELECT jsonb_object_agg('{self.keyed}.' || k, x) FROM jsonb_each({alias}."{self.keyed}") AS j (k, x)"""
        )
        return f"((to_jsonb({alias}) - '{self.keyed}') || COALESCE(({keys}), '{{}}'))"


@cache
def table(code: str) -> Table:
    """Raises KeyError when nobody has registered the table."""
    entry = tracked_models.get(code)
    meta = entry.model._meta
    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    columns = [_column(field) for field in fields]
    stamps = [_column(field) for field in fields if getattr(field, "auto_now", False)]
    pk = meta.pk
    return Table(
        code=code,
        name=_quoted(meta.db_table),
        events=_quoted(event_model(entry.model)._meta.db_table),
        pk=_quoted(_column(pk)),
        pk_type=_type_of(pk),
        columns=tuple(columns),
        back=tuple(name for name in columns if name not in {*stamps, "made_in"}),
        stamps=tuple(stamps),
        groups=_groups(entry),
        keyed=entry.keyed,
        unfit=entry.unfit,
        no_place=entry.no_place,
        part_of=entry.part_of,
        whole=entry.whole,
        is_loose=bool(entry.whole) and _is_loose(fields, entry.part_of),
        archive_column=entry.archive_column,
        references=_references(entry),
    )


def _references(entry: TrackedModel) -> tuple[Reference, ...]:
    """Those declared, and parts that upper packages hang on these rows: a part others made keeps its whole."""
    declared = (*entry.referenced_by, *(one.reference for one in pointed_from if one.to == entry.code))
    found = {(one.table, one.column): one for one in declared}
    for part in tracked_models:
        if part.whole == entry.code and (part.model._meta.db_table, part.part_of) not in found:
            name = (part.model._meta.db_table, part.part_of)
            found[name] = Reference(table=name[0], column=name[1], label=part.label)
    return tuple(found.values())


def _is_loose(fields: "list[models.Field[Any, Any]]", part_of: str) -> bool:
    return any(_column(field) == part_of and not getattr(field, "db_constraint", True) for field in fields)


def wholes_first() -> list[Table]:
    """All tracked tables, each before its parts."""
    return [table(entry.code) for entry in tracked_models]


def parts_of(whole: Table) -> list[Table]:
    """Tables whose rows belong to rows of this one."""
    return [one for one in wholes_first() if one.whole == whole.code]


def by_name(name: str) -> Table | None:
    """The tracked table of that database name, for a reference from it."""
    quoted = _quoted(name)
    return next((one for one in wholes_first() if one.name == quoted), None)


def _groups(entry: TrackedModel) -> dict[str, str]:
    column = {field.name: _column(field) for field in entry.model._meta.local_concrete_fields}
    return {column[name]: group[0] for group in entry.together for name in group}


def _type_of(pk: "models.Field[Any, Any]") -> str:
    """What ids are cast to when they come from an item, where they stand as text."""
    return str(pk.rel_db_type(connection))


def _column(field: "models.Field[Any, Any]") -> str:
    assert field.column is not None
    return field.column


def _quoted(name: str) -> str:
    return f'"{name}"'
