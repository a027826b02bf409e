"""Deleted rows that must not come back: their table says so, or what they were a part of is not there."""

from django.db import connection

from journal.tables import Table, table
from journal.undo.scope import Params, Scope, keep


def keep_out(scope: Scope, one: Table, source: str, params: Params) -> None:
    """Mark such items of a batch as kept, before the others are written."""
    select = refused(scope, one, source)
    if not select:
        return
    with connection.cursor() as cursor:
        if one.no_place:
            cursor.execute(one.no_place.hold, params)
        cursor.execute(keep(f"SELECT seq, reason, '{{}}'::jsonb FROM ({select}) AS refused"), params)


def refused(scope: Scope, one: Table, source: str) -> str:
    """SELECT of (id, seq, reason), empty where the table knows of no such rows.

    A part stays away when its whole does: one that is not there, and will not be brought back by the same undo.
    """
    if one.no_place:
        return f"SELECT b.id, b.seq, 'no_place' AS reason FROM ({source}) b WHERE b.id IN ({one.no_place.ids})"
    if not one.is_loose:
        return ""
    whole = table(one.whole)
    coming = "true" if scope.undo else f"NOT ({_comes_back(scope, whole)})"
    return f"""SELECT b.id, b.seq, 'whole_gone' AS reason FROM ({source}) b
                CROSS JOIN {scope.first_event(one, "b.id", f'e."{one.part_of}" AS whole')} AS f
                WHERE NOT EXISTS (SELECT 1 FROM {whole.name} w WHERE w.{whole.pk} = f.whole) AND {coming}"""


def _comes_back(scope: Scope, whole: Table) -> str:
    """Condition of a plan: the undo will bring the whole back before its parts."""
    deleted = f"""EXISTS (SELECT 1 FROM {whole.events} e
                           WHERE {scope.own_events(whole)} AND e.pgh_obj_id = f.whole AND e.pgh_label = 'delete')"""
    return f"{deleted} AND f.whole NOT IN ({whole.no_place.ids})" if whole.no_place else deleted
