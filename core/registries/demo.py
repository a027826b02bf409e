"""Who fills the demo base: each package makes its own rows, lower packages first."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class DemoPlan:
    """What was asked of `seed_demo`; the same plan always gives the same base."""

    customers: int
    purchases: int
    duplicates: float
    """Share of clients that get a second, slightly different card; 0 to 0.5."""
    seed: int
    end_date: dt.date
    """The day the base ends on: nothing in it is later."""


@dataclass(frozen=True, kw_only=True)
class DemoPart:
    """`make(plan, progress)` writes by COPY and returns how many rows of each kind it made."""

    code: str
    make: Callable[[DemoPlan, Callable[[int], None]], dict[str, int]]
    weight: int = 100


demo_parts: Registry[DemoPart] = Registry("demo_parts", "who fills the demo base")
