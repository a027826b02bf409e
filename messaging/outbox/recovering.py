"""What a dead worker left: taken up and not begun goes back; what was being handed over is never sent blindly again."""

import logging
from collections.abc import Sequence

from django.db import transaction

from messaging.choices import Status
from messaging.models import Gateway, Message
from messaging.outbox import claiming
from messaging.transports import opening
from messaging.transports.base import Asked, ErrorKind, GatewayError, MessageAdapter, StatusEvent
from messaging.transports.base import Status as Told

logger = logging.getLogger(__name__)

AT_ONCE = 500
HEARD = {Told.QUEUED, Told.ACCEPTED, Told.SENT, Told.DELIVERED, Told.READ}
MOST_ATTEMPTS = 20
"""A message at which workers die again and again is parked, whatever the gateway can do."""


def recover() -> int:
    """Bring back everything whose lease has run out; returns how many rows. Two at once do it once."""
    freed = claiming.free_lost()
    lost = Message.objects.lost().filter(status=Status.HANDING)
    gateways = Gateway.objects.filter(pk__in=lost.values("gateway")).order_by("pk")
    return freed + sum(_recover_of(gateway) for gateway in gateways)
