"""What `doctor` and monitoring ask of the outbox."""

import datetime as dt

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.registries.doctor import DoctorCheck, Finding, Health, Metric, doctor_checks, metrics
from messaging.choices import Status
from messaging.models import Gateway, Message

PATIENCE = dt.timedelta(minutes=15)
"""What should have left by now and waits for longer is worth a word."""
UNFINISHED = (Status.QUEUED, Status.LEASED, Status.HANDING, Status.UNKNOWN)


def register() -> None:
    """Add our checks and numbers."""
    doctor_checks.add(
        DoctorCheck(code="outbox_queue", label=gettext_lazy("Messages to send"), run=check_queue, weight=36),
        DoctorCheck(code="outbox_parked", label=gettext_lazy("Messages of unknown fate"), run=check_parked, weight=37),
    )
    metrics.add(
        Metric(code="messages_due", help="Messages that could be handed over by now", read=due),
        Metric(code="messages_oldest_wait_seconds", help="How long the oldest of them has waited", read=oldest_wait),
        Metric(code="messages_parked", help="Messages of which nobody knows whether they went out", read=parked),
        Metric(
            code="messages_unfinished",
            help="Messages that are still ours, by state",
            label="state",
            read=unfinished,
        ),
        Metric(code="gateway_balance", help="What a provider told of the account", label="gateway", read=balances),
        Metric(code="gateway_paused", help="1 for a gateway that is paused", label="gateway", read=paused),
    )


def check_queue() -> Finding:
    """Does anything wait for longer than it should, and why?"""
    stopped = ", ".join(Gateway.objects.filter(paused_at__isnull=False).order_by("name").values_list("name", flat=True))
    homeless = Message.objects.due().filter(gateway=None).count()
    late = Message.objects.due().filter(not_before__lt=timezone.now() - PATIENCE).count()
    if homeless:
        told = ngettext(
            "%(count)s message has no gateway: add one in Office, Gateways.",
            "%(count)s messages have no gateway: add one in Office, Gateways.",
            homeless,
        )
        return Finding(Health.WARN, told % {"count": homeless})
    if late and stopped:
        told = ngettext(
            "%(count)s message waits because these gateways are paused: %(gateways)s.",
            "%(count)s messages wait because these gateways are paused: %(gateways)s.",
            late,
        )
        return Finding(Health.WARN, told % {"count": late, "gateways": stopped})
    if late:
        told = ngettext(
            "%(count)s message has waited for more than %(minutes)s minutes. Is there a worker of the queue “send”?",
            "%(count)s messages have waited for more than %(minutes)s minutes. Is there a worker of the queue “send”?",
            late,
        )
        return Finding(Health.WARN, told % {"count": late, "minutes": int(PATIENCE.total_seconds() // 60)})
    return Finding(Health.OK, _("No message waits for long."))


def check_parked() -> Finding:
    """Does any wait for a person to decide?"""
    count = Message.objects.parked().count()
    if not count:
        return Finding(Health.OK, _("There are none."))
    told = ngettext(
        "Of %(count)s message nobody knows whether it went out. Decide in Office, Outbox.",
        "Of %(count)s messages nobody knows whether they went out. Decide in Office, Outbox.",
        count,
    )
    return Finding(Health.WARN, told % {"count": count})


def due() -> float:
    return Message.objects.due().count()


def oldest_wait() -> float:
    """Seconds; 0 when nothing waits."""
    oldest = Message.objects.due().aggregate(at=Min("not_before"))["at"]
    return (timezone.now() - oldest).total_seconds() if oldest else 0.0


def parked() -> float:
    return Message.objects.parked().count()


def unfinished() -> dict[str, float]:
    """Each state is counted from its own partial index: what was sent long ago is not looked at."""
    return {status.value: float(Message.objects.filter(status=status).count()) for status in UNFINISHED}


def balances() -> dict[str, float]:
    """In the gateway's currency; only of those whose provider tells it."""
    known = Gateway.objects.filter(is_active=True, balance__isnull=False)
    return {code: float(balance or 0) for code, balance in known.order_by("code").values_list("code", "balance")}


def paused() -> dict[str, float]:
    told = Gateway.objects.filter(is_active=True).order_by("code").values_list("code", "paused_at")
    return {code: float(at is not None) for code, at in told}
