"""Pages of copies of people's data: ask, watch, take once."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from accounts.limits import limited
from consents.models import SubjectBundle, SubjectRequest
from consents.requests import copying
from consents.requests.views import keepers
from core.errors import DomainError
from customers.models import Customer
from journal.models import JobRun


@require_POST
@keepers
@limited("export")
def copy(request: UserRequest) -> HttpResponse:
    """Begin one."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=_number(request, "customer"))
    asked = SubjectRequest.objects.visible_to(request.user).filter(pk=_number(request, "request")).first()
    try:
        made = copying.ask(customer, by=request.user, request=asked)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(asked or customer)
    return redirect("requests:copy_one", made.pk)


def _number(request: UserRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


@require_safe
@never_cache
@keepers
def copy_one(request: UserRequest, pk: UUID) -> HttpResponse:
    """In progress, ready, taken, or gone."""
    rows = SubjectBundle.objects.select_related("customer", "made_by", "request")
    found = get_object_or_404(rows, pk=pk)
    job = JobRun.objects.live().filter(pk=found.job).first() if found.job and not found.file else None
    return render(request, "requests/copy.html", {"copy": found, "job": job})


@require_POST
@keepers
def copy_take(request: UserRequest, pk: UUID) -> HttpResponseBase:
    """The archive. A post: taking it is an act, and no link can leak it."""
    found = get_object_or_404(SubjectBundle, pk=pk)
    try:
        content = copying.take(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("requests:copy_one", pk)
    name = f"copy-{found.customer_id}.zip"
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
