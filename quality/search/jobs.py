"""Jobs: by night the whole base, every few minutes the cards that changed. While one searches the others let it."""

from contextlib import suppress

from django.utils.translation import gettext_lazy as _

from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from quality.search.errors import SearchRunsError

WHOLE, CHANGED = "quality.search_whole", "quality.search_changed"
EVERY = 300


def register() -> None:
    """Offer the jobs and their times; by night after scores, when nobody works."""
    job_kinds.add(JobKind(code=WHOLE, label=_("Search for duplicates: the whole base"), run=_whole))
    job_kinds.add(JobKind(code=CHANGED, label=_("Search for duplicates: cards that changed"), run=_changed))
    due_jobs.add(DueJob(code="quality-duplicates-nightly", kind=WHOLE, daily_at="01:30"))
    due_jobs.add(DueJob(code="quality-duplicates-changed", kind=CHANGED, every_seconds=EVERY))


def _whole(job: JobContext) -> None:
    from quality.queue import policy
    from quality.search import services

    with suppress(SearchRunsError):
        policy.merge_by_night(services.search_whole(step=job.step, told=job.progress), step=job.step)


def _changed(job: JobContext) -> None:
    from quality.search import services

    with suppress(SearchRunsError):
        services.search_changed(step=job.step)
