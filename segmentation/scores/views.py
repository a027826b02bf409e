"""The pin on the card. Every answer is the whole panel."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from core.errors import DomainError
from customers import rights
from customers.answers import editable, piece
from customers.models import Customer
from segmentation.scores import pins
from segmentation.scores.panel import TEMPLATE, context

FIELD = "lifecycle"


@require_safe
@never_cache
def panel(request: UserRequest, pk: int) -> HttpResponse:
    """The panel; `?pin=1` with the form."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    return piece(request, TEMPLATE, context(request, customer.pk, pinning="pin" in request.GET))


@require_POST
def pin(request: UserRequest, pk: int) -> HttpResponse:
    """Give the client a base type by hand."""
    customer = _changeable(request, pk)
    typed = {name: request.POST.get(name, "") for name in ("lifecycle", "until", "why")}
    try:
        operation = pins.pin(
            by=request.user, customer=customer, lifecycle=typed["lifecycle"], until=_day(typed["until"]),
            why=typed["why"],
        )  # fmt: skip
    except DomainError as error:
        more = {"error": error, "typed": typed}
        return piece(request, TEMPLATE, context(request, customer.pk, pinning=True, **more), status=422)
    return piece(request, TEMPLATE, context(request, pk), done=operation, said=_("The base type is pinned."))


@require_POST
def unpin(request: UserRequest, pk: int) -> HttpResponse:
    """Let the rules speak again."""
    customer = _changeable(request, pk)
    operation = pins.unpin(by=request.user, customer=customer)
    said = _("The base type is counted by the rules again.") if operation else ""
    return piece(request, TEMPLATE, context(request, pk), done=operation, said=said)


def _changeable(request: UserRequest, pk: int) -> Customer:
    customer = editable(request, pk)
    rights.require_edit(request.user, FIELD)
    return customer


def _day(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
