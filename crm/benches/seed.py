"""How fast the demo base is written: cards a second, and rows with their contact points."""

import time

from crm.benches.base import fresh_base
from crm.benches.base import seed as seed_base
from crm.benches.result import BenchPlan, BenchResult
from customers.models import ContactPoint, Customer


def run(plan: BenchPlan) -> BenchResult:
    """Write a base of this size into an empty database."""
    with fresh_base():
        started = time.perf_counter()
        seed_base(plan.customers)
        seconds = time.perf_counter() - started
        rows = Customer.objects.count() + ContactPoint.objects.count()
    return BenchResult(
        figures={
            "seconds": round(seconds, 2),
            "customers_per_second": round(plan.customers / seconds),
            "rows": rows,
            "rows_per_second": round(rows / seconds),
        }
    )
