"""Writes down what became of messages, and what follows from it, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils import timezone

from consents.gate import load
from consents.models.gate import MessageClass
from messaging.models import Message
from messaging.outbox import claiming
from messaging.outbox.outcomes import Row


def write(rows: Sequence[Row], of: Mapping[UUID, Message], *, by: str) -> None:
    """`of`: the messages that were handed over or asked about, by id. What went out counts in limits for a client."""
    if not rows:
        return
    went = claiming.settle(rows, by=by)
    load.record(_counted(of[number]) for number in sorted(went) if of[number].customer_id is not None)


def _counted(message: Message) -> load.Sent:
    assert message.customer_id is not None
    return load.Sent(
        customer_id=message.customer_id,
        channel=message.channel,
        message_class=MessageClass(message.message_class),
        at=timezone.now(),
    )
