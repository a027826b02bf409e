"""Who fills the demo base, and what goes when a company begins its own."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

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


@dataclass(frozen=True, kw_only=True)
class DemoTables:
    """What becomes of a package's tables when the trial ends; a test asks that every model is named.

    `goes`: emptied. `stays`: kept. `sorted_out`: `sort_out` removes the demo's rows and keeps the others.
    All are labels of models in lower case.
    """

    code: str
    goes: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    sorted_out: tuple[str, ...] = ()
    told: Mapping[str, str | Promise] = field(default_factory=dict)
    """Those of `goes` that the preview counts, with their names; people add rows to them too."""
    sort_out: Callable[[str], None] | None = None
    """(database alias of the owner): inside the one transaction."""
    weight: int = 100


demo_tables: Registry[DemoTables] = Registry("demo_tables", "what goes when a company begins its own base")
