"""Event tables by month: made ahead, dropped whole when the last day of the month is old enough.

All of it is the owner's work: the application's role may not create or drop tables. Of a table that was made without
months old rows are deleted instead.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.db import connections, migrations, transaction
from django.utils import timezone

from core.db import OWNER
from journal import history

MONTHS_AHEAD = 3
AT_ONCE = 50_000
NAME = re.compile(r"_y(\d{4})m(\d{2})$")


def first_of(month: dt.date) -> dt.date:
    return month.replace(day=1)


def following(month: dt.date) -> dt.date:
    """The first day of the next month."""
    return first_of(first_of(month) + dt.timedelta(days=32))


def make_ahead(table: str, cursor: Any, *, today: dt.date, months: int = MONTHS_AHEAD) -> list[str]:
    """Partitions for this month and those ahead; returns the names of new ones."""
    made, month = [], first_of(today)
    for _ in range(months + 1):
        name = f"{table}_y{month:%Y}m{month:%m}"
        if name not in partitions(table, cursor):
            _make(table, name, month, cursor)
            made.append(name)
        month = following(month)
    return made


def partitions(table: str, cursor: Any) -> list[str]:
    """Names of the partitions there are, the default one too."""
    cursor.execute(
        "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
        " WHERE i.inhparent = to_regclass(%s) ORDER BY 1",
        [f'"{table}"'],
    )
    return [row[0] for row in cursor.fetchall()]


def _make(table: str, name: str, month: dt.date, cursor: Any) -> None:
    """What fell into the default partition meanwhile moves into the new one: no row is ever without a place."""
    default, low, high = f"{table}_default", f"{month:%Y-%m-%d} 00:00+00", f"{following(month):%Y-%m-%d} 00:00+00"
    inside = f"pgh_created_at >= '{low}' AND pgh_created_at < '{high}'"
    cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{default}" WHERE {inside})')
    strays = cursor.fetchone()[0]
    if strays:
        cursor.execute(f'ALTER TABLE "{table}" DETACH PARTITION "{default}"')
    cursor.execute(f"CREATE TABLE \"{name}\" PARTITION OF \"{table}\" FOR VALUES FROM ('{low}') TO ('{high}')")
    if strays:
        cursor.execute(f'INSERT INTO "{table}" SELECT * FROM "{default}" WHERE {inside}')
        cursor.execute(f'DELETE FROM "{default}" WHERE {inside}')
        cursor.execute(f'ALTER TABLE "{table}" ATTACH PARTITION "{default}" DEFAULT')


def drop_old(table: str, cursor: Any, *, today: dt.date) -> list[str]:
    """Drop whole months of which every day is older than before-images are kept; returns their names."""
    dropped = []
    for name in partitions(table, cursor):
        found = NAME.search(name)
        if found and following(dt.date(int(found[1]), int(found[2]), 1)) <= today - dt.timedelta(history.KEPT_DAYS):
            cursor.execute(f'DROP TABLE "{name}"')
            dropped.append(name)
    return dropped


def has_months(table: str, cursor: Any) -> bool:
    """Whether it is partitioned at all."""
    cursor.execute("SELECT relkind = 'p' FROM pg_class WHERE oid = to_regclass(%s)", [f'"{table}"'])
    return bool(cursor.fetchone()[0])


def delete_old(table: str, *, today: dt.date) -> int:
    """Rows older than before-images are kept, of a table without months, a batch a transaction; returns how many."""
    gone, count = 0, 1
    before = dt.datetime.combine(today, dt.time(), tzinfo=dt.UTC) - dt.timedelta(history.KEPT_DAYS)
    while count:
        with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
            cursor.execute(
                f'DELETE FROM "{table}" WHERE ctid = ANY (ARRAY('
                f'SELECT ctid FROM "{table}" WHERE pgh_created_at < %s LIMIT %s))',
                [before, AT_ONCE],
            )
            count = cursor.rowcount
        gone += count
    return gone


def keep_up(*, today: dt.date | None = None) -> dict[str, list[str]]:
    """What the job does: partitions ahead, old ones gone, for every event table. Safe to run twice."""
    today = today or timezone.now().astimezone(dt.UTC).date()
    done: dict[str, list[str]] = {"made": [], "dropped": []}
    for table in _tables():
        with connections[OWNER].cursor() as cursor:
            parted = has_months(table, cursor)
        if not parted:
            delete_old(table, today=today)
            continue
        with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")  # a long report must not make all writers queue behind us
            done["made"] += make_ahead(table, cursor, today=today)
            done["dropped"] += drop_old(table, cursor, today=today)
    return done


def _tables() -> Iterable[str]:
    return [model._meta.db_table for model in history.event_models()]


class PartitionByMonth(migrations.operations.base.Operation):
    """Turns an event table just created, and still empty, into a partitioned one."""

    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's view of the table stays as it is."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """A sequence instead of an identity column, which partitioned tables know only since PostgreSQL 17.

        No primary key: nobody looks for an event by its number alone, and each index is paid for by every change.
        """
        table, sequence = self.table, f"{self.table}_numbers"
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(f'CREATE TABLE "{table}_new" (LIKE "{table}") PARTITION BY RANGE (pgh_created_at)')
            cursor.execute(f'DROP TABLE "{table}"')
            cursor.execute(f'ALTER TABLE "{table}_new" RENAME TO "{table}"')
            cursor.execute(f'CREATE SEQUENCE "{sequence}" OWNED BY "{table}".pgh_id')
            cursor.execute(f'ALTER TABLE "{table}" ALTER pgh_id SET DEFAULT nextval(\'"{sequence}"\')')
            cursor.execute(f'CREATE TABLE "{table}_default" PARTITION OF "{table}" DEFAULT')
            make_ahead(table, cursor, today=timezone.now().astimezone(dt.UTC).date())

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Nothing: the table itself goes with its CreateModel."""

    def describe(self) -> str:
        return f"Partition {self.table} by month"
