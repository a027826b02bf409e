"""Page «Backups»: what there is, make one now, download. Whoever downloads takes the whole base: it is journalled."""

from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from journal import runs
from journal.entries.record import record
from office.access import for_administrators
from office.backups import jobs, keeping


@require_GET
@for_administrators
def page(request: UserRequest) -> HttpResponse:
    """Backups on this machine, the newest first."""
    context = {
        "backups": keeping.kept(),
        "folder": keeping.folder(),
        "health": jobs.check(),
        "days": keeping.longest().days,
    }
    return render(request, "office/backups/page.html", context)


@require_POST
@for_administrators
def make(request: UserRequest) -> HttpResponse:
    """Start one; the person is led to its progress."""
    with transaction.atomic():
        job = runs.start(jobs.KIND, by=request.user, args={"why": "manual"}, unique_key=jobs.KIND)
    return redirect("office:job", job.pk)


@require_POST
@for_administrators
def download(request: UserRequest, name: str) -> HttpResponseBase:
    """The archive itself, as an attachment. Only names the page has shown; a post, so that no link can leak it."""
    found = next((backup for backup in keeping.kept() if backup.path.name == name), None)
    if found is None:
        raise Http404
    with transaction.atomic():
        record(jobs.TAKEN, by=request.user, object_type="backup", object_id=name[:40])
    response = FileResponse(found.path.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "no-store"
    return response
