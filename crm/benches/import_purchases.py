"""A file of purchases comes into a base of clients: two lines a document, known clients, every line a product.

The floor is COPY of the very rows that the import wrote, into the same tables with their indexes, triggers off: the
documents, and the months of categories that are kept beside them. The floor of documents alone is told apart.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.db import connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.urls import get_resolver
from psycopg import sql

from accounts.services import system_user
from core.db import OWNER
from crm.benches.base import fresh_base, seed, settle
from crm.benches.result import BenchPlan, BenchResult
from imports import whole
from journal.models import Operation
from journal.operations import run_now, start_undo
from sales.models import Category, CategoryMonth, Product, Purchase, PurchaseLine, Shop

T = TypeVar("T")
EACH_CLIENT = 10
DOCUMENTS = tuple(model._meta.db_table for model in (Category, Shop, Product, Purchase, PurchaseLine))
KEPT = (CategoryMonth._meta.db_table,)
TABLES = (*DOCUMENTS, *KEPT)
HEADINGS = ("Phone", "Order", "Date", "Product", "Category", "Quantity", "Price", "Cost", "Shop", "Status")
TARGETS = (
    "customer.phone", "number", "purchased_at", "product", "category", "quantity", "price", "cost", "shop", "status",
)  # fmt: skip
ROWS = """
SELECT p.value, 'D-' || g.n / 2, to_char(now() - g.n / 2 % 900 * interval '1 day', 'DD.MM.YYYY'),
       'Thing ' || g.n % 1000, 'Kind ' || g.n % 1000 % 30, 1 + g.n % 3, 100 + g.n % 1000, 50 + g.n % 40,
       'Shop ' || g.n / 2 % 12, 'paid'
  FROM generate_series(0, {last}) AS g (n)
  JOIN (SELECT value, row_number() OVER (ORDER BY customer_id) - 1 AS place FROM (
        SELECT DISTINCT ON (value) value, customer_id FROM customers_contactpoint
         WHERE kind = 'phone' AND is_primary AND archived_at IS NULL ORDER BY value) v LIMIT {clients}) p
    ON p.place = g.n / 2 % {clients}
 ORDER BY g.n
"""


def run(plan: BenchPlan) -> BenchResult:
    """Check, bring in, check again, take back; then the floor."""
    rows = plan.purchases or plan.customers
    figures: dict[str, float] = {"rows": rows}
    with fresh_base(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "purchases.csv"
        clients = max(rows // EACH_CLIENT, 10)
        seed(clients * 2)
        _write(path, rows, clients)
        settle()
        _ = get_resolver().url_patterns  # a worker has read the code of pages long before it brings a file in
        kept = _ours(path, figures, rows)
        settle()
        figures["documents_floor_seconds"], figures["floor_seconds"] = _floor(kept)
    both = figures["preview_seconds"] + figures["apply_seconds"]
    figures["rows_per_second"] = rows / both
    ratios = {
        "apply_of_floor": figures["floor_seconds"] / figures["apply_seconds"],
        "apply_of_documents_floor": figures["documents_floor_seconds"] / figures["apply_seconds"],
        "whole_of_floor": figures["floor_seconds"] / both,
        "again_faster": both / figures["again_seconds"],
        "undo_to_whole": figures["undo_seconds"] / both,
    }
    return BenchResult(
        {name: round(value, 2) for name, value in figures.items()},
        {name: round(value, 2) for name, value in ratios.items()},
    )


def _ours(path: Path, figures: dict[str, float], rows: int) -> dict[str, bytes]:
    by = system_user()
    wish = whole.Wish(path=path, by=by, entity="purchases", mapping=dict(zip(HEADINGS, TARGETS, strict=True)))
    figures["preview_seconds"], imported = _timed(lambda: whole.checked(wish))
    figures["apply_seconds"], imported = _timed(lambda: whole.applied(imported, by=by))
    if whole.told(imported)["created"] < rows * 0.99:  # a few demo phones cannot be read
        raise RuntimeError(f"created: {whole.told(imported)}")
    kept = {table: _read(table) for table in TABLES}
    settle()
    figures["again_seconds"], again = _timed(lambda: whole.checked(wish))
    if whole.told(again)["unchanged"] != whole.told(imported)["created"]:
        raise RuntimeError(f"unchanged: {whole.told(again)}")
    target = Operation.objects.get(pk=str(imported.operation))
    figures["undo_seconds"], _undone = _timed(lambda: run_now(start_undo(target, by, queued=False)))
    if Purchase.objects.exists():
        raise RuntimeError("the undo has left purchases")
    return kept


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = act()
    return time.perf_counter() - started, result


def _write(path: Path, rows: int, clients: int) -> None:
    made = sql.SQL(ROWS).format(last=sql.Literal(rows - 1), clients=sql.Literal(clients))
    query = sql.SQL("COPY (") + made + sql.SQL(") TO STDOUT (FORMAT csv)")
    with path.open("wb") as file, connection.cursor() as cursor:
        file.write((",".join(HEADINGS) + "\n").encode())
        with cursor.copy(query) as copy:
            for piece in copy:
                file.write(piece)


def _read(table: str) -> bytes:
    with connection.cursor() as cursor:
        order = sql.SQL("COPY (SELECT * FROM {} ORDER BY 1) TO STDOUT").format(sql.Identifier(table))
        with cursor.copy(order) as copy:
            return b"".join(copy)


def _floor(rows: dict[str, bytes]) -> tuple[float, float]:
    """Seconds until the documents stand with their keys checked, and until all is committed."""
    with connections[OWNER].cursor() as owner:
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        _copy(cursor, DOCUMENTS, rows)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        documents = time.perf_counter() - started
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        _copy(cursor, KEPT, rows)
    return documents, time.perf_counter() - started


def _copy(cursor: CursorWrapper, tables: tuple[str, ...], rows: dict[str, bytes]) -> None:
    for table in tables:
        with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
            copy.write(rows[table])
