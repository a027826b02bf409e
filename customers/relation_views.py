"""Relations of the card. Every answer is the whole section."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from core.errors import DomainError
from customers import relations, rights
from customers.answers import editable, piece
from customers.choices import RelationKind
from customers.models import Customer
from customers.search.finding import find

SECTION = "customers/relations.html"
FIELD = "relations"
FOUND = 8


@require_safe
@never_cache
def section(request: UserRequest, pk: int) -> HttpResponse:
    """The section; `?add=1` with a box for another."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    if not rights.may_read(request.user, FIELD):
        raise Http404
    return piece(request, SECTION, context(request, customer, adding="add" in request.GET))


@require_POST
@never_cache
def found(request: UserRequest, pk: int) -> HttpResponse:
    """Clients to tie to, by a few letters. Sent by POST: names do not belong in addresses."""
    customer = editable(request, pk)
    rights.require_edit(request.user, FIELD)
    typed = request.POST.get("whom", "").strip()[:200]
    clients = _found(request, typed, customer) if typed else []
    return render(request, "customers/relation_found.html", {"clients": clients, "typed": typed})


@require_POST
def add(request: UserRequest, pk: int) -> HttpResponse:
    """One more."""
    customer = editable(request, pk)
    rights.require_edit(request.user, FIELD)
    typed = {name: request.POST.get(name, "") for name in ("whom", "kind", "role", "other")}
    chosen = typed["other"]
    known = Customer.objects.visible_to(request.user)
    other = known.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 19 else None
    try:
        if other is None:
            raise DomainError(_("Choose the client among those found."), code="other")
        operation = relations.add(
            by=request.user, customer=customer, other=other, kind=typed["kind"], role=typed["role"]
        )
    except DomainError as error:
        more = {"adding": True, "error": error, "typed": typed, "clients": [other] if other else []}
        return piece(request, SECTION, context(request, customer, **more), status=422)
    return piece(request, SECTION, context(request, customer), done=operation, said=_("They are tied."))


@require_POST
def remove(request: UserRequest, pk: int, relation: int) -> HttpResponse:
    """Untie; the other side must be visible too."""
    customer = editable(request, pk)
    rights.require_edit(request.user, FIELD)
    ties, _hidden = relations.of(customer, request.user)
    standing = relation in {tie.relation.pk for tie in ties}
    operation = relations.remove(by=request.user, customer=customer, pk=relation) if standing else None
    said = _("They are tied no more.") if operation else ""
    return piece(request, SECTION, context(request, customer), done=operation, said=said)


def context(request: UserRequest, customer: Customer, **more: Any) -> dict[str, Any]:
    """What the section shows: contact persons of a company apart from other ties."""
    may_see = rights.may_read(request.user, FIELD)
    ties, hidden = relations.of(customer, request.user) if may_see else ([], 0)
    shown = [(tie, rights.shown(request.user, "full_name", tie.client.title)) for tie in ties]
    kinds = [kind for kind in RelationKind if _fits(kind, customer)]
    nothing: dict[str, Any] = {"typed": {"whom": "", "kind": "", "role": "", "other": ""}, "clients": []}
    return {
        "customer": customer,
        "people": [one for one in shown if customer.is_company and not one[0].client.is_company],
        "ties": [one for one in shown if not customer.is_company or one[0].client.is_company],
        "hidden_ties": hidden,
        "tie_kinds": kinds,
        "may_tie": rights.may_edit(request.user, FIELD) and rights.may_edit(request.user, "full_name"),
        "sees_ties": may_see,
        "tying": False,
        **nothing,
        **{{"adding": "tying", "error": "tie_error"}.get(name, name): value for name, value in more.items()},
    }


def _fits(kind: RelationKind, customer: Customer) -> bool:
    if customer.is_company:
        return kind not in relations.OF_PEOPLE
    return kind not in relations.OF_COMPANIES


def _found(request: UserRequest, typed: str, customer: Customer) -> list[Customer]:
    ids = [hit.id for hit in find(request.user, typed, FOUND + 1).hits]
    rows = Customer.objects.visible_to(request.user).filter(pk__in=ids).exclude(pk=customer.pk)
    return sorted(rows.order_by("pk"), key=lambda one: ids.index(one.pk))[:FOUND]
