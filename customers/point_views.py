"""Contacts of the card. Every answer is the whole section, so it never disagrees with itself."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from core.errors import DomainError
from customers import card, points, rights
from customers.answers import editable, piece
from customers.card_points import contacts as card_contacts
from customers.card_points import shown_points
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer
from customers.normalise.nicks import kind_of
from journal.models import Operation
from journal.operations import single

SECTION = "customers/contacts.html"
SAID = {
    "primary": gettext_lazy("The primary contact is another one now."),
    "remove": gettext_lazy("The contact is off the card."),
    "fix": gettext_lazy("The address is corrected."),
    "state": gettext_lazy("The state is written down."),
    "label": gettext_lazy("The label is changed."),
    "change": gettext_lazy("The contact is changed."),
}


@require_safe
@never_cache
def contacts(request: UserRequest, pk: int) -> HttpResponse:
    """The section: `?all=1` with every contact, `?add=1` with a box for a new one, `?edit=<id>` to change one,
    `?gone=1` with those taken off the card.
    """
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    more = {"adding": "add" in request.GET, "editing": request.GET.get("edit", "")}
    return piece(request, SECTION, _section(request, customer, **more))


@require_POST
def add(request: UserRequest, pk: int) -> HttpResponse:
    """A new phone or e-mail."""
    customer = editable(request, pk)
    typed = {name: request.POST.get(name, "") for name in ("kind", "raw", "label", "extension")}
    if typed["kind"] not in ContactKind.values:
        typed["kind"] = kind_of(typed["raw"])
    rights.require_edit(request.user, typed["kind"])
    try:
        with single(by=request.user) as operation:
            points.add(by=request.user, customer=customer, **typed)
    except DomainError as error:
        return _refused(request, customer, error, adding=True, typed=typed)
    return _done(request, customer, operation, _("The contact is added."))


@require_POST
def act(request: UserRequest, pk: int, point: UUID, code: str) -> HttpResponse:
    """What is done to one contact; the contact must stand on this very card."""
    customer = editable(request, pk)
    standing = ContactPoint.objects.of(customer).filter(pk=point).first()
    if standing is None:
        raise Http404
    rights.require_edit(request.user, standing.kind)
    acts: dict[str, Callable[[], Operation | None]] = {
        "primary": lambda: points.make_primary(by=request.user, customer=customer, pk=point),
        "remove": lambda: points.remove(by=request.user, customer=customer, pk=point),
        "fix": lambda: points.correct_domain(by=request.user, customer=customer, pk=point),
        "state": lambda: points.tell_state(
            by=request.user,
            customer=customer,
            pk=point,
            state=request.POST.get("state", ""),
            why=request.POST.get("why", ""),
        ),
        "label": lambda: points.relabel(
            by=request.user, customer=customer, pk=point, label=request.POST.get("label", "")
        ),
        "change": lambda: points.change(
            by=request.user,
            customer=customer,
            pk=point,
            raw=request.POST.get("raw", ""),
            label=request.POST.get("label", ""),
            extension=request.POST.get("extension"),
        ),
    }
    if code not in acts:
        raise Http404
    try:
        operation = acts[code]()
    except DomainError as error:
        editing = str(point) if code in {"label", "change"} else ""
        return _refused(request, customer, error, editing=editing, typed=request.POST.dict())
    return _done(request, customer, operation, str(SAID[code]))


def _section(request: UserRequest, customer: Customer, **more: Any) -> dict[str, Any]:
    typed = {"raw": "", "label": "", "extension": "", "kind": ""} | more.pop("typed", {})
    shown = shown_points(customer, request.user)
    wide = {"everything": "all" in request.GET, "gone": "gone" in request.GET}
    return card_contacts(shown, customer, request.user, **wide) | {"typed": typed} | more


def _done(request: UserRequest, customer: Customer, operation: Operation | None, said: str) -> HttpResponse:
    context = _section(request, customer) | card.hero(customer, request.user) | {"beside": True}
    return piece(request, SECTION, context, done=operation, said=said)


def _refused(request: UserRequest, customer: Customer, error: DomainError, **more: Any) -> HttpResponse:
    return piece(request, SECTION, _section(request, customer, error=error, **more), status=422)
