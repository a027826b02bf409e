"""What a campaign has in the outbox held back, let go again, taken back. What is just being handed over goes."""

from django.db import transaction

from journal.actors import Actor
from journal.entries.record import record
from messaging.choices import Status
from messaging.models import Gateway, Message
from messaging.outbox import pacing, trail
from messaging.outbox.waking import wake


def hold(campaign: int) -> int:
    """Nothing more of it is taken up; again takes what has come back to the queue since. Returns how many."""
    return Message.objects.filter(campaign_id=campaign, status=Status.QUEUED).update(status=Status.HELD)


@transaction.atomic
def release(campaign: int) -> int:
    """What was held goes when it was meant to go."""
    count = Message.objects.filter(campaign_id=campaign, status=Status.HELD).update(status=Status.QUEUED)
    if count:
        wake(many=True)
    return count


@transaction.atomic
def withdraw(campaign: int, *, by: Actor) -> int:
    """What has not gone out is cancelled for good. Returns how many."""
    waiting = Message.objects.filter(campaign_id=campaign, status__in=[Status.QUEUED, Status.HELD, Status.LEASED])
    paced = list(Gateway.objects.filter(pk__in=waiting.exclude(paced_at=None).values("gateway")).order_by("pk"))
    count = waiting.update(status=Status.CANCELLED, lease_until=None, lease_by="")
    pacing.free_slots(paced)
    if count:
        record(trail.CANCELLED, by=by, details={"count": count})
    return count
