"""The job of a campaign: the audience is frozen, then messages are put into the outbox, ten thousand at a time.

Safe to kill and to run twice: rows of the audience and messages are unique, and where it stands is committed with them.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from accounts import company
from campaigns.audience import freezing
from campaigns.choices import LAUNCHED, Plan, State
from campaigns.models import Campaign, Recipient
from campaigns.sending import operations, trail
from campaigns.sending.waves import wave
from campaigns.sending.words import BROKEN, EMPTY
from consents.gate import Audience
from consents.gate.audience import zones_of
from consents.models import Channel
from core import sql
from core.errors import DomainError
from core.registries.jobs import JobContext
from journal.models import OperationState
from messaging.choices import Source
from messaging.outbox.writing import Wave, put_many

BATCH = 10_000


def run(job: JobContext) -> None:
    """Prepare, then fill; stops where the campaign is paused or stopped."""
    pk = int(job.args["campaign"])
    if not _prepare(job, pk):
        return
    done = _queued(pk)
    while number := _fill(job, pk, done):
        done += number


def _prepare(job: JobContext, pk: int) -> bool:
    with job.step():
        campaign = _locked(pk)
        if campaign is None:
            return False
        if campaign.state != State.PREPARING:
            return campaign.state == State.SENDING
        try:
            freezing.freeze(campaign)
        except DomainError:
            return _fail(campaign, BROKEN)
        campaign.total = Recipient.objects.filter(campaign=campaign).target().count()
        if not campaign.total:
            return _fail(campaign, EMPTY)
        campaign.state = State.SENDING
        with operations.going_on(campaign):
            campaign.save(update_fields=["state", "total", "updated_at"])
        operations.prepared(campaign)
        job.progress(0, campaign.total)
    return True


def _queued(pk: int) -> int:
    campaign = Campaign.objects.get(pk=pk)
    return Recipient.objects.filter(campaign=campaign, pk__lte=campaign.queued_to).target().count()


def _fill(job: JobContext, pk: int, done: int) -> int:
    """The next messages; how many recipients they were for, none when it is over or may not go on."""
    with job.step():
        campaign = _locked(pk)
        if campaign is None or campaign.state != State.SENDING or campaign.queued_at is not None:
            return 0
        upto, number = _next(campaign)
        if not number:
            campaign.queued_at = timezone.now()
            campaign.save(update_fields=["queued_at", "updated_at"])
            return 0
        for name, params, wave in _waves(campaign, upto):
            put_many(sql.text("campaigns", name), params, wave)
        campaign.queued_to = upto
        campaign.save(update_fields=["queued_to", "updated_at"])
        job.progress(done + number, campaign.total)
    return number


def _locked(pk: int) -> Campaign | None:
    rows = Campaign.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk, state__in=LAUNCHED)
    return rows.select_related("author__role", "gateway", "template_version").first()


def _fail(campaign: Campaign, why: str) -> bool:
    campaign.state, campaign.stopped_why, campaign.finished_at = State.FAILED, why, timezone.now()
    with operations.going_on(campaign):
        campaign.save(update_fields=["state", "stopped_why", "finished_at", "updated_at"])
    operations.ended(campaign, OperationState.FAILED)
    if campaign.author_id is not None:
        trail.tell(trail.STOPPED_ITSELF, campaign, [campaign.author_id], why=why)
    return False


def _next(campaign: Campaign) -> tuple[int, int]:
    with connection.cursor() as cursor:
        params = {"campaign": campaign.pk, "after": campaign.queued_to, "most": BATCH}
        cursor.execute(sql.text("campaigns", "next_recipients"), params)
        upto, number = cursor.fetchone()
    return int(upto or 0), int(number)


def _waves(campaign: Campaign, upto: int) -> Iterator[tuple[str, dict[str, Any], Wave]]:
    """Name of the statement, its values, what its messages have in common: one wave, or one for each zone."""
    params: dict[str, Any] = {"campaign": campaign.pk, "after": campaign.queued_to, "upto": upto}
    if campaign.plan != Plan.LOCAL or campaign.send_at is None:
        yield "queue_recipients", params, _wave(campaign, campaign.send_at)
        return
    people = sql.text("campaigns", "queue_recipients")
    kind = Channel.objects.filter(code=campaign.channel).values_list("contact_kind", flat=True).first()
    pairs = f"SELECT part.customer_id, part.point_id FROM ({people}) AS part"  # noqa: S608  # statements of our own
    zones = zones_of(Audience(pairs, params), kind)
    for zone in sorted(zones.names):
        at = local(campaign.send_at, zone)
        yield "queue_recipients_of_zone", {**params, **zones.params, "zone": zone}, _wave(campaign, at)


def local(at: dt.datetime, zone: str) -> dt.datetime:
    """When the clock of a zone shows what the company's shows at that moment; an unknown zone goes by the company's."""
    here = at.astimezone(company.current().zone)
    return here.replace(tzinfo=ZoneInfo(zone)) if zone else at


def _wave(campaign: Campaign, at: dt.datetime | None) -> Wave:
    return replace(wave(campaign, Source.CAMPAIGN), not_before=at, made_in=campaign.operation_id)
