"""Scores of everybody, by night and after ten thousand purchases, against grades selected and not written."""

import time

from django.db import connection

from accounts import company
from core import sql
from crm.benches.base import fresh_base, settle
from crm.benches.plain import fill
from crm.benches.purchases import add, best
from crm.benches.result import BenchPlan, BenchResult
from segmentation.scores import runs, touched

EACH_CLIENT = 10
NEW = 10_000
SPOIL = """
UPDATE segmentation_customerscore SET r = 0, f = 0, m = 0, rfm_segment = '', abc = '', xyz = '', variation = -1,
       lifecycle = '', monetary = -1
"""


def run(plan: BenchPlan) -> BenchResult:
    """Best of three of each. Full is made to write the values and the scores of everybody: both are spoiled before."""
    purchases = plan.purchases or plan.customers * EACH_CLIENT
    with fresh_base():
        fill(plan.customers, purchases)
        settle()
        floor = best(_select)
        full = best(runs.full, before=_spoil)
        settle()
        nightly = best(runs.nightly, before=_age)
        settle()
        new = best(lambda: _new(min(NEW, purchases)))
    return BenchResult(
        figures={
            "purchases": purchases,
            "select_seconds": round(floor, 3),
            "full_seconds": round(full, 3),
            "nightly_seconds": round(nightly, 3),
            "new_seconds": round(new, 3),
        },
        ratios={
            "full": round(full / floor, 2),
            "nightly": round(nightly / floor, 2),
            "new": round(full / new, 1),
        },
    )


def _select() -> None:
    windows = {"which": "", "d90": "(SELECT sales_window(90))", "d365": "(SELECT sales_window(365))"}
    aggregate = sql.statement("sales", "value_aggregate", windows)
    with connection.cursor() as cursor:
        statement = sql.statement("segmentation", "select_graded", {"aggregate": aggregate})
        cursor.execute(statement, {"zone": company.current().zone.key})
        cursor.fetchall()


def _spoil() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sales_customervalue SET number_90 = -1")
        cursor.execute(SPOIL)
    settle()


def _age() -> None:
    """A night later a twentieth of the clients is of another grade."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE segmentation_customerscore SET r = r %% 5 + 1 WHERE r > 0 AND customer_id %% 20 = 0", [])


def _new(count: int) -> float:
    """Values kept and scores told of those who bought; the bare insert is not ours."""
    kept = add(count)
    started = time.perf_counter()
    touched.catch_up()
    return kept + time.perf_counter() - started
