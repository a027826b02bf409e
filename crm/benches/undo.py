"""A bulk edit of the whole base, its undo, and the undo of an edit that another one lies upon."""

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import connections

from accounts.models import Role, User
from core.db import OWNER
from crm.benches.base import fresh_base, seed
from crm.benches.result import BenchPlan, BenchResult
from customers.operations import EDIT
from journal.models import Operation
from journal.operations import confirm, draft, preview, run_now, start_undo

T = TypeVar("T")


def run(plan: BenchPlan) -> BenchResult:
    """The floor is the edit itself, with its frozen items and before-images; the ratio is the undo over it."""
    figures: dict[str, float] = {"customers": plan.customers}
    with fresh_base():
        seed(plan.customers)
        with connections[OWNER].cursor() as owner:
            owner.execute("VACUUM ANALYZE")
        by = User.objects.create(email="bench@example.com", role=Role.objects.get(code="admin"))

        def edit(city: str) -> Operation:
            return run_now(confirm(draft(EDIT, {"chosen": {"all": True}, "changes": {"city": city}}, by), by))

        def undo(operation: Operation) -> Operation:
            return run_now(start_undo(operation, by, queued=False))

        asked = draft(EDIT, {"chosen": {"all": True}, "changes": {"city": "A"}}, by)
        figures["preview_seconds"], _preview = _timed(lambda: preview(asked, by))
        figures["edit_seconds"], first = _timed(lambda: edit("A"))
        figures["undo_seconds"], undone = _timed(lambda: undo(first))
        figures["redo_seconds"], _redone = _timed(lambda: undo(undone))
        _timed(lambda: edit("B"))
        figures["contested_undo_seconds"], _kept = _timed(lambda: undo(first))
        _refuse_wrong(first, undone, plan.customers)
    ratio = figures["undo_seconds"] / figures["edit_seconds"]
    return BenchResult({name: round(value, 2) for name, value in figures.items()}, {"undo_to_edit": round(ratio, 2)})


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = act()
    return time.perf_counter() - started, result


def _refuse_wrong(first: Operation, undone: Operation, customers: int) -> None:
    """A quick wrong answer is no answer."""
    if first.applied != undone.applied or first.applied + first.unchanged != customers:
        raise RuntimeError(f"edited {first.applied}, undone {undone.applied}, of {customers}")
