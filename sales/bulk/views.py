"""From ticked rows of our lists to the preview of an operation."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from core.errors import DomainError
from customers.answers import editor
from customers.bulk_views import chosen
from customers.models import Customer
from customers.search.finding import find
from customers.selection import Choice
from journal.operations import draft
from listing.exports import choosing
from listing.pages import list_pages
from sales.bulk import base
from sales.bulk.forms import SetForm, SetProductsForm, SetPurchasesForm
from sales.bulk.leaving import DeletePurchases, MovePurchases
from sales.bulk.setting import ArchiveProducts, RestoreProducts, SetProducts, SetPurchases

FOUND = 8
AT_ONCE = {
    "purchases": {"delete": DeletePurchases.code},
    "products": {"archive": ArchiveProducts.code, "restore": RestoreProducts.code},
}
SETS: dict[str, tuple[str, type[SetForm], tuple[str, ...], str | Promise]] = {
    "purchases": (SetPurchases.code, SetPurchasesForm, ("edit", "status"), gettext_lazy("Change of purchases")),
    "products": (SetProducts.code, SetProductsForm, ("edit",), gettext_lazy("Change of products")),
}
"""List to: kind, form, the acts of the bar that ask by it, its title."""


@require_POST
@never_cache
def purchases(request: UserRequest) -> HttpResponse:
    """What the bar under the list of purchases asks for."""
    return _act(request, "purchases")


@require_POST
@never_cache
def products(request: UserRequest) -> HttpResponse:
    """What the bar under the catalogue asks for."""
    return _act(request, "products")


@require_POST
@never_cache
def whom(request: UserRequest) -> HttpResponse:
    """Clients to move purchases to, by a few letters. Sent by POST: names do not belong in addresses."""
    editor(request)
    typed = request.POST.get("whom", "").strip()[:200]
    return render(request, "customers/relation_found.html", {"clients": found(request, typed), "typed": typed})


def found(request: UserRequest, typed: str) -> list[Customer]:
    """The first clients found by these letters, among those the person sees."""
    if not typed:
        return []
    hits = [hit.id for hit in find(request.user, typed, FOUND).hits]
    rows = Customer.objects.visible_to(request.user).in_bulk(hits)
    return [rows[pk] for pk in hits if pk in rows]


def picked(request: UserRequest) -> Customer:
    """The client chosen among those found. Raises DomainError when there is none."""
    other = request.POST.get("other", "")
    seen = Customer.objects.visible_to(request.user)
    client = seen.filter(pk=int(other)).first() if other.isdecimal() and len(other) < 19 else None
    if client is None:
        raise DomainError(_("Choose the client among those found."), code="other")
    return client


def _act(request: UserRequest, code: str) -> HttpResponse:
    editor(request)
    if not base.may(request.user):
        raise PermissionDenied
    page, act, choice = list_pages.get(code), request.POST.get("act", ""), chosen(request)
    kind, form_class, asking, title = SETS[code]
    known = {*AT_ONCE[code], *asking, *({"move"} if code == "purchases" else ())}
    if choice is None or act not in known:
        messages.warning(request, _("Tick the rows first."))
        return redirect(page.url_name)
    try:
        if choice.is_rule:
            choosing.tree_of(page, request.user, choice.to_json())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(page.url_name)
    if act in AT_ONCE[code]:
        return _drafted(request, AT_ONCE[code][act], choice)
    if act == "move":
        return _move(request, choice)
    form = form_class(request.POST if "filled" in request.POST else None, by=request.user, only=act)
    if form.is_bound and form.is_valid():
        return _drafted(request, kind, choice, changes=form.changes())
    return _asked(request, code, choice, "listing/bulk_edit.html", 422 if form.is_bound else 200, form=form, what=title)


def _move(request: UserRequest, choice: Choice) -> HttpResponse:
    error, status = "", 200
    if "filled" in request.POST:
        try:
            return _drafted(request, MovePurchases.code, choice, to=picked(request).pk)
        except DomainError as refused:
            error, status = str(refused), 422
    typed = request.POST.get("whom", "")[:200]
    more = {"form": Form(), "error": error, "typed": typed, "clients": found(request, typed)}
    return _asked(request, "purchases", choice, "sales/bulk_move.html", status, **more)


def _asked(
    request: UserRequest, code: str, choice: Choice, template: str, status: int = 200, **more: Any
) -> HttpResponse:
    page = list_pages.get(code)
    context = {
        "page": page,
        "act_url": request.path,
        "act": request.POST.get("act", ""),
        "choice": choice,
        "rule": json.dumps(dict(choice.rule), ensure_ascii=False),
        "words": base.which_rows(code, choice.rule)
        if choice.is_rule
        else choosing.words(page, request.user, choice.to_json()),
        **more,
    }
    return render(request, template, context, status=status)


def _drafted(request: UserRequest, kind: str, choice: Choice, **params: Any) -> HttpResponse:
    operation = draft(kind, {"chosen": choice.to_json(), **params}, request.user)
    return redirect("office:operation", operation.pk)
