"""What an undo of a merge does beside giving tracked rows back: moved rows of other tables, pairs, journal."""

from uuid import UUID

from django.db import connection

from journal.models import Operation
from journal.operations import items
from quality.merging import pairs
from quality.merging.moving import Moving, movings
from quality.models import Merge, MergedRow, RowState


def run(target: UUID, undo: UUID) -> int:
    """In the first batch of an undo, before any row goes; an undo of the undo moves the rows again.

    Returns how many rows stayed where they are by now.
    """
    first, undoings = _root(target)
    merged = Merge.objects.filter(operation=first).first()
    if merged is None:
        return 0
    cards = list(merged.cards.order_by("pk").values_list("customer_id", flat=True))
    known = {one.code: one for one in movings()}
    rows = MergedRow.objects.filter(merge=merged).order_by("model", "column")
    for model, column in rows.values_list("model", "column").distinct():
        if model in known:
            (_give_back if undoings % 2 == 0 else _take_again)(merged, known[model], column)
    if undoings % 2:
        pairs.close_again(merged.survivor_id, cards)
        return 0
    pairs.reopen(merged.survivor_id, cards)
    return _tell_left(merged, undo)


def _root(operation_id: UUID) -> tuple[UUID, int]:
    """What was done first, and how many undos lie between."""
    undoes = Operation.objects.values_list("undoes", flat=True).get(pk=operation_id)
    if undoes is None:
        return operation_id, 0
    first, between = _root(undoes)
    return first, between + 1


def _give_back(merged: Merge, one: Moving, column: str) -> None:
    """Rows that are still with the survivor; the others stay where they are, and are told so."""
    _turn(merged, one, column, RowState.MOVED, "%(survivor)s", "r.card_id", RowState.BACK)
    rows = MergedRow.objects.filter(merge=merged, model=one.code, column=column, state=RowState.MOVED)
    rows.update(state=RowState.LEFT)


def _tell_left(merged: Merge, undo: UUID) -> int:
    left = MergedRow.objects.filter(merge=merged, state=RowState.LEFT).order_by("model", "pk")
    found: dict[str, list[str]] = {}
    for model, row in left.values_list("model", "row"):
        found.setdefault(model, []).append(row)
    return sum(items.tell_kept(undo, model, [(row, "changed_since") for row in rows]) for model, rows in found.items())


def _take_again(merged: Merge, one: Moving, column: str) -> None:
    _turn(merged, one, column, RowState.BACK, "r.card_id", "%(survivor)s", RowState.MOVED)


def _turn(merged: Merge, one: Moving, column: str, was: str, from_: str, to: str, becomes: str) -> None:
    key = f"m.{one.key}::text"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH went AS (
                    UPDATE {one.table} m SET "{column}" = {to} FROM quality_mergedrow r
                     WHERE r.merge_id = %(merge)s AND r.model = %(model)s AND r."column" = %(column)s
                       AND r.state = %(was)s AND {key} = r.row AND m."{column}" = {from_} RETURNING r.id)
                UPDATE quality_mergedrow SET state = %(becomes)s WHERE id IN (SELECT id FROM went)""",
            {
                "merge": merged.pk,
                "survivor": merged.survivor_id,
                "model": one.code,
                "column": column,
                "was": was,
                "becomes": becomes,
            },
        )
