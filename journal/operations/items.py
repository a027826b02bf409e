"""What kinds of operations need for their items: freezing by one statement, marking by another."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

INDEX_BYTES = 150
"""Entries of an event and of a moved row in their indexes."""
ITEM_BYTES = 140
"""An item with its place in the key."""


def freeze_rows(operation_id: UUID, object_type: str, rows: "QuerySet[Any]") -> int:
    """Write an item for each row of the query set, in the order of their keys; returns how many."""
    try:
        sql, params = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # a reader who sees nothing at all
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_operationitem (operation_id, seq, object_type, object_id)"  # noqa: S608
            f" SELECT %s, row_number() OVER (ORDER BY id), %s, id::text FROM ({sql}) AS chosen (id)",
            [operation_id, object_type, *params],
        )
        return int(cursor.rowcount)


def keys(operation_id: UUID, after: int, upto: int, *, cast: str = "bigint") -> RawSQL:
    """Subquery for `pk__in`: objects of a batch that nothing has been said of yet."""
    return RawSQL(  # noqa: S611
        f"SELECT object_id::{cast} FROM journal_operationitem"  # noqa: S608
        " WHERE operation_id = %s AND seq > %s AND seq <= %s AND state = 'frozen'",
        [operation_id, after, upto],
    )


def lock(rows: "QuerySet[Any]") -> None:
    """Hold the rows till the end of the transaction, in the order everybody takes them in."""
    sql, params = rows.order_by("pk").select_for_update(of=("self",), no_key=True).values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) AS locked", params)  # noqa: S608


def mark(operation_id: UUID, after: int, upto: int, verdicts: "QuerySet[Any, Any]", *, cast: str = "bigint") -> None:
    """Mark the items of a batch by a query set of (key, verdict) over the whole table.

    A verdict is '' (go on), 'unchanged', or the code of a reason to refuse; an object that is not there is `gone`.
    Each item looks its row up by the key: items just frozen have no statistics, and a join would loop in loops.
    """
    sql, params = verdicts.order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH told AS MATERIALIZED (
                    SELECT i.ctid AS place, COALESCE(v.code, 'gone') AS code FROM journal_operationitem i
                      LEFT JOIN LATERAL (
                          SELECT code FROM ({sql}) AS verdict (id, code) WHERE id = i.object_id::{cast}) AS v ON true
                     WHERE i.operation_id = %s AND i.seq > %s AND i.seq <= %s)
                UPDATE journal_operationitem i
                   SET state = CASE told.code WHEN 'unchanged' THEN 'unchanged' ELSE 'refused' END,
                       reason = CASE told.code WHEN 'unchanged' THEN '' ELSE told.code END
                  FROM told WHERE i.ctid = told.place AND told.code <> ''""",  # noqa: S608
            [*params, operation_id, after, upto],
        )


def storage_bytes(model: type[Model], changed: int, total: int) -> int:
    """What before-images and items of an act will take: measured row width, twice for the new version of the row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(pg_relation_size(oid) / NULLIF(reltuples, 0)::float, 300) FROM pg_class"
            " WHERE oid = to_regclass(%s) AND reltuples > 0",
            [model._meta.db_table],
        )
        row = cursor.fetchone()
    width = min(row[0], 2_000) if row else 300
    return int(changed * (2 * width + INDEX_BYTES) + total * ITEM_BYTES)


def tell_kept(undo_id: UUID, object_type: str, kept: Iterable[tuple[str, str]]) -> int:
    """Let an undo tell of objects that it knew of by no history and had to leave: (key, code of the reason)."""
    told = list(kept)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO journal_operationitem (operation_id, seq, object_type, object_id, state, reason)
               SELECT %(undo)s, COALESCE((SELECT max(seq) FROM journal_operationitem WHERE operation_id = %(undo)s), 0)
                      + row_number() OVER (), %(type)s, k.id, 'kept', k.reason
                 FROM unnest(%(ids)s::text[], %(reasons)s::text[]) AS k (id, reason)""",
            {
                "undo": undo_id,
                "type": object_type,
                "ids": [key for key, _reason in told],
                "reasons": [reason for _key, reason in told],
            },
        )
    return len(told)
