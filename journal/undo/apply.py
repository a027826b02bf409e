"""One batch of an undo, inside the caller's transaction."""

from functools import partial
from uuid import UUID

from django.db import connection

from journal.models import ItemAct, Operation
from journal.tables import table
from journal.undo.attempts import attempt
from journal.undo.bring_back import bring_back
from journal.undo.change import change
from journal.undo.destroy import destroy
from journal.undo.scope import Scope

ACTS = {ItemAct.BRING_BACK: bring_back, ItemAct.CHANGE: change, ItemAct.DESTROY: destroy}


def apply(operation_id: UUID, after: int, upto: int) -> None:
    """Do the items after `after` up to `upto`; those that cannot be done are marked with the reason."""
    undo = Operation.objects.get(pk=operation_id)
    assert undo.undoes is not None
    scope = Scope(Operation.objects.get(pk=undo.undoes), undo)
    for act, code, low, high in _stretches(undo, after, upto):
        refused = attempt(partial(ACTS[act], scope, table(code)), low, high)
        if refused:
            _tell_refused(undo, refused)


def _stretches(undo: Operation, after: int, upto: int) -> list[tuple[ItemAct, str, int, int]]:
    """Items of one act and one table stand together: `freeze` numbered them so."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT act, object_type, min(seq), max(seq) FROM journal_operationitem
                WHERE operation_id = %s AND seq > %s AND seq <= %s GROUP BY 1, 2 ORDER BY 3""",
            [undo.pk, after, upto],
        )
        return [(ItemAct(act), code, low, high) for act, code, low, high in cursor.fetchall()]


def _tell_refused(undo: Operation, refused: dict[int, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE journal_operationitem i SET state = 'kept', reason = 'conflict',
                      details = jsonb_build_object('constraint', r.name)
                 FROM unnest(%s::bigint[], %s::text[]) AS r (seq, name) WHERE i.operation_id = %s AND i.seq = r.seq""",
            [list(refused), list(refused.values()), undo.pk],
        )
