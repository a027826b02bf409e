"""Never half-applied: whatever breaks an import off, what it wrote is taken back, also when nobody heard of the end."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from customers.models import ContactPoint, Customer, Tag
from imports import services, whole
from imports.models import Import, ImportState
from imports.recovering import recover, take_back_again
from journal import operations, runs
from journal.models import JobRun, Operation, OperationState
from journal.operations import run_now
from tests.factories.customers import make_person, make_phone

ROWS = 7
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journal.operations.running.BATCH", 2)


def table(folder: Path, *more: str, name: str = "base.csv") -> Path:
    """Seven clients, all new, in four batches."""
    path = folder / name
    lines = (f"{n};Клиентов{n};Иван;+7900{n:07};" for n in range(ROWS))
    path.write_text("\n".join(("ID;Фамилия;Имя;Телефон;Ответственный", *lines, *more)), encoding="utf-8")
    return path


def checked(path: Path) -> Import:
    return whole.checked(whole.Wish(path=path, by=system_user()))


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    return checked(table(tmp_path))


def broken_off(imported: Import, after: int = 1) -> Operation:
    """Apply some batches and fall, as a process does that dies: its operation says so, nobody else has heard."""
    operation = services.start_apply(imported, by=system_user())
    batches = 0

    def fall(_done: int, _total: int) -> None:
        nonlocal batches
        batches += 1
        if batches > after:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        run_now(operation, fall)
    return Operation.objects.get(pk=operation.pk)


def operation_of(imported: Import) -> Operation:
    operation = services.operation_of(services.by_id(imported.pk))
    assert operation
    return operation


def take_back(imported: Import) -> Operation:
    """The undo that was queued, done here."""
    operation = operation_of(imported)
    undo = Operation.objects.get(undoes=operation.pk, state=OperationState.QUEUED)
    assert undo.job
    runs.run_here(undo.job)
    return operation_of(imported)


def test_an_end_nobody_heard_of_is_found(imported: Import) -> None:
    run_now(services.start_apply(imported, by=system_user()))
    assert services.by_id(imported.pk).state == ImportState.APPLYING

    assert recover() == 1
    assert services.by_id(imported.pk).state == ImportState.DONE
    assert Customer.objects.count() == ROWS
    assert recover() == 0


def test_disk_full_in_the_middle_is_taken_back(imported: Import) -> None:
    operation = broken_off(imported)
    assert (operation.state, Customer.objects.count()) == (OperationState.FAILED, 2)

    assert recover() == 1
    assert recover() == 0
    imported = services.by_id(imported.pk)
    assert imported.state == ImportState.FAILED
    assert take_back(imported).state == OperationState.UNDONE
    assert not Customer.objects.exists()
    assert not ContactPoint.objects.exists()


def test_before_the_first_batch_there_is_nothing_to_take_back(imported: Import) -> None:
    broken_off(imported, after=0)
    recover()
    assert services.by_id(imported.pk).state == ImportState.FAILED
    assert not Operation.objects.exclude(undoes=None).exists()
    assert not Customer.objects.exists()


def test_stopped_while_it_waited_or_worked(tmp_path: Path) -> None:
    waiting = checked(table(tmp_path))
    operation = services.start_apply(waiting, by=system_user())
    services.cancel(services.by_id(waiting.pk), by=system_user())
    assert services.by_id(waiting.pk).state == ImportState.CANCELLED
    assert Operation.objects.get(pk=operation.pk).state == OperationState.CANCELLED
    assert not Customer.objects.exists()


def test_the_database_refuses_a_batch(tmp_path: Path, admin_user: User) -> None:
    """A person leaves the house between the check and the write: the rows that name him cannot be written."""
    gone = User.objects.create(
        email="gone@example.com", first_name="Глеб", last_name="Ушедший", role=admin_user.role, is_active=True
    )
    imported = checked(table(tmp_path, "99;Последний;Пётр;+79990000099;Ушедший Глеб"))
    assert imported.counts["new"] == ROWS + 1
    operation = services.start_apply(imported, by=system_user())
    User.objects.filter(pk=gone.pk).delete()

    assert operation.job
    with pytest.raises(Exception, match=r"."):
        runs.run_here(operation.job)
    imported = services.by_id(imported.pk)
    assert imported.state == ImportState.FAILED
    assert JobRun.objects.get(pk=operation.job).state == "failed"
    assert take_back(imported).state == OperationState.UNDONE
    assert not Customer.objects.exists()


def test_what_others_did_to_a_half_of_a_base_is_kept(imported: Import) -> None:
    broken_off(imported)
    touched = Customer.objects.order_by("pk").first()
    assert touched
    make_phone(touched, "+7 999 111-22-33")
    recover()
    take_back(imported)
    assert list(Customer.objects.values_list("pk", flat=True)) == [touched.pk]


def test_two_files_with_the_same_people(tmp_path: Path) -> None:
    first, second = (checked(table(tmp_path, name=f"{n}.csv")) for n in range(2))
    for one in (first, second):
        whole.applied(one, by=system_user())
    assert Customer.objects.count() == ROWS
    assert operation_of(second).refused == ROWS


def test_undone_by_hand_before_anybody_heard(imported: Import) -> None:
    operation = run_now(services.start_apply(imported, by=system_user()))
    run_now(operations.start_undo(operation, system_user(), queued=False))
    recover()
    assert services.by_id(imported.pk).state == ImportState.DONE
    assert not Customer.objects.exists()


def test_tags_of_a_half_stay_out(tmp_path: Path) -> None:
    """Updates of known cards go back too."""
    card = make_person("Клиентов0 Иван", city="Казань")
    make_phone(card, "+79000000000")
    imported = checked(table(tmp_path))
    assert imported.counts["updated"] == 1
    broken_off(imported, after=2)
    recover()
    take_back(imported)
    assert list(Customer.objects.values_list("pk", "city")) == [(card.pk, "Казань")]
    assert not Tag.objects.exists()


def test_a_taking_back_that_fails_is_begun_again(imported: Import) -> None:
    """The disk is still full when the half is to go: the tick tries until it is gone, and a pause grows."""
    broken_off(imported)
    recover()
    undo = Operation.objects.get(undoes=operation_of(imported).pk)

    def fall(_done: int, _total: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        run_now(undo, fall)
    assert Customer.objects.count() == 2
    soon = timezone.now()
    assert take_back_again(soon + dt.timedelta(days=1)) == 1
    assert take_back_again(soon + dt.timedelta(days=1)) == 0, "it is under way"
    assert take_back(imported).state == OperationState.UNDONE
    assert not Customer.objects.exists()
    assert take_back_again(soon + dt.timedelta(days=2)) == 0


def test_the_pause_between_attempts_doubles(imported: Import) -> None:
    broken_off(imported)
    recover()
    operation, now = operation_of(imported), timezone.now()
    Operation.objects.filter(pk=operation.pk).update(finished_at=now - dt.timedelta(minutes=8), state="done")
    Operation.objects.filter(undoes=operation.pk).update(state="failed", finished_at=now - dt.timedelta(minutes=3))
    assert take_back_again(now) == 0
    assert take_back_again(now + dt.timedelta(minutes=2)) == 1


def test_a_taking_back_that_a_person_stopped_or_redid_stays(imported: Import) -> None:
    broken_off(imported)
    recover()
    operation = operation_of(imported)
    Operation.objects.filter(pk=operation.pk).update(state="done")
    for state in (OperationState.CANCELLED, OperationState.UNDONE):
        Operation.objects.filter(undoes=operation.pk).update(state=state, finished_at=timezone.now())
        assert take_back_again(timezone.now() + dt.timedelta(days=3)) == 0
