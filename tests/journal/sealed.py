"""Help for tests of seals."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

import journal
from accounts.models import User
from core.db import OWNER
from journal.models import Entry
from journal.seals import seal_all
from journal.seals.verifying import verify


def look_at(by: User, *numbers: int) -> None:
    """An entry each, in a transaction each."""
    for number in numbers:
        journal.record(
            "customers.view", by=by, object_type="customers.customer", object_id=number, details={"n": number}
        )


def seal_everything(*, seconds: float = 100) -> int:
    """Seal until nothing is left; how many rows were sealed.

    Transactions of other databases of the server, such as another test process's, delay sealing too.
    """
    deadline, sealed = time.monotonic() + seconds, 0
    while True:
        sealed += seal_all()
        if verify(seal_first=False).unsealed == 0:
            return sealed
        assert time.monotonic() < deadline, "something holds a transaction open"
        time.sleep(0.05)


@contextmanager
def guard_off(table: str = "journal_entry") -> Iterator[None]:
    """As an intruder with the owner's password would."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER journal_guard")
    try:
        yield
    finally:
        with connections[OWNER].cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER journal_guard")


def as_owner(statement: str, parameters: list[int] | None = None) -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(statement, parameters)


def tamper(statement: str, parameters: list[int] | None = None, *, table: str = "journal_entry") -> None:
    """Change what must not be changed."""
    with guard_off(table):
        as_owner(statement, parameters)


def entries() -> list[Entry]:
    return list(Entry.objects.order_by("id"))
