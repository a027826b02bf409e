"""Looked at by beat: triggers that are on look for their events, and pause themselves when too much goes wrong."""

import datetime as dt

from django.utils import timezone

from campaigns.choices import CampaignKind, State
from campaigns.models import Campaign
from campaigns.sending import operations, watching
from campaigns.sending.words import BROKEN
from campaigns.triggers import passing
from campaigns.triggers.choices import PACE, Event
from core.errors import DomainError
from core.registries.jobs import JobContext
from messaging.choices import Status
from messaging.models import Message
from messaging.outbox import holding

LATELY = dt.timedelta(days=7)
"""Whose messages say whether something goes wrong now: a trigger lives for years."""


def run(job: JobContext) -> None:
    """One round over all triggers."""
    now = timezone.now()
    hold_paused()
    for done, campaign in enumerate(due(now), start=1):
        if not watch(campaign, now):
            _look(job, campaign, now)
        job.progress(done, done)


def due(now: dt.datetime) -> list[Campaign]:
    """Those that are on and have not looked lately; the one that has waited longest first."""
    on = Campaign.objects.live().filter(kind=CampaignKind.TRIGGER, state=State.SENDING).select_related("trigger")
    return [one for one in on.order_by("trigger__looked_at", "pk") if _has_come(one, now)]


def hold_paused() -> None:
    """What came back to the queue of a paused one is held again."""
    for pk in Campaign.objects.filter(kind=CampaignKind.TRIGGER, state=State.PAUSED).values_list("pk", flat=True):
        holding.hold(pk)


def watch(campaign: Campaign, now: dt.datetime) -> bool:
    """Pause it when too much of the last week, or since it was let go on, went wrong; whether it did."""
    messages = Message.objects.filter(campaign_id=campaign.pk, created_at__gt=now - LATELY)
    resumed = operations.resumed_at(campaign)
    counts = watching.by_status(messages if resumed is None else watching.ended_since(messages, resumed))
    counts.pop(Status.EXPIRED, None)  # it waited for the morning, or for its turn, longer than it stays true
    why = watching.wrong(campaign, counts, since=max(filter(None, (resumed, now - LATELY))))
    if why:
        watching.pause(campaign, why)
    return bool(why)


def _look(job: JobContext, campaign: Campaign, now: dt.datetime) -> None:
    """Ten thousand at a time, a transaction each, until there is nobody more."""
    while True:
        try:
            with job.step():
                found = passing.look(campaign.pk, now)
        except DomainError:
            watching.pause(campaign, BROKEN)
            return
        if found < passing.BATCH:
            return


def _has_come(campaign: Campaign, now: dt.datetime) -> bool:
    looked_at = campaign.trigger.looked_at
    return looked_at is None or now - looked_at >= PACE[Event(campaign.trigger.event)] - dt.timedelta(seconds=30)
