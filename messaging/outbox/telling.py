"""Writes down what became of messages, and what follows from it, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils import timezone

from consents.gate import load
from consents.models.gate import MessageClass
from messaging.choices import Status
from messaging.delivery.services import refused_at_handover
from messaging.models import Message
from messaging.outbox import claiming
from messaging.outbox.outcomes import Row
from messaging.transports.base import ErrorKind, SendError

OF_ADDRESSEE = frozenset({ErrorKind.RECIPIENT, ErrorKind.REFUSED, ErrorKind.COMPLAINT})
"""Refusals that say something of the contact itself (rule G-4)."""


def write(rows: Sequence[Row], of: Mapping[UUID, Message], *, by: str) -> None:
    """`of`: the messages that were handed over or asked about, by id. What went out counts in limits for a client."""
    if not rows:
        return
    went = claiming.settle(rows, by=by)
    load.record(_counted(of[number]) for number in sorted(went) if of[number].customer_id is not None)
    for row in rows:
        if row["status"] == Status.FAILED and row.get("error_kind") in OF_ADDRESSEE and row["id"] in of:
            refused_at_handover(of[row["id"]], _error(row))


def _error(row: Row) -> SendError:
    return SendError(kind=ErrorKind(row["error_kind"]), code=row["error_code"], text=row["error_text"])


def _counted(message: Message) -> load.Sent:
    assert message.customer_id is not None
    return load.Sent(
        customer_id=message.customer_id,
        channel=message.channel,
        message_class=MessageClass(message.message_class),
        at=timezone.now(),
    )
