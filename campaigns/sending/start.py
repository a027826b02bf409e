"""Fills the registries with what sending brings."""

from django.utils.translation import gettext_lazy as _

from campaigns.audience import uses
from campaigns.sending import operations, trail
from campaigns.sending.services import JOB
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds

LOOK = "campaigns.look"


def register() -> None:
    """Verbs, notices, the job of a campaign and the look each minute."""
    operations.register()
    trail.register()
    uses.register()
    job_kinds.add(
        JobKind(code=JOB, label=_("Campaign prepared and queued"), run=_run, queue="send"),
        JobKind(code=LOOK, label=_("Campaigns looked after"), run=_look),
    )
    due_jobs.add(DueJob(code="campaigns_look", kind=LOOK, every_seconds=60, weight=300))


def _run(job: JobContext) -> None:
    from campaigns.sending import filling

    filling.run(job)


def _look(job: JobContext) -> None:
    from campaigns.sending import watching

    watching.look(job)
