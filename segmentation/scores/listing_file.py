"""All scores as a file of lines: what `manage.py scores` writes."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts import company
from core import sql
from core.errors import DomainError
from segmentation.models import CustomerScore, ScoreSnapshot, SnapshotScore
from segmentation.scores import runs, snapshots

Write = Callable[[bytes], object]


@transaction.atomic
def write_csv(write: Write, as_of: dt.date | None = None) -> int:
    """A heading and a line for each client; returns how many. A past day: the snapshot of it, else counted at once.

    Raises DomainError on a day that cannot be, or when nobody has been counted yet.
    """
    day = as_of or company.today()
    statement, params = _query(day)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv, HEADER)", params) as copy:
            for block in copy:
                write(bytes(block))
        return int(cursor.rowcount)


def _query(day: dt.date) -> tuple[str, Mapping[str, Any]]:
    if day == company.today():
        if runs.last_good() is None:
            raise DomainError(_("There are no scores yet: count them first."), code="nothing")
        return _list(CustomerScore._meta.db_table, runs.SCORED), {"as_of": day}
    kept = ScoreSnapshot.objects.filter(as_of=day).first()
    if kept is not None:
        return _list(SnapshotScore._meta.db_table, f"s.snapshot_id = {kept.pk}"), {"as_of": day}
    fresh, params = snapshots.past_rows(day)
    return _list(f"({fresh})", "s.is_scored"), params


def _list(table: str, which: str) -> str:
    return sql.statement("segmentation", "list_scores", {"table": table, "which": which})
