"""What a clock that was set back leaves: times that lie further ahead than they can. Mended at each tick.

Otherwise everything would stand still until the old time has come again: a job of each minute for as long as the clock
was ahead, a run of a dead worker for as long, too.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Now

from journal.models.job import JobRun, JobState, Schedule
from journal.runs.leases import lease_end
from journal.runs.schedules import next_moment

SPARE = dt.timedelta(seconds=5)
"""Clocks of machines that work together may differ so much."""
LONGEST_DAY = dt.timedelta(hours=26)
"""Between two daily times, on the day a zone sets its clock back."""
RHYTHM = ExpressionWrapper(F("every_seconds") * Value(dt.timedelta(seconds=1)), output_field=DurationField())


def mend(zone: ZoneInfo, now: dt.datetime) -> int:
    """Bring such times back; returns how many schedules and runs had one."""
    return _schedules(zone, now) + _runs(now)


@transaction.atomic(durable=True)
def _schedules(zone: ZoneInfo, now: dt.datetime) -> int:
    by_rhythm = Q(daily_at=None, next_at__gt=now + SPARE + RHYTHM)
    ahead = Schedule.objects.select_for_update(skip_locked=True, no_key=True).filter(
        by_rhythm | Q(daily_at__isnull=False, next_at__gt=now + LONGEST_DAY), is_on=True
    )
    found = list(ahead.order_by("code"))
    for schedule in found:
        schedule.next_at = now
        if schedule.daily_at is not None:
            schedule.next_at = next_moment(schedule, now, zone)
        schedule.save(update_fields=["next_at"])
    return len(found)


@transaction.atomic(durable=True)
def _runs(now: dt.datetime) -> int:
    """A worker that lives prolongs its lease before the new one is over; whoever waits is told of at the next tick."""
    lease = dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)
    leased = JobRun.objects.filter(state=JobState.RUNNING, lease_until__gt=Now() + lease + SPARE)
    waiting = JobRun.objects.filter(state=JobState.QUEUED, woken_at__gt=now + SPARE)
    return leased.update(lease_until=lease_end()) + waiting.update(woken_at=now)
