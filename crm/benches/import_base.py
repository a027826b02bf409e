"""A base comes in: a CSV of 15 columns into an empty base, the same file again, and its undo.

The floor is COPY of the very rows that the import wrote, into the same tables with their indexes, history triggers
off. The library is django-import-export with `use_bulk` and the cached loader, contact points by a second Resource,
history on, 20,000 rows. The preview (reading, cleaning, matching, staging) is timed apart, and what it is made of.
"""

import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.db import connection, connections, transaction
from psycopg import sql

from accounts.services import system_user
from core.db import OWNER
from crm.benches.base import fresh_bases, seed, settle
from crm.benches.import_phases import read_and_cleaned, statements
from crm.benches.library_import import bring_by_library
from crm.benches.result import BenchPlan, BenchResult
from customers.models import ContactPoint, Customer, CustomerTag, ExternalId
from imports import whole
from imports.models import Import
from journal.models import Operation
from journal.operations import run_now, start_undo

T = TypeVar("T")
TABLES = tuple(model._meta.db_table for model in (Customer, ContactPoint, CustomerTag, ExternalId))
OF_LIBRARY = 20_000
PERSONS = 0.85
"""At least so many of a demo base are people with a phone of their own."""
MAPPING = {
    "ID": "external_id",
    "Surname": "last_name",
    "First": "first_name",
    "Patronymic": "middle_name",
    "Born": "birth_date",
    "Sex": "sex",
    "Phone": "phone",
    "Mail": "email",
    "City": "city",
    "Address": "address",
    "Company": "company",
    "Position": "position",
    "Source": "source",
    "Tags": "tags",
    "Note": "note",
}
ROWS = """
SELECT 'B' || c.id, c.last_name, c.first_name, c.middle_name, to_char(c.birth_date, 'DD.MM.YYYY'), c.sex,
       (SELECT p.raw FROM customers_contactpoint p WHERE p.customer_id = c.id AND p.kind = 'phone' AND p.is_primary),
       (SELECT p.raw FROM customers_contactpoint p WHERE p.customer_id = c.id AND p.kind = 'email' AND p.is_primary),
       c.city, c.city || ', Mira st. ' || c.id % 200, 'Daisy ' || c.id % 5000, c.position, c.source,
       CASE c.id % 5 WHEN 0 THEN 'regular' END, c.note
  FROM customers_customer c WHERE c.kind = 'person' ORDER BY c.id LIMIT {}
"""


def run(plan: BenchPlan) -> BenchResult:
    """Bring in, again, take back; then the floor and the library."""
    figures: dict[str, float] = {"rows": plan.customers}
    with fresh_bases("seed", "ours", "floor", "library") as use, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.csv"
        use("seed")
        seed(round(plan.customers / PERSONS))
        _write(path, plan.customers)
        use("ours")
        rows = _ours(path, figures, plan.customers)
        use("floor")
        figures["floor_seconds"] = _floor(rows)
        use("library")
        count = min(OF_LIBRARY, plan.customers)
        figures["library_seconds"] = bring_by_library(path, count)
    whole_import = figures["preview_seconds"] + figures["apply_seconds"]
    again = figures["again_preview_seconds"] + figures["again_apply_seconds"]
    library = figures["library_seconds"] / count
    figures["rows_per_second"] = plan.customers / figures["apply_seconds"]
    ratios = {
        "apply_of_floor": figures["floor_seconds"] / figures["apply_seconds"],
        "whole_of_floor": figures["floor_seconds"] / whole_import,
        "apply_to_library": library / (figures["apply_seconds"] / plan.customers),
        "whole_to_library": library / (whole_import / plan.customers),
        "again_faster": whole_import / again,
        "undo_to_apply": figures["undo_seconds"] / figures["apply_seconds"],
        "undo_to_whole": figures["undo_seconds"] / whole_import,
    }
    return BenchResult(
        {name: round(value, 2) for name, value in figures.items()},
        {name: round(value, 2) for name, value in ratios.items()},
    )


def _ours(path: Path, figures: dict[str, float], count: int) -> dict[str, bytes]:
    by = system_user()
    wish = whole.Wish(path=path, by=by, mapping=MAPPING)
    figures["reading_seconds"], figures["cleaning_seconds"] = read_and_cleaned(path, MAPPING)
    with statements() as spent:
        figures["preview_seconds"], imported = _timed(lambda: whole.checked(wish))
    figures["preview_matching_seconds"] = sum(spent.values())
    with statements() as spent:
        figures["apply_seconds"], imported = _timed(lambda: whole.applied(imported, by=by))
    figures.update({f"apply_{name}_seconds": seconds for name, seconds in spent.items()})
    figures["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _refuse_wrong(imported, "created", count)
    rows = {table: _read(table) for table in TABLES}
    settle()
    figures["again_preview_seconds"], again = _timed(lambda: whole.checked(wish))
    figures["again_apply_seconds"], again = _timed(lambda: whole.applied(again, by=by))
    _refuse_wrong(again, "unchanged", count)
    target = Operation.objects.get(pk=str(imported.operation))
    figures["undo_seconds"], _undone = _timed(lambda: run_now(start_undo(target, by, queued=False)))
    if Customer.objects.exists():
        raise RuntimeError("the undo has left clients")
    return rows


def _refuse_wrong(imported: Import, name: str, count: int) -> None:
    """A quick wrong answer is no answer; demo phones that repeat make a few rows duplicates."""
    told = whole.told(imported)
    if told[name] + told["duplicates"] < count * 0.99 or told["rejected"]:
        raise RuntimeError(f"{name}: {told}")


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = act()
    return time.perf_counter() - started, result


def _write(path: Path, count: int) -> None:
    query = sql.SQL("COPY (") + sql.SQL(ROWS).format(sql.Literal(count)) + sql.SQL(") TO STDOUT (FORMAT csv)")
    with path.open("wb") as file, connection.cursor() as cursor:
        file.write((",".join(MAPPING) + "\n").encode())
        with cursor.copy(query) as copy:
            for piece in copy:
                file.write(piece)


def _read(table: str) -> bytes:
    with connection.cursor() as cursor:
        order = sql.SQL("COPY (SELECT * FROM {} ORDER BY 1) TO STDOUT").format(sql.Identifier(table))
        with cursor.copy(order) as copy:
            return b"".join(copy)


def _floor(rows: dict[str, bytes]) -> float:
    with connections[OWNER].cursor() as owner:
        owner.execute("INSERT INTO customers_tag (name, hue, created_at) VALUES ('regular', 1, now())")
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
                copy.write(rows[table])
    return time.perf_counter() - started
