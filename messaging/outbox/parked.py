"""Messages of which nobody knows whether they went out: a person decides, one by one or all at once."""

from collections.abc import Collection
from uuid import UUID

from django.db import models, transaction
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from consents.gate import load
from consents.models.gate import MessageClass
from journal.actors import Actor
from journal.entries.record import record
from messaging.choices import Status
from messaging.models import Message, MessageQuerySet
from messaging.outbox import trail
from messaging.outbox.waking import wake

AT_ONCE = 1_000


class Fate(models.TextChoices):
    """What a person says of it."""

    DELIVERED = "delivered", pgettext_lazy("fate of a message", "It was delivered")
    AGAIN = "again", pgettext_lazy("fate of a message", "Send again")
    DROP = "drop", pgettext_lazy("fate of a message", "Drop")


def resolve(messages: Collection[UUID], fate: Fate, *, by: Actor) -> int:
    """Decide of these; returns how many were still undecided. What an erasure emptied cannot be sent again."""
    return _resolve(Message.objects.parked().filter(pk__in=messages), fate, by)


def resolve_all(gateway_id: int | None, fate: Fate, *, by: Actor) -> int:
    """Decide of all there are, or of those of one gateway; some at a time, a transaction each."""
    parked = Message.objects.parked()
    if gateway_id is not None:
        parked = parked.filter(gateway=gateway_id)
    count = 0
    while done := _resolve(parked, fate, by):
        count += done
    return count


@transaction.atomic
def _resolve(parked: MessageQuerySet, fate: Fate, by: Actor) -> int:
    if fate == Fate.AGAIN:
        parked = parked.exclude(address="")
    chosen = list(parked.select_for_update(no_key=True).order_by("created_at", "pk")[:AT_ONCE])
    if not chosen:
        return 0
    rows = Message.objects.filter(pk__in=[message.pk for message in chosen])
    _ACTS[fate](rows, chosen)
    record(trail.RESOLVED, by=by, details={"count": len(chosen), "fate": fate.value})
    return len(chosen)


def _delivered(rows: MessageQuerySet, chosen: list[Message]) -> None:
    """It counts among those the client got, at the moment it went out."""
    at = Coalesce("handed_at", "decided_at", Now())
    rows.update(status=Status.HANDED, handed_at=at, lease_by="", error_kind="", error_code="", error_text="")
    load.record(_counted(message) for message in chosen if message.customer_id is not None)


def _again(rows: MessageQuerySet, chosen: list[Message]) -> None:
    rows.update(status=Status.QUEUED, not_before=Now(), paced_at=None, lease_by="")
    wake(many=len(chosen) > 1)


def _drop(rows: MessageQuerySet, chosen: list[Message]) -> None:
    rows.update(status=Status.CANCELLED, lease_by="")


_ACTS = {Fate.DELIVERED: _delivered, Fate.AGAIN: _again, Fate.DROP: _drop}


def _counted(message: Message) -> load.Sent:
    assert message.customer_id is not None
    return load.Sent(
        customer_id=message.customer_id,
        channel=message.channel,
        message_class=MessageClass(message.message_class),
        at=message.decided_at or timezone.now(),
    )
