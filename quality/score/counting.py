"""How clean the base is on a day, counted by one statement and kept: the trend cannot be counted afterwards."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from accounts import company
from core import replica, sql
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from quality.models import QualityCount
from quality.score.facets import FACETS, WEIGHTS

JOB = "quality.count"
EACH_DAY, FRESH_DAYS = 100, 90
"""Every day is kept so long, then Mondays only; where dirt came in is told of so many days."""


def register() -> None:
    """By night, after the cleaning."""
    job_kinds.add(JobKind(code=JOB, label=_("Quality of the base: count of the day"), run=_run))
    due_jobs.add(DueJob(code="quality-count-nightly", kind=JOB, daily_at="03:40"))


def _run(job: JobContext) -> None:
    with job.step():
        count()


@transaction.atomic
def count(day: dt.date | None = None) -> int:
    """Count anew the day that is; returns how many rows it has."""
    day = day or company.current().today()
    parts = ", ".join(f"('{one.code}'::text, {one.asked}, {one.right})" for one in FACETS).replace("{c}", "c")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [JOB])
        QualityCount.objects.filter(day=day).delete()
        old = day - dt.timedelta(days=EACH_DAY)
        QualityCount.objects.filter(day__lt=old).exclude(day__iso_week_day=1).delete()
        cursor.execute(sql.statement("quality", "count_day", {"facets": parts}), {"day": day, "fresh": FRESH_DAYS})
        return int(cursor.rowcount)


def last_day() -> dt.date | None:
    """The last one counted."""
    return QualityCount.objects.order_by("-day").values_list("day", flat=True).first()


def rows(name: str, *, people: Sequence[int] | None, **params: Any) -> list[tuple[Any, ...]]:
    """One of our statements over counts, of clients of these people alone (None: of everybody)."""
    weights: Mapping[str, Any] = {"codes": list(WEIGHTS), "weights": list(WEIGHTS.values())}
    mine = "TRUE" if people is None else "q.responsible = ANY (%(people)s)"
    with replica.cursor() as cursor:
        cursor.execute(
            sql.statement("quality", name, {"mine": mine}), {**weights, "people": list(people or ()), **params}
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
