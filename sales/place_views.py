"""Pages of the catalogue's tree and of shops: whoever sees clients reads them, whoever changes clients changes them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from customers.answers import away, editor
from journal.models import Operation, OperationState
from sales import choice_lists, merging, tree
from sales.bulk import base
from sales.models import Category, Shop


@require_http_methods(["GET", "POST"])
@never_cache
def categories(request: UserRequest) -> HttpResponse:
    """The tree; the form of a new branch."""
    _reader(request)
    if request.method == "GET":
        return render(request, "sales/categories.html", _tree(request))
    editor(request)
    try:
        made = tree.add_category(
            by=request.user, name=request.POST.get("name", ""), parent=_category(request, "parent")
        )
    except DomainError as error:
        typed = {"error": error, "name": request.POST.get("name", ""), "parent": request.POST.get("parent", "")}
        return render(request, "sales/categories.html", _tree(request) | typed, status=422)
    said = _("The category “%(name)s” is made.") % {"name": made.name}
    return _said(request, "sales:categories", Operation.objects.get(pk=made.made_in), said)


@require_http_methods(["GET", "POST"])
@never_cache
def category(request: UserRequest, pk: int) -> HttpResponse:
    """A branch: its name, its place, what it holds."""
    _reader(request)
    standing = get_object_or_404(Category, pk=pk)
    if request.method == "GET":
        return _branch(request, standing)
    editor(request)
    typed = _typed(request)
    try:
        parent = _category(request, "parent")
        done = tree.change_category(by=request.user, category=standing, name=typed["name"], parent=parent)
    except DomainError as error:
        return _branch(request, standing, 422, error=error, **typed)
    return _said(request, "sales:categories", done, _("Saved.") if done else _("Nothing was different."))


@require_POST
def category_act(request: UserRequest, pk: int) -> HttpResponse:
    """Into the archive and out of it, the end, a merge into another."""
    editor(request)
    standing = get_object_or_404(Category, pk=pk)
    try:
        if "into" in request.POST:
            return _merged(request, standing)
        if "delete" in request.POST:
            done = tree.delete_category(by=request.user, category=standing)
            return _said(request, "sales:categories", done, _("The category is deleted."))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("sales:category", pk)
    return _archived(request, "sales:categories", standing)


@require_http_methods(["GET", "POST"])
@never_cache
def shops(request: UserRequest) -> HttpResponse:
    """Shops and offices; the form of a new one."""
    _reader(request)
    if request.method == "GET":
        return render(request, "sales/shops.html", _shops(request))
    editor(request)
    try:
        made = tree.add_shop(by=request.user, name=request.POST.get("name", ""))
    except DomainError as error:
        typed = {"error": error, "name": request.POST.get("name", "")}
        return render(request, "sales/shops.html", _shops(request) | typed, status=422)
    said = _("The shop “%(name)s” is made.") % {"name": made.name}
    return _said(request, "sales:shops", Operation.objects.get(pk=made.made_in), said)


@require_http_methods(["GET", "POST"])
@never_cache
def shop(request: UserRequest, pk: int) -> HttpResponse:
    """One place of sale: its name."""
    _reader(request)
    standing = get_object_or_404(Shop, pk=pk)
    context = {"shop": standing, "name": standing.name, "error": "", "may_edit": _may(request)}
    if request.method == "GET":
        return render(request, "sales/shop.html", context)
    editor(request)
    name = request.POST.get("name", "")
    try:
        done = tree.rename_shop(by=request.user, shop=standing, name=name)
    except DomainError as error:
        return render(request, "sales/shop.html", context | {"name": name, "error": error}, status=422)
    return _said(request, "sales:shops", done, _("Saved.") if done else _("Nothing was different."))


@require_POST
def shop_act(request: UserRequest, pk: int) -> HttpResponse:
    """Into the archive and out of it, and the end of one where nothing was sold."""
    editor(request)
    standing = get_object_or_404(Shop, pk=pk)
    if "delete" not in request.POST:
        return _archived(request, "sales:shops", standing)
    try:
        done = tree.delete_shop(by=request.user, shop=standing)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("sales:shop", pk)
    return _said(request, "sales:shops", done, _("The shop is deleted."))


def _merged(request: UserRequest, standing: Category) -> HttpResponse:
    if not base.may(request.user):
        raise PermissionDenied
    into = _category(request, "into")
    if into is None:
        raise DomainError(_("Choose another category."), code="same")
    done = merging.merge(by=request.user, one=standing, into=into)
    if done.state == OperationState.DRAFT:
        return redirect("office:operation", done.pk)
    return _said(request, "sales:categories", done, _("The categories are one now."))


def _archived(request: UserRequest, url_name: str, standing: Category | Shop) -> HttpResponse:
    out = "out" in request.POST
    done = tree.put_away(by=request.user, row=standing, away=not out)
    said = _("“%(name)s” is offered again.") if out else _("“%(name)s” is in the archive.")
    return _said(request, url_name, done, said % {"name": standing.name})


def _said(request: UserRequest, url_name: str, done: Operation | None, said: str) -> HttpResponse:
    return away(request, reverse(url_name), said, done)


def _reader(request: UserRequest) -> None:
    if not request.user.has(Permission.VIEW_CUSTOMERS):
        raise Http404


def _may(request: UserRequest) -> bool:
    return request.user.has(Permission.EDIT_CUSTOMERS)


def _typed(request: UserRequest) -> dict[str, str]:
    return {"name": request.POST.get("name", ""), "parent": request.POST.get("parent", "")}


def _category(request: UserRequest, name: str) -> Category | None:
    """The one chosen; None for the top. Raises DomainError when it is gone meanwhile."""
    asked = request.POST.get(name, "")
    if not asked:
        return None
    found = Category.objects.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None
    if found is None:
        raise DomainError(_("There is no such category any more."), code="gone")
    return found


def _tree(request: UserRequest) -> dict[str, Any]:
    """Branches in the order of their ways from the root, each with how deep it stands and how much it holds."""
    count = Count("products", filter=Q(products__archived_at=None))
    rows = {str(row.pk): row for row in Category.objects.annotate(holds=count).order_by("pk")}
    paths = choice_lists.categories()
    ordered = [(rows[pk], path, len(rows[pk].lineage) - 1) for pk, path in paths.items() if pk in rows]
    return {
        "standing": [one for one in ordered if one[0].archived_at is None],
        "away": [one for one in ordered if one[0].archived_at is not None],
        "places": _places(),
        "name": "",
        "parent": request.GET.get("within", ""),
        "error": "",
        "may_edit": _may(request),
    }


def _places(but: Category | None = None) -> list[tuple[str, Any]]:
    """Where a branch may stand: not within itself."""
    within = (
        set() if but is None else set(Category.objects.filter(lineage__contains=[but.pk]).values_list("pk", flat=True))
    )
    gone = set(Category.objects.exclude(archived_at=None).values_list("pk", flat=True))
    return [(pk, path) for pk, path in choice_lists.categories().items() if int(pk) not in within | gone]


def _branch(request: UserRequest, standing: Category, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "category": standing,
        "name": standing.name,
        "parent": str(standing.parent_id or ""),
        "places": _places(standing),
        "uses": tree.uses_of_category(standing),
        "error": "",
        "may_edit": _may(request),
        "may_merge": _may(request) and base.may(request.user),
        **more,
    }
    return render(request, "sales/category.html", context, status=status)


def _shops(request: UserRequest) -> dict[str, Any]:
    rows = list(Shop.objects.order_by("name", "pk"))
    return {
        "standing": [row for row in rows if row.archived_at is None],
        "away": [row for row in rows if row.archived_at is not None],
        "name": "",
        "error": "",
        "may_edit": _may(request),
    }
