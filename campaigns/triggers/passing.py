"""One look of a trigger that is on: who is due becomes a recipient, and his message stands in the outbox.

Safe to kill and to run twice, two at once included: the campaign is held while it is looked for, rows of recipients and
messages are unique, and both are written in one transaction. There is no position to lose: each look takes in the last
days once more and leaves out whom it dealt with, so a purchase that comes in by night is found in the morning.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import connection, transaction

from campaigns.choices import OK, CampaignKind, State
from campaigns.models import Campaign, Trigger, TriggerPass
from campaigns.sending import checking
from campaigns.sending.waves import wave
from campaigns.triggers import looking
from campaigns.triggers.checking import refuse_event, refuse_sources
from campaigns.triggers.looking import Span
from core import sql
from messaging.choices import Source
from messaging.outbox.writing import put_many

BATCH = 10_000


@transaction.atomic
def look(pk: int, at: dt.datetime, *, most: int = BATCH) -> int:
    """Deal with the earliest of those due; returns how many there were: as many as `most` means there may be more.

    Raises DomainError when what it was approved with cannot be used any more.
    """
    campaign = _locked(pk)
    if campaign is None:
        return 0
    trigger = Trigger.objects.get(campaign=campaign)
    if trigger.on_since is None:
        return 0
    _refuse(campaign, trigger)
    since = max(trigger.on_since, at - dt.timedelta(days=trigger.late_days))
    with looking.looked(campaign, trigger, Span(since=since, until=at, at=at, most=most)) as found:
        kept = _keep(found.outcomes, found.params)
    _queue(campaign, trigger, kept, at)
    Trigger.objects.filter(pk=trigger.pk).update(looked_at=at)
    return found.due


def _locked(pk: int) -> Campaign | None:
    rows = Campaign.objects.live().select_for_update(of=("self",), no_key=True).filter(kind=CampaignKind.TRIGGER)
    return rows.filter(pk=pk, state=State.SENDING).select_related("author__role", "gateway", "template_version").first()


def _refuse(campaign: Campaign, trigger: Trigger) -> None:
    """Raises DomainError: its segment is deleted, its text names what there is not any more, its gateway is off."""
    refuse_event(trigger)
    refuse_sources(campaign)
    checking.refuse_text(campaign)


def _keep(outcomes: str, params: Mapping[str, Any]) -> list[tuple[int, str, str]]:
    """(id, outcome, occurrence) of the new recipients."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("campaigns", "keep_occurrences", {"outcomes": outcomes}), params)
        return list(cursor.fetchall())


def _queue(campaign: Campaign, trigger: Trigger, kept: list[tuple[int, str, str]], at: dt.datetime) -> None:
    """A wave for each occurrence: they are days, and there are few of them in one look."""
    if not kept:
        return
    included, common = 0, wave(campaign, Source.TRIGGER)
    for occurrence in sorted({occurrence for _pk, outcome, occurrence in kept if outcome == OK}):
        params = {"campaign": campaign.pk, "occurrence": occurrence, "after": campaign.queued_to}
        messages = replace(common, occurrence=occurrence, not_after=at + dt.timedelta(days=trigger.late_days))
        included += put_many(sql.text("campaigns", "queue_occurrence"), params, messages)
    campaign.queued_to, campaign.total = max(pk for pk, _outcome, _occurrence in kept), campaign.total + included
    campaign.save(update_fields=["queued_to", "total", "updated_at"])
    TriggerPass.objects.create(trigger=trigger, at=at, found=len(kept), included=included)
