"""Work of the project itself that Celery wakes up."""

import time

from celery import shared_task
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import company
from accounts.services import system_user
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from journal import runs
from journal.runs.schedules import has_short_rhythm

TICKED_AT = "crm.ticked_at"
"""Cache key: when a worker last heard the clock, in seconds since 1970."""
BETWEEN_SECONDS = (10, 20, 30, 40, 50)
CLEAR_SESSIONS = "crm.clear_sessions"
BATCH = 10_000


def register() -> None:
    """Add the project's own jobs."""
    job_kinds.add(JobKind(code=CLEAR_SESSIONS, label=_("Clearing out ended sessions"), run=clear_sessions))
    due_jobs.add(DueJob(code="clear_sessions", kind=CLEAR_SESSIONS, daily_at="03:20"))


def clear_sessions(job: JobContext) -> None:
    """Delete sessions whose time is over."""
    now = timezone.now()
    deleted = 0
    while True:
        with job.step():
            old = Session.objects.filter(expire_date__lt=now).order_by("expire_date")[:BATCH]
            count = Session.objects.filter(pk__in=old.values("pk")).delete()[0]
        if not count:
            return
        deleted += count
        job.progress(deleted, 0)


@shared_task(name="crm.jobs.tick")  # type: ignore[untyped-decorator]  # celery is untyped
def tick() -> None:
    """Beat's one entry, each minute. Leaves the sign by which `doctor` knows that beat and workers live.

    Rhythms shorter than a minute (seals, each 10 s) are served by five more wake-ups that each tick sends ahead: they
    hold no worker while they wait, expire when missed, and a lost one only makes the work ten seconds later.
    """
    cache.set(TICKED_AT, time.time(), timeout=None)
    look_round()
    if has_short_rhythm():
        for seconds in BETWEEN_SECONDS:
            between.apply_async(countdown=seconds, expires=seconds + BETWEEN_SECONDS[0], retry=False)


@shared_task(name="crm.jobs.between")  # type: ignore[untyped-decorator]  # celery is untyped
def between() -> None:
    """A look between two ticks."""
    look_round()


def look_round() -> runs.Ticked:
    """Start what is due, take up what was dropped, wake what waits."""
    return runs.tick(by=system_user(), zone=company.current().zone)
