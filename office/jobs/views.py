"""The history of jobs, and one job with its live progress."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.registries.jobs import job_kinds
from journal import runs
from journal.models import JobState
from office.jobs import finding, words
from office.jobs.showing import shown


@require_GET
def history(request: UserRequest) -> HttpResponse:
    """All of one's own, for the administrator everybody's, newest first."""
    filters = finding.Filters.of(request.GET.dict())
    before = request.GET.get("before", "")
    found, after = finding.page_before(filters.narrow(finding.visible_to(request.user)), before)
    chosen = filters.chosen
    context = {
        "jobs": [shown(run) for run in found],
        "filters": filters,
        "states": JobState.choices,
        "kinds": sorted(((kind.code, words.label(kind.code)) for kind in job_kinds), key=lambda kind: kind[1]),
        "first": f"?{urlencode(chosen)}" if before else "",
        "after": f"?{urlencode({**chosen, 'before': after})}" if after else "",
        "administers": request.user.has(Permission.ADMINISTER),
    }
    return render(request, "office/jobs/list.html", context)


@require_GET
def one(request: UserRequest, job_id: UUID) -> HttpResponse:
    """A page to watch it on, and to read afterwards what became of it."""
    return render(request, "office/jobs/one.html", {"job": shown(finding.one_of(request.user, job_id))})


@require_GET
def progress(request: UserRequest, job_id: UUID) -> HttpResponse:
    """The live part. At the end it asks no more, and tells the page by the event `job-ended`."""
    job = shown(finding.one_of(request.user, job_id))
    said_anew = job.said != request.GET.get("said", "")
    response = render(request, "ui/job_progress_card.html", {"job": job, "said_anew": said_anew})
    return response if job.is_live else trigger_client_event(response, "job-ended", {"job": str(job_id)})


@require_POST
def cancel(request: UserRequest, job_id: UUID) -> HttpResponse:
    """Ask it to stop. What is over already stays as it is."""
    run = runs.cancel(finding.one_of(request.user, job_id).pk)
    if not request.htmx:
        return redirect("office:job", job_id)
    response = render(request, "ui/job_progress_card.html", {"job": shown(run), "said_anew": True})
    return trigger_client_event(response, "jobs-changed")
