"""What happens to runs when processes die, freeze, hear twice or hear nothing: real workers, real queue."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from celery import Celery
from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from journal import runs
from journal.models import JobRun, JobState, OperationItem, Schedule
from journal.runs import waking
from tests.harness import worker
from tests.harness.queue import Queue
from tests.harness.worker import Worker
from tests.journal import kinds_for_workers
from tests.journal.kinds_for_workers import COUNT

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]

QUICK = {"KARTOTEKA_JOB_LEASE_SECONDS": "2", "KARTOTEKA_JOB_HEARTBEAT_SECONDS": "1"}
ZONE = ZoneInfo("Europe/Moscow")
Start = Callable[..., Worker]


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[Start]:
    """Workers with a lease of two seconds that know the jobs of tests."""
    started: list[Worker] = []

    def start(name: str, **variables: str) -> Worker:
        begun = worker.start(
            tmp_path, name=name, include=(kinds_for_workers.__name__,), variables={**QUICK, **variables}
        )
        started.append(begun)
        return begun

    yield start
    for each in started:
        each.stop()


def begin(by: User, *, n: int, pause: float, **args: int) -> JobRun:
    return runs.start(COUNT, by=by, args={"n": n, "pause": pause, **args}, total=n)


def fresh(run: JobRun) -> JobRun:
    return JobRun.objects.get(pk=run.pk)


def writers(run: JobRun) -> list[int]:
    """Who wrote each row, in order."""
    items = OperationItem.objects.filter(operation_id=run.pk).order_by("seq")
    return [int(pid) for pid in items.values_list("object_id", flat=True)]


def look_round(*, later: float = 0) -> None:
    """What a tick does."""
    runs.tick(by=system_user(), zone=ZONE, now=timezone.now() + timedelta(seconds=later))


def is_over(run: JobRun) -> Callable[[], bool]:
    return lambda: not fresh(run).is_live


def is_over_while_ticking(run: JobRun, seen: list[int]) -> Callable[[], bool]:
    """Ticks far faster than the clock does; notes what is shown meanwhile."""

    def over() -> bool:
        look_round()
        now = fresh(run)
        seen.append(now.done)
        return not now.is_live

    return over


def test_killed_worker_s_run_goes_on_elsewhere(manager: User, start_worker: Start) -> None:
    first = start_worker("first")
    run = begin(manager, n=30, pause=0.1)
    first.wait_until(lambda: len(writers(run)) >= 5)

    first.kill()
    at_death = writers(run)
    seen: list[int] = [len(at_death)]
    start_worker("second").wait_until(is_over_while_ticking(run, seen), seconds=40)

    ended = fresh(run)
    assert (ended.state, ended.done, ended.attempts, ended.fence) == (JobState.DONE, 30, 2, 2)
    assert len(writers(run)) == 30
    assert writers(run)[: len(at_death)] == at_death
    assert len(set(writers(run))) == 2
    assert seen == sorted(seen)


def test_run_of_a_living_worker_is_left_alone(manager: User, start_worker: Start) -> None:
    first = start_worker("first")
    start_worker("second")
    run = begin(manager, n=2, pause=5)  # silent for more than two leases: only the heartbeat speaks

    first.wait_until(is_over_while_ticking(run, []), seconds=40)

    ended = fresh(run)
    assert (ended.state, ended.attempts, len(set(writers(run)))) == (JobState.DONE, 1, 1)


@pytest.mark.nightly
def test_frozen_worker_that_wakes_up_commits_nothing(manager: User, start_worker: Start) -> None:
    first = start_worker("first")
    run = begin(manager, n=20, pause=0.5)
    first.wait_until(lambda: len(writers(run)) >= 2)
    frozen = writers(run)[0]

    os.kill(frozen, signal.SIGSTOP)
    written = len(writers(run))
    start_worker("second").wait_until(is_over_while_ticking(run, []), seconds=60)
    os.kill(frozen, signal.SIGCONT)
    first.wait_until(lambda: "job.lease_lost" in first.text() or "job.failed" in first.text())

    assert writers(run).count(frozen) == written
    assert len(writers(run)) == 20
    assert fresh(run).state == JobState.DONE


@pytest.mark.nightly
def test_worker_frozen_inside_a_step_does_not_stop_the_next(manager: User, start_worker: Start) -> None:
    first = start_worker("first")
    run = begin(manager, n=6, pause=2, linger_at=3)
    first.wait_until(lambda: len(writers(run)) == 2)
    frozen = writers(run)[0]
    first.wait_until(lambda: idle_in_transaction() == 1)

    os.kill(frozen, signal.SIGSTOP)
    start_worker("second").wait_until(is_over_while_ticking(run, []), seconds=60)
    os.kill(frozen, signal.SIGCONT)

    assert fresh(run).state == JobState.DONE
    assert writers(run).count(frozen) == 2
    assert len(writers(run)) == 6


def idle_in_transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND state = 'idle in transaction' AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


def test_redelivered_message_does_nothing(manager: User, start_worker: Start) -> None:
    first = start_worker("first")
    second = start_worker("second")
    run = begin(manager, n=10, pause=0.1)

    for _ in range(10):
        waking.wake([(run.pk, run.queue)])
    first.wait_until(is_over(run))
    waking.wake([(run.pk, run.queue)] * 2)
    first.wait_until(lambda: (first.text() + second.text()).count("succeeded in") == 13)

    ended = fresh(run)
    assert (ended.state, ended.attempts) == (JobState.DONE, 1)
    assert len(set(writers(run))) == 1


def test_run_is_stopped_in_the_middle(manager: User, start_worker: Start) -> None:
    first = start_worker("first")
    run = begin(manager, n=1000, pause=0.05)
    first.wait_until(lambda: len(writers(run)) >= 3)

    runs.cancel(run.pk)
    written = len(writers(run))
    first.wait_until(is_over(run))

    ended = fresh(run)
    assert ended.state == JobState.CANCELLED
    assert ended.done == len(writers(run)) == written < 1000


def test_two_clocks_at_once_start_and_wake_each_thing_once(manager: User, start_worker: Start) -> None:
    Schedule.objects.all().delete()
    for number in range(5):
        Schedule.objects.create(
            code=f"due{number}", kind=COUNT, args={"n": 1, "pause": 0}, every_seconds=7200, next_at=timezone.now()
        )
    together = threading.Barrier(6)

    def clock() -> None:
        together.wait()
        look_round()
        connection.close()

    clocks = [threading.Thread(target=clock) for _ in range(6)]
    for each in clocks:
        each.start()
    for each in clocks:
        each.join()

    assert JobRun.objects.count() == 5
    assert all(schedule.next_at > timezone.now() for schedule in Schedule.objects.order_by("code"))
    start_worker("first").wait_until(lambda: not JobRun.objects.live().exists())
    assert set(JobRun.objects.values_list("state", "attempts").distinct()) == {(JobState.DONE, 1)}


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    """Messages of this process go there too."""
    own = Queue(tmp_path)
    own.on()
    sender = Celery("test", broker=own.url, set_as_current=False)
    sender.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    sender.conf.task_default_queue = settings.CELERY_TASK_DEFAULT_QUEUE
    monkeypatch.setattr(waking, "current_app", sender)
    yield own
    sender.close()
    own.off()


def test_queue_lost_and_back_loses_no_work(manager: User, queue: Queue, start_worker: Start) -> None:
    first = start_worker("first", REDIS_URL=queue.url)
    before = begin(manager, n=40, pause=0.1)
    taken = begin(manager, n=3, pause=0)
    first.wait_until(lambda: len(writers(before)) >= 3 and first.text().count(" received") == 2)

    queue.off()
    began = time.monotonic()
    meanwhile = begin(manager, n=3, pause=0)
    assert time.monotonic() - began < 5
    first.wait_until(is_over(before))
    assert fresh(meanwhile).state == JobState.QUEUED
    queue.on()
    look_round(later=60)
    first.wait_until(lambda: is_over(taken)() and is_over(meanwhile)(), seconds=60)

    assert [fresh(run).state for run in (before, taken, meanwhile)] == [JobState.DONE] * 3
    assert [fresh(run).attempts for run in (taken, meanwhile)] == [1, 1]
