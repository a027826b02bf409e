"""Real workers: killed at any moment an import goes on to its end; stopped, what it wrote is taken back."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from accounts.services import system_user
from crm.jobs import look_round
from customers.models import ContactPoint, Customer
from files.models import StoredFile
from imports import services, whole
from imports.models import Import, ImportState, StagedRow
from journal import runs
from journal.models import JobRun, Operation, OperationState
from journal.operations.running import BATCH
from tests.harness import worker

ROWS = 3 * BATCH
LAST = {ImportState.DONE, ImportState.FAILED, ImportState.CANCELLED}
pytestmark = [
    pytest.mark.worker,
    pytest.mark.nightly,  # a minute or two each; each change has a kill of senders, and of undoing
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Some batches of rows with nothing decided yet."""
    path = tmp_path / "base.csv"
    lines = (f"{n};Клиентов{n};Иван;+7900{n:07}" for n in range(ROWS))
    path.write_text("\n".join(("ID;Фамилия;Имя;Телефон", *lines)), encoding="utf-8")
    return whole.begun(whole.Wish(path=path, by=system_user()))


def wait_for(condition: Callable[[], bool], process: worker.Worker, seconds: float = 150) -> None:
    """Meanwhile give what its worker dropped to the next one."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, process.text()[-3000:]
        look_round()
        time.sleep(0.3)


def state(imported: Import) -> str:
    return str(Import.objects.values_list("state", flat=True).get(pk=imported.pk))


def operation(imported: Import) -> Operation:
    pk = Import.objects.values_list("operation", flat=True).get(pk=imported.pk)
    assert pk
    return Operation.objects.get(pk=pk)


def release() -> None:
    JobRun.objects.filter(state="running").update(lease_until="2000-01-01T00:00:00Z")


def test_killed_while_checking_and_while_writing(imported: Import, tmp_path: Path) -> None:
    by = system_user()
    first = worker.start(tmp_path, name="first")
    services.start_preview(imported, by=by)
    first.wait_until(lambda: StagedRow.objects.exists(), seconds=60)
    first.kill()
    release()

    second = worker.start(tmp_path, name="second")
    wait_for(lambda: state(imported) == ImportState.CHECKED, second)
    imported.refresh_from_db()
    assert imported.counts["new"] == ROWS == StagedRow.objects.count()
    services.start_apply(imported, by=by)
    second.wait_until(lambda: operation(imported).position > 0, seconds=60)
    second.kill()
    release()

    third = worker.start(tmp_path, name="third")
    try:
        wait_for(lambda: state(imported) in LAST, third)
    finally:
        third.stop()
    assert state(imported) == ImportState.DONE
    assert Customer.objects.filter(made_in=operation(imported).pk).count() == ROWS
    assert ContactPoint.objects.count() == ROWS


def test_killed_at_random_moments(imported: Import, tmp_path: Path) -> None:
    """Whatever it was doing: in the end each client is there once."""
    by, chance = system_user(), random.Random(16)
    runs.run_here(services.start_preview(imported, by=by).pk)
    services.start_apply(services.by_id(imported.pk), by=by)
    for number in range(4):
        process = worker.start(tmp_path, name=f"killed{number}")
        time.sleep(chance.uniform(0.5, 4))
        process.kill()
        release()
        JobRun.objects.update(attempts=0)  # as many deaths as we like
    last = worker.start(tmp_path, name="last")
    try:
        wait_for(lambda: state(imported) in LAST, last)
    finally:
        last.stop()
    assert state(imported) == ImportState.DONE
    assert Customer.objects.filter(made_in=operation(imported).pk).count() == ROWS
    assert ContactPoint.objects.count() == ROWS


def test_stopped_in_the_middle_is_taken_back(imported: Import, tmp_path: Path) -> None:
    by = system_user()
    runs.run_here(services.start_preview(imported, by=by).pk)
    process = worker.start(tmp_path)
    try:
        services.start_apply(services.by_id(imported.pk), by=by)
        process.wait_until(lambda: operation(imported).position > 0, seconds=60)
        services.cancel(services.by_id(imported.pk), by=by)
        wait_for(lambda: state(imported) in LAST, process)
        if state(imported) == ImportState.CANCELLED:
            wait_for(lambda: operation(imported).state == OperationState.UNDONE, process)
            assert not Customer.objects.exists()
        else:  # it was over before it heard
            assert Customer.objects.count() == ROWS
    finally:
        process.stop()


def test_two_at_once_write_each_client_once(imported: Import, tmp_path: Path) -> None:
    by = system_user()
    path = tmp_path / "base.csv"
    other = whole.begun(whole.Wish(path=path, by=by))
    for one in (imported, other):
        runs.run_here(services.start_preview(one, by=by).pk)
    workers = [worker.start(tmp_path, name=f"w{n}") for n in range(2)]
    try:
        for one in (imported, other):
            services.start_apply(services.by_id(one.pk), by=by)
        for one in (imported, other):
            wait_for(lambda one=one: state(one) in LAST, workers[0])  # type: ignore[misc]
    finally:
        for process in workers:
            process.stop()
    assert Customer.objects.count() == ROWS
    assert operation(imported).refused + operation(other).refused == ROWS


def test_a_file_that_was_changed_is_refused(imported: Import) -> None:
    from core.errors import DomainError

    assert imported.file
    StoredFile.objects.filter(pk=imported.file.pk).update(sha256="0" * 64)
    with pytest.raises(DomainError):
        runs.run_here(services.start_preview(services.by_id(imported.pk), by=system_user()).pk)
    imported.refresh_from_db()
    assert imported.state == ImportState.MAPPED
    assert imported.error
