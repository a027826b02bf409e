"""How many there are: exact while it is quick to count, then the planner's estimate."""

import json
from dataclasses import dataclass
from math import floor, log10

from django.db.models import Model, QuerySet

EXACT_UP_TO = 10_000
DIGITS = 2


@dataclass(frozen=True)
class Total:
    """A number of rows; an estimate is rounded, so that nobody takes it for a count."""

    count: int
    exact: bool


def total(rows: QuerySet[Model]) -> Total:
    """Count up to 10,000, beyond that ask the planner."""
    counted = rows.order_by()[: EXACT_UP_TO + 1].count()
    if counted <= EXACT_UP_TO:
        return Total(counted, exact=True)
    return Total(rounded(max(_planned(rows), counted)), exact=False)


def _planned(rows: QuerySet[Model]) -> int:
    plan = json.loads(rows.order_by().explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])


def rounded(number: int) -> int:
    """Return the number with its first two digits kept."""
    unit: int = 10 ** max(floor(log10(number)) - DIGITS + 1, 0)
    return round(number / unit) * unit
