"""Looks through the base batch by batch and writes down what is wrong. A killed worker goes on with the next batch."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any

from django.db import connection

from core import sql
from core.registries.cleaning import CleaningCheck, Dirt, cleaning_checks
from customers.models import Customer
from quality.cleaning.batch import Batch, next_end
from quality.cleaning.options import filled
from quality.models import CleaningRun, Finding, FindingState, RunState

Step = Callable[[], AbstractContextManager[object]]
Progress = Callable[[int, int], None]
AT_ONCE = 2_000


def checks_of(run: CleaningRun) -> list[CleaningCheck]:
    """In their order; those whose package is gone are left out."""
    return [one for one in cleaning_checks if one.code in run.checks]


def scan(run: CleaningRun, step: Step, progress: Progress) -> CleaningRun:
    """From where the last attempt ended to the end of the base; then the findings of earlier runs are past."""
    memory: dict[str, Any] = {}
    total = Customer.objects.active().count()
    going = True
    while going:
        with step():
            run = CleaningRun.objects.select_for_update(no_key=True).get(pk=run.pk)
            upto = next_end(run.position)
            if run.state != RunState.SCANNING:
                return run
            if upto is None:
                _end(run)
            else:
                _look(run, Batch(run.position, upto, filled(run.options), memory))
            progress(run.cards, max(total, run.cards))
            going = upto is not None
    return run


def _look(run: CleaningRun, batch: Batch) -> None:
    for check in checks_of(run):
        _write(run, check.code, check.find(batch), batch.left_alone)
    run.position = batch.upto
    run.cards += Customer.objects.active().filter(pk__gt=batch.after, pk__lte=batch.upto).count()
    run.save(update_fields=["position", "cards"])


def _write(run: CleaningRun, check: str, found: Iterable[Dirt], left_alone: frozenset[int]) -> None:
    """Of those nobody may work on nothing is copied but that something was found."""
    rows = (_finding(run, check, dirt, is_left=dirt.customer in left_alone) for dirt in found)
    Finding.objects.bulk_create(rows, batch_size=AT_ONCE)


def _finding(run: CleaningRun, check: str, dirt: Dirt, *, is_left: bool) -> Finding:
    state = FindingState.SURE if dirt.sure else FindingState.ASKED
    return Finding(
        run=run,
        check_code=check,
        kind=dirt.kind,
        customer_id=dirt.customer,
        point=dirt.point,
        before={} if is_left else dict(dirt.before),
        after={} if is_left else dict(dirt.after),
        state=FindingState.REFUSED if is_left else state,
        reason="restricted" if is_left else "",
    )


def _end(run: CleaningRun) -> None:
    """What people put back stays theirs, tasks are shared out, earlier findings of these checks are past."""
    params = {
        "run": run.pk, "checks": [one.code for one in checks_of(run)], "each": filled(run.options)["tasks_each"],
    }  # fmt: skip
    with connection.cursor() as cursor:
        for name in ("refuse_put_back", "share_out_checks", "turn_findings_past"):
            cursor.execute(sql.statement("quality", name), params)
    run.state = RunState.FOUND
    count(run)
    run.save(update_fields=["state", "counts"])


def count(run: CleaningRun) -> None:
    """Found, to be mended or mended, for a person, left alone: by check, by one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("quality", "count_findings"), {"run": run.pk})
        rows = cursor.fetchall()
    run.counts = {check.code: {"found": 0, "fixed": 0, "flagged": 0, "refused": 0} for check in checks_of(run)}
    for check, found, fixed, flagged, refused in rows:
        run.counts[check] = {"found": found, "fixed": fixed, "flagged": flagged, "refused": refused}
