"""Fills the registries with what triggers bring."""

from django.utils.translation import gettext_lazy as _

from campaigns.triggers import personal, tracking
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds

LOOK = "campaigns.triggers"


def register() -> None:
    """The look of triggers, their history, and what their tables hold."""
    personal.register()
    tracking.register()
    job_kinds.add(JobKind(code=LOOK, label=_("Triggers look for their events"), run=_run, queue="send"))
    due_jobs.add(DueJob(code="campaigns_triggers", kind=LOOK, every_seconds=60, weight=310))


def _run(job: JobContext) -> None:
    from campaigns.triggers import watching

    watching.run(job)
