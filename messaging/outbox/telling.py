"""Writes down what became of messages, and what follows from it, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from uuid import UUID

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
    claiming.settle(rows, by=by)
    for row in rows:
        if says_of_addressee(row) and row["id"] in of:
            refused_at_handover(of[row["id"]], _error(row))


def says_of_addressee(row: Row) -> bool:
    """Whether more follows from it than is written down of the message."""
    return row["status"] == Status.FAILED and row.get("error_kind") in OF_ADDRESSEE


def _error(row: Row) -> SendError:
    return SendError(kind=ErrorKind(row["error_kind"]), code=row["error_code"], text=row["error_text"])
