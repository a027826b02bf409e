"""Runs: everybody's scores counted anew, with borders and figures; a failed one leaves the picture as it was."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts import company
from core import sql
from core.faults import without_values
from sales import values
from segmentation.choices import RunKind, RunState
from segmentation.models import CustomerScore, ScorePosition, ScoreRun
from segmentation.scores import borders, counting
from segmentation.scores import settings as score_settings
from segmentation.scores.counting import INPUTS, Question

Step = Callable[[], AbstractContextManager[None]]
BROKEN_OFF = "broken off"
SCORED = "lifecycle <> ''"


def last_good() -> ScoreRun | None:
    """The run that made today's picture."""
    made = ScoreRun.objects.filter(state=RunState.DONE).exclude(kind=RunKind.AS_OF).select_related("settings")
    return made.order_by("-started_at", "-pk").first()


def last_failed_since(run: ScoreRun | None) -> ScoreRun | None:
    """A run that failed after this one: the picture that is shown is older than it should be."""
    failed = ScoreRun.objects.filter(state=RunState.FAILED).exclude(kind=RunKind.AS_OF)
    if run is not None:
        failed = failed.filter(started_at__gt=run.started_at)
    return failed.order_by("-started_at", "-pk").first()


def full(*, step: Step = transaction.atomic) -> ScoreRun:
    """Values counted anew from purchases, then everybody's scores."""
    with step():
        values.rebuild()
    return _everybody(RunKind.FULL, step)


def nightly(*, step: Step = transaction.atomic) -> ScoreRun:
    """Everybody's scores from value rows as they stand, their windows moved on to today."""
    values.expire()
    return _everybody(RunKind.NIGHTLY, step)


def _everybody(kind: RunKind, step: Step) -> ScoreRun:
    with recorded(kind, company.today()) as run, step():
        position = hold()
        standing = stamp()
        question = _question(kind, run, position)
        counting.prepare(question)
        found = borders.find(run.settings, INPUTS, run.as_of)
        run.borders = found.as_json()
        run.changed = write(question, found, INPUTS, run.pk)
        finish(run, CustomerScore._meta.db_table, SCORED)
        # Where months were not looked at, those touched meanwhile are still to be counted one by one.
        upto = position.tx if question.keeps_months else standing
        ScorePosition.objects.filter(pk=position.pk).update(run=run, tx=upto, looked_at=timezone.now())
    return run


def _question(kind: RunKind, run: ScoreRun, position: ScorePosition) -> Question:
    """By night the months of XYZ are looked at anew only when they, or the settings, are others than the last time."""
    asked, last = Question(run.settings, run.as_of), position.run
    is_same = last is not None and last.settings_id == run.settings_id
    if last is None or kind != RunKind.NIGHTLY or not is_same:
        return asked
    return replace(asked, keeps_months=Question(last.settings, last.as_of).months == asked.months)


@contextmanager
def recorded(kind: RunKind, as_of: dt.date) -> Iterator[ScoreRun]:
    """A run that tells how it ended, whatever happened. What failed has been rolled back by then."""
    run = ScoreRun.objects.create(kind=kind, as_of=as_of, settings=score_settings.current())
    try:
        yield run
    except BaseException as error:
        ScoreRun.objects.filter(pk=run.pk).update(
            state=RunState.FAILED, finished_at=timezone.now(), error=without_values(error)
        )
        raise


def finish(run: ScoreRun, table: str, which: str) -> None:
    """Figures of the picture, and that it is whole; in the transaction that made it."""
    run.figures = figures(table, which)
    run.customers = sum(one["customers"] for one in run.figures.get("lifecycle", {}).values())
    run.state, run.finished_at = RunState.DONE, timezone.now()
    run.save()
    # Whoever began before us and did not end is dead: we hold the position. One that waits for it will say so himself.
    others = ScoreRun.objects.filter(state=RunState.RUNNING, started_at__lt=run.started_at)
    others.update(state=RunState.FAILED, finished_at=run.finished_at, error=BROKEN_OFF)


def figures(table: str, which: str) -> dict[str, Any]:
    """By each kind of class: how many clients, what they brought, how often they bought."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("segmentation", "sum_scores", {"table": table, "which": which}))
        rows = cursor.fetchall()
    found: dict[str, Any] = {}
    for kind, code, customers, monetary, profit, number in rows:
        found.setdefault(kind, {})[code] = {
            "customers": customers, "monetary": str(monetary), "profit": str(profit), "frequency": number,
        }  # fmt: skip
    return found


def hold() -> ScorePosition:
    """Keep others from counting until the end of the transaction."""
    ScorePosition.objects.get_or_create(pk=1)
    return ScorePosition.objects.select_for_update(of=("self",), no_key=True).select_related("run__settings").get(pk=1)


def hold_at_once() -> ScorePosition | None:
    """The same for who will not wait; None while others count."""
    free = ScorePosition.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    return free.select_related("run__settings").filter(pk=1).first()


def stamp() -> int:
    """All transactions before this one are seen by what follows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        return int(cursor.fetchone()[0])


def write(question: Question, found: borders.Borders, source: str, run: int, *, told: str = "") -> int:
    """Scores of those in `source`, written where they differ; how many did."""
    fresh, params = counting.fresh(question, found, source)
    statement = sql.statement("segmentation", "write_scores", {"fresh": fresh, "told": told})
    with connection.cursor() as cursor:
        cursor.execute(statement, {**params, "run": run})
        return int(cursor.fetchone()[0])
