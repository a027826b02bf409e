"""Jobs: the windows of value rows move on every night."""

from django.utils.translation import gettext_lazy as _

from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds

EXPIRE = "sales.expire_values"
REBUILD = "sales.rebuild_values"


def register() -> None:
    """Offer the jobs and their times."""
    job_kinds.add(JobKind(code=EXPIRE, label=_("Values of clients: the windows of 90 and 365 days move on"), run=_run))
    job_kinds.add(JobKind(code=REBUILD, label=_("Values of clients counted anew"), run=_rebuild))
    due_jobs.add(DueJob(code="sales-expire-values", kind=EXPIRE, daily_at="00:20"))


def _rebuild(job: JobContext) -> None:
    from sales import values

    with job.step():
        values.rebuild()


def _run(job: JobContext) -> None:
    from sales import values

    values.expire(job=job)
