"""Settings of scores: look, see who would move, save; and a snapshot on demand. Of the administrator alone."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import company
from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from core.form_errors import refuse
from core.text import moments
from journal import runs as job_runs
from segmentation.models import ScoreSnapshot
from segmentation.reports import asking
from segmentation.reports.wishes.forms import SettingsForm
from segmentation.reports.wishes.preview import preview
from segmentation.scores import jobs, runs, snapshots
from segmentation.scores import settings as score_settings

SHOWN_SNAPSHOTS = 12


def _administrators(request: UserRequest) -> None:
    if not request.user.has(Permission.ADMINISTER):
        raise Http404


@require_http_methods(["GET", "POST"])
@never_cache
def settings(request: UserRequest) -> HttpResponse:
    """What is sent is shown with who would move; by «save» it becomes a new version, and everybody is counted."""
    _administrators(request)
    form = SettingsForm(request.POST or None, instance=score_settings.current())
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    try:
        if "save" not in request.POST:
            return _page(request, form, preview=preview(form.values()))
        score_settings.change(by=request.user, **form.values())
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    run = job_runs.start(jobs.NIGHTLY, by=request.user, unique_key=asking.UNIQUE)
    messages.success(request, _("Saved. Everybody is being counted by the new settings."))
    return redirect("office:job", run.pk)


def _page(request: UserRequest, form: SettingsForm, **more: Any) -> HttpResponse:
    context = {
        "form": form, "preview": None, "run": runs.last_good(), "failed": runs.last_failed_since(runs.last_good()),
        "today": company.today(),
        "snapshots": ScoreSnapshot.objects.order_by("-as_of")[:SHOWN_SNAPSHOTS],
    }  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "segmentation/scores/settings.html", {**context, **more}, status=status)


@require_POST
def snapshot(request: UserRequest) -> HttpResponse:
    """Keep today's picture, or that of a day that has passed, which a job counts from purchases."""
    _administrators(request)
    try:
        day = dt.date.fromisoformat(request.POST.get("day") or company.today().isoformat())
        if day != company.today():
            snapshots.refuse_day(day)
            asked = {"as_of": day.isoformat()}
            key = f"{jobs.PAST} {day}"
            run = job_runs.start(jobs.PAST, by=request.user, args=asked, unique_key=key)
            return redirect("office:job", run.pk)
        made = snapshots.take(by=request.user)
    except ValueError:
        messages.error(request, _("Choose a day."))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The snapshot of %(day)s is kept.") % {"day": moments.short_date(made.as_of)})
    return redirect(f"{reverse('score_settings:page')}#snapshots")
