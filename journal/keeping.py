"""The daily job of history: partitions made ahead, old ones dropped, frozen items of old operations forgotten."""

import datetime as dt

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from journal import partitions
from journal.history import KEPT_DAYS

KIND = "journal.partitions"
ITEMS_AT_ONCE = 50_000


def register() -> None:
    """Once a night."""
    job_kinds.add(JobKind(code=KIND, label=gettext_lazy("Upkeep of history"), run=run))
    due_jobs.add(DueJob(code="keep_history", kind=KIND, daily_at="03:20"))


def run(context: JobContext) -> None:
    """Safe to run twice, and to kill."""
    done = partitions.keep_up()
    forgotten = 0
    while True:
        with context.step():
            count = forget_items()
        forgotten += count
        if not count:
            break
    said = _("Months made: %(made)d, dropped: %(dropped)d; items forgotten: %(items)d.")
    words = {"made": len(done["made"]), "dropped": len(done["dropped"]), "items": forgotten}
    context.progress(1, 1, said % words)


def forget_items(now: dt.datetime | None = None) -> int:
    """Drop a portion of items that no undo can need any more; those that tell a person why are kept."""
    before = (now or timezone.now()) - dt.timedelta(days=KEPT_DAYS)
    with connection.cursor() as cursor:
        cursor.execute(
            """DELETE FROM journal_operationitem WHERE ctid = ANY (ARRAY(
                   SELECT i.ctid FROM journal_operation o JOIN journal_operationitem i ON i.operation_id = o.id
                    WHERE o.finished_at < %s AND i.state IN ('frozen', 'unchanged') LIMIT %s))""",
            [before, ITEMS_AT_ONCE],
        )
        return int(cursor.rowcount)
