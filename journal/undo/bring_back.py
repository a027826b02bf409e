"""Brings deleted rows back, each under the id it had."""

from django.db import connection

from journal.tables import Table
from journal.undo.no_place import keep_out
from journal.undo.scope import Scope, batch_of_items


def bring_back(scope: Scope, one: Table, low: int, high: int) -> None:
    """Items `low` to `high`: as they were before the target first touched them, but for those that have no place."""
    params = scope.params(low=low, high=high)
    keep_out(scope, one, batch_of_items(one), params)
    names = ", ".join(f'"{name}"' for name in one.columns)
    values = ", ".join(_fitting(one) if name == one.keyed else f'first."{name}"' for name in one.columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH batch AS MATERIALIZED ({batch_of_items(one)}),
                first AS MATERIALIZED (
                    SELECT f.* FROM batch b CROSS JOIN {scope.first_event(one, "b.id", "e.*")} AS f)
                INSERT INTO {one.name} ({one.pk}, {names}) OVERRIDING SYSTEM VALUE
                SELECT first.pgh_obj_id, {values} FROM first
                 WHERE NOT EXISTS (SELECT 1 FROM {one.name} t WHERE t.{one.pk} = first.pgh_obj_id)""",
            params,
        )


def _fitting(one: Table) -> str:
    """The keyed column without what cannot stand there any more."""
    test = one.unfit("j.k", "j.x") if one.unfit else ""
    whole = f'first."{one.keyed}"'
    if not test:
        return whole
    left = f"SELECT jsonb_object_agg(j.k, j.x) FROM jsonb_each({whole}) AS j (k, x) WHERE ({test}) IS NOT TRUE"
    return f"COALESCE(({left}), '{{}}')"
