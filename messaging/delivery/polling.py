"""Asks gateways what became of messages they have not told of: a product behind a router hears no callbacks."""

import datetime as dt

import structlog
from django.db import connection, transaction
from django.utils import timezone

from core import sql
from core.errors import DomainError
from customers.identifiers import uuid7
from messaging.choices import Status
from messaging.delivery import services
from messaging.models import Gateway, Message
from messaging.transports.base import Asked, GatewayError, MessageAdapter
from messaging.transports.opening import adapter

AT_ONCE = 500
"""Messages of one gateway in one round, the newest first."""
TOO_FRESH = dt.timedelta(minutes=2)
LONG_AGO = dt.timedelta(days=3)
"""Later nobody knows any more."""
STRAYS = dt.timedelta(days=3)

log = structlog.get_logger(__name__)


def claim_strays() -> int:
    """Events that came before their message was known by that id; how many have found it now."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.text("messaging", "claim_strays"), {"since": timezone.now() - STRAYS})
        found = [pk for (pk,) in cursor.fetchall()]
        services.act(found)
    return len(found)


def poll(gateway: Gateway) -> int:
    """One round of questions; how many states were new."""
    try:
        with adapter(gateway) as way:
            if type(way).poll_status is MessageAdapter.poll_status:
                return 0
            events = way.poll_status(_untold(gateway))
    except (GatewayError, DomainError) as error:
        log.warning("gateway_silent", gateway=gateway.code, error=type(error).__name__)
        return 0
    return services.apply(gateway, [one for one in events if one.status.value != Status.UNKNOWN])


def _untold(gateway: Gateway) -> list[Asked]:
    """Ids are in the order of making, so the last days are one stretch of the primary key."""
    now = timezone.now()
    since, until = (uuid7(int((now - ago).timestamp() * 1000), 0) for ago in (LONG_AGO, TOO_FRESH))
    rows = Message.objects.filter(
        pk__gte=since, pk__lt=until, gateway=gateway, status__in=[Status.HANDED, Status.SENT]
    ).order_by("-pk")[:AT_ONCE]
    return [
        Asked(idempotency_key=pk, provider_id=number, to=address)
        for pk, number, address in rows.values_list("pk", "provider_id", "address")
    ]
