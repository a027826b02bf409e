"""Files taken off cards: back within thirty days, gone after them, and then it is said why."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from core.errors import DomainError
from customers.attached import purging, services
from customers.custom.filing import OWNER
from customers.custom.values import change, give_back
from customers.models import CustomerFile, CustomField, CustomValues
from customers.models.customer import Customer
from files import services as files
from files.models import StoredFile
from journal.history import event_model
from journal.models import Operation
from journal.operations import run_now, start_undo
from journal.operations.undoing import undo_until
from tests.factories.customers import make_person

pytestmark = pytest.mark.django_db
NEVER = 10_000


def given(name: str = "Договор.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 agreed")


def in_days(days: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=days)


def taken_off(customer: Customer, by: User) -> Operation:
    services.add([given()], by=by, customer=customer)
    operation = services.remove(by=by, customer=customer, pk=CustomerFile.objects.get().pk)
    assert operation is not None
    return operation


def test_a_file_taken_off_comes_back_and_lives(manager: User) -> None:
    operation = taken_off(make_person(responsible=manager), manager)
    assert purging.purge(in_days(30)) == 0

    run_now(start_undo(operation, manager, queued=False))

    assert CustomerFile.objects.get().name == "Договор.pdf"
    assert purging.purge(in_days(NEVER)) == 0


def test_after_thirty_days_it_is_gone_and_undo_says_why(manager: User) -> None:
    operation = taken_off(make_person(responsible=manager), manager)
    Operation.objects.filter(pk=operation.pk).update(finished_at=in_days(-32))

    assert purging.purge(in_days(32)) == 1

    assert not StoredFile.objects.exists()
    operation.refresh_from_db()
    assert undo_until(operation) < timezone.now()
    with pytest.raises(DomainError, match="30 дн"):
        start_undo(operation, manager, queued=False)


def test_a_file_of_an_own_field(manager: User) -> None:
    own = CustomField.objects.create(code="scan", name="Скан", type="file")
    customer = make_person(responsible=manager)
    kept = [
        files.store(given(name), by=manager, belongs_to=(OWNER, f"{customer.pk}/{own.pk}"))
        for name in ("Первый.pdf", "Второй.pdf")
    ]
    first, second = ({"id": str(one.pk), "name": one.name} for one in kept)
    change(by=manager, customer=customer, values={own: first})
    change(by=manager, customer=customer, values={own: second})
    event = event_model(CustomValues).objects.order_by("-pgh_id")[0]  # what stood before the second

    assert purging.purge(in_days(30)) == 0
    assert purging.purge(in_days(32)) == 1

    assert StoredFile.objects.get() == kept[1]
    with pytest.raises(DomainError, match="30"):
        give_back(by=manager, customer=customer, code="custom.scan", event=event.pgh_id)
