"""External ids of the card. Every answer is the whole section."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from core.errors import DomainError
from customers import external_ids, rights
from customers.answers import editable, piece
from customers.models import Customer

SECTION = "customers/external_ids.html"
FIELD = "external_id"


@require_safe
@never_cache
def section(request: UserRequest, pk: int) -> HttpResponse:
    """The section; `?add=1` with a box for another."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    if rights.is_hidden(request.user, FIELD):
        raise Http404
    return piece(request, SECTION, context(request, customer, adding="add" in request.GET))


@require_POST
def add(request: UserRequest, pk: int) -> HttpResponse:
    """One more."""
    customer = _changeable(request, pk)
    typed = {name: request.POST.get(name, "") for name in ("source", "value")}
    try:
        operation = external_ids.add(by=request.user, customer=customer, **typed)
    except DomainError as error:
        return piece(request, SECTION, context(request, customer, adding=True, error=error, typed=typed), status=422)
    return piece(request, SECTION, context(request, customer), done=operation, said=_("The external id is added."))


@require_POST
def remove(request: UserRequest, pk: int, number: int) -> HttpResponse:
    """One off."""
    customer = _changeable(request, pk)
    operation = external_ids.remove(by=request.user, customer=customer, pk=number)
    said = _("The external id is off the card.") if operation else ""
    return piece(request, SECTION, context(request, customer), done=operation, said=said)


def context(request: UserRequest, customer: Customer, *, adding: bool = False, **more: Any) -> dict[str, Any]:
    """What the section shows."""
    numbers = external_ids.of(customer)
    texts = [(one, rights.shown(request.user, FIELD, one.value) or "•••") for one in numbers]
    return {
        "customer": customer,
        "numbers": texts,
        "may_number": rights.may_edit(request.user, FIELD),
        "adding": adding,
        "known": external_ids.sources() if adding else [],
        "typed": {"source": "", "value": ""},
        "error": "",
        **more,
    }


def _changeable(request: UserRequest, pk: int) -> Customer:
    customer = editable(request, pk)
    rights.require_edit(request.user, FIELD)
    return customer
