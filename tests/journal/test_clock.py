"""The machine's clock was ahead and is set back: what comes round goes on at once, not when the old time comes."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.services import system_user
from journal import runs
from journal.models import JobRun, JobState, Schedule
from journal.runs import clock

pytestmark = pytest.mark.django_db(transaction=True)
ZONE = ZoneInfo("Europe/Moscow")
AHEAD = dt.timedelta(days=3)


def tick(now: dt.datetime) -> runs.Ticked:
    return runs.tick(by=system_user(), zone=ZONE, now=now)


@pytest.fixture(autouse=True)
def _only_ours() -> None:
    Schedule.objects.all().delete()


def test_what_comes_round_goes_on_at_once() -> None:
    now = timezone.now()
    Schedule.objects.create(code="minute", kind="journal.alive.bulk", every_seconds=60, next_at=now)
    Schedule.objects.create(
        code="night", kind="journal.prune_jobs", daily_at=dt.time(3, 0), next_at=now + dt.timedelta(hours=1)
    )
    assert tick(now + AHEAD).started == 2
    assert Schedule.objects.filter(next_at__gt=now + dt.timedelta(days=2)).count() == 2

    assert tick(now).started == 1

    night, minute = Schedule.objects.get(code="night"), Schedule.objects.get(code="minute")
    assert now < night.next_at <= now + dt.timedelta(days=1)
    assert now < minute.next_at <= now + dt.timedelta(seconds=60)
    assert tick(now + dt.timedelta(seconds=1)).started == 0


def test_what_is_only_due_later_is_left_alone() -> None:
    now = timezone.now()
    Schedule.objects.create(code="hour", kind="journal.alive.bulk", every_seconds=3600, next_at=now)
    tick(now)

    for seconds in (0, 1, 3599):
        assert clock.mend(ZONE, now + dt.timedelta(seconds=seconds)) == 0
    assert tick(now + dt.timedelta(seconds=3600)).started == 1


def test_dropped_run_is_taken_up_and_a_waiting_one_told_of() -> None:
    now = timezone.now()
    dropped = runs.start("journal.prune_jobs", by=system_user())
    waiting = runs.start("journal.alive.bulk", by=system_user())
    JobRun.objects.filter(pk=dropped.pk).update(state=JobState.RUNNING, fence=1, attempts=1, lease_until=now + AHEAD)
    JobRun.objects.filter(pk=waiting.pk).update(woken_at=now + AHEAD)

    tick(now)

    dropped.refresh_from_db()
    assert dropped.lease_until is not None
    assert dropped.lease_until <= timezone.now() + dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)
    assert tick(now + dt.timedelta(seconds=60)).woken == 1
    JobRun.objects.filter(pk=dropped.pk).update(lease_until=now - dt.timedelta(seconds=1))
    assert tick(now + dt.timedelta(seconds=60)).recovered == 1
