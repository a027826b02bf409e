"""The law is asked again right before a message leaves: what was allowed when it was queued may not be any more."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from consents import gate
from consents.gate import Decision, Request, Sending
from consents.gate.codes import OK
from consents.models.gate import MessageClass
from messaging.choices import Carrier, Source
from messaging.models import Gateway, Message

TO_STAFF = Decision(code=OK)
"""A trial message to ourselves: no client, no law."""


def decide(
    messages: Sequence[Message], gateway: Gateway, refusals: Mapping[UUID, str], *, at: dt.datetime | None = None
) -> dict[UUID, Decision]:
    """By the message's id. `refusals`: the address by which each lets its reader refuse. Queries do not grow."""
    asked = [message for message in messages if message.source != Source.TEST]
    requests = [_request(message, gateway, refusals.get(message.pk, "")) for message in asked]
    answers = dict(zip((message.pk for message in asked), gate.decide(requests, at=at), strict=True))
    return {message.pk: answers.get(message.pk, TO_STAFF) for message in messages}


def _request(message: Message, gateway: Gateway, refusal: str) -> Request:
    assert message.customer_id is not None
    sending = Sending(
        channel=message.channel,
        message_class=MessageClass(message.message_class),
        purpose=message.purpose,
        approved_by=message.approved_by_id,
        processor=gateway.processor_id,
        sender=gateway.sender_name or gateway.sender,
        can_unsubscribe=_can_refuse(message, refusal),
    )
    return Request(sending=sending, customer_id=message.customer_id, point_id=message.point_id or message.pk)


def _can_refuse(message: Message, refusal: str) -> bool:
    """A letter has it in its headers; an SMS only where its text says so."""
    if not refusal:
        return False
    return message.channel == Carrier.EMAIL or refusal.rsplit("://", maxsplit=1)[-1] in message.body_text
