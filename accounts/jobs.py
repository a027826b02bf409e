"""Work of this package that Celery wakes up."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import letters, lockout, notifications, sessions
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds

FORGET = "accounts.forget_notifications"
REFUSED_IN_A_ROW = 3
KEPT = dt.timedelta(days=180)


def register() -> None:
    job_kinds.add(
        JobKind(code=notifications.MAIL_JOB, label=_("Letters about notifications"), run=mail, queue="interactive"),
        JobKind(code=FORGET, label=_("Clearing out old notifications"), run=forget),
    )
    due_jobs.add(
        # Letters that the mail server refused, or whose job was lost.
        DueJob(code="notify_mail", kind=notifications.MAIL_JOB, every_seconds=300),
        DueJob(code="forget_notifications", kind=FORGET, daily_at="04:20"),
    )


def mail(job: JobContext) -> None:
    """One letter a transaction: killed in between, at most one person gets one letter twice.

    After three refusals in a row the server itself is ill, and the rest waits for the next run.
    """
    sent, last, refused = 0, 0, 0
    while refused < REFUSED_IN_A_ROW:
        with job.step():
            notification = letters.due(last)
            if notification is None:
                return
            last = notification.pk
            went = letters.send(notification)
        sent, refused = (sent + 1, 0) if went else (sent, refused + 1)
        job.progress(sent, 0)


def forget(job: JobContext) -> None:
    """Delete notifications older than half a year, sessions and failures of sign-in that are long past."""
    with job.step():
        sessions.forget_before(timezone.now() - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE))
        lockout.forget()
    before = timezone.now() - KEPT
    deleted = 0
    while True:
        with job.step():
            count = notifications.forget_before(before)
        if not count:
            return
        deleted += count
        job.progress(deleted, 0)
