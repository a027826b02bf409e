"""Who works on a run: claims, leases, and the check that stands in each commit.

A claim raises the run's fence. Every later statement of that worker names his fence, so one who was thought
dead and is not finds no row and writes nothing. Moments are the database's own: machines need not agree on time.
"""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, Now

from journal.models.job import JobRun, JobState
from journal.runs.errors import JobCancelled, LeaseLost

FROZEN_LEASES = 5
"""A process that says nothing inside a transaction for so many leases is taken for frozen."""


def lease_end() -> Combinable:
    """Until when a worker that is heard of now is believed to live."""
    return Now() + dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)


@transaction.atomic(durable=True)
def claim(job_id: UUID) -> JobRun | None:
    """Take a waiting run. None: somebody else has it, or it is over; a message that came twice ends here."""
    waiting = JobRun.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=job_id, state=JobState.QUEUED)
    if waiting.first() is None:  # exists() would lock nothing
        return None
    JobRun.objects.filter(pk=job_id).update(
        state=JobState.RUNNING,
        fence=F("fence") + 1,
        attempts=F("attempts") + 1,
        lease_until=lease_end(),
        started_at=Coalesce("started_at", Now()),
        claimed_at=Now(),
        claimed_done=F("done"),
        progress_at=None,
    )
    return JobRun.objects.get(pk=job_id)


def renew(job_id: UUID, fence: int) -> bool:
    """Prolong the lease. False: it is not ours any more."""
    return JobRun.objects.filter(pk=job_id).held(fence).update(lease_until=lease_end()) == 1


def guard(job_id: UUID, fence: int, progress: tuple[int, int, str] | None = None) -> None:
    """The last statement of a worker's transaction: locks the run's row until the commit, so that nobody can take
    it over in between. Raises LeaseLost or JobCancelled, which rolls the transaction back.
    """
    values: dict[str, object] = {"lease_until": lease_end()}
    if progress is not None:
        done, total, note = progress
        values |= {"done": Greatest(F("done"), done), "total": total, "note": note, "progress_at": Now()}
    if JobRun.objects.filter(pk=job_id, cancel_asked=False).held(fence).update(**values):
        return
    if JobRun.objects.filter(pk=job_id, cancel_asked=True).held(fence).exists():
        raise JobCancelled
    raise LeaseLost


def end_if_frozen() -> None:
    """Let the server end this transaction if its process freezes: its locks would stop whoever takes the run over."""
    milliseconds = settings.JOB_LEASE_SECONDS * FROZEN_LEASES * 1000
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [str(milliseconds)])
