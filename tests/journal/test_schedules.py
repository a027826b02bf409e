"""When things come round, and what a tick makes of it."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.services import system_user
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from crm import jobs
from journal import runs
from journal.models import JobRun, JobState, Schedule
from journal.runs import builtin, schedules, starting, ticking

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
KIND = "test.nothing"
NOW = dt.datetime(2026, 11, 21, 12, 0, 5, tzinfo=dt.UTC)


def nothing(job: JobContext) -> None:
    """Does nothing."""


@pytest.fixture(autouse=True)
def quiet(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only this test's schedules, no messages."""
    Schedule.objects.all().delete()
    for module in (starting, ticking):
        monkeypatch.setattr(module, "wake", lambda jobs: len(list(jobs)))
    job_kinds.add(JobKind(code=KIND, label="Nothing", run=nothing))
    yield
    del job_kinds._entries[KIND]


def every(seconds: int, *, next_at: dt.datetime = NOW, code: str = "often") -> Schedule:
    return Schedule.objects.create(code=code, kind=KIND, every_seconds=seconds, next_at=next_at)


def tick(now: dt.datetime = NOW) -> int:
    return runs.tick(by=system_user(), zone=MOSCOW, now=now).started


@pytest.mark.parametrize(
    ("now", "at", "zone", "expected"),
    [
        ("2026-11-21T00:00:00+00:00", "03:20", MOSCOW, "2026-11-21T00:20:00+00:00"),
        ("2026-11-21T00:20:00+00:00", "03:20", MOSCOW, "2026-11-22T00:20:00+00:00"),
        ("2026-11-21T22:00:00+00:00", "00:30", MOSCOW, "2026-11-22T21:30:00+00:00"),
        ("2026-03-28T12:00:00+00:00", "02:30", BERLIN, "2026-03-29T01:30:00+00:00"),  # 02:30 is skipped that night
        ("2026-10-24T12:00:00+00:00", "02:30", BERLIN, "2026-10-25T00:30:00+00:00"),  # comes twice: the first counts
        ("2026-10-25T00:30:00+00:00", "02:30", BERLIN, "2026-10-26T01:30:00+00:00"),
    ],
)
def test_daily_time_is_that_of_the_zone(now: str, at: str, zone: ZoneInfo, expected: str) -> None:
    moment = schedules.next_daily(dt.time.fromisoformat(at), dt.datetime.fromisoformat(now), zone)

    assert moment == dt.datetime.fromisoformat(expected)


def test_due_schedule_starts_one_run_and_keeps_its_rhythm() -> None:
    often = every(10)

    assert tick() == 1
    assert tick() == 0

    often.refresh_from_db()
    run = JobRun.objects.get()
    assert (run.kind, run.actor_name, often.last_job) == (KIND, "system", run.pk)
    assert often.next_at == NOW + dt.timedelta(seconds=10)


def test_missed_times_are_not_made_up_for() -> None:
    often = every(10, next_at=NOW - dt.timedelta(seconds=95))

    assert tick() == 1

    often.refresh_from_db()
    assert often.next_at == NOW + dt.timedelta(seconds=5)


def test_switched_off_schedule_rests() -> None:
    every(10)
    schedules.set_on("often", is_on=False, zone=MOSCOW)

    assert tick(NOW + dt.timedelta(days=9999)) == 0


def test_run_that_still_goes_on_is_not_doubled() -> None:
    every(10)
    tick()

    tick(NOW + dt.timedelta(seconds=10))

    assert JobRun.objects.count() == 1


def test_short_rhythm_uses_one_row() -> None:
    often = every(10)
    for number in range(3):
        tick(NOW + dt.timedelta(seconds=10 * number))
        often.refresh_from_db()
        assert often.last_job is not None
        runs.run_here(often.last_job)

    run = JobRun.objects.get()
    assert (run.state, run.fence, run.attempts) == (JobState.DONE, 3, 1)


def test_failure_of_a_short_rhythm_stays_to_be_seen() -> None:
    every(10)
    tick()
    JobRun.objects.update(state=JobState.FAILED, finished_at=NOW)

    tick(NOW + dt.timedelta(seconds=10))

    assert sorted(JobRun.objects.values_list("state", flat=True)) == [JobState.FAILED, JobState.QUEUED]


def test_long_rhythm_leaves_a_row_each_time() -> None:
    every(7200)
    tick()
    JobRun.objects.update(state=JobState.DONE, finished_at=NOW)

    tick(NOW + dt.timedelta(hours=2))

    assert JobRun.objects.count() == 2


def test_schedule_of_an_unknown_kind_does_not_stop_the_others() -> None:
    Schedule.objects.create(code="gone", kind="no.such", every_seconds=10, next_at=NOW)
    every(10)

    assert tick() == 2
    assert JobRun.objects.get().kind == KIND


def test_built_in_schedules_come_and_go_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due_jobs, "_entries", {"a": DueJob(code="a", kind=KIND, daily_at="05:00")})
    Schedule.objects.create(code="old", kind=KIND, every_seconds=10, is_built_in=True)
    Schedule.objects.create(code="admins", kind=KIND, every_seconds=10)

    schedules.sync(using="default")
    schedules.sync(using="default")

    found = {schedule.code: schedule.is_built_in for schedule in Schedule.objects.order_by("code")}
    assert found == {"a": True, "admins": False}


def test_admin_s_switch_and_time_outlive_a_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due_jobs, "_entries", {"a": DueJob(code="a", kind=KIND, daily_at="05:00")})
    schedules.sync(using="default")
    Schedule.objects.update(is_on=False, daily_at=dt.time(6, 30), kind="renamed")

    schedules.sync(using="default")

    schedule = Schedule.objects.get()
    assert (schedule.is_on, schedule.daily_at, schedule.kind) == (False, dt.time(6, 30), KIND)


def test_another_zone_moves_daily_times() -> None:
    Schedule.objects.create(code="night", kind=KIND, daily_at=dt.time(3, 20), next_at=timezone.now())

    schedules.reschedule(BERLIN)

    assert Schedule.objects.get().next_at.astimezone(BERLIN).time() == dt.time(3, 20)


@pytest.mark.sql
@pytest.mark.parametrize("rhythm", [{}, {"every_seconds": 10, "daily_at": dt.time(1)}, {"every_seconds": 0}])
def test_base_refuses_a_schedule_without_one_rhythm(rhythm: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Schedule.objects.create(code="x", kind=KIND, **rhythm)


def test_every_built_in_schedule_has_its_kind() -> None:
    assert [due.code for due in due_jobs if due.kind not in job_kinds] == []


def test_old_runs_and_ended_sessions_are_swept_out() -> None:
    from django.contrib.sessions.models import Session

    by = system_user()
    old = runs.run_here(runs.start(KIND, by=by).pk)
    JobRun.objects.update(finished_at=timezone.now() - dt.timedelta(days=91))
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - dt.timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=timezone.now() + dt.timedelta(days=1))

    runs.run_here(runs.start("journal.prune_jobs", by=by).pk)
    runs.run_here(runs.start(jobs.CLEAR_SESSIONS, by=by).pk)

    assert not JobRun.objects.filter(pk=old.pk).exists()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert dt.timedelta(days=90) == builtin.KEPT


def test_company_s_move_moves_daily_times() -> None:
    from accounts import company

    Schedule.objects.create(code="night", kind=KIND, daily_at=dt.time(3, 20), next_at=timezone.now())

    company.change(by=system_user(), time_zone="Asia/Vladivostok")

    next_at = Schedule.objects.get().next_at
    assert next_at.astimezone(ZoneInfo("Asia/Vladivostok")).time() == dt.time(3, 20)


def test_tick_wakes_itself_between_ticks_for_a_short_rhythm(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead: list[int] = []
    monkeypatch.setattr(jobs.between, "apply_async", lambda **values: ahead.append(values["countdown"]))

    every(120)
    jobs.tick()
    assert ahead == []

    every(10, code="seal")
    jobs.tick()
    assert ahead == [10, 20, 30, 40, 50]
