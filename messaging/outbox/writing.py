"""Puts messages out to send, and takes them back while they still wait."""

import dataclasses
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import sql
from core.errors import DomainError
from customers.identifiers import new_id
from customers.models import ContactPoint
from journal.actors import Actor
from journal.entries.record import record
from messaging.choices import PRIORITIES, Source, Status
from messaging.models import Gateway, Message
from messaging.outbox import trail
from messaging.outbox.drafts import Draft, Wave, checked_address
from messaging.outbox.waking import wake

__all__ = ["Draft", "Wave", "cancel", "put", "put_many"]


@transaction.atomic
def put(draft: Draft, *, by: User) -> Message:
    """Queue one message; it is handed over as soon as this is committed. The law is asked when it leaves.

    Raises DomainError: empty, too large, no such contact, no gateway, the same occurrence of a campaign once more.
    """
    draft.check()
    message = Message(
        id=draft.id or new_id(),
        customer_id=draft.customer_id,
        point_id=draft.point_id,
        channel=draft.channel,
        message_class=draft.message_class,
        purpose=draft.purpose,
        gateway_id=_gateway(draft),
        source=draft.source,
        campaign_id=draft.campaign_id,
        step=draft.step,
        occurrence=draft.occurrence,
        address=_address(draft),
        subject=draft.subject,
        body_text=draft.body_text,
        body_html=draft.body_html,
        headers=dict(draft.headers),
        attachments=list(draft.attachments),
        template_version_id=draft.template_version_id,
        priority=PRIORITIES[draft.source],
        not_before=draft.not_before or timezone.now(),
        not_after=draft.not_after,
        approved_by_id=draft.approved_by_id,
        created_by=by,
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(_("This message is queued already."), code="twice") from error
    if draft.source == Source.SINGLE:
        record(trail.WRITTEN, by=by, object_type="customers.customer", object_id=draft.customer_id or "",
               details={"channel": draft.channel})  # fmt: skip
    wake()
    return message


@transaction.atomic
def put_many(audience: str, params: Mapping[str, Any], wave: Wave) -> int:
    """Queue a message for each row of `audience`, SQL of our own that gives (customer_id, point_id, address).

    Who has his message of this step and occurrence already gets no second one, so it may be said again after a fall.
    Give it some ten thousand at a time, a transaction each. Returns how many were queued.
    """
    common = {
        **dataclasses.asdict(wave),
        "message_class": str(wave.message_class),
        "source": str(wave.source),
        "priority": int(PRIORITIES[wave.source]),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("messaging", "put_messages", {"audience": audience}), {**params, **common})
        count = int(cursor.rowcount)
    if count:
        wake(many=True)
    return count


@transaction.atomic
def cancel(messages: Collection[UUID], *, by: Actor) -> int:
    """Take back those of these that have not begun to be handed over; returns how many."""
    waiting = Message.objects.filter(pk__in=messages, status__in=[Status.QUEUED, Status.HELD, Status.LEASED])
    count = waiting.update(status=Status.CANCELLED, lease_until=None, lease_by="")
    if count:
        record(trail.CANCELLED, by=by, details={"count": count})
    return count


def _gateway(draft: Draft) -> int:
    if draft.gateway_id is not None:
        return draft.gateway_id
    gateway = Gateway.objects.default_of(draft.channel)
    if gateway is None:
        told = _("There is no gateway for this channel yet. An administrator adds one in Office, Gateways.")
        raise DomainError(told, code="no_gateway")
    return gateway.pk


def _address(draft: Draft) -> str:
    if draft.source == Source.TEST:
        return checked_address(draft.address)
    stands = ContactPoint.objects.filter(customer=draft.customer_id, archived_at=None)
    point = stands.filter(pk=draft.point_id).first() if draft.point_id is not None else None
    if point is None or not point.value:
        raise DomainError(_("The client has no such contact."), code="no_point")
    return checked_address(point.value)
