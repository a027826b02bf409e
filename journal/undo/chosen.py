"""Which rows an undo touches: one SELECT of ids for each table and act."""

from collections.abc import Iterator

from django.db import connection

from journal.models import ItemAct
from journal.tables import Table, table, wholes_first
from journal.undo.scope import Scope


def selects(scope: Scope) -> Iterator[tuple[ItemAct, Table, str]]:
    """In the order of work: what was deleted comes back, wholes first; values go back; what was made goes, parts first.

    Made rows that nothing can point at go before values go back: they may stand in the place of others (a new phone is
    the primary one instead of the old). Each SELECT gives the column `id`.
    """
    tables = wholes_first()
    for one in tables:
        yield ItemAct.BRING_BACK, one, _deleted(scope, one)
    for one in reversed(tables):
        if not one.references:
            yield ItemAct.DESTROY, one, _made(scope, one)
    for one in tables:
        yield ItemAct.CHANGE, one, _changed(scope, one)
    for one in reversed(tables):
        if one.references:
            yield ItemAct.DESTROY, one, _made(scope, one)


def freeze(scope: Scope) -> int:
    """Write the items of the undo; returns how many. Runs once: before the first batch, in its transaction."""
    total = 0
    with connection.cursor() as cursor:
        for act, one, select in selects(scope):
            cursor.execute(
                f"""INSERT INTO journal_operationitem (operation_id, seq, object_type, object_id, act)
                    SELECT %(undo)s, %(total)s + row_number() OVER (ORDER BY id), '{one.code}', id::text, '{act.value}'
                      FROM ({select}) AS chosen""",
                scope.params(total=total),
            )
            total += cursor.rowcount
    return total


def _deleted(scope: Scope, one: Table) -> str:
    return f"""SELECT DISTINCT e.pgh_obj_id AS id FROM {one.events} e
                WHERE {scope.own_events(one)} AND e.pgh_label = 'delete'
                  AND NOT EXISTS (SELECT 1 FROM {one.name} t WHERE t.{one.pk} = e.pgh_obj_id)"""


def _changed(scope: Scope, one: Table) -> str:
    """What the target both made and changed is destroyed, not changed; what it changed and deleted comes back."""
    return f"""SELECT own.id FROM (SELECT e.pgh_obj_id AS id FROM {one.events} e WHERE {scope.own_events(one)}
                                    GROUP BY e.pgh_obj_id HAVING bool_and(e.pgh_label = 'update')) AS own
                WHERE NOT EXISTS (
                    SELECT 1 FROM {one.name} t WHERE t.{one.pk} = own.id AND {scope.made_too(one, "t")})"""


def _made(scope: Scope, one: Table) -> str:
    """Parts of what goes anyway go with it and are no objects of their own."""
    with_whole = ""
    if one.whole:
        whole = table(one.whole)
        with_whole = f"""AND NOT EXISTS (SELECT 1 FROM {whole.name} w
                                          WHERE w.{whole.pk} = t.{one.part_of} AND {scope.made_too(whole, "w")})"""
    return f"SELECT t.{one.pk} AS id FROM {one.name} t WHERE {scope.made(one, 't')} {with_whole}"
