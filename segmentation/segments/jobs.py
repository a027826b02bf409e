"""Jobs: every night all segments anew, in between those whom changes have touched."""

from django.utils.translation import gettext_lazy as _

from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds

ALL = "segmentation.refresh_segments"
TOUCHED = "segmentation.refresh_touched"
EVERY = 300
"""Seconds between two readings of changes."""


def register() -> None:
    """Offer the jobs and their times; at night after the windows of purchases and the scores have moved on."""
    job_kinds.add(JobKind(code=ALL, label=_("Segments counted anew"), run=_all))
    job_kinds.add(JobKind(code=TOUCHED, label=_("Segments: clients that have changed"), run=_touched))
    due_jobs.add(DueJob(code="segmentation-refresh-segments", kind=ALL, daily_at="02:40"))
    due_jobs.add(DueJob(code="segmentation-refresh-touched", kind=TOUCHED, every_seconds=EVERY))


def _all(job: JobContext) -> None:
    from segmentation.segments import refresh

    refresh.everything(job)


def _touched(job: JobContext) -> None:
    from segmentation.segments import refresh

    refresh.touched(job)
