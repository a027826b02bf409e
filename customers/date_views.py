"""Dates of the card. Every answer is the whole section."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from core.errors import DomainError
from customers import dates, rights
from customers.answers import editable, piece
from customers.choices import DateKind
from customers.models import Customer

SECTION = "customers/dates.html"
FIELD = "dates"


@require_safe
@never_cache
def section(request: UserRequest, pk: int) -> HttpResponse:
    """The section; `?add=1` with a box for another."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    if not rights.may_read(request.user, FIELD):
        raise Http404
    return piece(request, SECTION, context(request, customer, adding="add" in request.GET))


@require_POST
def add(request: UserRequest, pk: int) -> HttpResponse:
    """One more."""
    customer = editable(request, pk)
    rights.require_edit(request.user, FIELD)
    typed = {name: request.POST.get(name, "") for name in ("kind", "date", "label")}
    try:
        operation = dates.add(
            by=request.user, customer=customer, kind=typed["kind"], typed=typed["date"], label=typed["label"]
        )
    except DomainError as error:
        more = {"adding": True, "error": error, "typed": typed}
        return piece(request, SECTION, context(request, customer, **more), status=422)
    return piece(request, SECTION, context(request, customer), done=operation, said=_("The date is on the card."))


@require_POST
def remove(request: UserRequest, pk: int, date: int) -> HttpResponse:
    """Take it off."""
    customer = editable(request, pk)
    rights.require_edit(request.user, FIELD)
    operation = dates.remove(by=request.user, customer=customer, pk=date)
    said = _("The date is off the card.") if operation else ""
    return piece(request, SECTION, context(request, customer), done=operation, said=said)


def context(request: UserRequest, customer: Customer, **more: Any) -> dict[str, Any]:
    """What the section shows; `dates` is None for who may not see them."""
    company_only = {DateKind.FOUNDED, DateKind.CONTRACT, DateKind.OTHER}
    people_only = {kind for kind in DateKind if kind not in company_only} | {DateKind.CONTRACT, DateKind.OTHER}
    fitting = company_only if customer.is_company else people_only
    return {
        "customer": customer,
        "dates": dates.of(customer) if rights.may_read(request.user, FIELD) else None,
        "date_kinds": [kind for kind in DateKind if kind in fitting],
        "may_date": rights.may_edit(request.user, FIELD),
        "dating": False,
        "typed_date": more.get("typed", {"kind": "", "date": "", "label": ""}),
        **{{"adding": "dating", "error": "date_error"}.get(name, name): value for name, value in more.items()},
    }
