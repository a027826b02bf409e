"""One reminder at most of a question that nobody has answered (rule C-4), while its link still works for a day."""

import datetime as dt

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from accounts.services import system_user
from consents.choices import Status
from consents.models import ConsentState
from core.errors import DomainError
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from messaging.models import Confirmation
from messaging.public import confirm

REMIND = "messaging.remind"
AFTER, LEFT = dt.timedelta(hours=48), dt.timedelta(hours=6)
BATCH = 200


def register() -> None:
    """Offer the job and its time."""
    job_kinds.add(JobKind(code=REMIND, label=gettext_lazy("Reminders of consents to confirm"), run=run, queue="send"))
    due_jobs.add(DueJob(code="messaging-remind", kind=REMIND, every_seconds=1800))


def run(job: JobContext) -> None:
    """Batch by batch; a letter and that it was written are one transaction."""
    done = 0
    while True:
        with job.step():
            written = remind()
        if not written:
            return
        done += written
        job.progress(done, done)


def remind() -> int:
    """Write some reminders; how many questions were looked at."""
    now = timezone.now()
    rows = Confirmation.objects.answerable(now).filter(
        code_hash="", reminded_at=None, asked_at__lte=now - AFTER, expires_at__gt=now + LEFT
    )
    due = list(
        rows.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("point__customer")
        .order_by("asked_at", "pk")[:BATCH]
    )
    pending = _pending(due)
    for one in due:
        if one.point_id in pending and one.point.archived_at is None:
            _write(one)
    Confirmation.objects.filter(pk__in=[one.pk for one in due]).update(reminded_at=now)
    return len(due)


def _pending(due: list[Confirmation]) -> set[object]:
    """Contacts whose consents still wait: somebody may have answered by another way."""
    points = [one.point_id for one in due]
    return set(ConsentState.objects.filter(point__in=points, status=Status.PENDING).values_list("point", flat=True))


def _write(confirmation: Confirmation) -> None:
    with translation.override(confirmation.language):
        try:
            confirm.write(confirmation, by=system_user(), reminds=True)
        except DomainError:
            return  # a contact that cannot be written to any more needs no reminder
