"""Looked at each minute: what is due begins, what goes wrong pauses itself, what is over is closed."""

import datetime as dt

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.services import system_user
from campaigns.audience.rows import refuse_gone
from campaigns.choices import CampaignKind, State
from campaigns.models import Campaign
from campaigns.sending import checking, operations, services, trail
from campaigns.sending.drafting import locked
from campaigns.sending.words import BROKEN, COMPLAINTS, ERRORS
from core.errors import DomainError
from core.registries.jobs import JobContext
from journal.models import OperationState
from messaging.choices import OUT, WAITING, Status
from messaging.delivery.choices import Told
from messaging.models import DeliveryEvent, Message
from messaging.outbox import holding

LEAST = 20
"""Messages that have come to an end before their share of errors says anything."""
FAULTS = (Status.FAILED, Status.EXPIRED)


def look(job: JobContext) -> None:
    """One pass over campaigns that wait for their time or are on their way."""
    begin_due()
    for campaign in Campaign.objects.running().filter(kind=CampaignKind.ONE_OFF).order_by("pk"):
        watch(campaign)


def begin_due() -> None:
    """Those whose time has come."""
    for campaign in Campaign.objects.due().order_by("send_at", "pk"):
        _begin(campaign)


@transaction.atomic
def _begin(campaign: Campaign) -> None:
    standing = locked(campaign)
    if standing.state != State.SCHEDULED:
        return
    by = standing.author or system_user()
    try:
        checking.refuse_text(standing)
        refuse_gone(standing.sources.select_related("segment"))
    except DomainError:
        standing.state, standing.stopped_why, standing.finished_at = State.FAILED, BROKEN, timezone.now()
        with operations.going_on(standing):
            standing.save()
        operations.ended(standing, OperationState.FAILED)
        trail.tell(trail.STOPPED_ITSELF, standing, [by.pk], why=BROKEN)
        return
    services.start(standing, by=by)


def watch(campaign: Campaign) -> None:
    """Pause it when too much goes wrong; close it when nothing waits; hold what came back to the queue of a paused."""
    if campaign.state == State.PAUSED:
        holding.hold(campaign.pk)
        return
    messages = Message.objects.filter(campaign_id=campaign.pk)
    counts = by_status(messages)
    since = operations.resumed_at(campaign)
    if why := wrong(campaign, counts if since is None else by_status(ended_since(messages, since)), since=since):
        pause(campaign, why)
    elif campaign.state != State.PAUSED and campaign.queued_at is None:
        _go_on(campaign)
    elif campaign.state == State.SENDING and campaign.queued_at and not any(counts.get(one) for one in WAITING):
        _close(campaign)


@transaction.atomic
def _close(campaign: Campaign) -> None:
    """The last message has come to its end."""
    standing = locked(campaign)
    if standing.state != State.SENDING:
        return
    with operations.going_on(standing):
        standing.state, standing.finished_at = State.DONE, timezone.now()
        standing.save(update_fields=["state", "finished_at", "updated_at"])
    operations.ended(standing, OperationState.DONE)


@transaction.atomic
def _go_on(campaign: Campaign) -> None:
    """Its job may have ended just when somebody resumed it; one that lives is left alone."""
    standing = locked(campaign)
    if standing.state in {State.PREPARING, State.SENDING} and standing.queued_at is None:
        services.start(standing, by=standing.author or system_user())


def by_status(messages: QuerySet[Message]) -> dict[str, int]:
    """How many stand at each."""
    rows = messages.order_by().values_list("status").annotate(number=Count("pk"))
    return {str(status): int(number) for status, number in rows}


def ended_since(messages: QuerySet[Message], since: dt.datetime) -> QuerySet[Message]:
    """Handed over or failed after this moment: who lets a campaign go on has seen what failed before."""
    return messages.filter(Q(failed_at__gt=since) | Q(failed_at=None, handed_at__gt=since))


def wrong(campaign: Campaign, counts: dict[str, int], *, since: dt.datetime | None = None) -> str:
    """What makes it stop, of messages by status; complaints count if they came after a moment, where one is given."""
    failed = sum(counts.get(one, 0) for one in FAULTS)
    ended = failed + sum(counts.get(one, 0) for one in OUT)
    if ended >= LEAST and 100 * failed >= campaign.stop_errors_percent * ended:
        return ERRORS
    told = DeliveryEvent.objects.filter(message__campaign_id=campaign.pk, status=Told.COMPLAINED)
    if since is not None:
        told = told.filter(received_at__gt=since)
    return COMPLAINTS if told.count() >= campaign.stop_complaints else ""


def pause(campaign: Campaign, why: str) -> None:
    """It has stopped itself; author and approver are told."""
    by = system_user()
    try:
        services.pause(campaign, by=by, why=why)
    except DomainError:  # somebody was quicker
        return
    people = {campaign.author_id, campaign.approved_by_id} - {None}
    trail.tell(trail.STOPPED_ITSELF, campaign, [pk for pk in people if pk is not None], why=why)
