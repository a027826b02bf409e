"""What comes round: for administrators."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

import journal
from accounts import company
from accounts.http import UserRequest
from core.registries.jobs import job_kinds
from journal.models import JobRun, Schedule
from journal.runs import schedules as acts
from journal.runs.ticking import run_schedule
from office.access import for_administrators
from office.jobs import places, words
from office.jobs.showing import Shown, shown


@dataclass(frozen=True)
class Row:
    """A line of the page."""

    schedule: Schedule
    label: str
    rhythm: str
    soon: bool
    last: Shown | None


@require_GET
@for_administrators
def schedules(request: UserRequest) -> HttpResponse:
    """Every schedule with its next and last time."""
    found = list(Schedule.objects.order_by("code"))
    last = JobRun.objects.in_bulk([schedule.last_job for schedule in found if schedule.last_job])
    soon = timezone.now() + dt.timedelta(minutes=1)
    rows = [
        Row(
            schedule=schedule,
            label=words.label(schedule.kind),
            rhythm=words.rhythm(schedule.every_seconds, schedule.daily_at),
            soon=schedule.next_at < soon,
            last=shown(last[schedule.last_job]) if schedule.last_job in last else None,
        )
        for schedule in found
    ]
    rows.sort(key=lambda row: (row.label, row.schedule.code))
    return render(request, "office/jobs/schedules.html", {"rows": rows})


@require_POST
@for_administrators
def switch(request: UserRequest, code: str) -> HttpResponse:
    """On or off, as the button said: pressed twice it does the same once. Journalled."""
    schedule, is_on = _one(code), request.POST.get("on") == "1"
    if is_on != schedule.is_on:
        with transaction.atomic():
            acts.set_on(code, is_on=is_on, zone=company_zone())
            verb = places.SWITCHED_ON if is_on else places.SWITCHED_OFF
            journal.record(verb, by=request.user, details={"schedule": code, "kind": schedule.kind})
    said = _("“%(job)s” is switched on.") if is_on else _("“%(job)s” is switched off.")
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
