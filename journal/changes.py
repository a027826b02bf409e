"""Field history: what was changed, by whom, from what to what; read from before-images."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from journal.tables import Table, table


@dataclass(frozen=True)
class Change:
    """One field of one row, once. `field` is a column; '' when the row itself was removed."""

    event: int
    at: dt.datetime
    operation: UUID | None
    kind: str
    actor_name: str
    table: str
    object_id: str
    field: str
    before: Any
    after: Any
    row: dict[str, Any]
    """The whole row before the change."""


@dataclass(frozen=True)
class Step:
    """One change of one row. `changed` is column to (before, after); empty when the row itself was removed."""

    event: int
    at: dt.datetime
    kind: str
    actor_name: str
    object_id: str
    changed: dict[str, tuple[Any, Any]]
    row: dict[str, Any]
    """The whole row before the change."""


@dataclass(frozen=True, kw_only=True)
class StepsOf:
    """What is asked of one table: its code, the rows (ids, or a queryset of them), columns, where the page ended."""

    code: str
    ids: Iterable[str | int] | QuerySet[Any, Any]
    fields: Sequence[str]
    before: tuple[dt.datetime, int] | None = None


def steps_of(
    code: str, ids: Iterable[str | int], fields: Sequence[str], *, before: tuple[dt.datetime, int] | None, limit: int
) -> list[Step]:
    """Newest first, strictly before (at, event); steps that touch none of these columns are left out.

    Cost: the history these rows have left, which is kept for KEPT_DAYS and a month.
    """
    return steps_of_each([StepsOf(code=code, ids=ids, fields=fields, before=before)], limit=limit)[0]


def steps_of_each(asked: Sequence[StepsOf], *, limit: int) -> list[list[Step]]:
    """As `steps_of`, of several tables by one statement; the answers stand in the order of the questions."""
    parts = [_select_steps(number, one, limit) for number, one in enumerate(asked)]
    found: list[list[Step]] = [[] for _one in asked]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _params in parts), [x for _sql, params in parts for x in params])
        for number, *row in cursor.fetchall():
            found[number].append(_step(row))
    return [sorted(steps, key=lambda step: (step.at, step.event), reverse=True) for steps in found]


def changes_of(code: str, ids: Iterable[str | int], fields: Sequence[str], *, limit: int) -> list[Change]:
    """Newest first; only of these columns."""
    one = table(code)
    with connection.cursor() as cursor:
        cursor.execute(_select(one), {"ids": [str(pk) for pk in ids], "fields": list(fields), "limit": limit})
        return [_change(code, row) for row in cursor.fetchall()]


def value_before(code: str, object_id: str | int, event: int, field: str) -> Any:
    """What a column of this row held before the change. Raises LookupError when there is no such event of the row."""
    one = table(code)
    if field not in one.columns:
        raise LookupError(field)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "{field}" FROM {one.events} WHERE pgh_obj_id = %s AND pgh_id = %s',  # noqa: S608  # a column's name
            [object_id, event],
        )
        row = cursor.fetchone()
    if row is None:
        raise LookupError(event)
    return row[0]


def _select(one: Table) -> str:
    return f"""
        WITH step AS (
            SELECT e.pgh_id, e.pgh_created_at, e.pgh_context_id, e.pgh_label, e.pgh_obj_id, to_jsonb(e) AS before,
                   COALESCE(lead(to_jsonb(e)) OVER (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id), to_jsonb(t)) AS after
              FROM {one.events} e LEFT JOIN {one.name} t ON t.{one.pk} = e.pgh_obj_id
             WHERE e.pgh_obj_id = ANY (%(ids)s::text[]::{one.pk_type}[])
        )
        SELECT s.pgh_id, s.pgh_created_at, s.pgh_context_id, COALESCE(o.kind, ''), COALESCE(o.actor_name, ''),
               s.pgh_obj_id::text, f.field, s.before -> f.field, s.after -> f.field, s.before
          FROM step s
          CROSS JOIN LATERAL (
              SELECT field FROM unnest(%(fields)s::text[]) AS field
               WHERE s.pgh_label = 'update' AND s.before -> field IS DISTINCT FROM s.after -> field
              UNION ALL SELECT '' WHERE s.pgh_label = 'delete') AS f
          LEFT JOIN journal_operation o ON o.id = s.pgh_context_id
         ORDER BY s.pgh_created_at DESC, s.pgh_id DESC, f.field LIMIT %(limit)s"""  # noqa: S608  # names from models


def _select_steps(number: int, asked: StepsOf, limit: int) -> tuple[str, list[Any]]:
    one, (rows, ids) = table(asked.code), _rows(asked)
    at, event = asked.before or (None, None)
    sql = f"""(
        WITH step AS (
            SELECT e.pgh_id, e.pgh_created_at, e.pgh_context_id, e.pgh_label, e.pgh_obj_id, to_jsonb(e) AS before,
                   COALESCE(lead(to_jsonb(e)) OVER (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id), to_jsonb(t)) AS after
              FROM {one.events} e LEFT JOIN {one.name} t ON t.{one.pk} = e.pgh_obj_id
             WHERE e.pgh_obj_id = ANY ({rows})
        ), told AS (
            SELECT s.*, ARRAY(
                       SELECT field FROM unnest(%s::text[]) AS field
                        WHERE s.pgh_label = 'update' AND s.before -> field IS DISTINCT FROM s.after -> field) AS changed
              FROM step s
             WHERE %s::timestamptz IS NULL OR (s.pgh_created_at, s.pgh_id) < (%s::timestamptz, %s::bigint)
        )
        SELECT {number}, s.pgh_id, s.pgh_created_at, COALESCE(o.kind, ''), COALESCE(o.actor_name, ''),
               s.pgh_obj_id::text, s.changed, s.before, s.after
          FROM told s LEFT JOIN journal_operation o ON o.id = s.pgh_context_id
         WHERE s.pgh_label = 'delete' OR cardinality(s.changed) > 0
         ORDER BY s.pgh_created_at DESC, s.pgh_id DESC LIMIT %s)"""  # noqa: S608  # names from models
    return sql, [*ids, list(asked.fields), at, at, event, limit]


def _rows(asked: StepsOf) -> tuple[str, list[Any]]:
    """SQL of an array of keys."""
    if isinstance(asked.ids, QuerySet):
        sql, params = asked.ids.query.sql_with_params()
        return f"ARRAY({sql})", list(params)
    return f"%s::text[]::{table(asked.code).pk_type}[]", [[str(pk) for pk in asked.ids]]


def _step(row: Sequence[Any]) -> Step:
    event, at, kind, actor, object_id, changed, before, after = row
    old, new = _read(before) or {}, _read(after) or {}
    return Step(event, at, kind, actor, object_id, {name: (old.get(name), new.get(name)) for name in changed}, old)


def _change(code: str, row: tuple[Any, ...]) -> Change:
    event, at, operation, kind, actor, object_id, field, before, after, whole = row
    return Change(
        event, at, operation, kind, actor, code, object_id, field, _read(before), _read(after), _read(whole) or {}
    )


def _read(value: Any) -> Any:
    """Django hands jsonb of a raw cursor over as text."""
    return json.loads(value) if isinstance(value, str) else value
