"""What wakes the outbox: a bell after each commit, and a look each minute for what no bell told of."""

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from messaging.models import Message
from messaging.outbox import claiming, pacing, recovering, services
from messaging.outbox.waking import MANY, QUEUE, TASK, ring

LOOK = "messaging.outbox_look"
A_LOT = 500
"""So many due messages are worth more than one worker."""


def register() -> None:
    """Look each minute."""
    job_kinds.add(
        JobKind(code=LOOK, label=_("Messages that wait or were left behind"), run=look, queue=QUEUE, weight=300)
    )
    due_jobs.add(DueJob(code="outbox_look", kind=LOOK, every_seconds=60, weight=300))


def look(job: JobContext) -> None:
    """Bring back what dead workers left, and ring for what is due."""
    claiming.bring_leases_back()
    pacing.bring_slots_back()
    recovering.recover()
    services.give_gateways()
    ring_for_due()


def ring_for_due() -> None:
    """As many bells as what waits is worth."""
    if services.has_due():
        many = Message.objects.due().order_by()[: A_LOT + 1].count() > A_LOT
        ring(MANY if many else 1)


@shared_task(name=TASK)  # type: ignore[untyped-decorator]  # celery is untyped
def deliver() -> None:
    """Send for a while. Who stops because his time is over rings for the next; a lost bell is made up for by the look.

    Acknowledged before it begins: what a worker leaves behind stands in the rows themselves.
    """
    recovering.recover()
    services.deliver()
    if services.has_due():
        ring()
