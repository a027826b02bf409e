"""Background work of exports: making a large one, and taking away files whose time is over."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from listing.exports import ending, making, services
from listing.exports.choices import EXPORT

EXPIRE = "listing.expire_exports"
DRAFTS_LIVE = dt.timedelta(days=1)


def register() -> None:
    job_kinds.add(
        JobKind(code=EXPORT, label=_("Export of a list"), run=make, ended=ending.ended, tells_itself=True),
        JobKind(code=EXPIRE, label=_("Removing files of old exports"), run=expire),
    )
    due_jobs.add(DueJob(code="expire_exports", kind=EXPIRE, every_seconds=600))


def make(job: JobContext) -> None:
    """The one named by its arguments."""
    making.make(int(job.args["export"]), step=job.step, progress=job.progress)


def expire(job: JobContext) -> None:
    """A batch after another, then drafts of yesterday."""
    done = 0
    while count := services.expire(timezone.now()):
        done += count
        job.progress(done, 0)
    services.forget_drafts(timezone.now() - DRAFTS_LIVE)
