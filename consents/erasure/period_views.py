"""Pages of storage periods."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from consents.erasure import periods as rules
from consents.erasure.forms import PeriodForm
from consents.models import StoragePeriod
from consents.requests.views import keepers
from core.errors import DomainError

SAMPLES = 10


@require_safe
@never_cache
@keepers
def periods(request: UserRequest) -> HttpResponse:
    """All of them, with how many clients each finds now."""
    rows = [(one, rules.sentence_of(one), _count(one)) for one in StoragePeriod.objects.order_by("name", "pk")]
    return render(request, "requests/periods.html", {"rows": rows})


def _count(period: StoragePeriod) -> int | None:
    try:
        rules.refuse_unreadable(period)
    except DomainError:
        return None
    return rules.clients(period).order_by().count()


@require_http_methods(["GET", "POST"])
@never_cache
@keepers
def period(request: UserRequest, pk: int = 0) -> HttpResponse:
    """One, or a new one; below it the first clients it finds."""
    found = get_object_or_404(StoragePeriod, pk=pk) if pk else StoragePeriod()
    form = PeriodForm(request.POST or None, instance=found, user=request.user)
    if form.is_valid():
        try:
            view = form.cleaned_data.get("view")
            rules.refuse_unreadable(StoragePeriod(tree=view.tree if view else found.tree))
        except DomainError as error:
            form.add_error("view", str(error))
        else:
            saved = form.save()
            messages.success(request, _("The storage period is kept."))
            return redirect("requests:period", saved.pk)
    rows = rules.clients(found).order_by("pk") if pk and _count(found) else None
    context = {
        "form": form,
        "period": found,
        "sentence": rules.sentence_of(found) if pk else "",
        "count": rows.count() if rows is not None else 0,
        "samples": list(rows[:SAMPLES]) if rows is not None else [],
    }
    return render(request, "requests/period.html", context, status=422 if form.is_bound else 200)


@require_POST
@keepers
def period_dispose(request: UserRequest, pk: int) -> HttpResponse:
    """Plan the disposal of those it finds."""
    found = get_object_or_404(StoragePeriod, pk=pk)
    try:
        made = rules.dispose(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("requests:period", pk)
    messages.success(request, _("The disposal is planned: another person approves it when the warning is over."))
    return redirect("requests:erasure", made.pk)
