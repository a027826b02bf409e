"""Months of history: made ahead, dropped whole, and no row without a place."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection, connections

from core.db import OWNER
from customers.models import Customer
from journal import partitions
from journal.history import event_model, event_models
from tests.factories.rows import make_customer

TABLE = "customers_customerevent"
pytestmark = [pytest.mark.sql]


@pytest.mark.django_db(databases=["default", OWNER])
def test_months_are_made_ahead() -> None:
    with connections[OWNER].cursor() as cursor:
        made = partitions.make_ahead(TABLE, cursor, today=dt.date(2031, 11, 5))
        again = partitions.make_ahead(TABLE, cursor, today=dt.date(2031, 11, 30))

    assert made == [f"{TABLE}_y{month}" for month in ("2031m11", "2031m12", "2032m01", "2032m02")]
    assert again == []


@pytest.mark.django_db(databases=["default", OWNER])
def test_only_whole_old_months_are_dropped() -> None:
    with connections[OWNER].cursor() as cursor:
        partitions.make_ahead(TABLE, cursor, today=dt.date(2019, 1, 1), months=2)
        dropped = partitions.drop_old(TABLE, cursor, today=dt.date(2019, 3, 30))

    assert dropped == [f"{TABLE}_y2019m01"]


@pytest.mark.django_db(databases=["default", OWNER])
def test_rows_of_the_default_partition_move_into_their_month() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, id, kind, last_name, first_name,"
            " middle_name, name, sort_name, sex, city, created_at, updated_at)"
            " VALUES (1, '2035-05-05', 'update', 1, 1, 'person', '', '', '', '', '', '', '', now(), now())"
        )
        partitions.make_ahead(TABLE, cursor, today=dt.date(2035, 5, 1), months=0)
        cursor.execute(f"SELECT tableoid::regclass::text FROM {TABLE}")
        assert cursor.fetchall() == [(f"{TABLE}_y2035m05",)]


@pytest.mark.django_db(databases=["default", OWNER])
def test_the_nightly_job_keeps_every_table_of_history_up() -> None:
    tables = [model._meta.db_table for model in event_models()]
    with connections[OWNER].cursor() as cursor:
        parted = {table for table in tables if partitions.has_months(table, cursor)}
        for table in set(tables) - parted:
            columns = _columns(table, cursor)
            cursor.execute(f'INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(columns.values())}')

    done = partitions.keep_up(today=dt.date(2032, 1, 5))

    assert {name.rpartition("_y")[0] for name in done["made"]} == parted
    with connections[OWNER].cursor() as cursor:
        for table in set(tables) - parted:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            assert cursor.fetchone()[0] == 0, table


def _columns(table: str, cursor: Any) -> dict[str, str]:
    """A row of any kind: what must be there, by an expression."""
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_name = %s AND is_nullable = 'NO' AND is_identity = 'NO' AND column_default IS NULL",
        [table],
    )
    other = {"timestamp with time zone": "timestamptz '2026-01-01'", "boolean": "false", "uuid": "gen_random_uuid()"}
    words = {
        "character varying": "''",
        "text": "''",
        "jsonb": "'{}'::jsonb",
        "date": "date '2026-01-01'",
        "ARRAY": "'{}'",
    }
    return {f'"{name}"': (other | words).get(kind, "1") for name, kind in cursor.fetchall()}


@pytest.mark.django_db
def test_todays_history_has_a_month_of_its_own() -> None:
    row = make_customer()
    Customer.objects.filter(pk=row.pk).update(city="Омск")

    assert event_model(Customer).objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tableoid::regclass::text FROM {TABLE}")
        assert cursor.fetchone()[0] != f"{TABLE}_default"
