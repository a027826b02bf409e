"""What gateways and people tell us is written down once, and acted upon in the same transaction."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from core import sql
from messaging.choices import RANK
from messaging.choices import Status as MessageStatus
from messaging.delivery import consequences, replies
from messaging.delivery.choices import Heard, Told
from messaging.delivery.consequences import Blow
from messaging.models import DeliveryEvent, Gateway, Message
from messaging.transports.base import ErrorKind, InboundMsg, SendError, StatusEvent

MOVES: dict[str, MessageStatus] = {
    Told.QUEUED: MessageStatus.HANDED,
    Told.ACCEPTED: MessageStatus.HANDED,
    Told.SENT: MessageStatus.SENT,
    Told.DELIVERED: MessageStatus.DELIVERED,
    Told.READ: MessageStatus.READ,
    Told.FAILED: MessageStatus.FAILED,
    Told.REJECTED: MessageStatus.FAILED,
    Told.EXPIRED: MessageStatus.EXPIRED,
}
"""Where a message stands by what was told; the rest moves nothing."""
LONGEST_ID = 200


@transaction.atomic
def apply(gateway: Gateway, events: Iterable[StatusEvent]) -> int:
    """Take states that a gateway tells; how many were new. Repeats and states out of order change nothing."""
    told = [_told(number, event) for number, event in enumerate(events)]
    if not told:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(sql.text("messaging", "take_delivery"), {"gateway": gateway.pk, "told": _json(told)})
        added = [pk for (pk,) in cursor.fetchall()]
    act(added)
    return len(added)


@transaction.atomic
def receive(gateway: Gateway, inbound: InboundMsg) -> Heard | None:
    """Take what a person wrote: refuse for him, or put it on his card. None: it was taken before."""
    return replies.take(gateway, inbound)


def refused_at_handover(message: Message, error: SendError) -> None:
    """The gateway refused a message because of its addressee: as if it had told so later. In the caller's transaction.

    A refusal that comes round again by itself is no bounce yet.
    """
    if error.kind != ErrorKind.TEMPORARY:
        consequences.draw([Blow(message, error.kind, error.code)])


def act(ids: Sequence[int]) -> None:
    """Move the messages of these events, and do what their kinds ask for. In the caller's transaction."""
    events = list(
        DeliveryEvent.objects.filter(pk__in=ids, message__isnull=False)
        .select_related("message__gateway")
        .order_by("pk")
    )
    _silence(events)
    _move(events)
    consequences.draw(
        Blow(event.message, ErrorKind(event.kind), event.code, event.status == Told.UNSUBSCRIBED)
        for event in events
        if event.kind and event.message is not None
    )


def _silence(events: Iterable[DeliveryEvent]) -> None:
    """Of one who was erased meanwhile: that his message came through is kept, not in whose name that was told."""
    gone = [one for one in events if one.message is not None and one.message.customer_id and not one.message.address]
    for event in gone:
        event.raw, event.words = {}, ""
    if gone:
        DeliveryEvent.objects.bulk_update(gone, ["raw", "words"])


def _move(events: Iterable[DeliveryEvent]) -> None:
    """Each message once, to the furthest state of these."""
    furthest: dict[Any, tuple[int, DeliveryEvent]] = {}
    for event in events:
        if event.status in MOVES:
            rank = RANK[MOVES[event.status]]
            if event.message_id not in furthest or furthest[event.message_id][0] < rank:
                furthest[event.message_id] = rank, event
    moves = [
        {
            "id": number, "status": MOVES[event.status], "rank": rank, "at": event.at, "price": event.price,
            "kind": event.kind, "code": event.code, "words": event.words,
        }
        for number, (rank, event) in sorted(furthest.items())
    ]  # fmt: skip
    if moves:
        with connection.cursor() as cursor:
            params = {"moves": _json(moves), "ranks": _json(RANK)}
            cursor.execute(sql.text("messaging", "move_messages"), params)


def _told(number: int, event: StatusEvent) -> dict[str, Any]:
    now = timezone.now()
    error = event.error
    return {
        "n": number,
        "provider_id": event.provider_id[:LONGEST_ID],
        "key": event.idempotency_key,
        "status": event.status.value,
        # The gateway's clock may be wrong, ours tells when we heard of it.
        "at": min(event.at, now) if event.at else now,
        "kind": error.kind.value if error else "",
        "code": error.code[:60] if error else "",
        "words": error.text[:500] if error else "",
        "price": event.price,
        "raw": dict(event.raw),
    }


def _json(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
