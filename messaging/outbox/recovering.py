"""What a dead worker left: taken up and not begun goes back; what was being handed over is never sent blindly again."""

import datetime as dt
import logging
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from core.errors import DomainError
from journal.runs.leases import lease_end
from messaging.choices import Status
from messaging.models import Gateway, Message
from messaging.outbox import claiming, outcomes, telling
from messaging.outbox.outcomes import Row
from messaging.transports import opening
from messaging.transports.base import Asked, ErrorKind, GatewayError, MessageAdapter, SendResult, StatusEvent
from messaging.transports.base import Status as Told

logger = logging.getLogger(__name__)

AT_ONCE = 500
HEARD = frozenset({Told.QUEUED, Told.ACCEPTED, Told.SENT, Told.DELIVERED, Told.READ})
REFUSED = frozenset({Told.FAILED, Told.REJECTED, Told.EXPIRED})
PATIENCE = dt.timedelta(hours=1)
"""A gateway that has not answered for so long what became of a message leaves it to a person."""
MOST_ATTEMPTS = 20
"""A message at which workers die again and again is parked, whatever its gateway can do."""


def recover() -> int:
    """Bring back everything whose lease has run out; returns how many rows. Two at once do it once."""
    count = claiming.free_lost()
    lost = Message.objects.lost().filter(status=Status.HANDING)
    for gateway in Gateway.objects.filter(pk__in=lost.values("gateway")).order_by("pk"):
        count += _recover_of(gateway)
    return count


def _recover_of(gateway: Gateway) -> int:
    by = f"recovery-{uuid4().hex}"[:40]
    messages = _take_over(gateway, by)
    if not messages:
        return 0
    try:
        with opening.adapter(gateway) as way:
            rows = _judge(way, gateway, messages)
    except DomainError:  # nobody can ask it any more
        rows = [_parked(message) for message in messages]
    logger.warning("outbox.recovered", extra={"gateway": gateway.code, "messages": len(messages)})
    with transaction.atomic(durable=True):
        telling.write(rows, {message.pk: message for message in messages}, by=by)
    return len(rows)


@transaction.atomic(durable=True)
def _take_over(gateway: Gateway, by: str) -> list[Message]:
    """Ours from now on: whoever had them, if he lives, tells us nothing more of them."""
    lost = Message.objects.lost().filter(status=Status.HANDING, gateway=gateway)
    rows = list(lost.select_for_update(skip_locked=True, no_key=True).order_by("pk")[:AT_ONCE])
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(lease_by=by, lease_until=lease_end())
    return rows


def _judge(way: MessageAdapter, gateway: Gateway, messages: Sequence[Message]) -> list[Row]:
    """Resent under the same key where that is swallowed, else asked for, else left to a person."""
    can = way.capabilities
    tried_out = [one for one in messages if one.attempts >= MOST_ATTEMPTS]
    rest = [one for one in messages if one.attempts < MOST_ATTEMPTS]
    parked = [_parked(one) for one in tried_out]
    if can.idempotent:
        return [*parked, *({"id": one.pk, "status": Status.QUEUED} for one in rest)]
    if can.asked_by_key:
        return [*parked, *_ask(way, gateway, rest)]
    return [*parked, *(_parked(one) for one in rest)]


def _ask(way: MessageAdapter, gateway: Gateway, messages: Sequence[Message]) -> list[Row]:
    """Those of which the gateway says nothing yet stay as they are, and are asked for again."""
    asked = [Asked(idempotency_key=one.pk, provider_id=one.provider_id, to=one.address) for one in messages]
    try:
        told = _by_key(way.poll_status(asked), messages)
    except GatewayError as error:
        logger.warning("outbox.poll_failed", extra={"gateway": gateway.code, "kind": error.error.kind.value})
        told = {}
    found = ((one, _fate(one, gateway, told.get(one.pk))) for one in messages)
    rows = [row or (_parked(one) if _is_old(one) else None) for one, row in found]
    return [row for row in rows if row is not None]


def _fate(message: Message, gateway: Gateway, event: StatusEvent | None) -> Row | None:
    if event is None:
        return None
    if event.status in HEARD:
        result = SendResult(provider_id=event.provider_id, price=event.price)
        return outcomes.told(message, gateway, result, is_absorbed=False)
    if event.status in REFUSED:
        error = event.error
        kind = error.kind if error is not None and not error.kind.is_retried else ErrorKind.PERMANENT
        failed = SendResult.failed(kind, error.code if error else "", error.text if error else "")
        return outcomes.told(message, gateway, failed, is_absorbed=False)
    if event.error is not None and event.error.kind == ErrorKind.PERMANENT:
        return {"id": message.pk, "status": Status.QUEUED}  # it never heard of it
    return None


def _by_key(events: Iterable[StatusEvent], messages: Sequence[Message]) -> Mapping[UUID, StatusEvent]:
    by_number = {one.provider_id: one.pk for one in messages if one.provider_id}
    keyed = ((event.idempotency_key or by_number.get(event.provider_id), event) for event in events)
    return {key: event for key, event in keyed if key is not None}


def _is_old(message: Message) -> bool:
    return message.decided_at is None or timezone.now() - message.decided_at > PATIENCE


def _parked(message: Message) -> Row:
    return {"id": message.pk, "status": Status.UNKNOWN}
