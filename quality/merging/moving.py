"""Rows that tell of a client go over to another: one statement for each column of each table that names him.

Which tables, the personal declarations know (`on_merge="move"`); the fine points stand in `core.registries.merging`.
What tracked tables were is told by their history; of the others each moved row is written down.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from core.registries.merging import Joining, MergeRule, merge_rules
from core.registries.operations import tracked_models
from core.registries.personal import personal_models


@dataclass(frozen=True)
class Moving:
    """A table whose rows move, with the columns that name a client; parts of other rows go with these."""

    code: str
    model: type[models.Model]
    columns: tuple[str, ...]
    rule: MergeRule
    is_tracked: bool

    @property
    def table(self) -> str:
        """The name in SQL."""
        return f'"{self.model._meta.db_table}"'

    @property
    def key(self) -> str:
        """The column of its primary key."""
        return f'"{self.model._meta.pk.column}"'

    def sets(self) -> list[str]:
        """What else changes in a row that moves."""
        stamps = {
            str(field.column): "now()"
            for field in self.model._meta.local_concrete_fields
            if getattr(field, "auto_now", False)
        }
        return [f'"{name}" = {value}' for name, value in {**stamps, **self.rule.sets}.items()]


def movings() -> list[Moving]:
    """All such tables, contact points first."""
    found = [
        Moving(
            code=entry.code,
            model=apps.get_model(entry.code),
            columns=tuple(_column(entry.code, name) for name in (entry.subject, *entry.also)),
            rule=merge_rules.get(entry.code) if entry.code in merge_rules else MergeRule(code=entry.code),
            is_tracked=entry.code in tracked_models,
        )
        for entry in personal_models
        if entry.on_merge == "move" and "__" not in entry.subject
    ]
    return sorted(found, key=lambda one: (one.rule.weight, one.code))


def move(joining: Joining, merge_id: int) -> tuple[Counter[str], Counter[str]]:
    """Everything of the duplicate goes to the survivor; returns what moved and what stayed, by label of the model."""
    moved: Counter[str] = Counter()
    stayed: Counter[str] = Counter()
    for one in movings():
        if one.rule.before:
            one.rule.before(joining)
        if one.rule.run:
            moved[one.code] += one.rule.run(joining)
            continue
        for column in one.columns:
            moved[one.code] += _move_column(one, column, joining, merge_id)
        if one.rule.stays:
            stayed[one.code] += sum(_left(one, column, joining) for column in one.columns)
    return +moved, +stayed


def counts(ids: list[int]) -> Iterator[tuple[str, int, int]]:
    """(label of the model, client, number of rows) of all these clients, by one statement."""
    parts = [
        f"SELECT '{one.code}', \"{one.columns[0]}\", count(*) FROM {one.table}"
        f' WHERE "{one.columns[0]}" = ANY (%(ids)s) GROUP BY 2'
        for one in movings()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"ids": ids})
        yield from cursor.fetchall()


def _move_column(one: Moving, column: str, joining: Joining, merge_id: int) -> int:
    values = ", ".join([f'"{column}" = %(survivor)s', *one.sets()])
    test = f"({one.rule.stays}) IS NOT TRUE" if one.rule.stays else "true"
    update = f'UPDATE {one.table} m SET {values} WHERE m."{column}" = %(duplicate)s AND {test}'
    if not one.is_tracked:
        update = f"""WITH went AS ({update} RETURNING m.{one.key} AS id)
            INSERT INTO quality_mergedrow (merge_id, card_id, model, "column", row)
            SELECT %(merge)s, %(duplicate)s, '{one.code}', '{column}', id::text FROM went"""
    return _run(update, {**joining.params(), "merge": merge_id})


def _left(one: Moving, column: str, joining: Joining) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT count(*) FROM {one.table} WHERE "{column}" = %(duplicate)s',
            joining.params(),
        )
        return int(cursor.fetchone()[0])


def _run(statement: str, params: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)


def _column(code: str, name: str) -> str:
    return str(apps.get_model(code)._meta.get_field(name).column)
