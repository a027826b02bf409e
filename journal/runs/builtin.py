"""Jobs of runs themselves that come round: signs of life of workers, the clearing out of old rows."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from journal.models.job import JobRun

QUEUES = ("interactive", "bulk", "send")
ALIVE = "journal.alive."
KEPT = dt.timedelta(days=90)
BATCH = 10_000


def register() -> None:
    """Fill our places."""
    job_kinds.add(
        JobKind(code="journal.prune_jobs", label=_("Clearing out old background jobs"), run=prune),
        *(JobKind(code=f"{ALIVE}{queue}", label=_("Sign of life of a worker"), run=alive, queue=queue, weight=900)
          for queue in QUEUES),
    )  # fmt: skip
    due_jobs.add(
        DueJob(code="prune_jobs", kind="journal.prune_jobs", daily_at="03:40"),
        *(DueJob(code=f"alive_{queue}", kind=f"{ALIVE}{queue}", every_seconds=60, weight=900) for queue in QUEUES),
    )


def alive(job: JobContext) -> None:
    """Nothing: that a worker of the queue came and finished is what `doctor` reads."""


def prune(job: JobContext) -> None:
    """Delete runs that ended over 90 days ago."""
    before = timezone.now() - KEPT
    deleted = 0
    while True:
        with job.step():
            count = _delete_batch(before)
        if not count:
            return
        deleted += count
        job.progress(deleted, 0)


def _delete_batch(before: dt.datetime) -> int:
    old = JobRun.objects.filter(finished_at__lt=before).order_by("finished_at")[:BATCH]
    return JobRun.objects.filter(pk__in=old.values("pk")).delete()[0]
