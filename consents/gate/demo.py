"""What the gate knows of the demo base: some have unsubscribed from everything, some were written to these days."""

import datetime as dt
from collections.abc import Callable

from django.db import connection, transaction

from consents import keyed
from core import sql
from core.registries.demo import DemoPart, DemoPlan, demo_parts


def register() -> None:
    """After the consents."""
    demo_parts.add(DemoPart(code="gate", make=make, weight=45))


def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """Two statements over the whole base; a base made again gets nothing twice."""
    ends = dt.datetime.combine(plan.end_date - dt.timedelta(days=1), dt.time(15), tzinfo=dt.UTC)
    made = {}
    for name in ("suppressions", "loads"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.statement("consents", f"invent_{name}"), {"ends": ends, **keyed.pads()})
            made[name] = cursor.rowcount
    progress(sum(made.values()))
    return {"suppressions": made["suppressions"]}
