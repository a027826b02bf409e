"""Pages of the outcomes of talks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from core.errors import DomainError
from core.form_errors import refuse
from interactions.log import outcome_list
from interactions.log.choices import InteractionKind
from interactions.log.models import Outcome
from office.access import for_administrators
from office.outcomes.forms import OutcomeForm


@require_safe
@never_cache
@for_administrators
def outcomes(request: UserRequest) -> HttpResponse:
    """All of them, those put away at the end."""
    found = Outcome.objects.order_by("is_archived", "weight", "name", "pk")
    rows = [(row, _kinds(row)) for row in found]
    return render(request, "office/outcomes/list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@never_cache
@for_administrators
def new(request: UserRequest) -> HttpResponse:
    """Make one."""
    return _form(request, None)


@require_http_methods(["GET", "POST"])
@never_cache
@for_administrators
def outcome(request: UserRequest, pk: int) -> HttpResponse:
    """Change one."""
    return _form(request, get_object_or_404(Outcome, pk=pk))


def _form(request: UserRequest, standing: Outcome | None) -> HttpResponse:
    form = OutcomeForm(request.POST or None, standing)
    title = standing.name if standing else _("New outcome")
    if form.is_valid():
        try:
            outcome_list.save(standing, form.values(), by=request.user)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The outcome is saved."))
            return redirect("office:outcomes")
    context = {"title": title, "form": form}
    return render(request, "office/outcomes/one.html", context, status=422 if form.is_bound else 200)


def _kinds(row: Outcome) -> str:
    labels = dict(InteractionKind.choices)
    return ", ".join(str(labels[kind]) for kind in row.kinds.strip(",").split(",") if kind in labels)
