"""What comes round: for administrators."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import company
from accounts.http import UserRequest
from core.registries.jobs import job_kinds
from journal.models import JobRun, Schedule
from journal.runs import schedules as acts
from journal.runs.ticking import run_schedule
from office.access import for_administrators
from office.jobs import words
from office.jobs.showing import shown


@require_GET
@for_administrators
def schedules(request: UserRequest) -> HttpResponse:
    """Every schedule with its next and last time."""
    soon = timezone.now() + dt.timedelta(minutes=1)
    rows = list(Schedule.objects.order_by("code"))
    last = JobRun.objects.in_bulk([row.last_job for row in rows if row.last_job])
    shown_rows = [
        {
            "schedule": row,
            "label": words.label(row.kind),
            "soon": row.next_at < soon,
            "rhythm": words.rhythm(row.every_seconds, row.daily_at),
            "last": shown(last[row.last_job]) if row.last_job in last else None,
        }
        for row in rows
    ]
    shown_rows.sort(key=lambda row: (str(row["label"]), row["schedule"].code))  # type: ignore[attr-defined]
    return render(request, "office/jobs/schedules.html", {"rows": shown_rows})


@require_POST
@for_administrators
def switch(request: UserRequest, code: str) -> HttpResponse:
    """On or off."""
    schedule = _one(code)
    acts.set_on(code, is_on=not schedule.is_on, zone=company_zone())
    said = _("“%(job)s” is switched off.") if schedule.is_on else _("“%(job)s” is switched on.")
    messages.success(request, said % {"job": words.label(schedule.kind)})
    return redirect("office:schedules")


@require_POST
@for_administrators
def run(request: UserRequest, code: str) -> HttpResponse:
    """Start it now, in the administrator's name; its own rhythm stays."""
    schedule = _one(code)
    if schedule.kind not in job_kinds:
        raise Http404
    with transaction.atomic():
        job = run_schedule(schedule, by=request.user)
        Schedule.objects.filter(code=code).update(last_job=job.pk)
    return redirect("office:job", job.pk)


def _one(code: str) -> Schedule:
    schedule = Schedule.objects.filter(code=code).first()
    if schedule is None:
        raise Http404
    return schedule


def company_zone() -> ZoneInfo:
    """Whose clock daily times follow."""
    return company.current().zone
