"""What an undo would do, said before anybody presses the button. Reads only."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from journal.models import ItemAct, Operation
from journal.tables import Table
from journal.undo.chosen import selects
from journal.undo.contested import contested, verdicts
from journal.undo.destroy import edited, pointed_at
from journal.undo.no_place import refused
from journal.undo.scope import Scope


@dataclass(frozen=True)
class Kept:
    """One object that stays, wholly or in some fields."""

    object_type: str
    object_id: str
    reason: str
    details: dict[str, Any]


@dataclass
class Plan:
    """Objects by what becomes of them; an object that keeps only some fields counts as kept."""

    restored: int = 0
    deleted: int = 0
    kept: list[Kept] = field(default_factory=list)


def plan(target: Operation) -> Plan:
    """Exact at the moment it is asked, but for refusals by constraints, which only doing it finds."""
    scope, found = Scope(target), Plan()
    for act, table, select in selects(scope):
        chosen = _count(scope, select)
        if not chosen:
            continue
        kept = _KEPT[act](scope, table, f"SELECT id, 0 AS seq FROM ({select}) AS chosen")
        found.kept += kept
        if act == ItemAct.DESTROY:
            found.deleted += chosen - len(kept)
        else:
            found.restored += chosen - len(kept)
    return found


def _count(scope: Scope, select: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({select}) AS chosen", scope.params())
        return int(cursor.fetchone()[0])


def _kept_away(scope: Scope, table: Table, select: str) -> list[Kept]:
    refusals = refused(scope, table, select)
    if not refusals:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id::text, reason FROM ({refusals}) AS refused ORDER BY id", scope.params())
        return [Kept(table.code, row_id, reason, {}) for row_id, reason in cursor.fetchall()]


def _kept_fields(scope: Scope, table: Table, select: str) -> list[Kept]:
    kept = _deleted_since(scope, table, select)
    ids = contested(scope, table, select, scope.params())
    if not ids:
        return kept
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH {verdicts(scope, table)}
                SELECT id::text, array_agg(field ORDER BY field) FROM verdict WHERE kept GROUP BY id ORDER BY id""",
            scope.params(ids=list(ids), seqs=list(ids.values())),
        )
        kept += [Kept(table.code, row_id, "changed_since", {"fields": names}) for row_id, names in cursor.fetchall()]
    return kept


def _deleted_since(scope: Scope, table: Table, select: str) -> list[Kept]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT c.id::text FROM ({select}) c
                 WHERE NOT EXISTS (SELECT 1 FROM {table.name} t WHERE t.{table.pk} = c.id) ORDER BY c.id""",
            scope.params(),
        )
        return [Kept(table.code, row_id, "deleted_since", {}) for (row_id,) in cursor.fetchall()]


def _kept_rows(scope: Scope, table: Table, select: str) -> list[Kept]:
    found = edited(scope, table, select, scope.params())
    kept = [Kept(table.code, row_id, "changed_since", {"fields": names}) for row_id, names in found.items()]
    pointing = pointed_at(scope, table, select)
    if pointing:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id::text, by FROM ({pointing}) AS k ORDER BY id", scope.params())
            kept += [
                Kept(table.code, row_id, "pointed_at", {"by": _list(names)})
                for row_id, names in cursor.fetchall()
                if row_id not in found
            ]
    return kept


def _list(value: Any) -> list[str]:
    """Django hands jsonb of a raw cursor over as text."""

    return list(json.loads(value)) if isinstance(value, str) else list(value)


_KEPT = {ItemAct.BRING_BACK: _kept_away, ItemAct.CHANGE: _kept_fields, ItemAct.DESTROY: _kept_rows}
