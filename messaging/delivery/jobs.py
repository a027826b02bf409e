"""Work that comes round: mailboxes are read, gateways asked, what is past its time goes."""

import datetime as dt
from typing import Any

import structlog
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from messaging.choices import Carrier
from messaging.delivery import mailbox, polling
from messaging.delivery.choices import Heard
from messaging.models import DeliveryEvent, Gateway, Inbound, InboxItem

MAIL, ASK, FORGET = "messaging.mailboxes", "messaging.ask_gateways", "messaging.forget_reports"
KEPT = dt.timedelta(days=30)
RAW_KEPT = dt.timedelta(days=180)
"""What a gateway said word for word; the state itself stays with the message."""
NOTED = dt.timedelta(days=400)
"""So long a letter is known that should come once more."""
BATCH = 5_000

log = structlog.get_logger(__name__)


def register() -> None:
    """Each few minutes, and once a night."""
    job_kinds.add(
        JobKind(code=MAIL, label=_("Reading of mailboxes with answers and returned letters"), run=read_mailboxes),
        JobKind(code=ASK, label=_("Asking gateways what became of messages"), run=ask_gateways),
        JobKind(code=FORGET, label=_("Clearing out reports of gateways"), run=forget),
    )
    due_jobs.add(
        DueJob(code="mailboxes", kind=MAIL, every_seconds=120),
        DueJob(code="ask_gateways", kind=ASK, every_seconds=300),
        DueJob(code="forget_reports", kind=FORGET, daily_at="04:40"),
    )


def read_mailboxes(job: JobContext) -> None:
    """One after the other; one that cannot be opened does not hold up the others."""
    taken = 0
    for gateway in Gateway.objects.filter(channel=Carrier.EMAIL, is_active=True).order_by("pk"):
        if not mailbox.has_one(gateway):
            continue
        try:
            taken += mailbox.fetch(gateway)
        except DomainError as error:
            log.warning("mailbox_silent", gateway=gateway.code, error=type(error.__cause__ or error).__name__)
        job.progress(taken, 0)


def ask_gateways(job: JobContext) -> None:
    """What came too early finds its message; then those gateways are asked that can be."""
    told = polling.claim_strays()
    for gateway in Gateway.objects.filter(is_active=True).order_by("pk"):
        told += polling.poll(gateway)
        job.progress(told, 0)


def forget(job: JobContext) -> None:
    """Raw words of gateways, letters of the trial, words of nobody we know."""
    now = timezone.now()
    _forget(job, DeliveryEvent.objects.filter(message=None, received_at__lt=now - KEPT))
    _forget(job, Inbound.objects.filter(received_at__lt=now - NOTED))
    _forget(job, InboxItem.objects.filter(at__lt=now - KEPT))
    with job.step():
        nobody = Inbound.objects.filter(customer=None, heard__in=[Heard.NOBODY, Heard.STOP])
        told = nobody.filter(received_at__lt=now - KEPT).exclude(sender="", subject="", text="")
        told.update(sender="", subject="", text="")
    while True:
        with job.step():
            old = DeliveryEvent.objects.filter(received_at__lt=now - RAW_KEPT).exclude(raw={}).order_by("pk")[:BATCH]
            count = DeliveryEvent.objects.filter(pk__in=old.values("pk")).update(raw={}, words="")
        if count < BATCH:
            break


def _forget(job: JobContext, rows: QuerySet[Any]) -> None:
    """A batch a transaction."""
    gone = 0
    while True:
        with job.step():
            count = rows.filter(pk__in=rows.order_by("pk")[:BATCH].values("pk")).delete()[0]
        gone += count
        job.progress(gone, 0)
        if count < BATCH:
            return
