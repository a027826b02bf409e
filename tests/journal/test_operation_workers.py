"""A worker killed in the middle of an operation, and of its undo: another goes on, and nothing is done twice."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from accounts.models import User
from crm.jobs import look_round
from customers.models import Customer
from customers.operations import EDIT
from journal.models import JobRun, Operation, OperationState
from journal.operations import confirm, draft, start_undo
from journal.operations.running import BATCH
from tests.harness import worker
from tests.harness.worker import Worker

ROWS = 4 * BATCH
pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


def fill() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO customers_customer (kind, last_name, first_name, middle_name, name, sort_name, sex, city,"
            " created_at, updated_at)"
            " SELECT 'person', 'K' || n, '', '', 'K' || n, 'k' || n, '', 'old ' || n, now(), now()"
            " FROM generate_series(1, %s) n",
            [ROWS],
        )


def events_per_row(operation: Operation) -> list[tuple[int, int]]:
    """How many rows have how many changes by the operation."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n, count(*) FROM (SELECT count(*) AS n FROM customers_customerevent WHERE pgh_context_id = %s"
            " GROUP BY pgh_obj_id) AS t GROUP BY n",
            [operation.pk],
        )
        return list(cursor.fetchall())


def kill_in_the_middle(folder: Path, begin: Callable[[], Operation], name: str) -> Operation:
    """Start a worker, then the operation; kill the worker after its first batch."""
    first = worker.start(folder, name=f"{name}-first")
    operation = begin()
    first.wait_until(lambda: 0 < position(operation) < ROWS, seconds=60)
    first.kill()
    assert 0 < position(operation) < ROWS
    return operation


def go_on(folder: Path, operation: Operation, name: str) -> None:
    """Let the lease of the dead run out, and `tick` give its job to another worker."""
    second: Worker = worker.start(folder, name=f"{name}-second")
    try:
        JobRun.objects.filter(operation_id=operation.pk).update(lease_until="2000-01-01T00:00:00Z")
        deadline = time.monotonic() + 120
        while state(operation) != OperationState.DONE and time.monotonic() < deadline:
            look_round()
            time.sleep(0.5)
    finally:
        second.stop()
    assert state(operation) == OperationState.DONE, second.text()[-3000:]


def position(operation: Operation) -> int:
    return Operation.objects.values_list("position", flat=True).get(pk=operation.pk)


def state(operation: Operation) -> str:
    return Operation.objects.values_list("state", flat=True).get(pk=operation.pk)


@pytest.mark.nightly
def test_killed_in_the_middle_of_apply_and_of_undo(admin_user: User, tmp_path: Path) -> None:
    fill()

    def edit() -> Operation:
        return confirm(draft(EDIT, {"chosen": {"all": True}, "changes": {"city": "new"}}, admin_user), admin_user)

    operation = kill_in_the_middle(tmp_path, edit, "edit")
    go_on(tmp_path, operation, "edit")
    operation.refresh_from_db()
    assert Customer.objects.filter(city="new").count() == operation.applied == ROWS
    assert events_per_row(operation) == [(1, ROWS)]

    undo = kill_in_the_middle(tmp_path, lambda: start_undo(operation, admin_user), "undo")
    go_on(tmp_path, undo, "undo")
    undo.refresh_from_db()
    assert Customer.objects.filter(city__startswith="old ").count() == undo.applied == ROWS
    assert events_per_row(undo) == [(1, ROWS)]
