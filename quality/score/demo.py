"""The demo base is looked through once, and its quality of the weeks before is told, so that the page has a trend."""

import datetime as dt
from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone

from accounts.services import system_user
from core.registries.demo import DemoPart, DemoPlan, demo_parts
from journal import runs
from journal.models import JobState
from quality.cleaning import services
from quality.models import CleaningRun
from quality.score import counting

FEW = 20_000
"""A larger base is for measuring: it is looked through by night, or when somebody asks."""
WEEKS = 8
EARLIER = """
INSERT INTO quality_qualitycount (day, cut, key, responsible, field, asked, "right")
SELECT day - 7 * n, cut, key, responsible, field, asked, greatest(0, round("right" * (1 - 0.012 * n)))
  FROM quality_qualitycount, generate_series(1, %s) AS n
 WHERE day = %s AND cut = 'source'
"""


def register() -> None:
    """After everything that hangs on cards."""
    demo_parts.add(DemoPart(code="quality", make=make, weight=95))


def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """A preview, nothing mended: what is to be seen is the dirt. Not in a base of the past."""
    if plan.customers > FEW or plan.end_date < timezone.localdate() or CleaningRun.objects.exists():
        return {}
    run, job = services.begin(by=system_user(), fixes=False, wake_up=False)
    services.work_on(run, transaction.atomic, lambda _done, _all: None)
    runs.end(job.pk, JobState.DONE)
    day: dt.date = timezone.localdate()
    counting.count(day)
    with connection.cursor() as cursor:
        cursor.execute(EARLIER, [WEEKS, day])
    return {}
