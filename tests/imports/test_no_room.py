"""The disk of the database is full: the server says so by its code, a person is told in a sentence, nothing is left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from core.db import OWNER
from core.errors import DomainError
from customers.models import Customer
from files.models import StoredFile
from imports import services, whole
from imports.models import Import, ImportState, StagedRow
from journal import runs
from journal.models import JobRun, Operation, OperationState
from journal.models.job import JobFault
from tests.harness.client import StrictClient

ROWS = 7
SENTENCE = "На диске сервера не осталось места"
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", OWNER])


@contextmanager
def full_disk(table: str, after: int) -> Iterator[None]:
    """The server refuses every row of a table beyond some, with the code of a full disk."""
    with connections[OWNER].cursor() as owner:
        owner.execute(
            f"CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF (SELECT count(*) FROM {table}) >= {after} THEN"
            f" RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END $$"
        )
        owner.execute(f"CREATE TRIGGER no_room BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION no_room()")
    try:
        yield
    finally:
        with connections[OWNER].cursor() as owner:
            owner.execute(f"DROP TRIGGER no_room ON {table}")
            owner.execute("DROP FUNCTION no_room()")


@pytest.fixture
def imported(tmp_path: Path, admin_user: User) -> Import:
    path = tmp_path / "base.csv"
    lines = (f"{n};Клиентов{n};Иван;+7900{n:07}" for n in range(ROWS))
    path.write_text("\n".join(("ID;Фамилия;Имя;Телефон", *lines)), encoding="utf-8")
    return whole.begun(whole.Wish(path=path, by=admin_user))


def test_while_rows_are_checked(imported: Import, admin_user: User, client_for: Callable[[User], StrictClient]) -> None:
    with full_disk("imports_stagedrow", 0), translation.override("ru"):
        run = services.start_preview(imported, by=admin_user)
        with pytest.raises(DomainError, match=SENTENCE):
            runs.run_here(run.pk)
    assert JobRun.objects.get(pk=run.pk).fault == JobFault.REFUSED
    imported.refresh_from_db()
    assert (imported.state, StagedRow.objects.count()) == (ImportState.MAPPED, 0)
    page = client_for(admin_user).get(reverse("imports:rules", args=[imported.pk]))
    assert SENTENCE in page.content.decode()


def test_in_the_middle_of_writing(
    imported: Import, admin_user: User, client_for: Callable[[User], StrictClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journal.operations.running.BATCH", 2)
    with translation.override("ru"):
        runs.run_here(services.start_preview(imported, by=admin_user).pk)
        operation = services.start_apply(services.by_id(imported.pk), by=admin_user)
        assert operation.job
        with full_disk("customers_customer", 4), pytest.raises(DomainError, match=SENTENCE):
            runs.run_here(operation.job)
    imported.refresh_from_db()
    assert imported.state == ImportState.FAILED
    page = client_for(admin_user).get(reverse("imports:result", args=[imported.pk]))
    assert SENTENCE in page.content.decode()
    undo = Operation.objects.get(undoes=operation.pk)
    assert undo.job
    runs.run_here(undo.job)
    assert Operation.objects.get(pk=operation.pk).state == OperationState.UNDONE
    assert not Customer.objects.exists()


def test_the_command_takes_back_what_it_began_without_a_worker(
    imported: Import, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journal.operations.running.BATCH", 2)
    with translation.override("ru"):
        runs.run_here(services.start_preview(imported, by=admin_user).pk)
        with full_disk("customers_customer", 4), pytest.raises(DomainError, match=SENTENCE):
            whole.applied(services.by_id(imported.pk), by=admin_user)
    assert services.by_id(imported.pk).state == ImportState.FAILED
    assert not Customer.objects.exists()
    assert not Operation.objects.filter(state=OperationState.QUEUED).exists()


def test_a_look_that_fails_leaves_nothing_behind(tmp_path: Path, admin_user: User) -> None:
    path = tmp_path / "base.csv"
    path.write_text("Фамилия;Телефон\nКлиентов;+79000000001", encoding="utf-8")
    with full_disk("imports_stagedrow", 0), pytest.raises(DomainError):
        whole.checked(whole.Wish(path=path, by=admin_user, fleeting=True))
    assert not Import.objects.exists()
    assert not StoredFile.objects.exists()
