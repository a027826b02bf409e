"""Purchases put in by COPY, as bulk work does: triggers keep the values."""

import datetime as dt
import gzip
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import connection

from accounts import company

CDNOW = Path(__file__).parent.parent / "segmentation" / "data" / "cdnow_sample.txt.gz"
Bought = tuple[int, dt.datetime, Decimal, Decimal, str]
"""Client, moment, sum, profit, status."""
COLUMNS = (
    "customer_id", "purchased_at", "status", "currency", "rate", "own_total", "total", "cost", "discount", "profit",
    "created_at", "updated_at",
)  # fmt: skip


def copy_purchases(rows: Iterable[Bought]) -> None:
    """Without lines: sums stand in the purchase itself."""
    with connection.cursor() as cursor, cursor.copy(f"COPY sales_purchase ({', '.join(COLUMNS)}) FROM STDIN") as copy:
        for customer, at, total, profit, status in rows:
            copy.write_row((customer, at, status, "RUB", 1, total, total, total - profit, 0, profit, at, at))


def copy_customers(names: Iterable[str]) -> dict[str, int]:
    """A client with that external id for each name, in their order."""
    found = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(
                "INSERT INTO customers_customer (kind, last_name, first_name, middle_name, name, sort_name, sex, city,"
                " created_at, updated_at) VALUES ('person', %s, '', '', %s, %s, '', '', now(), now()) RETURNING id",
                [name, name, name],
            )
            found[name] = cursor.fetchone()[0]
        with cursor.copy("COPY customers_externalid (customer_id, source, value, created_at) FROM STDIN") as copy:
            for name, pk in found.items():
                copy.write_row((pk, "main", name, dt.datetime.now(dt.UTC)))
    return found


def load_cdnow() -> dict[str, int]:
    """The sample of CDNOW: a row is an order; returns clients by their number in the sample."""
    zone = company.current().zone
    lines = [line.split() for line in gzip.decompress(CDNOW.read_bytes()).decode().splitlines()]
    clients = copy_customers(dict.fromkeys(line[1] for line in lines))
    copy_purchases(
        (clients[number], _noon(day, zone), Decimal(total), Decimal(0), "paid")
        for _whole, number, day, _discs, total in lines
    )
    return clients


def _noon(day: str, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.strptime(day, "%Y%m%d").replace(hour=12, tzinfo=zone)
