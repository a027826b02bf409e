"""Values of clients: a rebuild and ten thousand new purchases, against the same list selected and not written."""

import time
from collections.abc import Callable

from django.db import connection, transaction

from core import sql
from crm.benches.base import fresh_base, settle
from crm.benches.plain import fill as fill_plain
from crm.benches.result import BenchPlan, BenchResult
from sales import values

EACH_CLIENT = 10
NEW = 10_000
TIMES = 3


def run(plan: BenchPlan) -> BenchResult:
    """Best of three of each. The rebuild is made to write every row: the values are spoiled before it."""
    purchases = plan.purchases or plan.customers * EACH_CLIENT
    with fresh_base():
        fill_plain(plan.customers, purchases)
        settle()
        floor = _best(_select)
        rebuild = _best(_rebuild_rows, before=_spoil)
        settle()
        new = _best(lambda: _add(min(NEW, purchases)))
    return BenchResult(
        figures={
            "purchases": purchases,
            "select_seconds": round(floor, 3),
            "rebuild_seconds": round(rebuild, 3),
            "new_seconds": round(new, 3),
        },
        ratios={"rebuild": round(rebuild / floor, 2), "new": round(rebuild / new, 1)},
    )


def _best(act: Callable[[], float | None], before: Callable[[], None] = lambda: None) -> float:
    found = []
    for _time in range(TIMES):
        before()
        started = time.perf_counter()
        said = act()
        found.append(time.perf_counter() - started if said is None else said)
    return min(found)


def _select() -> None:
    _run("select_values")


@transaction.atomic
def _rebuild_rows() -> None:
    _run("rebuild_values")


def _spoil() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sales_customervalue SET number_90 = -1")
    settle()


def _run(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("sales", name, values.parts(of_everybody=True)))
        cursor.fetchall()


def _add(count: int) -> float:
    """Copies of purchases as new ones of today, values kept with them: the whole statement, the insert itself included.

    The rows to copy are found before: looking for them among ten million would hide what is measured.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE fresh ON COMMIT DROP AS SELECT customer_id, currency FROM sales_purchase"
            " WHERE status = 'paid' ORDER BY purchased_at DESC LIMIT %s",
            [count],
        )
        started = time.perf_counter()
        cursor.execute(
            "INSERT INTO sales_purchase (customer_id, purchased_at, status, currency, rate, own_total, total, cost,"
            " discount, profit, created_at, updated_at)"
            " SELECT customer_id, now(), 'paid', currency, 1, 100, 100, 50, 0, 50, now(), now() FROM fresh"
        )
        return time.perf_counter() - started
