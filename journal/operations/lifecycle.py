"""From a draft to a confirmed operation."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.registries.operations import OperationKind, Preview, operation_kinds
from journal import runs
from journal.actors import Actor
from journal.models import Operation, OperationItem, OperationState
from journal.operations import trail

JOB = "operation.apply"
FREEZE_TIMEOUT = "60s"
"""Longer than a page may otherwise take: a million ids are frozen in some seconds."""


def draft(kind: str, params: Mapping[str, Any], by: Actor) -> Operation:
    """An operation that has chosen nothing and changed nothing yet. Raises KeyError on an unknown kind."""
    operation_kinds.get(kind)
    return Operation.objects.create(kind=kind, params=dict(params), actor_id=by.pk, actor_name=by.full_name)


def kind_of(operation: Operation) -> OperationKind:
    """Raises KeyError when the kind is gone from the code."""
    return operation_kinds.get(operation.kind)


def preview(operation: Operation, by: Actor) -> Preview:
    """What it would do now, for this reader."""
    return kind_of(operation).preview(operation.pk, by.pk)


@transaction.atomic
def confirm(operation: Operation, by: Actor, *, queued: bool = True) -> Operation:
    """Freeze what it is about and start it. Raises DomainError when it is no draft of this person's any more.

    `queued=False` is for whoever applies it himself, by `run_now` or within a job of his own.
    """
    locked = Operation.objects.select_for_update(no_key=True).get(pk=operation.pk)
    if locked.state != OperationState.DRAFT or locked.actor_id != by.pk:
        raise DomainError(_("This operation has been started already."), code="started")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [FREEZE_TIMEOUT])
    kind_of(locked).freeze(locked.pk, by.pk)
    locked.total = count_items(locked.pk)
    if not locked.total:
        raise DomainError(_("Nothing is chosen any more."), code="empty")
    locked.state = OperationState.QUEUED
    locked.save(update_fields=["total", "state"])
    trail.confirmed(locked)
    if queued:
        queue(locked, by)
    return locked


def count_items(operation_id: UUID) -> int:
    """How many items are frozen; they are numbered from 1 without holes."""
    return OperationItem.objects.filter(operation_id=operation_id).aggregate(last=Max("seq"))["last"] or 0


def queue(operation: Operation, by: Actor) -> None:
    """Start the job that applies it; two live ones of the same operation never stand."""
    run = runs.start(
        JOB, by=by, operation_id=operation.pk, unique_key=f"operation:{operation.pk}", total=operation.total
    )
    operation.job = run.pk
    operation.save(update_fields=["job"])
