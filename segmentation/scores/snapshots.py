"""Pictures of all scores on a day: taken monthly, on demand, as of a day that has passed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

import journal
from accounts import company
from accounts.models import User
from core import sql
from core.errors import DomainError
from segmentation.choices import RunKind, SnapshotKind
from segmentation.models import ScoreSnapshot, SnapshotScore
from segmentation.scores import borders, counting, runs
from segmentation.scores.counting import INPUTS, Question

TAKEN = "segmentation.snapshot_taken"
EARLIEST = dt.date(1990, 1, 1)
"""Purchases before it are refused."""


@transaction.atomic
def take(*, by: User, kind: SnapshotKind = SnapshotKind.ASKED) -> ScoreSnapshot:
    """Keep today's picture. Raises DomainError when nobody has been counted yet."""
    position = runs.hold()
    if position.run is None:
        raise DomainError(_("There are no scores yet: count them first."), code="nothing")
    day = company.today()
    made = _begin(day, kind, position.run.pk, by.full_name)
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("segmentation", "take_snapshot"), {"snapshot": made.pk})
        made.customers = cursor.rowcount
    made.save(update_fields=["customers"])
    journal.record(TAKEN, by=by, object_id=made.pk, details={"as_of": day.isoformat(), "customers": made.customers})
    return made


def take_past(*, by: User, as_of: dt.date) -> ScoreSnapshot:
    """Count the picture as of a day that has passed, from purchases, and keep it; today's is not touched."""
    refuse_day(as_of)
    with runs.recorded(RunKind.AS_OF, as_of) as run, transaction.atomic():
        runs.hold()
        question = Question(run.settings, as_of, is_past=True)
        counting.prepare(question)
        found = borders.find(run.settings, INPUTS, as_of)
        run.borders = found.as_json()
        made = _begin(as_of, SnapshotKind.ASKED, run.pk, by.full_name)
        fresh, params = counting.fresh(question, found, INPUTS)
        statement = sql.statement("segmentation", "take_past_snapshot", {"fresh": fresh})
        with connection.cursor() as cursor:
            cursor.execute(statement, {**params, "snapshot": made.pk})
            run.changed = made.customers = cursor.rowcount
        made.save(update_fields=["customers"])
        runs.finish(run, SnapshotScore._meta.db_table, f"snapshot_id = {made.pk}")
        details = {"as_of": as_of.isoformat(), "customers": made.customers}
        journal.record(TAKEN, by=by, object_id=made.pk, details=details)
    return made


def refuse_day(as_of: dt.date) -> None:
    """Raises DomainError on a day that has not come, or before which there were no purchases."""
    if as_of > company.today():
        raise DomainError(_("That day has not come yet."), code="future")
    if as_of < EARLIEST:
        raise DomainError(_("Scores are counted from %(year)d on.") % {"year": EARLIEST.year}, code="too_old")


def _begin(day: dt.date, kind: SnapshotKind, run: int, by_name: str) -> ScoreSnapshot:
    """A day has one picture; a newer one takes the place of what was there."""
    ScoreSnapshot.objects.filter(as_of=day).delete()
    return ScoreSnapshot.objects.create(as_of=day, kind=kind, run_id=run, by_name=by_name)


def past_rows(as_of: dt.date) -> tuple[str, Mapping[str, Any]]:
    """Scores as of a day, counted and not kept: a query that lives as long as the transaction. With its parameters."""
    refuse_day(as_of)
    from segmentation.scores.settings import current

    question = Question(current(), as_of, is_past=True)
    counting.prepare(question)
    return counting.fresh(question, borders.find(question.settings, INPUTS, as_of), INPUTS)
