"""Pages of erasures: the plan, the approval by another person, the act."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.reauthentication import is_fresh
from consents.erasure import acts, planning, services
from consents.erasure.forms import ErasureForm
from consents.erasure.planning import Line
from consents.models import Erasure, ErasureReason, ErasureState, SubjectRequest
from consents.requests.choices import RequestKind
from consents.requests.views import keepers
from core.errors import DomainError
from customers.models import Customer
from journal.models import JobRun

PAGE = 50
REASONS = {
    RequestKind.WITHDRAW: ErasureReason.WITHDRAWN,
    RequestKind.ERASE: ErasureReason.UNLAWFUL,
    RequestKind.STOP_PROCESSING: ErasureReason.UNLAWFUL,
}


@require_safe
@never_cache
@keepers
def erasures(request: UserRequest) -> HttpResponse:
    """The newest first."""
    before = request.GET.get("before", "")
    rows = Erasure.objects.visible_to(request.user).newest_first().select_related("author", "approver")
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    context = {
        "rows": found[:PAGE],
        "first": "?" if before else "",
        "after": f"?before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
    }
    return render(request, "requests/erasures.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@keepers
def erasure_new(request: UserRequest) -> HttpResponse:
    """The plan of one client: what goes, what stays and by which law. Nothing changes before another approves."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=_number(request, "customer"))
    asked = SubjectRequest.objects.visible_to(request.user).filter(pk=_number(request, "request")).first()
    initial = {"reason": REASONS.get(RequestKind(asked.kind), "") if asked else ErasureReason.REACHED}
    form = ErasureForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            made = services.propose([customer], by=request.user, request=asked, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The plan waits for the approval of another person."))
            return redirect("requests:erasure", made.pk)
    plan = planning.plan([customer.pk])
    context = {"plan": plan, "customer": customer, "asked": asked, "form": form, **_lines(plan.lines)}
    return render(request, "requests/erasure_new.html", context, status=422 if form.is_bound else 200)


def _lines(lines: Any) -> dict[str, Any]:
    return {"gone": [line for line in lines if not line.stays], "stays": [line for line in lines if line.stays]}


def _number(request: UserRequest, name: str) -> int:
    text = request.POST.get(name) or request.GET.get(name) or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


@require_safe
@never_cache
@keepers
def erasure(request: UserRequest, pk: int) -> HttpResponse:
    """One: its plan or what was done, who stands for it, its documents."""
    found = _visible(request, pk)
    done = found.state in (ErasureState.DONE, ErasureState.FAILED) and found.done
    job = JobRun.objects.live().filter(pk=found.job).first() if found.job else None
    here = reverse("requests:erasure", args=[pk])
    subjects = list(found.subjects.select_related("customer").order_by("customer_id")[:PAGE])
    context = {
        "erasure": found,
        "subjects": subjects,
        "more": max(found.subjects.count() - len(subjects), 0),
        "may_approve": found.author_id != request.user.pk,
        "waits": found.state in (ErasureState.PLANNED, ErasureState.FAILED),
        "job": job,
        "confirm_url": "" if is_fresh(request) else f"{reverse('account_reauthenticate')}?{urlencode({'next': here})}",
        **_lines([Line.of(one) for one in (found.done if done else found.plan)]),
    }
    return render(request, "requests/erasure.html", context)


@require_POST
@keepers
def erasure_act(request: UserRequest, pk: int, code: str) -> HttpResponse:
    """Approve and begin, or refuse."""
    found = _visible(request, pk)
    try:
        if code == "approve":
            if not is_fresh(request):
                raise DomainError(_("Confirm first that it is you."), code="fresh")
            services.start(services.approve(found, by=request.user), by=request.user)
            messages.success(request, _("Approved: the erasure has begun."))
        elif code == "refuse":
            services.refuse(found, by=request.user, why=request.POST.get("why", ""))
            messages.success(request, _("The erasure is not approved: nothing was erased."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("requests:erasure", pk)


@require_safe
@never_cache
@keepers
def erasure_print(request: UserRequest, pk: int) -> HttpResponse:
    """The act on A4."""
    found = get_object_or_404(
        Erasure.objects.visible_to(request.user).select_related("author__role", "approver__role"),
        pk=pk,
        state=ErasureState.DONE,
    )
    return render(request, "requests/act.html", acts.told(found))


def _visible(request: UserRequest, pk: int) -> Erasure:
    rows = Erasure.objects.visible_to(request.user).select_related("author", "approver", "request")
    return get_object_or_404(rows, pk=pk)
