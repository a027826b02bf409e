"""What people, `doctor` and monitoring are told of jobs."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from core.registries.doctor import Health
from journal.models import JobRun, JobState
from journal.runs import health
from journal.runs.pace import Pace, pace

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


def ago(seconds: float, now: dt.datetime = NOW) -> dt.datetime:
    return now - dt.timedelta(seconds=seconds)


def run(**values: Any) -> JobRun:
    return JobRun(**{"kind": "x", "actor_id": 1, "actor_name": "", "state": JobState.RUNNING} | values)


def test_pace_counts_what_this_attempt_did() -> None:
    second = run(done=600, total=1000, claimed_done=400, claimed_at=ago(12), progress_at=ago(2))

    assert pace(second, NOW) == Pace(percent=60, rate=20.0, remaining=18)


def test_pace_without_a_total_tells_only_the_rate() -> None:
    assert pace(run(done=50, claimed_at=ago(10), progress_at=NOW), NOW) == Pace(None, 5.0, None)


def test_pace_of_a_run_that_waits_is_unknown() -> None:
    assert pace(run(state=JobState.QUEUED, total=10), NOW) == Pace(0, None, None)


def test_what_remains_is_never_negative() -> None:
    assert pace(run(done=9, total=10, claimed_at=ago(100), progress_at=ago(60)), NOW).remaining == 0


def test_done_is_the_whole() -> None:
    assert pace(run(state=JobState.DONE, done=3, total=10), NOW).percent == 100


@pytest.mark.django_db
def test_doctor_names_queues_without_a_worker() -> None:
    now = timezone.now()
    run(queue="bulk", lease_until=now + dt.timedelta(minutes=1)).save()
    run(queue="send", kind="journal.alive.send", state=JobState.DONE, finished_at=ago(60, now)).save()
    run(queue="interactive", kind="journal.alive.interactive", state=JobState.DONE, finished_at=ago(600, now)).save()

    assert health.silent_queues() == ["interactive"]
    assert health.check_workers().health == Health.WARN


@pytest.mark.django_db
def test_doctor_sees_long_waits_and_failures() -> None:
    now = timezone.now()
    assert [health.check_waiting().health, health.check_failures().health] == [Health.OK, Health.OK]
    run(state=JobState.QUEUED, queued_at=ago(700, now)).save()
    run(state=JobState.FAILED, kind="journal.prune_jobs", finished_at=ago(60, now)).save()
    run(state=JobState.FAILED, kind="gone", finished_at=ago(3600 * 25, now)).save()

    assert health.check_waiting().health == Health.WARN
    assert health.check_failures().health == Health.WARN
    assert "gone" not in str(health.check_failures().message)
    assert (sum(health.waiting().values()), sum(health.running().values()), health.failed()) == (1, 0, 1)
    assert max(health.oldest_wait().values()) > 690
