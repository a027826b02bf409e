"""Runs of jobs in one process: claims, steps, ends. What several processes do stands in test_runs_workers.py."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from accounts.models import User
from core import faults
from core.errors import DomainError
from core.registries.jobs import JobContext, JobEnd, JobKind, job_kinds
from journal import runs
from journal.models import JobRun, JobState, OperationItem
from journal.runs import ending, leases, ticking, waking

Runner = Callable[[JobContext], None]


@pytest.fixture
def kind() -> Iterator[Callable[..., str]]:
    """`kind(function)` registers a job for this test and gives its code."""
    added: list[str] = []

    def register(run: Runner, **values: Any) -> str:
        code = f"test.{uuid.uuid4()}"
        job_kinds.add(JobKind(code=code, label="Test", run=run, **values))
        added.append(code)
        return code

    yield register
    for code in added:
        del job_kinds._entries[code]


@pytest.fixture(autouse=True)
def woken(monkeypatch: pytest.MonkeyPatch) -> list[uuid.UUID]:
    """Whom a message would have woken; none is sent."""
    told: list[uuid.UUID] = []

    def listen(jobs: list[tuple[uuid.UUID, str]]) -> int:
        told.extend(job for job, _queue in jobs)
        return len(jobs)

    for module in (waking, runs.starting, ticking):
        monkeypatch.setattr(module, "wake", listen)
    return told


def nothing(job: JobContext) -> None:
    """Does nothing."""


def item(job: JobContext, seq: int) -> None:
    OperationItem.objects.create(operation_id=job.job_id, seq=seq, object_type="t", object_id=str(seq))


def items(run: JobRun) -> int:
    return OperationItem.objects.filter(operation_id=run.pk).count()


@pytest.mark.django_db
def test_run_does_its_work_and_is_done(kind: Callable[..., str], manager: User) -> None:
    def three(job: JobContext) -> None:
        for seq in range(1, 4):
            with job.step():
                item(job, seq)
                job.progress(seq, 3, f"row {seq}")

    run = runs.run_here(runs.start(kind(three), by=manager, args={"id": 1}, total=3).pk)

    assert (run.state, run.done, run.total, run.note) == (JobState.DONE, 3, 3, "row 3")
    assert (run.actor_id, run.actor_name, run.args) == (manager.pk, manager.full_name, {"id": 1})
    assert items(run) == 3
    assert run.started_at is not None
    assert run.finished_at is not None


@pytest.mark.django_db
def test_worker_is_woken_after_commit(
    kind: Callable[..., str],
    manager: User,
    woken: list[uuid.UUID],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        run = runs.start(kind(nothing), by=manager)
        assert woken == []

    assert woken == [run.pk]


@pytest.mark.django_db
def test_live_run_with_the_key_is_given_instead_of_a_second(kind: Callable[..., str], manager: User) -> None:
    code = kind(nothing)

    first = runs.start(code, by=manager, unique_key="k")
    second = runs.start(code, by=manager, unique_key="k")
    runs.run_here(first.pk)
    third = runs.start(code, by=manager, unique_key="k")

    assert second.pk == first.pk
    assert third.pk != first.pk


@pytest.mark.sql
@pytest.mark.django_db
def test_two_live_runs_of_one_key_are_refused_by_the_base(manager: User) -> None:
    values = {"kind": "x", "unique_key": "k", "actor_id": manager.pk, "actor_name": ""}
    JobRun.objects.create(**values)

    with pytest.raises(IntegrityError), transaction.atomic():
        JobRun.objects.create(**values)


@pytest.mark.django_db
def test_claimed_run_is_not_claimed_again(kind: Callable[..., str], manager: User) -> None:
    run = runs.start(kind(nothing), by=manager)

    first = leases.claim(run.pk)

    assert first is not None
    assert first.fence == 1
    assert leases.claim(run.pk) is None


@pytest.mark.django_db
def test_refusal_is_told_as_it_is(kind: Callable[..., str], manager: User) -> None:
    def refuse(job: JobContext) -> None:
        raise DomainError("The file has no rows.")

    run = runs.start(kind(refuse), by=manager)

    with pytest.raises(DomainError, match="no rows"):
        runs.run_here(run.pk)
    run.refresh_from_db()
    assert (run.state, run.error, run.fault) == (JobState.FAILED, "The file has no rows.", "refused")


@pytest.mark.django_db
def test_defect_leaves_no_values_in_row_or_log(
    kind: Callable[..., str], manager: User, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"{manager.last_name}@example.com"  # lines of code are quoted, and ours must not hold it

    def break_down(job: JobContext) -> None:
        raise ValueError(address)

    run = runs.start(kind(break_down), by=manager)

    with pytest.raises(ValueError, match="@"):
        runs.run_here(run.pk)
    run.refresh_from_db()
    assert (run.state, run.error, run.fault) == (JobState.FAILED, "", "defect")
    assert "break_down" in caplog.text
    assert address not in caplog.text


def test_traceback_without_values_names_causes() -> None:
    try:
        try:
            raise KeyError("secret")
        except KeyError as cause:
            raise ValueError("secret") from cause
    except ValueError as error:
        told = faults.without_values(error)

    assert "builtins.ValueError" in told
    assert "builtins.KeyError" in told
    assert "KeyError: " not in told


@pytest.mark.django_db
def test_cancel_of_a_waiting_run_ends_it_at_once(kind: Callable[..., str], manager: User) -> None:
    run = runs.start(kind(nothing), by=manager)

    assert runs.cancel(run.pk).state == JobState.CANCELLED
    assert leases.claim(run.pk) is None


@pytest.mark.django_db
def test_nothing_is_written_after_cancel(kind: Callable[..., str], manager: User) -> None:
    def two_steps(job: JobContext) -> None:
        with job.step():
            item(job, 1)
        with job.step():
            item(job, 2)
            runs.cancel(job.job_id)

    run = runs.start(kind(two_steps), by=manager)

    ended = runs.run_here(run.pk)

    assert ended.state == JobState.CANCELLED
    assert items(ended) == 1


@pytest.mark.django_db
def test_commit_of_one_who_lost_the_lease_is_refused(kind: Callable[..., str], manager: User) -> None:
    def lose(job: JobContext) -> None:
        with job.step():
            item(job, 1)
        JobRun.objects.filter(pk=job.job_id).update(fence=7)
        with job.step():
            item(job, 2)

    run = runs.start(kind(lose), by=manager)

    assert runs.run_in_worker(run.pk) is True

    run.refresh_from_db()
    assert (run.state, run.fence) == (JobState.RUNNING, 7)
    assert items(run) == 1


@pytest.mark.django_db
def test_shown_progress_never_goes_back(kind: Callable[..., str], manager: User) -> None:
    shown: list[int] = []

    def waver(job: JobContext) -> None:
        for done in (5, 3, 8, 0):
            job.progress(done, 10)
            shown.append(JobRun.objects.get(pk=job.job_id).done)

    runs.run_here(runs.start(kind(waver), by=manager).pk)

    assert shown == [5, 5, 8, 8]


@pytest.mark.django_db
def test_silent_worker_s_run_waits_again_and_is_woken(
    kind: Callable[..., str], manager: User, woken: list[uuid.UUID], django_capture_on_commit_callbacks: Any
) -> None:
    run = runs.start(kind(nothing), by=manager)
    silent(run)

    with django_capture_on_commit_callbacks(execute=True):
        assert ticking._recover_one_lost() is True

    run.refresh_from_db()
    assert run.state == JobState.QUEUED
    assert woken == [run.pk]
    assert ticking._recover_one_lost() is False


def silent(run: JobRun, attempts: int = 0) -> None:
    """As its worker leaves it when the power goes."""
    claimed = leases.claim(run.pk)
    assert claimed is not None
    past = Now() - dt.timedelta(seconds=1)
    JobRun.objects.filter(pk=run.pk).update(lease_until=past, attempts=attempts or claimed.attempts)


@pytest.mark.django_db
def test_run_that_kills_its_workers_fails_at_last_and_its_kind_hears(kind: Callable[..., str], manager: User) -> None:
    heard: list[JobEnd] = []
    run = runs.start(kind(nothing, max_attempts=2, ended=heard.append), by=manager)
    silent(run, attempts=2)

    ticking._recover_one_lost()

    run.refresh_from_db()
    assert (run.state, run.fault) == (JobState.FAILED, "worker_lost")
    assert [(end.job_id, end.state) for end in heard] == [(run.pk, "failed")]


@pytest.mark.django_db
def test_silent_worker_s_run_that_should_stop_is_stopped(kind: Callable[..., str], manager: User) -> None:
    run = runs.start(kind(nothing), by=manager)
    silent(run)
    runs.cancel(run.pk)

    ticking._recover_one_lost()

    run.refresh_from_db()
    assert run.state == JobState.CANCELLED


@pytest.mark.django_db
def test_run_ends_though_its_kind_cannot_hear_of_it(kind: Callable[..., str], manager: User) -> None:
    def deaf(end: JobEnd) -> None:
        raise RuntimeError

    run = runs.start(kind(nothing, max_attempts=1, ended=deaf), by=manager)
    silent(run, attempts=1)

    assert ticking._recover_one_lost() is True

    run.refresh_from_db()
    assert run.state == JobState.FAILED


@pytest.mark.django_db
def test_end_is_heard_in_the_same_transaction(kind: Callable[..., str], manager: User) -> None:
    inside: list[bool] = []
    run = runs.start(kind(nothing, ended=lambda end: inside.append(connection.in_atomic_block)), by=manager)

    runs.run_here(run.pk)

    assert inside == [True]
    assert ending.end(run.pk, JobState.FAILED) is False


@pytest.mark.django_db
def test_lost_connection_puts_the_run_back(kind: Callable[..., str], manager: User) -> None:
    from django.db import OperationalError

    def disconnect(job: JobContext) -> None:
        raise OperationalError("server closed the connection")

    run = runs.start(kind(disconnect), by=manager)

    assert runs.run_in_worker(run.pk) is True

    run.refresh_from_db()
    assert run.state == JobState.QUEUED


@pytest.mark.django_db
def test_waiting_run_nobody_came_for_is_told_of_once_a_minute(
    kind: Callable[..., str], manager: User, woken: list[uuid.UUID]
) -> None:
    run = runs.start(kind(nothing), by=manager)
    later = run.woken_at + dt.timedelta(minutes=1)

    assert ticking.wake_forgotten(run.woken_at) == 0
    assert ticking.wake_forgotten(later) == 1
    assert ticking.wake_forgotten(later + dt.timedelta(seconds=10)) == 0
    assert woken == [run.pk]


@pytest.mark.django_db
def test_note_longer_than_its_column_is_cut(kind: Callable[..., str], manager: User) -> None:
    run = runs.run_here(runs.start(kind(lambda job: job.progress(1, 1, "x" * 999)), by=manager).pk)

    assert len(run.note) == 300
