"""Runs of cleaning: begun, looked through, mended. One at a time: two would mend the same cards."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.cleaning import cleaning_checks
from journal import runs
from journal.models import JobRun, Operation, OperationState
from journal.operations import confirm, draft, stop, work
from quality.cleaning import operation as kind
from quality.cleaning import scanning
from quality.cleaning.options import filled
from quality.models import CleaningRun, Finding, FindingState, RunState

JOB = "quality.clean"
KEPT = 60
"""So many runs are kept with what they found card by card."""


def begin(
    *,
    by: User,
    checks: Sequence[str] = (),
    fixes: bool,
    options: Mapping[str, Any] | None = None,
    by_night: bool = False,
    wake_up: bool = True,
) -> tuple[CleaningRun, JobRun]:
    """A new run by these checks, or by all; the job that does it. Raises DomainError while another works."""
    refuse_actor(by)
    known = [one.code for one in cleaning_checks]
    if unknown := sorted(set(checks) - set(known)):
        said = _("There is no check “%(check)s”; there are: %(all)s.")
        raise DomainError(said % {"check": unknown[0], "all": ", ".join(known)}, code="check")
    with transaction.atomic():
        run = CleaningRun.objects.create(
            checks=[code for code in known if code in checks] if checks else known,
            fixes=fixes,
            options=filled(options or {}),
            by=by,
            by_night=by_night,
        )
        return run, _start(run, by, wake_up=wake_up)


def mend(run: CleaningRun, *, by: User) -> JobRun:
    """What a preview found sure is mended now. Raises DomainError when it is a preview no more."""
    refuse_actor(by)
    with transaction.atomic():
        changed = CleaningRun.objects.filter(pk=run.pk, state=RunState.FOUND).update(
            state=RunState.MENDING, fixes=True, by=by
        )
        if not changed:
            raise DomainError(_("This preview has been used already: look through the base again."), code="state")
        if not Finding.objects.filter(run=run, state=FindingState.SURE).exists():
            raise DomainError(_("There is nothing that can be mended without asking."), code="nothing")
        return _start(CleaningRun.objects.get(pk=run.pk), by, wake_up=True)


def refuse_actor(by: User) -> None:
    """Raises DomainError unless he may work on the whole base."""
    if not (by.is_system or by.has(Permission.ADMINISTER)):
        raise DomainError(_("Only an administrator cleans the whole base."), code="permission")


def _start(run: CleaningRun, by: User, *, wake_up: bool) -> JobRun:
    job = runs.start(JOB, by=by, args={"run": str(run.pk)}, unique_key=JOB, wake_up=wake_up)
    if job.args != {"run": str(run.pk)}:
        raise DomainError(_("The base is being cleaned already: wait until that is over."), code="runs")
    return job


def work_on(
    run: CleaningRun, step: Callable[[], AbstractContextManager[object]], progress: Callable[[int, int], None]
) -> CleaningRun:
    """All that is left of it. Safe to run twice, safe to kill."""
    if run.state == RunState.SCANNING:
        run = scanning.scan(run, step, progress)
    if run.state == RunState.FOUND and run.fixes:
        with step():
            CleaningRun.objects.filter(pk=run.pk).update(state=RunState.MENDING)
    run = CleaningRun.objects.get(pk=run.pk)
    if run.state == RunState.MENDING:
        with step():
            _confirm(run)
        if run.operation is not None:
            work(run.operation, step, progress)
    with step():
        return _end(run)


def _confirm(run: CleaningRun) -> None:
    """One operation for all that is sure, unless an earlier attempt has made it, or nothing is."""
    if run.operation is not None or not Finding.objects.filter(run=run, state=FindingState.SURE).exists():
        return
    made = draft(kind.KIND, {"run": str(run.pk), "checks": run.checks}, run.by)
    confirm(made, run.by, queued=False)
    run.operation = made.pk
    run.save(update_fields=["operation"])


def _end(run: CleaningRun) -> CleaningRun:
    run = CleaningRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    scanning.count(run)
    if run.state == RunState.MENDING:
        run.state = RunState.DONE
    run.finished_at = timezone.now()
    run.save(update_fields=["counts", "state", "finished_at"])
    old = CleaningRun.objects.order_by("-started_at", "-id").values_list("pk", flat=True)[KEPT:]
    CleaningRun.objects.filter(pk__in=list(old)).delete()
    return run


def fell(run_id: str) -> None:
    """A job that failed or was stopped leaves a run that says so; what was mended stays, and can be undone."""
    run = CleaningRun.objects.filter(pk=run_id).exclude(state__in=[RunState.DONE, RunState.FAILED]).first()
    if run is None:
        return
    run.state, run.finished_at = RunState.FAILED, timezone.now()
    scanning.count(run)
    run.save(update_fields=["state", "finished_at", "counts"])
    if run.operation is not None:
        stop(run.operation, OperationState.FAILED)


def undone(run: CleaningRun) -> Operation | None:
    """The operation of a run, to be looked at and taken back."""
    return Operation.objects.filter(pk=run.operation).first() if run.operation else None
