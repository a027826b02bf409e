"""The job of a run, and the night that begins one when the policy says so."""

from contextlib import suppress

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.registries.jobs import DueJob, JobContext, JobEnd, JobKind, due_jobs, job_kinds

NIGHT = "quality.clean_by_night"


def register() -> None:
    """Offer them; by night after the search for duplicates."""
    from quality.cleaning.services import JOB

    job_kinds.add(JobKind(code=JOB, label=_("Cleaning of the base"), run=_run, ended=_ended))
    job_kinds.add(JobKind(code=NIGHT, label=_("Cleaning of the base by night"), run=_night))
    due_jobs.add(DueJob(code="quality-clean-nightly", kind=NIGHT, daily_at="02:40"))


def _run(job: JobContext) -> None:
    from quality.cleaning import services
    from quality.models import CleaningRun

    run = CleaningRun.objects.filter(pk=job.args["run"]).first()
    if run is not None:
        services.work_on(run, job.step, job.progress)


def _ended(end: JobEnd) -> None:
    from journal.models import JobRun
    from quality.cleaning import services

    if end.state in {"failed", "cancelled"}:
        services.fell(JobRun.objects.values_list("args", flat=True).get(pk=end.job_id)["run"])


def _night(job: JobContext) -> None:
    """Begin a run as the policy says; one that works already is let alone."""
    from accounts.services import system_user
    from quality.cleaning import policy, services

    standing = policy.current()
    if policy.is_due(standing, timezone.localdate()):
        with suppress(DomainError), job.step():
            services.begin(
                by=system_user(), checks=standing.checks, fixes=standing.fixes, options=standing.options, by_night=True
            )
