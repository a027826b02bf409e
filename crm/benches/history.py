"""What history costs a COPY: clients with contact points into their tables, triggers and `made_in` on and off."""

import time
import uuid
from statistics import median

from django.db import connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from core.db import OWNER
from crm.benches.base import fresh_base, seed
from crm.benches.result import BenchPlan, BenchResult
from customers.models import ContactPoint, Customer

ROUNDS = 3
TABLES = (Customer._meta.db_table, ContactPoint._meta.db_table)


def run(plan: BenchPlan) -> BenchResult:
    """Write the same rows each time; the ratio is with history over without."""
    with fresh_base():
        seed(plan.customers)
        rows = Customer.objects.count() + ContactPoint.objects.count()
        plain = {table: _read(table, None) for table in TABLES}
        marked = {table: _read(table, uuid.uuid4()) for table in TABLES}
        _stop_autovacuum()
        _measure(plain, history=False)  # warms the server up
        off, on = [], []
        for _round in range(ROUNDS):
            off.append(_measure(plain, history=False))
            on.append(_measure(marked, history=True))
    figures = {"rows": rows, "off_seconds": round(median(off), 2), "on_seconds": round(median(on), 2)}
    return BenchResult(figures, {"on_to_off": round(median(on) / median(off), 2)})


def _columns(table: str) -> list[str]:
    model = Customer if table == TABLES[0] else ContactPoint
    return [str(field.column) for field in model._meta.local_concrete_fields if field.column != "made_in"]


def _read(table: str, made_in: uuid.UUID | None) -> bytes:
    """The table's rows as COPY would write them, each marked as made by an operation or by none."""
    columns = sql.SQL(", ").join(map(sql.Identifier, _columns(table)))
    query = sql.SQL("COPY (SELECT {}, {}::uuid FROM {} ORDER BY 1) TO STDOUT").format(
        columns, sql.Literal(str(made_in) if made_in else None), sql.Identifier(table)
    )
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        return b"".join(copy)


def _stop_autovacuum() -> None:
    """All rows of one COPY in one transaction: an ANALYZE meanwhile counts none of them.

    The checks of foreign keys would then choose their index for an empty table and take minutes. The product commits
    each 10,000 rows and is not met by that.
    """
    with connections[OWNER].cursor() as owner:
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")


def _measure(data: dict[str, bytes], *, history: bool) -> float:
    with connections[OWNER].cursor() as owner:
        owner.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for trigger in _history_of(owner, table) if history else ():
                owner.execute(
                    sql.SQL("ALTER TABLE {} ENABLE TRIGGER {}").format(*map(sql.Identifier, (table, trigger)))
                )
        owner.execute("CHECKPOINT") if _may_checkpoint(owner) else None
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            columns = sql.SQL(", ").join(map(sql.Identifier, [*_columns(table), "made_in"]))
            with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)) as copy:
                copy.write(data[table])
    return time.perf_counter() - started


def _history_of(cursor: CursorWrapper, table: str) -> list[str]:
    """Triggers of history alone: rows kept beside a client (values, consents, scores) are no cost of history."""
    cursor.execute(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE 'pgtrigger\\_%%'",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _may_checkpoint(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT pg_has_role(current_user, 'pg_checkpoint', 'USAGE')")
    row: tuple[bool] = cursor.fetchone()
    return row[0]
