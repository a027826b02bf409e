"""A gateway that keeps what it is given: the product works at once, and nobody outside hears of it."""

from collections.abc import Sequence
from uuid import UUID

from messaging.models import Gateway, InboxItem, Message
from messaging.transports.base import Asked, Capabilities, MessageAdapter, OutMsg, SendResult, Status, StatusEvent

IN_A_CALL = 500


class FileAdapter(MessageAdapter):
    """Writes rows that the page «Inbox of the trial» shows. A key that is there already is swallowed."""

    code = "file"
    capabilities = Capabilities(bulk_max=IN_A_CALL, idempotent=True, asked_by_key=True)

    def send(self, batch: Sequence[OutMsg]) -> list[SendResult]:
        """All of them, in one statement."""
        gateway = Gateway.objects.only("pk", "channel").get(code=self.account.code)
        keys = [message.idempotency_key for message in batch]
        known = set(Message.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
        InboxItem.objects.bulk_create([_item(one, gateway, known) for one in batch], ignore_conflicts=True)
        return [SendResult(provider_id=key.hex) for key in keys]

    def poll_status(self, asked: Sequence[Asked]) -> list[StatusEvent]:
        """What is in the inbox has been accepted."""
        keys = [one.idempotency_key for one in asked]
        there = InboxItem.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True)
        return [StatusEvent(status=Status.ACCEPTED, provider_id=key.hex, idempotency_key=key) for key in there]


def _item(message: OutMsg, gateway: Gateway, known: set[UUID]) -> InboxItem:
    key = message.idempotency_key
    return InboxItem(
        key=key,
        gateway=gateway,
        message_id=key if key in known else None,
        channel=gateway.channel,
        sender=f"{message.sender_name} <{message.sender}>" if message.sender_name else message.sender,
        address=message.to[:320],
        subject=message.subject[:998],
        text=message.text,
        html=message.html,
        headers=dict(message.headers),
        files=[{"name": one.name, "size": len(one.content)} for one in message.attachments],
    )
