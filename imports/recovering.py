"""Imports whose end nobody heard of, and those whose half could not be taken back: never left as they are."""

import datetime as dt
import logging

from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services import system_user
from core.errors import DomainError
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from imports import services
from imports.jobs import follow
from imports.models import Import, ImportState
from journal import operations
from journal.models import Operation, OperationState
from journal.operations.running import LIVE

KIND = "imports.recover"
BROKEN_OFF = (ImportState.FAILED, ImportState.CANCELLED)
LONGEST_WAIT = dt.timedelta(days=1)
LONGEST_LOOK = dt.timedelta(hours=1)
"""So long a command that is alive may tell what it has found."""
log = logging.getLogger(__name__)


def register() -> None:
    """Once a minute: a half of a base must not wait for somebody to look."""
    job_kinds.add(JobKind(code=KIND, label=gettext_lazy("Imports that were broken off"), run=run))
    due_jobs.add(DueJob(code="recover_imports", kind=KIND, every_seconds=60))


def run(context: JobContext) -> None:
    """Safe to run twice, and to kill."""
    with context.step():
        recover()
    with context.step():
        take_back_again()
    with context.step():
        forget_looked_at()


def recover() -> int:
    """Let every import follow its operation that is over; returns how many did."""
    standing = Import.objects.filter(state=ImportState.APPLYING, operation__isnull=False)
    by_operation = {imported.operation: imported for imported in standing.order_by("pk") if imported.operation}
    over = Operation.objects.filter(pk__in=by_operation).exclude(state__in=LIVE).order_by("pk")
    for operation in over:
        follow(by_operation[operation.pk], operation)
    return len(over)


def forget_looked_at(now: dt.datetime | None = None) -> int:
    """Throw away what commands that were killed only looked at; returns how many there were."""
    left = Import.objects.filter(fleeting=True, updated_at__lt=(now or timezone.now()) - LONGEST_LOOK)
    over = list(left.filter(state__in=(ImportState.MAPPED, ImportState.UPLOADED, ImportState.CHECKED)).order_by("pk"))
    for imported in over:
        services.give_up(imported, by=system_user())
    return len(over)


def take_back_again(now: dt.datetime | None = None) -> int:
    """Begin anew each taking back that failed, after a pause that doubles; returns how many were begun.

    Only where the last undo failed: one that a person stopped, or redid, is his decision.
    """
    now, begun = now or timezone.now(), 0
    halves = Import.objects.filter(state__in=BROKEN_OFF, operation__isnull=False).values("operation")
    tried = Operation.objects.filter(undoes__in=halves).order_by("undoes", "-created_at", "-pk").distinct("undoes")
    failed = {undo.undoes: undo for undo in tried if undo.undoes and undo.state == OperationState.FAILED}
    for operation in Operation.objects.filter(pk__in=failed).order_by("pk"):
        if operations.may_undo(operation, now) and _is_time(operation, failed[operation.pk], now):
            begun += _again(operation)
    return begun


def _is_time(operation: Operation, undo: Operation, now: dt.datetime) -> bool:
    """As long after the failure as it came after the end of the import: a minute, two, four, at most a day."""
    broke, failed = operation.finished_at, undo.finished_at
    return not (broke and failed) or now - failed >= min(failed - broke, LONGEST_WAIT)


def _again(operation: Operation) -> int:
    try:
        operations.start_undo(operation, User.objects.get(pk=operation.actor_id))
    except DomainError as refusal:
        log.warning("import not taken back: %s", refusal.code)
        return 0
    return 1
