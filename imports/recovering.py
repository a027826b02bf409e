"""Imports whose end nobody heard of: the process died between the last batch and what follows of it."""

from django.utils.translation import gettext_lazy

from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from imports.jobs import follow
from imports.models import Import, ImportState
from journal.models import Operation
from journal.operations.running import LIVE

KIND = "imports.recover"


def register() -> None:
    """Once a minute: a half of a base must not wait for somebody to look."""
    job_kinds.add(JobKind(code=KIND, label=gettext_lazy("Imports that were broken off"), run=run))
    due_jobs.add(DueJob(code="recover_imports", kind=KIND, every_seconds=60))


def run(context: JobContext) -> None:
    """Safe to run twice, and to kill."""
    with context.step():
        recover()


def recover() -> int:
    """Let every import follow its operation that is over; returns how many did."""
    standing = Import.objects.filter(state=ImportState.APPLYING, operation__isnull=False)
    by_operation = {imported.operation: imported for imported in standing.order_by("pk") if imported.operation}
    over = Operation.objects.filter(pk__in=by_operation).exclude(state__in=LIVE).order_by("pk")
    for operation in over:
        follow(by_operation[operation.pk], operation)
    return len(over)
