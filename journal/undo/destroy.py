"""Removes rows the target made, unless somebody works with them by now."""

from django.db import connection

from core.registries.operations import Reference
from journal.tables import Table, by_name, parts_of
from journal.undo.contested import edited_fields, touched_since_made
from journal.undo.scope import Params, Scope, batch_of_items, keep


def destroy(scope: Scope, one: Table, low: int, high: int) -> None:
    """Items `low` to `high`: gone with the parts the target made; kept and listed where others have built on them."""
    params = scope.params(low=low, high=high)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {one.name} t JOIN ({batch_of_items(one)}) b ON b.id = t.{one.pk}"
            f" ORDER BY t.{one.pk} FOR UPDATE OF t) AS locked",
            params,
        )
    _keep_edited(scope, one, params)
    _keep_pointed_at(scope, one, params)
    with connection.cursor() as cursor:
        for part in parts_of(one):
            cursor.execute(
                f"""WITH batch AS MATERIALIZED ({batch_of_items(one)})
                    DELETE FROM {part.name} WHERE {part.pk} IN (
                        SELECT p.{part.pk} FROM batch b
                          JOIN {part.name} p ON p.{part.part_of} = b.id AND {scope.made_too(part, "p")})""",
                params,
            )
        cursor.execute(
            f"""WITH batch AS MATERIALIZED ({batch_of_items(one)})
                DELETE FROM {one.name} t USING batch b WHERE t.{one.pk} = b.id""",
            params,
        )


def edited(scope: Scope, one: Table, source: str, params: Params) -> dict[str, list[str]]:
    """Ids of rows that others have changed for good since, with the fields; a changed part counts as its whole."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        ids = touched_since_made(scope, one, source, params)
        if ids:
            cursor.execute(
                f"WITH {edited_fields(scope, one)} SELECT id::text, field FROM edited ORDER BY 1, 2",
                {**params, "ids": list(ids), "seqs": list(ids.values())},
            )
            for row_id, name in cursor.fetchall():
                found.setdefault(row_id, []).append(name)
        for part in parts_of(one):
            parts = f"""SELECT p.{part.pk} AS id, b.seq FROM ({source}) b
                          JOIN {part.name} p ON p.{part.part_of} = b.id AND {scope.made_too(part, "p")}"""
            ids = touched_since_made(scope, part, parts, params)
            if ids:
                cursor.execute(
                    f"""WITH {edited_fields(scope, part)}
                        SELECT DISTINCT p.{part.part_of}::text
                          FROM edited JOIN {part.name} p ON p.{part.pk} = edited.id""",
                    {**params, "ids": list(ids), "seqs": list(ids.values())},
                )
                for (row_id,) in cursor.fetchall():
                    found.setdefault(row_id, []).append(part.code)
    return found


def _keep_edited(scope: Scope, one: Table, params: Params) -> None:
    """They stay as they are: a person works with them."""
    found = edited(scope, one, batch_of_items(one), params)
    if not found:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE journal_operationitem i SET state = 'kept', reason = 'changed_since',
                      details = jsonb_build_object('fields', to_jsonb(string_to_array(k.fields, ',')))
                 FROM unnest(%(ids)s::text[], %(fields)s::text[]) AS k (id, fields)
                WHERE i.operation_id = %(undo)s AND i.seq BETWEEN %(low)s AND %(high)s AND i.object_id = k.id""",
            {**params, "ids": list(found), "fields": [",".join(names) for names in found.values()]},
        )


def _keep_pointed_at(scope: Scope, one: Table, params: Params) -> None:
    """They leave the lists, if their table knows how, and wait for a person to decide."""
    select = pointed_at(scope, one, batch_of_items(one))
    if not select:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            keep(f"SELECT seq, 'pointed_at', jsonb_build_object('by', by) FROM ({select}) AS pointing"), params
        )
        if cursor.rowcount and one.archive_column:
            stamps = "".join(f', "{name}" = now()' for name in one.stamps)
            cursor.execute(
                f"""UPDATE {one.name} t SET "{one.archive_column}" = now(){stamps} FROM journal_operationitem i
                     WHERE i.operation_id = %(undo)s AND i.seq BETWEEN %(low)s AND %(high)s AND i.state = 'kept'
                       AND i.reason = 'pointed_at' AND t.{one.pk} = i.object_id::{one.pk_type}
                       AND NOT i.details -> 'by' ?| %(stands)s AND t."{one.archive_column}" IS NULL""",
                {**params, "stands": [reference.table for reference in one.references if reference.stands]},
            )


def pointed_at(scope: Scope, one: Table, source: str) -> str:
    """SELECT of (id, by): rows of the source that something outside the target points at, and from which tables.

    Empty when nobody has declared a relation to this table or to its parts.
    """
    found = [f"SELECT b.id, b.seq, '{r.table}' AS name {_outside(scope, r, 'b.id')}" for r in one.references]
    for part in parts_of(one):
        own = f"""JOIN {part.name} p ON p.{part.part_of} = b.id AND {scope.made_too(part, "p")}"""
        found += [
            f"SELECT b.id, b.seq, '{r.table}' AS name {_outside(scope, r, f'p.{part.pk}', own)}"
            for r in part.references
        ]
    if not found:
        return ""
    return f"""WITH batch AS MATERIALIZED ({source})
        SELECT id, seq, jsonb_agg(DISTINCT name) AS by
          FROM ({" UNION ALL ".join(found)}) AS pointing GROUP BY id, seq"""


def _outside(scope: Scope, reference: Reference, key: str, more: str = "") -> str:
    """Rows of the referring table that the target did not make."""
    referring = by_name(reference.table)
    made = scope.made(referring, "r") if referring else "false"
    return f"""FROM batch b {more}
               JOIN "{reference.table}" r ON r."{reference.column}" = {key} AND NOT COALESCE({made}, false)"""
