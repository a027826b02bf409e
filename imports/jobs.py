"""Background work of imports, and what its end means for them."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.notifications import notify
from core.registries.events import Event, Listener, listeners
from core.registries.jobs import JobContext, JobEnd, JobKind, job_kinds
from imports import notices
from imports.apply.operation import KIND
from imports.models import Import, ImportState
from imports.services import CHECK, IMPORT
from imports.staging.checking import check
from journal import operations
from journal.events import JobEnded
from journal.models import JobRun, Operation, OperationState

LONG = dt.timedelta(minutes=1)


def register() -> None:
    """Fill our places."""
    job_kinds.add(JobKind(code=CHECK, label=_("Check of a file"), run=_check, ended=_checked, tells_itself=True))
    listeners.add(Listener(code="imports", event=JobEnded, hear=_applied))


def _check(context: JobContext) -> None:
    imported = Import.objects.select_related("file", "owner__role").get(pk=UUID(context.args["import"]))
    check(imported, context.step, context.progress, str(context.job_id))


def _checked(end: JobEnd) -> None:
    """Failed or stopped: the decisions stand, the rows are checked anew another time.

    Its page goes on to the rows by itself, so only one who has waited long, and may be elsewhere by now, is told.
    """
    run = JobRun.objects.get(pk=end.job_id)
    if end.state == "done":
        if run.started_at and timezone.now() - run.started_at > LONG:
            imported = Import.objects.get(pk=run.args["import"])
            url = reverse("imports:preview", args=[imported.pk])
            notify([imported.owner_id], notices.CHECKED, title=imported.name, url=url, object_type=IMPORT,
                   object_id=str(imported.pk))  # fmt: skip
        return
    Import.objects.filter(pk=run.args["import"], state=ImportState.CHECKING).update(
        state=ImportState.MAPPED, error=end.error
    )


def _applied(event: Event) -> None:
    """The import follows its operation; stopped or failed, what was written is taken back."""
    assert isinstance(event, JobEnded)
    run = JobRun.objects.get(pk=event.job_id)
    operation = Operation.objects.filter(pk=run.operation_id).first() if run.operation_id else None
    if operation is None or operation.kind != KIND:
        return
    imported = Import.objects.select_related("owner").get(operation=operation.pk)
    follow(imported, operation)


@transaction.atomic
def follow(imported: Import, operation: Operation) -> None:
    """Write down how applying ended, and begin to take back what was not finished; once, whoever comes first."""
    states = {
        OperationState.DONE: ImportState.DONE,
        OperationState.FAILED: ImportState.FAILED,
        OperationState.CANCELLED: ImportState.CANCELLED,
        OperationState.UNDOING: ImportState.DONE,
        OperationState.UNDONE: ImportState.DONE,
    }
    state = states.get(OperationState(operation.state))
    locked = Import.objects.select_for_update(of=("self",), no_key=True).order_by("pk").get(pk=imported.pk)
    if state is None or locked.state != ImportState.APPLYING:
        return
    run = JobRun.objects.filter(pk=operation.job).first() if operation.job else None
    Import.objects.filter(pk=imported.pk).update(state=state, error=run.error if run else "")
    actor = User.objects.get(pk=operation.actor_id)
    if state != ImportState.DONE and operations.may_undo(operation):
        operations.start_undo(operation, actor)
    counts = {"applied": operation.applied, "refused": operation.refused}
    kind = notices.DONE if state == ImportState.DONE else notices.STOPPED
    url = reverse("imports:result", args=[imported.pk])
    notify([actor], kind, params=counts, url=url, object_type=IMPORT, object_id=str(imported.pk))
