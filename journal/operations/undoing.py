"""Takes an operation back: an operation of its own, which can be taken back in turn."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.registries.operations import OperationKind, operation_kinds
from journal.actors import Actor
from journal.history import KEPT_DAYS
from journal.models import Operation, OperationState
from journal.operations import trail
from journal.operations.lifecycle import queue

UNDO = "undo"
ENDED = (OperationState.DONE, OperationState.FAILED, OperationState.CANCELLED)
HERE_AND_NOW = 1_000
"""So many objects are undone while the person waits; more by a job."""


def undo_until(operation: Operation) -> dt.datetime:
    """Until when before-images live for certain."""
    return (operation.finished_at or operation.created_at) + dt.timedelta(days=KEPT_DAYS)


def may_undo(operation: Operation, now: dt.datetime | None = None) -> bool:
    """Whether the button stands: it has changed something, can be taken back, and is young enough."""
    if operation.kind in operation_kinds and not operation_kinds.get(operation.kind).undoable:
        return False
    ended = operation.state in ENDED and (operation.state == OperationState.DONE or operation.position > 0)
    return ended and (now or timezone.now()) < undo_until(operation)


def undone_by(operation: Operation) -> Operation | None:
    """The undo that stands: not one that was itself undone, or stopped before it began."""
    return (
        Operation.objects.filter(undoes=operation.pk)
        .exclude(state__in=[OperationState.UNDONE, OperationState.FAILED, OperationState.CANCELLED])
        .order_by("-created_at", "-pk")
        .first()
    )


def tip_of(operation: Operation) -> Operation:
    """What to take back so that the operation is: itself, or the last redo of it."""
    undone = Operation.objects.filter(undoes=operation.pk, state=OperationState.UNDONE).order_by("-created_at").first()
    redo = undone and Operation.objects.filter(undoes=undone.pk, state=OperationState.DONE).first()
    return tip_of(redo) if redo else operation


@transaction.atomic
def start_undo(operation: Operation, by: Actor, *, queued: bool = True) -> Operation:
    """Begin to take it back, or go on where a failed attempt stopped. Raises DomainError saying why not.

    `queued=False`: the caller goes on with `run_now`.
    """
    locked = Operation.objects.select_for_update(no_key=True).get(pk=tip_of(operation).pk)
    _refuse(locked)
    broken = Operation.objects.filter(
        undoes=locked.pk, state__in=[OperationState.FAILED, OperationState.CANCELLED], position__gt=0
    ).first()
    undo = broken or Operation(kind=UNDO, undoes=locked.pk)
    undo.actor_id, undo.actor_name, undo.error, undo.finished_at = by.pk, by.full_name, "", None
    undo.state = OperationState.QUEUED
    undo.total = undo.total or locked.total
    undo.save()
    Operation.objects.filter(pk=locked.pk).update(state=OperationState.UNDOING)
    trail.undo_started(undo, locked)
    if queued:
        queue(undo, by)
    return undo


def _refuse(operation: Operation) -> None:
    if operation.state == OperationState.UNDONE:
        raise DomainError(_("This is undone already."), code="undone")
    if operation.state == OperationState.UNDOING:
        raise DomainError(_("This is being undone at this moment."), code="undoing")
    if timezone.now() >= undo_until(operation):
        raise DomainError(
            _("Earlier values are kept for %(days)d days; this cannot be undone any more.") % {"days": KEPT_DAYS},
            code="too_old",
        )
    if not may_undo(operation):
        raise DomainError(_("This cannot be undone."), code="not_undoable")
    kind = kind_at_root(operation)
    said = kind.why_not_undo(operation.pk) if kind and kind.why_not_undo else ""
    if said:
        raise DomainError(said, code="not_now")


def roots_of(acts: QuerySet[Operation]) -> set[UUID]:
    """What was done first, through every undo of an undo: a question for each step of the longest chain."""
    found: set[UUID] = set()
    layer = dict(acts.order_by().values_list("pk", "undoes"))
    while layer:
        found |= {act for act, undoes in layer.items() if undoes is None}
        above = [undoes for undoes in layer.values() if undoes is not None]
        layer = dict(Operation.objects.filter(pk__in=above).order_by().values_list("pk", "undoes"))
    return found


def kind_at_root(operation: Operation) -> OperationKind | None:
    """The kind of what was done first, through every undo of an undo; None when nobody knows it any more."""
    while operation.undoes is not None:
        operation = Operation.objects.get(pk=operation.undoes)
    return operation_kinds.get(operation.kind) if operation.kind in operation_kinds else None
