"""Rows of comparison kept equal to the cards: made for those that changed, by batches, each a transaction."""

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from core import sql
from customers.models import Customer
from quality.matching.cards import VERSION, Compared, rows

Step = Callable[[], AbstractContextManager[None]]
AT_ONCE = 10_000
FRESH = "quality_fresh"
"""Where rows wait that are not those of cards, or not yet; emptied with the transaction."""
COLUMNS = ", ".join(Compared._fields)
NULL = "\\N"
SIGNS = re.compile(r"[^\w.@+\-]|^null$", re.IGNORECASE)
# Rows are made equal by whole batches: the index of keys takes them in larger bites than it does by default.
BITES = "SET LOCAL gin_pending_list_limit = '64MB'"


def refresh(*, step: Step = transaction.atomic, done: Callable[[int, int], None] | None = None) -> int:
    """Make the rows of all cards that changed; returns how many. Safe to run twice, safe to kill."""
    last = Customer.objects.aggregate(last=Max("pk"))["last"] or 0
    made = 0
    for low in range(0, last, AT_ONCE):
        with step():
            made += _among("c.id > %(low)s AND c.id <= %(high)s", {"low": low, "high": low + AT_ONCE})
        if done is not None:
            done(min(low + AT_ONCE, last), last)
    _settle(made)
    return made


def refresh_these(ids: Sequence[int], *, step: Step = transaction.atomic) -> int:
    """The same for some cards."""
    made = 0
    for start in range(0, len(ids), AT_ONCE):
        with step():
            made += _among("c.id = ANY(%(ids)s::bigint[])", {"ids": list(ids[start : start + AT_ONCE])})
    _settle(made)
    return made


def _settle(made: int) -> None:
    """Leave nothing for those who look keys up to wade through."""
    if made:
        with connection.cursor() as cursor:
            cursor.execute("SELECT quality_settle_keys()")


def _among(those: str, values: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("quality", "drop_archived", {"those": those}), values)
        cursor.execute(sql.statement("quality", "read_cards", {"those": those}), {**values, "version": VERSION})
        made = rows(cursor.fetchall())
    if made:
        write(made)
    return len(made)


def write(made: Sequence[Compared]) -> None:
    """Put these rows in place of those that stand; inside a transaction."""
    lay_out(made)
    with connection.cursor() as cursor:
        cursor.execute(BITES)
        cursor.execute(sql.statement("quality", "write_cards"))


def lay_out(made: Sequence[Compared]) -> None:
    """Put these rows, and no others, where statements find them; inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("quality", "open_fresh"))
        cursor.execute("DELETE FROM quality_fresh")
        with cursor.copy(f"COPY {FRESH} ({COLUMNS}) FROM STDIN") as copy:
            copy.write("".join(map(_line, made)).encode())


def _line(row: Compared) -> str:
    """A line of COPY. All but contact points are words and numbers: no sign in them needs care."""
    born = row.born.isoformat() if row.born else NULL
    return (
        f"{row.customer_id}\t{row.made_of}\t{row.kind}\t{row.last}\t{row.last_sound}\t{row.first}\t{row.nick}\t"
        f"{row.first_sound}\t{row.middle}\t{born}\t{row.city}\t{row.address}\t{row.place}\t{row.inn}\t{row.kpp}\t"
        f"{_array(row.phones)}\t{_array(row.emails)}\n"
    )


def _array(values: Sequence[str]) -> str:
    if not any(SIGNS.search(value) for value in values):
        return "{" + ",".join(values) + "}"
    # Once for the array, once more for the line.
    quoted = ['"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values]
    return ("{" + ",".join(quoted) + "}").replace("\\", "\\\\")
