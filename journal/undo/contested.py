"""Rows that others have changed since: which of their fields an undo may still give back.

A change and its own undo cancel each other, whoever made them: so operations can be taken back one after the other,
the last first. An operation, its undo and the undo of that are one family; of a family an even number of changes to a
field is none, an odd number is one.
"""

from django.db import connection

from journal.tables import Table
from journal.undo.scope import Params, Scope


def contested(scope: Scope, one: Table, source: str, params: Params) -> dict[str, int]:
    """Ids of the source, each with its item's number, that somebody else has touched after the target: mostly none."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH batch AS MATERIALIZED ({source}),
                first AS MATERIALIZED (
                    SELECT b.id, b.seq, f.pgh_id FROM batch b
                     CROSS JOIN {scope.first_event(one, "b.id", "e.pgh_id")} AS f)
                SELECT f.id::text, f.seq FROM first f
                 CROSS JOIN LATERAL (
                     SELECT 1 FROM {one.events} x
                      WHERE x.pgh_obj_id = f.id AND x.pgh_id > f.pgh_id AND {scope.in_time("x")}
                        AND x.pgh_context_id IS DISTINCT FROM %(target)s LIMIT 1) AS other""",
            params,
        )
        return dict(cursor.fetchall()) | _unfit(scope, one, source, params)


def _unfit(scope: Scope, one: Table, source: str, params: Params) -> dict[str, int]:
    """The same of rows that held a value which cannot stand there any more: its field is of another type by now."""
    test = one.unfit("j.k", "j.x") if one.unfit else ""
    if not test:
        return {}
    held = f'e."{one.keyed}" AS keyed'
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH batch AS MATERIALIZED ({source})
                SELECT b.id::text, b.seq FROM batch b
                 CROSS JOIN {scope.first_event(one, "b.id", held)} AS f
                 WHERE EXISTS (SELECT 1 FROM jsonb_each(f.keyed) AS j (k, x) WHERE {test})""",
            params,
        )
        return dict(cursor.fetchall())


def touched_since_made(scope: Scope, one: Table, source: str, params: Params) -> dict[str, int]:
    """Ids of rows the target made, each with its item's number, that somebody else has updated since."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH batch AS MATERIALIZED ({source})
                SELECT DISTINCT x.pgh_obj_id::text, b.seq FROM batch b
                  JOIN {one.events} x ON x.pgh_obj_id = b.id AND {scope.in_time("x")}
                 WHERE x.pgh_label = 'update' AND x.pgh_context_id IS DISTINCT FROM %(target)s""",
            params,
        )
        return dict(cursor.fetchall())


def verdicts(scope: Scope, one: Table) -> str:
    """CTEs ending in `verdict(id, seq, field, kept, value)`: the fields the target changed in the rows of `%(ids)s`.

    Windows instead of joins of one CTE with itself: of those the planner knows no sizes and would loop in loops.
    """
    unfit = one.unfit_field("v.field", "v.value")
    kept = f"(v.standing > v.last_mine) IS TRUE OR {unfit} IS TRUE" if unfit else "v.standing > v.last_mine"
    return f"""
        {_changes(scope, one)},
        placed AS (  -- with the last live change of others to the field or to one it is kept together with
            SELECT l.*, max(pgh_id) FILTER (WHERE live AND NOT mine) OVER (PARTITION BY id, grp) AS standing FROM live l
        ),
        fields AS (
            SELECT id, seq, field, max(standing) AS standing, max(pgh_id) AS last_mine,
                   (array_agg(before ORDER BY pgh_id))[1] AS first_value,
                   (array_agg(before ORDER BY pgh_id) FILTER (WHERE pgh_id > standing))[1] AS later_value
              FROM placed WHERE ctx = %(target)s GROUP BY id, seq, field
        ),
        verdict AS (
            SELECT v.id, v.seq, v.field, {kept} AS kept, v.value FROM (
                SELECT f.id, f.seq, f.field, f.standing, f.last_mine,
                       CASE WHEN f.standing IS NULL THEN f.first_value ELSE f.later_value END AS value
                  FROM fields f JOIN {one.name} t ON t.{one.pk} = f.id
                 WHERE {one.image("t")} -> f.field IS DISTINCT FROM f.first_value  -- else it is back already
            ) v
        )"""


def edited_fields(scope: Scope, one: Table) -> str:
    """CTEs ending in `edited(id, field)`: what others have changed for good in rows of `%(ids)s` the target made."""
    return f"""
        {_changes(scope, one, since_made=True)},
        edited AS (SELECT DISTINCT id, field FROM live WHERE live AND NOT mine)"""


def _changes(scope: Scope, one: Table, *, since_made: bool = False) -> str:
    """CTEs ending in `live`: every change of a field, with the value before, and whether an undo has cancelled it."""
    names = [name for name in one.back if name != one.keyed]
    columns = ", ".join(f"('{name}', '{one.groups.get(name, name)}')" for name in names)
    keys = f"SELECT k, k FROM jsonb_object_keys(s.before || s.after) AS k WHERE starts_with(k, '{one.keyed}.')"
    fields = " UNION ALL ".join([*([f"VALUES {columns}"] if names else []), *([keys] if one.keyed else [])])
    before, now = one.image("e"), one.image("t")
    start = (
        f"""SELECT g.*, COALESCE((SELECT max(e.pgh_id) FROM {one.events} e
                                    WHERE e.pgh_obj_id = g.id AND e.pgh_label = 'delete'), 0) + 1 AS pgh_id
              FROM given g"""
        if since_made
        else f"SELECT g.*, f.pgh_id FROM given g CROSS JOIN {scope.first_event(one, 'g.id', 'e.pgh_id')} AS f"
    )
    return f"""
        given AS (SELECT id::{one.pk_type} AS id, seq FROM unnest(%(ids)s::text[], %(seqs)s::bigint[]) AS g (id, seq)),
        start AS ({start}),
        step AS MATERIALIZED (
            SELECT s.id, s.seq, e.pgh_id, e.pgh_context_id AS ctx, {before} AS before,
                   COALESCE(lead({before}) OVER (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id), {now}) AS after
              FROM start s
              CROSS JOIN LATERAL (SELECT * FROM {one.events} e WHERE e.pgh_obj_id = s.id AND e.pgh_id >= s.pgh_id
                                     AND {scope.in_time("e")} OFFSET 0) AS e
              JOIN {one.name} t ON t.{one.pk} = s.id
        ),
        up AS MATERIALIZED (
            WITH RECURSIVE climb (ctx, id, undoes) AS (
                SELECT o.id, o.id, o.undoes FROM journal_operation o WHERE o.id IN (SELECT DISTINCT ctx FROM step)
                UNION ALL
                SELECT c.ctx, o.id, o.undoes FROM climb c JOIN journal_operation o ON o.id = c.undoes)
            SELECT ctx, id FROM climb WHERE undoes IS NULL
        ),
        change AS (
            SELECT s.id, s.seq, s.pgh_id, s.ctx, COALESCE(up.id::text, 'event ' || s.pgh_id) AS family,
                   f.field, f.grp, s.before -> f.field AS before
              FROM step s CROSS JOIN LATERAL ({fields}) AS f (field, grp) LEFT JOIN up ON up.ctx = s.ctx
             WHERE s.before -> f.field IS DISTINCT FROM s.after -> f.field
        ),
        live AS (  -- two ranks of one row, from both ends, tell how many different ones there are
            SELECT c.*,
                   (dense_rank() OVER (PARTITION BY id, field, family ORDER BY ctx)
                    + dense_rank() OVER (PARTITION BY id, field, family ORDER BY ctx DESC) - 1) %% 2 = 1 AS live,
                   family = COALESCE((SELECT up.id::text FROM up WHERE up.ctx = %(target)s), %(target)s::text) AS mine
              FROM change c
        )"""
