"""Jobs: everybody by night, the touched each minute, a picture each month; on demand everything, and a past day."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from accounts import company
from accounts.models import User
from accounts.services import system_user
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from segmentation.choices import SnapshotKind
from segmentation.models import ScoreSnapshot

FULL, NIGHTLY, TOUCHED = "segmentation.rescore_full", "segmentation.rescore_nightly", "segmentation.rescore_touched"
PAST = "segmentation.snapshot_past"


def register() -> None:
    """Offer the jobs and their times; by night after the windows of values have moved on."""
    job_kinds.add(JobKind(code=FULL, label=_("Scores of clients counted anew, values included"), run=_full))
    job_kinds.add(JobKind(code=NIGHTLY, label=_("Scores of clients: everybody"), run=_nightly))
    job_kinds.add(JobKind(code=TOUCHED, label=_("Scores of clients: those who have changed"), run=_touched))
    job_kinds.add(JobKind(code=PAST, label=_("Snapshot of scores as of a past day"), run=_past))
    due_jobs.add(DueJob(code="segmentation-nightly", kind=NIGHTLY, daily_at="00:40"))
    due_jobs.add(DueJob(code="segmentation-touched", kind=TOUCHED, every_seconds=60))


def _full(job: JobContext) -> None:
    from segmentation.scores import runs

    runs.full(step=job.step)


def _nightly(job: JobContext) -> None:
    from segmentation.scores import runs, snapshots

    runs.nightly(step=job.step)
    month = company.today().replace(day=1)
    if not ScoreSnapshot.objects.filter(as_of__gte=month, kind=SnapshotKind.MONTHLY).exists():
        with job.step():
            snapshots.take(by=system_user(), kind=SnapshotKind.MONTHLY)


def _past(job: JobContext) -> None:
    from segmentation.scores import snapshots

    by = User.objects.get(pk=job.actor_id)
    with job.step():
        snapshots.take_past(by=by, as_of=dt.date.fromisoformat(job.args["as_of"]))


def _touched(job: JobContext) -> None:
    from segmentation.scores import touched

    touched.catch_up(step=job.step)
