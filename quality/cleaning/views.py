"""Pages of cleaning: runs and the rules of nights, one run with its preview, its report by row."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import only_with
from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.cleaning import cleaning_checks
from journal.models import JobRun, Operation, OperationState
from journal.operations import may_undo
from quality.cleaning import finding_list, policy, services, showing
from quality.cleaning.forms import CleaningForm
from quality.models import CleaningRun, Finding, FindingState, RunState
from quality.score.report import CODE

SHOWN = 30
PAGE = 50
LIVE = (RunState.SCANNING, RunState.MENDING)


@require_safe
@only_with(Permission.VIEW_CUSTOMERS)
def home(request: UserRequest) -> HttpResponse:
    """The page of the quality of the base is a report."""
    return redirect("reports:one", CODE)


@require_safe
@never_cache
@only_with(Permission.ADMINISTER)
def runs(request: UserRequest) -> HttpResponse:
    """The runs there were, what a new one looks for, when it comes round by itself."""
    return _runs(request, CleaningForm(policy=policy.current()))


def _runs(request: UserRequest, form: CleaningForm, status: int = 200) -> HttpResponse:
    rows = list(CleaningRun.objects.select_related("by").order_by("-started_at", "-id")[:SHOWN])
    operations = Operation.objects.in_bulk([one.operation for one in rows if one.operation])
    context = {
        "form": form,
        "rows": [_row(one, operations.get(one.operation)) for one in rows],
        "policy": policy.current(),
        "about": [(one.label, one.about) for one in cleaning_checks],
        "live": next((one for one in rows if one.state in LIVE), None),
    }
    return render(request, "quality/cleaning/runs.html", context, status=status)


def _row(run: CleaningRun, operation: Operation | None) -> dict[str, Any]:
    totals = {name: sum(one[name] for one in run.counts.values()) for name in ("found", "fixed", "flagged")}
    return {
        "run": run,
        **totals,
        "state": RunState(run.state).label,
        "is_undone": operation is not None and operation.state == OperationState.UNDONE,
        "may_undo": operation is not None and may_undo(operation),
    }


@require_POST
@only_with(Permission.ADMINISTER)
def begin(request: UserRequest) -> HttpResponse:
    """A preview, or the rules of the nights: two buttons of one form."""
    form = CleaningForm(request.POST, policy=policy.current())
    if not form.is_valid():
        return _runs(request, form, 422)
    data = form.cleaned_data
    try:
        if request.POST.get("act") == "policy":
            policy.decide(
                by=request.user, rhythm=data["rhythm"] or "off", weekday=data["weekday"] or 0, checks=data["checks"],
                fixes=data["fixes"], options=form.options,
            )  # fmt: skip
            messages.success(request, _("The rules of cleaning are saved."))
            return redirect("quality:runs")
        run, _job = services.begin(by=request.user, checks=data["checks"], fixes=False, options=form.options)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("quality:runs")
    return redirect("quality:run", run.pk)


@require_safe
@never_cache
@only_with(Permission.ADMINISTER)
def one(request: UserRequest, pk: UUID) -> HttpResponse:
    """Its progress, or what it found, check by check, with examples."""
    run = get_object_or_404(CleaningRun.objects.select_related("by"), pk=pk)
    operation = Operation.objects.filter(pk=run.operation).first() if run.operation else None
    job = JobRun.objects.filter(kind=services.JOB, args={"run": str(run.pk)}).order_by("-created_at").first()
    context = {
        **_row(run, operation),
        "operation": operation,
        "is_live": run.state in LIVE,
        "is_preview": run.state == RunState.FOUND,
        "job": job,
        "sure": Finding.objects.filter(run=run, state=FindingState.SURE).values("customer").distinct().count(),
        "checks": showing.checks(run, request.user) if run.state not in LIVE else [],
    }
    return render(request, "quality/cleaning/run.html", context)


@require_POST
@only_with(Permission.ADMINISTER)
def mend(request: UserRequest, pk: UUID) -> HttpResponse:
    """What the preview found sure."""
    run = get_object_or_404(CleaningRun, pk=pk)
    try:
        services.mend(run, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("quality:run", run.pk)


@require_safe
@never_cache
@only_with(Permission.ADMINISTER)
def rows(request: UserRequest, pk: UUID) -> HttpResponse:
    """The report by row: what was found, what became of it, and why not; by pages of keys."""
    run = get_object_or_404(CleaningRun, pk=pk)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    found = Finding.objects.visible_to(request.user).filter(run=run)
    if kind:
        found = found.filter(kind=kind)
    if state in FindingState.values:
        found = found.filter(state=state)
    after = request.GET.get("after", "")
    if after.isdecimal() and len(after) < 18:
        found = found.filter(pk__gt=int(after))
    page = list(found.order_by("pk")[: PAGE + 1])
    more = len(page) > PAGE
    chosen = {name: value for name, value in (("kind", kind), ("state", state)) if value}
    context = {
        "run": run,
        "rows": showing.shown(page[:PAGE], request.user),
        "kind": kind,
        "state": state,
        "kinds": [(code, label) for check in cleaning_checks if check.code in run.checks
                  for code, label in check.kinds.items()],
        "states": FindingState.choices,
        "first": f"?{urlencode(chosen)}" if after else "",
        "after": f"?{urlencode({**chosen, 'after': page[PAGE - 1].pk})}" if more else "",
        "export": _export_url(request, run, chosen),
    }  # fmt: skip
    return render(request, "quality/cleaning/rows.html", context)


def _export_url(request: UserRequest, run: CleaningRun, chosen: dict[str, str]) -> str:
    """The same rows, all of them, as a file; nothing for one who may not take lists out."""
    if not request.user.has(Permission.EXPORT_CUSTOMERS):
        return ""
    asked = {"finding_run__is": run.pk, **{f"finding_{name}__is": value for name, value in chosen.items()}}
    return f"{reverse('listing:export_new', args=[finding_list.CODE])}?{urlencode(asked)}"
