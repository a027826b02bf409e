"""A worker's process is killed in the middle of a run, and once more at its very end: another takes it up, and the base
is as it would have been. Every kind of job has its line.
"""

import datetime as dt
import time
from collections.abc import Iterator

import pytest
from django.utils import timezone

from accounts import company
from accounts.services import system_user
from core.registries.jobs import job_kinds
from journal import runs
from journal.models import JobRun, JobState
from journal.runs import waking
from tests.faults import base, killing, lines_of_clients, lines_of_keeping, lines_of_messages
from tests.faults.base import Base, Print
from tests.faults.lines import LINES, Line
from tests.harness import worker
from tests.harness.plugin import KEY
from tests.harness.worker import Worker

QUEUE = "bulk"
"""The only queue the worker hears: what a run wakes elsewhere, letters above all, is not this run's result."""
SECONDS = 300
LONG_PAST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
TABLE = (lines_of_clients, lines_of_keeping, lines_of_messages)
"""Modules whose import fills `LINES`."""


def test_every_kind_of_job_has_its_line() -> None:
    missing = {kind.code for kind in job_kinds if not kind.code.startswith("test.")} - {one.kind for one in LINES}
    assert not missing, f"Say in tests/faults/lines_of_*.py how a run of each of these begins: {sorted(missing)}"


@pytest.fixture(scope="module")
def seeded(request: pytest.FixtureRequest, django_db_setup: None) -> Iterator[Base]:
    made = Base(request.config.stash[KEY])
    yield made
    made.drop()


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """Its process that works is killed; the one that watches over it starts the next."""
    started = worker.start(
        tmp_path_factory.mktemp("victim"), queues=QUEUE, include=(killing.__name__,),
        variables={"KARTOTEKA_TEST_FAULTS": "1"},
    )  # fmt: skip
    yield started
    started.stop()


@pytest.mark.nightly
@pytest.mark.worker
@pytest.mark.timeout(1200)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("line", LINES, ids=str)
def test_killed_and_taken_up_again(line: Line, seeded: Base, victim: Worker) -> None:
    once, again = whole(line, seeded, victim), whole(line, seeded, victim)
    statements = killing.counted()

    after = worked(line, seeded, victim, [statements // 2, killing.AT_THE_END])

    found = base.differences(once, again, after, line.apart)
    assert found == []


def whole(line: Line, seeded: Base, victim: Worker) -> Print:
    """What it leaves when nothing happens to it."""
    return worked(line, seeded, victim, [])


def worked(line: Line, seeded: Base, victim: Worker, aims: list[int]) -> Print:
    """What a run leaves that was killed so many times."""
    seeded.fresh()
    killing.aim(line.kind, aims)
    run = line.begin()
    JobRun.objects.filter(pk=run.pk).update(queue=QUEUE)
    waking.wake([(run.pk, QUEUE)])
    wait_until_quiet(victim, len(aims))
    ended = JobRun.objects.get(pk=run.pk)
    assert (ended.state, ended.attempts) == (JobState.DONE, len(aims) + 1), victim.text()[-4000:]
    assert killing.aims_left() == 0
    return base.taken()


def wait_until_quiet(victim: Worker, aims: int) -> None:
    """Until the worker has nothing left to do. What a killed process held is put back as by `tick` a minute later."""
    deadline = time.monotonic() + SECONDS
    while (left := killing.aims_left()) or is_at_work():
        assert time.monotonic() < deadline, victim.text()[-4000:]
        if left < aims:
            aims = left
            JobRun.objects.filter(state=JobState.RUNNING).update(lease_until=LONG_PAST)
            runs.tick(by=system_user(), zone=company.current().zone, now=timezone.now())
        elif not is_at_work():
            break
        time.sleep(0.05)


def is_at_work() -> bool:
    return JobRun.objects.live().filter(queue=QUEUE).exists() or killing.is_busy()
