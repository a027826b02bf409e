"""An audience frozen (membership, gate, one message an address, control group, rows) against its rows copied bare."""

import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from django.db import connection

from accounts.models import User
from campaigns.audience import freezing
from campaigns.models import AudienceSource, Campaign, Recipient
from crm.benches import gate
from crm.benches.base import fresh_base, settle
from crm.benches.client_list import reader
from crm.benches.result import BenchPlan, BenchResult
from segmentation.models import Segment

TIMES = 3
MEMBERS = """
INSERT INTO segmentation_segmentmember (segment_id, customer_id, entered_at)
SELECT %(segment)s, id, now() FROM customers_customer WHERE archived_at IS NULL
"""
BARE = """
INSERT INTO campaigns_recipient (campaign_id, customer_id, point_id, outcome, later, occurrence, prepared_at)
SELECT %(to)s, customer_id, point_id, outcome, later, occurrence, prepared_at
  FROM campaigns_recipient WHERE campaign_id = %(from)s
"""


def run(plan: BenchPlan) -> BenchResult:
    """Best of three of each, by turns; each writes rows of its own into the same table."""
    with fresh_base():
        gate.fill(plan.customers)
        author = reader("admin")  # a campaign reaches whom its author sees
        segment = Segment.objects.create(name="bench", owner=author, kind="fixed")
        _execute(MEMBERS, {"segment": segment.pk})
        settle()
        prepared, bare = [], []
        for _time in range(TIMES):
            campaign = _campaign(segment, author)
            prepared.append(_timed(partial(freezing.freeze, campaign)))
            copy = _campaign(segment, author)
            numbers = {"from": campaign.pk, "to": copy.pk}
            bare.append(_timed(partial(_execute, BARE, numbers)))
        rows = Recipient.objects.filter(campaign=campaign)
        written, target = rows.count(), rows.target().count()
        if not target:
            raise AssertionError(f"{written} recipients, nobody to write to")
    return BenchResult(
        figures={
            "recipients": written,
            "target": target,
            "prepared_seconds": round(min(prepared), 3),
            "bare_seconds": round(min(bare), 3),
        },
        ratios={"prepared": round(min(prepared) / min(bare), 2)},
    )


def _campaign(segment: Segment, author: User) -> Campaign:
    made = Campaign.objects.create(name="bench", channel="sms", author=author, control_percent=Decimal(10))
    AudienceSource.objects.create(campaign=made, segment=segment, name=segment.name)
    return made


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _execute(statement: str, params: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
