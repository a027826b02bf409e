"""Storage periods: whose time is over, a warning to those who answer, a disposal by two persons (152-FZ 5(7))."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import company
from accounts.models import Notification, User
from accounts.notifications import notify
from accounts.services import system_user
from consents.erasure import keeping, services
from consents.models import ErasedCustomer, Erasure, ErasureReason, ErasureSubject, StoragePeriod
from consents.models.erasure import LIVE
from consents.requests.notices import officers
from core.errors import DomainError
from core.registries.fields import catalogue
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from core.registries.notifications import Channel, NotificationKind, notification_kinds
from core.rules.parse import parse
from core.rules.sentence import sentence
from core.rules.sql import Context
from core.text.numbers import number
from customers.models import Customer
from customers.models.customer import CustomerQuerySet
from customers.selection import RuleHolds

JOB, OVER = "erasures.periods", "erasures.period_over"
PERIOD = "storage_period"


def register() -> None:
    """Each Monday's look is enough; a daily one costs nothing."""
    job_kinds.add(JobKind(code=JOB, label=gettext_lazy("Storage periods of data"), run=run))
    due_jobs.add(DueJob(code="storage_periods", kind=JOB, daily_at="06:10"))
    notification_kinds.add(
        NotificationKind(
            code=OVER, label=gettext_lazy("The storage period of clients’ data is over"), sentence=_over,
            icon="hourglass", channels=(Channel.BELL, Channel.MAIL), permission="consents.manage", weight=53,
        )
    )  # fmt: skip


def clients(period: StoragePeriod) -> CustomerQuerySet:
    """Whose time is over: by the rule, over the whole base, the archive too; nobody erased, nobody in another plan."""
    planned = ErasureSubject.objects.filter(erasure__state__in=LIVE, done_at__isnull=True).values("customer_id")
    here = company.current()
    context = Context(alias="", today=here.today(), fields=catalogue(), zone=here.zone)
    rows = Customer.objects.filter(RuleHolds(parse(period.tree, catalogue()).tree, context)).exclude(pk__in=planned)
    return rows.exclude(pk__in=ErasedCustomer.objects.values("customer_id"))


def refuse_unreadable(period: StoragePeriod) -> None:
    """Raises DomainError when a condition of the rule is not known any more, or there is none: all would go."""
    if not period.tree.get("all") and not period.tree.get("any"):
        raise DomainError(_("A storage period needs a rule: without one it would destroy the whole base."), code="rule")
    notices = parse(period.tree, catalogue()).notices
    if notices:
        raise DomainError(" ".join(notices), code="rule")


def sentence_of(period: StoragePeriod) -> str:
    """Its rule in words."""
    return sentence(parse(period.tree, catalogue()).tree, catalogue())


def dispose(period: StoragePeriod, *, by: User) -> Erasure:
    """The plan of a disposal: approved by another person, and no sooner than the warning is over."""
    refuse_unreadable(period)
    rows = list(clients(period).order_by("pk")[: services.MOST])
    warned = timezone.now() + dt.timedelta(days=period.warning_days)
    return services.propose(
        rows, by=by, reason=ErasureReason.EXPIRED, note=f"{period.name}: {period.basis}"[:300], not_before=warned
    )


def run(job: JobContext) -> None:
    """Let old proofs go; tell those who answer how many clients have stayed too long."""
    with job.step():
        job.progress(keeping.forget_acts() + keeping.forget_requests(), 0)
    for period in StoragePeriod.objects.filter(is_on=True).order_by("pk"):
        with job.step():
            count = clients(period).order_by().count()
            if count:
                _tell(period, count)


def _tell(period: StoragePeriod, count: int) -> None:
    """Who has not read yet what was told of this period reads today's number there, and is not told once more."""
    params = {"name": period.name, "count": count}
    standing = Notification.objects.unread().filter(kind=OVER, object_type=PERIOD, object_id=str(period.pk))
    knows = set(standing.values_list("user_id", flat=True))
    standing.update(params=params)
    notify(
        [pk for pk in officers() if pk not in knows], OVER, params=params, url=reverse("requests:periods"),
        by=system_user(), object_type=PERIOD, object_id=period.pk,
    )  # fmt: skip


def _over(params: Mapping[str, Any]) -> str:
    count = int(params.get("count", 0))
    said = ngettext(
        "“%(name)s”: the storage period of %(count)s client is over. Plan the disposal.",
        "“%(name)s”: the storage period of %(count)s clients is over. Plan the disposal.",
        count,
    )
    return said % {"name": params.get("name", "—"), "count": number(count)}
