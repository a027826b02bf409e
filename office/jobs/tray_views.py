"""The tray of running jobs in the page's frame. It asks again only while something of one's own runs."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django_htmx.http import trigger_client_event

from accounts.http import UserRequest
from core.registries.jobs import job_kinds
from journal.models import JobRun, JobState
from office.jobs import words
from office.jobs.showing import Shown, shown

SHOWN = 5
COUNTED = 20
TOLD_AT = "jobs_told_at"
"""Session key: up to which end of a job this person has been told."""
TOLD_FOR = dt.timedelta(hours=1)


@require_GET
def tray(request: UserRequest) -> HttpResponse:
    """The button with its popover, for the frame."""
    return _told(request, render(request, "office/jobs/tray.html", _context(request)))


@require_GET
def tray_list(request: UserRequest) -> HttpResponse:
    """The inside of the popover, asked again and again; brings the count along."""
    return _told(request, render(request, "office/jobs/tray_list.html", {**_context(request), "swap_count": True}))


def _context(request: UserRequest) -> dict[str, object]:
    live = list(JobRun.objects.started_by(request.user.pk).live().newest_first()[: COUNTED + 1])
    jobs = [shown(run) for run in live[:SHOWN]]
    return {
        "jobs": jobs,
        "count": len(live),
        "count_text": f"{COUNTED}+" if len(live) > COUNTED else str(len(live)),
        "poll_seconds": max(2, min((job.poll_seconds for job in jobs), default=2)),
    }


def _told(request: UserRequest, response: HttpResponse) -> HttpResponse:
    """Add a toast for each job that has ended since the person was told last, on whatever page he is."""
    now = timezone.now()
    since = _since(request, now)
    quiet = [kind.code for kind in job_kinds if kind.tells_itself]
    ended = JobRun.objects.started_by(request.user.pk).filter(finished_at__gt=since)
    ended = ended.exclude(kind__in=quiet, state=JobState.DONE)
    news = list(ended.order_by("-finished_at", "-id")[:SHOWN])
    if news and news[0].finished_at:
        request.session[TOLD_AT] = news[0].finished_at.isoformat()
    if not news:
        return response
    return trigger_client_event(response, "toast", {"toasts": [_toast(shown(run)) for run in reversed(news)]})


def _since(request: UserRequest, now: dt.datetime) -> dt.datetime:
    """At the first page of a session nothing is news."""
    kept = request.session.get(TOLD_AT)
    if kept is None:
        request.session[TOLD_AT] = now.isoformat()
        return now
    return max(dt.datetime.fromisoformat(kept), now - TOLD_FOR)


def _toast(job: Shown) -> dict[str, object]:
    return {
        "text": f"{job.label}: {words.failure(job.run) or job.state}",
        "label": _("Open"),
        "url": reverse("office:job", args=[job.run.pk]),
        "sticky": job.run.state == JobState.FAILED,
    }
