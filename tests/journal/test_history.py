"""What the triggers write, as the application's role."""

import uuid

import pytest
from django.db import connection, transaction

from customers.models import Customer
from journal.context import set_operation
from journal.history import event_model
from tests.factories.rows import make_customer

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
CustomerEvent = event_model(Customer)


def test_update_keeps_what_was_before_under_its_operation() -> None:
    client, operation = make_customer(city="Казань"), uuid.uuid4()

    with transaction.atomic():
        set_operation(operation)
        Customer.objects.filter(pk=client.pk).update(city="Москва")

    event = CustomerEvent.objects.get()
    assert (event.pgh_label, event.pgh_context_id, event.city) == ("update", operation, "Казань")  # type: ignore[attr-defined]


def test_save_without_change_leaves_no_trace() -> None:
    client = make_customer(city="Казань")

    client.save(update_fields=["city", "updated_at"])

    assert not CustomerEvent.objects.exists()


def test_insert_is_not_tracked() -> None:
    make_customer()

    assert not CustomerEvent.objects.exists()


def test_nothing_is_written_but_the_event() -> None:
    client = make_customer(city="Казань")

    with transaction.atomic():
        set_operation(uuid.uuid4())
        Customer.objects.filter(pk=client.pk).update(city="Москва")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pghistory_context")
        assert cursor.fetchone() == (0,)


def test_operation_is_set_only_inside_a_transaction() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
        cursor.execute("SELECT relkind FROM pg_class WHERE relname = 'customers_customerevent'")
        assert cursor.fetchone() == ("p",)
