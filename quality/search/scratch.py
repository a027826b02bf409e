"""Tables of one search, seen by nobody else: they outlive its transactions and go at its end."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

CANDIDATES, SHARES, SCORED, GROUPED, DEMOTED = (
    "quality_candidates", "quality_shares", "quality_scored", "quality_grouped", "quality_demoted",
)  # fmt: skip
TABLES = (CANDIDATES, SHARES, SCORED, GROUPED, DEMOTED)
# A search reads everything it is given: looping through an index by millions of rows never pays, and what has just been
# written has no statistics that would say so.
WHOLE = (
    "SET LOCAL work_mem = '128MB'", "SET LOCAL jit = off", "SET LOCAL enable_nestloop = off",
    "SET LOCAL statement_timeout = 0",
)  # fmt: skip
SOME = ("SET LOCAL work_mem = '64MB'", "SET LOCAL jit = off", "SET LOCAL statement_timeout = 0")


@contextmanager
def scratch() -> Iterator[None]:
    """Leave none of the tables behind, however the search ends."""
    _drop()
    try:
        yield
    finally:
        if connection.is_usable() and not connection.needs_rollback:
            _drop()


def _drop() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {', '.join(f'pg_temp.{name}' for name in TABLES)}")


def fill(name: str, statement: str, values: dict[str, Any]) -> int:
    """Make one of the tables of what a SELECT finds; how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} AS {statement}", values)
        made = int(cursor.rowcount)
        cursor.execute(f"ANALYZE {name}")
    return made


def load(name: str, columns: str, rows: Iterable[Sequence[int]]) -> None:
    """Make one of the tables of numbers."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({', '.join(f'{one} bigint' for one in columns.split())})")
        with cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for row in rows:
                copy.write("\t".join(map(str, row)) + "\n")
        cursor.execute(f"ANALYZE {name}")


def prepare(settings: Sequence[str]) -> None:
    """How the transaction that follows plans its statements."""
    with connection.cursor() as cursor:
        for one in settings:
            cursor.execute(one)
