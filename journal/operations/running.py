"""Applies a confirmed operation batch by batch: in a job, or at once in this process.

A batch is one transaction: what it changes, the marks of its items and the position are committed together, and the
operation's row is locked all the while. So a killed worker loses at most an unfinished batch, and two workers, should
there ever be two, take turns.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from core.registries.jobs import JobContext, JobEnd
from core.registries.operations import undo_parts
from journal.models import Operation, OperationState
from journal.operations import trail
from journal.operations.lifecycle import kind_of
from journal.operations.single import working_for
from journal.operations.undoing import kind_at_root
from journal.undo.chosen import freeze
from journal.undo.scope import Scope

BATCH = 10_000
LIVE = (OperationState.QUEUED, OperationState.RUNNING)

Progress = Callable[[int, int], None]


def job(context: JobContext) -> None:
    """The job kind `operation.apply`."""
    assert context.operation_id is not None
    work(context.operation_id, context.step, context.progress)


def run_now(operation: Operation, progress: Progress | None = None) -> Operation:
    """Do the whole of it here; returns it as it ended. Raises what a batch raised, after writing the failure down."""
    try:
        work(operation.pk, transaction.atomic, progress or _silent)
    except Exception as error:
        stop(operation.pk, OperationState.FAILED, type(error).__name__)
        raise
    return Operation.objects.get(pk=operation.pk)


def work(operation_id: UUID, step: Callable[[], AbstractContextManager[object]], progress: Progress) -> None:
    """Batch after batch from where the last one ended."""
    going = True
    while going:
        with step():
            operation = Operation.objects.select_for_update(no_key=True).get(pk=operation_id)
            if operation.state in LIVE:
                _batch(operation)
                progress(operation.position, operation.total)
            going = operation.state in LIVE


def _batch(operation: Operation) -> None:
    if operation.state == OperationState.QUEUED:
        _begin(operation)
    after, upto = operation.position, min(operation.position + _size(operation), operation.total)
    if upto > after:
        with working_for(operation):
            kind_of(operation).apply(operation.pk, after, upto)
        _count(operation, after, upto)
    operation.position = upto
    if upto >= operation.total:
        operation.state, operation.finished_at = OperationState.DONE, timezone.now()
        _turn_undone(operation)
    operation.save(
        update_fields=[
            "state", "position", "total", "applied", "unchanged", "refused", "kept", "started_at", "finished_at",
        ]
    )  # fmt: skip
    if operation.state == OperationState.DONE:
        trail.ended(operation)


def _size(operation: Operation) -> int:
    """How many objects go in one transaction."""
    if operation.undoes is None:
        return BATCH
    root = kind_at_root(operation)
    return operation.total if root and root.undone_at_once else BATCH


def _begin(operation: Operation) -> None:
    operation.state = OperationState.RUNNING
    if operation.started_at is None:
        operation.started_at = timezone.now()
        if operation.undoes is not None:
            target = Operation.objects.get(pk=operation.undoes)
            operation.total = freeze(Scope(target, operation))
            operation.kept += sum(part.run(target.pk, operation.pk) or 0 for part in undo_parts)


def _count(operation: Operation, after: int, upto: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE state = 'frozen'), count(*) FILTER (WHERE state = 'unchanged'),"
            " count(*) FILTER (WHERE state = 'refused'), count(*) FILTER (WHERE state = 'kept')"
            " FROM journal_operationitem WHERE operation_id = %s AND seq > %s AND seq <= %s",
            [operation.pk, after, upto],
        )
        applied, unchanged, refused, kept = cursor.fetchone()
    operation.applied += applied
    operation.unchanged += unchanged
    operation.refused += refused
    operation.kept += kept


def _turn_undone(undo: Operation) -> None:
    """What an undo takes back is undone; and what that had taken back is done again, and so on down the row."""
    below, state = undo.undoes, OperationState.UNDONE
    while below is not None:
        Operation.objects.filter(pk=below).update(state=state)
        below = Operation.objects.values_list("undoes", flat=True).get(pk=below)
        state = OperationState.DONE if state == OperationState.UNDONE else OperationState.UNDONE


def ended(end: JobEnd) -> None:
    """A run that failed or was stopped leaves an operation that says so; what is applied stays, and can be undone."""
    if end.operation_id is not None and end.state in {OperationState.FAILED, OperationState.CANCELLED}:
        stop(end.operation_id, OperationState(end.state), end.error)


@transaction.atomic
def stop(operation_id: UUID, state: OperationState, error: str = "") -> None:
    """End a live operation before its time."""
    operation = Operation.objects.select_for_update(no_key=True).get(pk=operation_id)
    if operation.state not in LIVE:
        return
    operation.state, operation.error, operation.finished_at = state, error, timezone.now()
    operation.save(update_fields=["state", "error", "finished_at"])
    trail.ended(operation)
    if operation.undoes is not None:
        Operation.objects.filter(pk=operation.undoes).update(state=OperationState.DONE)


def _silent(done: int, total: int) -> None:
    """Nobody watches."""
