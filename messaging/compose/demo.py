"""Messages of the demo base: thanks and reminders that managers have sent, delivered, read, come back."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from core.registries.demo import DemoPart, DemoPlan, demo_parts
from customers.choices import ContactKind
from customers.identifiers import RANDOM_BITS, uuid7
from customers.models import ContactPoint
from messaging.choices import Carrier, Priority, Source, Status
from messaging.delivery.choices import Told
from messaging.letters import Rendered, render
from messaging.models import DeliveryEvent, Gateway, Message, TemplateVersion

ZONE = ZoneInfo("Europe/Moscow")
SENT = (("thanks", Carrier.EMAIL, ContactKind.EMAIL), ("thanks-sms", Carrier.SMS, ContactKind.PHONE),
        ("review", Carrier.EMAIL, ContactKind.EMAIL))  # fmt: skip
"""Template, channel, kind of contact it goes to."""
EACH = 12
FATES = (Status.DELIVERED, Status.READ, Status.DELIVERED, Status.FAILED)
RETURNED = ("550", "5.1.1 No such mailbox here")


def register() -> None:
    """After the consents, whose book of recent messages this does not touch."""
    demo_parts.add(DemoPart(code="messages", make=make, weight=65))


def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """A few dozen, whatever the size of the base; made again, nothing is added."""
    if Message.objects.exists():
        return {"messages": 0}
    dice = random.Random(plan.seed)  # noqa: S311  # the same base each time, no secret
    rows = [row for at, one in enumerate(SENT) for row in _wave(plan, dice, at, *one)]
    Message.objects.bulk_create(rows)
    DeliveryEvent.objects.bulk_create(_told(rows))
    progress(len(rows))
    return {"messages": len(rows)}


def _wave(
    plan: DemoPlan, dice: random.Random, at: int, code: str, channel: Carrier, kind: ContactKind
) -> Iterator[Message]:
    version = TemplateVersion.objects.standing().filter(template__code=code).first()
    gateway = Gateway.objects.default_of(channel)
    points = ContactPoint.objects.filter(
        kind=kind, archived_at=None, problem="", customer__archived_at=None, customer__responsible__isnull=False
    )
    chosen = list(points.select_related("customer").order_by("pk")[at * EACH : (at + 1) * EACH])
    if version is None or gateway is None or not chosen:
        return
    texts = render(version.pk, [one.customer_id for one in chosen])
    for number, point in enumerate(chosen):
        day = plan.end_date - dt.timedelta(days=2 + number * 3 + at)
        when = dt.datetime.combine(day, dt.time(10 + number % 8, dice.randrange(60)), tzinfo=ZONE)
        yield _message(point, version, gateway, texts[point.customer_id], when, dice)


def _message(
    point: ContactPoint, version: TemplateVersion, gateway: Gateway, text: Rendered, when: dt.datetime,
    dice: random.Random,
) -> Message:  # fmt: skip
    fate = dice.choice(FATES)
    handed = when + dt.timedelta(seconds=12)
    came = handed + dt.timedelta(seconds=dice.randrange(5, 90))
    failed = fate == Status.FAILED
    return Message(
        id=uuid7(int(when.timestamp() * 1000), dice.getrandbits(RANDOM_BITS)), customer_id=point.customer_id,
        point_id=point.pk, channel=gateway.channel, message_class=version.template.message_class,
        gateway=gateway, source=Source.SINGLE, address=point.value, subject=text.subject, body_text=text.text,
        body_html=text.html, template_version=version, values=dict(text.values), status=fate,
        priority=Priority.SINGLE, not_before=when, attempts=1, provider_id=f"demo-{dice.getrandbits(48):012x}",
        created_by_id=point.customer.responsible_id, approved_by_id=point.customer.responsible_id, created_at=when,
        handed_at=handed, decided_at=handed, verdict_code="ok",
        delivered_at=None if failed else came,
        read_at=came + dt.timedelta(minutes=dice.randrange(2, 400)) if fate == Status.READ else None,
        failed_at=came if failed else None,
        error_kind="recipient" if failed else "", error_code=RETURNED[0] if failed else "",
        error_text=RETURNED[1] if failed else "",
    )  # fmt: skip


def _told(rows: list[Message]) -> Iterator[DeliveryEvent]:
    for row in rows:
        for status, at in ((Told.DELIVERED, row.delivered_at), (Told.READ, row.read_at), (Told.FAILED, row.failed_at)):
            if at is not None:
                assert row.gateway_id is not None
                words = RETURNED if status == Told.FAILED else ("", "")
                yield DeliveryEvent(
                    gateway_id=row.gateway_id, provider_id=row.provider_id, status=status, message=row, at=at,
                    code=words[0], words=words[1], received_at=at,
                )  # fmt: skip
