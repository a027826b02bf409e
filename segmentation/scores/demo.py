"""Scores of the demo base: today's picture, and two of the past, so that there is something to compare."""

import datetime as dt
from collections.abc import Callable

from accounts import company
from accounts.services import system_user
from core.registries.demo import DemoPart, DemoPlan, demo_parts
from segmentation.scores import runs, snapshots

AGO = (180, 60)
FEW = 100_000
"""A base of more clients or purchases is for measuring: it gets today's picture only."""


def register() -> None:
    """After purchases, talks and tasks: base types are told from all of them."""
    demo_parts.add(DemoPart(code="scores", make=make, weight=900))


def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """Count the scores; nothing that is reported by number."""
    if not plan.purchases:
        return {}
    if max(plan.customers, plan.purchases) <= FEW:
        for days in AGO:
            snapshots.take_past(by=system_user(), as_of=company.today() - dt.timedelta(days=days))
    runs.nightly()
    return {}
