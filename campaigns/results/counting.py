"""Counts what campaigns came to: set-based, by a job, so that a page reads a few lines whatever their size."""

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.choices import OVER
from campaigns.models import Campaign, CampaignResult, ResultLine
from campaigns.results import clocks, promo
from core import sql
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds

COUNT = "campaigns.count_results"
REST = dt.timedelta(minutes=5)
AFTER = dt.timedelta(days=1)
"""So long after the window's end purchases still come in from shops."""


def register() -> None:
    """Every five minutes those that may have changed."""
    job_kinds.add(JobKind(code=COUNT, label=_("Results of campaigns"), run=run))
    due_jobs.add(DueJob(code="campaign-results", kind=COUNT, every_seconds=300))


def run(job: JobContext) -> None:
    """One campaign, one transaction."""
    campaigns = list(due())
    for done, campaign in enumerate(campaigns, start=1):
        with job.step():
            count(campaign)
        job.progress(done, len(campaigns))


def due() -> list[Campaign]:
    """Begun, and not counted for the last time; the one that has waited longest first."""
    begun = Campaign.objects.filter(started_at__isnull=False)
    waits = Q(result=None) | Q(result__is_final=False, result__counted_at__lt=timezone.now() - REST)
    return list(begun.filter(waits).order_by("result__counted_at", "pk"))


@transaction.atomic
def count(campaign: Campaign) -> CampaignResult:
    """Count it anew. Safe to run twice; two at once wait for each other."""
    CampaignResult.objects.get_or_create(campaign=campaign)
    result = CampaignResult.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    now = timezone.now()
    params = {"campaign": campaign.pk, "days": campaign.window_days}
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("campaigns", "find_purchases"), params)
        cursor.execute(sql.statement("campaigns", "find_leavers"), params)
        clocks.tell(campaign)
        ResultLine.objects.filter(campaign=campaign).delete()
        cursor.execute(sql.statement("campaigns", "count_results"), params)
        cursor.execute(sql.statement("campaigns", "compare_groups"), params)
        _take_groups(result, cursor.fetchall())
    result.promo_orders, result.promo_revenue = promo.total(campaign)
    result.counted_at = now
    result.is_final = _is_final(campaign, now)
    result.save()
    return result


def _take_groups(result: CampaignResult, rows: list[tuple[Any, ...]]) -> None:
    groups = {is_control: values for is_control, *values in rows}
    for is_control, name in ((False, "target"), (True, "control")):
        people, buyers, total, squares = groups.get(is_control, (0, 0, 0, 0))
        setattr(result, f"{name}_people", people)
        setattr(result, f"{name}_buyers", buyers)
        setattr(result, f"{name}_total", total)
        setattr(result, f"{name}_squares", squares)


def _is_final(campaign: Campaign, now: dt.datetime) -> bool:
    if campaign.state not in OVER or campaign.finished_at is None:
        return False
    return campaign.finished_at + dt.timedelta(days=campaign.window_days) + AFTER < now
