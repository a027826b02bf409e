"""Value rows as a whole: rebuilt, moved on a day. In between triggers keep them (`sql/value_functions.sql`)."""

import datetime as dt
from collections.abc import Mapping
from itertools import islice

from django.db import connection, transaction

from accounts import company
from core import sql
from core.registries.jobs import JobContext
from sales.models import ValueDay

AT_ONCE = 10_000


def parts(*, of_everybody: bool) -> Mapping[str, str]:
    """The parts statements over values are made of: the same text for one client and for all of them."""
    windows = (
        {"d90": "(SELECT sales_window(90))", "d365": "(SELECT sales_window(365))"}
        if of_everybody
        else {"d90": "d90", "d365": "d365"}
    )
    which = "" if of_everybody else "AND p.customer_id = u.id"
    return {
        "aggregate": sql.statement("sales", "value_aggregate", {"which": which, **windows}),
        "columns": sql.statement("sales", "value_columns", {"id": "s.customer_id" if of_everybody else "u.id"}),
        "write": sql.text("sales", "value_write"),
        "sums": sql.text("sales", "value_sums"),
    }


@transaction.atomic
def rebuild() -> int:
    """Count everything anew; returns how many clients had other values. What was right is not written."""
    whole = parts(of_everybody=True)
    with connection.cursor() as cursor:
        # The same rows that triggers hold: who writes meanwhile counts his clients after us, from what we left.
        cursor.execute("SELECT count(*) FROM (SELECT 1 FROM sales_customervalue ORDER BY customer_id FOR UPDATE) held")
        cursor.execute(sql.statement("sales", "rebuild_values", whole))
        changed = int(cursor.fetchone()[0])
        cursor.execute("DELETE FROM sales_categorymonth")
        cursor.execute(sql.statement("sales", "rebuild_months", whole))
    _stand_at(company.today())
    return changed


def expire(today: dt.date | None = None, job: JobContext | None = None) -> int:
    """Move the windows on to `today`; returns how many clients were looked at. Safe to run twice, safe to kill."""
    today = today or company.today()
    standing = ValueDay.objects.filter(pk=1).first()
    if standing is None:
        rebuild()
        return 0
    ids = iter(_expired(standing.day, today))
    looked_at = 0
    while batch := list(islice(ids, AT_ONCE)):
        with job.step() if job else transaction.atomic():
            recompute(batch)
        looked_at += len(batch)
    if standing.day < today:
        _stand_at(today)
    return looked_at


def recompute(ids: list[int]) -> int:
    """Count these clients' values anew; returns how many were different."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sales_recompute(%s::bigint[])", [ids])
        return int(cursor.fetchone()[0])


def _expired(since: dt.date, today: dt.date) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("sales", "find_expired"), {"from": since, "today": today})
        return [pk for (pk,) in cursor.fetchall()]


def _stand_at(day: dt.date) -> None:
    ValueDay.objects.update_or_create(pk=1, defaults={"day": day})
