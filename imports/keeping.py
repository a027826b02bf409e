"""Staged rows are personal data of nobody's yet: they go when their import needs them no more."""

import datetime as dt
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import sql
from core.registries.doctor import DoctorCheck, Finding, Health, doctor_checks
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from core.text.numbers import number
from imports.models import StagedRow

KIND = "imports.forget"
KEPT_DAYS = 30
"""As long as an import can be taken back; drafts wait as long for their person."""
AT_ONCE = 20_000


def register() -> None:
    """Once a night."""
    job_kinds.add(JobKind(code=KIND, label=gettext_lazy("Clearing out rows of old imports"), run=run))
    due_jobs.add(DueJob(code="forget_imports", kind=KIND, daily_at="03:40"))
    doctor_checks.add(DoctorCheck(code="imports", label=gettext_lazy("Rows of imports"), run=check))


def run(context: JobContext) -> None:
    """Safe to run twice, and to kill."""
    forgotten = 0
    while True:
        with context.step():
            count = forget()
            forgotten += count
            context.progress(forgotten, forgotten)
        if not count:
            break


def forget(now: dt.datetime | None = None) -> int:
    """Delete a portion of what is old; returns how many rows went. An import whose rows went is to be checked anew."""
    params: dict[str, Any] = {"before": _before(now), "limit": AT_ONCE}
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", "forget_rows"), params)
        return int(cursor.rowcount)


def check() -> Finding:
    """Rows that should have gone two days ago are left."""
    late = _before(None) - dt.timedelta(days=2)
    left = StagedRow.objects.filter(imported__updated_at__lt=late).exclude(imported__state__in=("checking", "applying"))
    count = left.order_by().count()
    if count:
        said = _("Rows of old imports are still kept: %(n)s. Look whether the nightly job “%(kind)s” runs.")
        return Finding(Health.WARN, said % {"n": number(count), "kind": KIND})
    return Finding(Health.OK, _("Rows of imports are kept no longer than they are needed."))


def _before(now: dt.datetime | None) -> dt.datetime:
    return (now or timezone.now()) - dt.timedelta(days=KEPT_DAYS)
