"""How a run ends. The kind hears of it in the same transaction, so its own rows never disagree with the run's."""

from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from core.events import publish
from core.registries.jobs import JobEnd, job_kinds
from journal.events import JobEnded
from journal.models.job import JobFault, JobRun, JobState

ANY_FENCE = -1


@transaction.atomic
def end(job_id: UUID, state: JobState, *, fence: int = ANY_FENCE, error: str = "", fault: str = "") -> bool:
    """Write down the end of a live run; with `fence` only while that claim holds. False: it was not ours to end."""
    rows = JobRun.objects.live().filter(pk=job_id)
    if fence != ANY_FENCE:
        rows = rows.held(fence)
    if not rows.update(state=state, error=error, fault=fault, lease_until=None, finished_at=Now()):
        return False
    run = JobRun.objects.get(pk=job_id)
    if run.kind in job_kinds and (hear := job_kinds.get(run.kind).ended):
        hear(JobEnd(job_id=run.pk, operation_id=run.operation_id, state=state, error=error, fault=fault))
    publish(JobEnded(job_id=run.pk, kind=run.kind, actor_id=run.actor_id, state=state))
    return True


def requeue(job_id: UUID, *, fence: int) -> bool:
    """Put a run back for another worker, or end it when it has died too often."""
    with transaction.atomic():
        run = JobRun.objects.select_for_update(no_key=True).filter(pk=job_id).held(fence).first()
        if run is None:
            return False
        if run.cancel_asked:
            return end(job_id, JobState.CANCELLED, fence=fence)
        if run.attempts >= attempts_allowed(run.kind):
            return end(job_id, JobState.FAILED, fence=fence, fault=JobFault.WORKER_LOST)
        return (
            JobRun.objects.filter(pk=job_id)
            .held(fence)
            .update(state=JobState.QUEUED, lease_until=None, queued_at=Now(), woken_at=Now())
            == 1
        )


def attempts_allowed(kind: str) -> int:
    """A kind that is gone from the code is not tried again."""
    return job_kinds.get(kind).max_attempts if kind in job_kinds else 0


@transaction.atomic
def cancel(job_id: UUID) -> JobRun:
    """Ask a run to stop: one that waits ends at once, one that works at its next step. Over already: nothing happens.

    Raises JobRun.DoesNotExist.
    """
    run = JobRun.objects.select_for_update(no_key=True).get(pk=job_id)
    if run.state == JobState.QUEUED:
        end(job_id, JobState.CANCELLED)
    elif run.state == JobState.RUNNING:
        JobRun.objects.filter(pk=job_id).update(cancel_asked=True)
    run.refresh_from_db()
    return run
