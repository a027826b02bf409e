"""Gives fields their old values back."""

from django.db import connection

from journal.tables import Table
from journal.undo.contested import contested, verdicts
from journal.undo.scope import Params, Scope, batch_of_items, keep


def change(scope: Scope, one: Table, low: int, high: int) -> None:
    """Items `low` to `high`: values as they were before the target, except where others have changed them since."""
    params = scope.params(low=low, high=high)
    source = batch_of_items(one)
    with connection.cursor() as cursor:
        cursor.execute(
            # What comes after must see what a writer who holds a row now is about to write.
            f"SELECT count(*) FROM (SELECT 1 FROM {one.name} t JOIN ({source}) b ON b.id = t.{one.pk}"
            f" ORDER BY t.{one.pk} FOR NO KEY UPDATE OF t) AS locked",
            params,
        )
    found = contested(scope, one, source, params)
    params |= {"ids": list(found), "seqs": list(found.values())}
    if found:
        _change_contested(scope, one, params)
    _change_others(scope, one, params)
    _tell_of_deleted(one, params)


def _change_others(scope: Scope, one: Table, params: Params) -> None:
    values = ", ".join([f'"{name}" = first."{name}"' for name in one.back] + _stamps(one))
    without = f"WHERE NOT (b.id = ANY (%(ids)s::text[]::{one.pk_type}[]))" if params["ids"] else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH batch AS MATERIALIZED ({batch_of_items(one)}),
                first AS MATERIALIZED (
                    SELECT f.* FROM batch b CROSS JOIN {scope.first_event(one, "b.id", "e.*")} AS f {without})
                UPDATE {one.name} t SET {values} FROM first WHERE t.{one.pk} = first.pgh_obj_id""",
            params,
        )


def _change_contested(scope: Scope, one: Table, params: Params) -> None:
    """Field by field, by way of JSON: slower, and only for rows that need it."""
    columns = [f'"{name}" = patched."{name}"' for name in one.back if name != one.keyed]
    values = ", ".join(columns + _keys(one) + _stamps(one))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH {verdicts(scope, one)},
                patch AS (
                    SELECT id, jsonb_object_agg(field, value) AS patch FROM verdict WHERE kept IS NOT TRUE GROUP BY id),
                changed AS (
                    UPDATE {one.name} t SET {values}
                      FROM patch p JOIN {one.name} o ON o.{one.pk} = p.id
                      CROSS JOIN LATERAL jsonb_populate_record(o, p.patch) AS patched
                     WHERE t.{one.pk} = p.id RETURNING 1),
                kept AS (
                    SELECT seq, 'changed_since', jsonb_build_object('fields', jsonb_agg(field ORDER BY field))
                      FROM verdict WHERE kept GROUP BY seq)
                {keep("SELECT * FROM kept")}""",
            params,
        )


def _keys(one: Table) -> list[str]:
    """Keys of the keyed column that go back; a key that was not there goes."""
    if not one.keyed:
        return []
    back = f"""SELECT jsonb_object_agg(substr(k, {len(one.keyed) + 2}), x) FROM jsonb_each(p.patch) AS j (k, x)
                WHERE starts_with(k, '{one.keyed}.')"""
    return [f""""{one.keyed}" = jsonb_strip_nulls(o."{one.keyed}" || COALESCE(({back}), '{{}}'))"""]


def _tell_of_deleted(one: Table, params: Params) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""UPDATE journal_operationitem i SET state = 'kept', reason = 'deleted_since'
                 WHERE i.operation_id = %(undo)s AND i.seq BETWEEN %(low)s AND %(high)s AND i.state = 'frozen'
                   AND NOT EXISTS (SELECT 1 FROM {one.name} t WHERE t.{one.pk} = i.object_id::{one.pk_type})""",
            params,
        )


def _stamps(one: Table) -> list[str]:
    return [f'"{name}" = now()' for name in one.stamps]
