"""How fast a gateway, or one domain behind it, may be given messages, whoever gives them.

The state stands in PostgreSQL beside the messages, not with the broker: the broker may be restarted or empty at any
time (it is only a doorbell), and a campaign that then ran at full speed would be blocked by the receiving servers.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from core import sql
from messaging.choices import Priority
from messaging.models import Gateway, GatewayPace, Message

MINUTE = 60.0
SOON = dt.timedelta(seconds=2)
"""A slot so near is taken at once: less than a server that counts by the minute would see."""
KEPT = dt.timedelta(minutes=1)
"""A slot that has passed so long ago (the gateway was paused) is asked for anew."""
LONGEST_REST = 3600.0
"""Seconds: a gateway that asks for a longer one is asked again after so long."""
PATIENCE = 30.0
"""Seconds a worker waits with messages in hand; further ahead slots are only when the gateway rests."""
WHOLE = ""
"""In place of a domain: the gateway itself."""


def wait_for(gateway: Gateway, count: int) -> float:
    """Keep the next slots of the gateway; returns for how many seconds to wait before these messages."""
    if gateway.per_second is None:
        return 0.0
    (first,) = _take(gateway, {WHOLE: count}, 1 / gateway.per_second).values()
    return max((first - timezone.now()).total_seconds(), 0.0)


def hold(gateway: Gateway, seconds: float) -> None:
    """The gateway asks for a rest: no worker takes up anything of its until then."""
    rest = timezone.now() + dt.timedelta(seconds=min(seconds, LONGEST_REST))
    pace, made = GatewayPace.objects.get_or_create(gateway=gateway, domain=WHOLE, defaults={"next_at": rest})
    if not made:
        GatewayPace.objects.filter(pk=pace.pk, next_at__lt=rest).update(next_at=rest)


def bring_slots_back() -> int:
    """A gateway that rests for longer than one can did so by a clock that was set back since."""
    longest = Now() + dt.timedelta(seconds=LONGEST_REST) + KEPT
    return GatewayPace.objects.filter(domain=WHOLE, next_at__gt=longest).update(next_at=Now())


def free_slots(gateways: Iterable[Gateway]) -> None:
    """What was taken back waits for nothing: others of the same domains need not wait behind it."""
    steps = {one.pk: MINUTE / one.per_domain_minute for one in gateways if one.per_domain_minute is not None}
    if steps:
        with connection.cursor() as cursor:
            cursor.execute(
                sql.statement("messaging", "free_pace"), {"gateways": list(steps), "steps": list(steps.values())}
            )


def too_early(gateway: Gateway, messages: Sequence[Message]) -> dict[Message, dt.datetime]:
    """Those that must wait for the pace of their domain, and until when.

    Each waits once: its slot is its own. What a person waits for goes at once, and takes a slot from the others.
    """
    if gateway.per_domain_minute is None:
        return {}
    now = timezone.now()
    asking = [one for one in messages if one.paced_at is None or one.paced_at < now - KEPT]
    if not asking:
        return {}
    step = MINUTE / gateway.per_domain_minute
    next_slot = _take(gateway, Counter(domain_of(one.address) for one in asking), step)
    early: dict[Message, dt.datetime] = {}
    for message in _urgent_first(asking):
        domain = domain_of(message.address)
        slot = next_slot[domain]
        next_slot[domain] = slot + dt.timedelta(seconds=step)
        if slot > now + SOON and message.priority >= Priority.TRIGGER:
            early[message] = slot
    return early


def domain_of(address: str) -> str:
    """What stands behind the @, in lower case."""
    return address.rpartition("@")[2].lower()[:255]


def _urgent_first(messages: Iterable[Message]) -> list[Message]:
    return sorted(messages, key=lambda one: one.priority)


def _take(gateway: Gateway, counts: dict[str, int], step: float) -> dict[str, dt.datetime]:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.statement("messaging", "take_pace"),
            {"gateway": gateway.pk, "domains": list(counts), "counts": list(counts.values()), "step": step},
        )
        return dict(cursor.fetchall())
