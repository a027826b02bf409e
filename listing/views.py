"""Pages of any list: the list itself, its lazy numbers, its filter, its columns, its views."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reselect, reswap, retarget

from accounts.http import UserRequest
from accounts.models import Role
from accounts.permissions import Permission
from core.errors import DomainError
from core.text.numbers import number
from listing import services, showing, tabs
from listing.filter_form import condition_form, tree_with
from listing.models import SavedView
from listing.pages import ListPage, list_pages
from listing.state import COLUMNS, State, filtered, read
from listing.totals import total

STEPS = {"left": -1, "right": 1}


def show(request: UserRequest, page: ListPage, state: State | None = None, **more: Any) -> HttpResponse:
    """The page of a list; a package's own view calls it. `ticks`: rows can be chosen for something."""
    state = state or read(page, request.GET, request.user)
    context = {
        **showing.context(state, request.GET),
        "ticks": True,
        "may_share": request.user.has(Permission.SHARE_VIEWS),
        "columns_offered": _columns(state),
        "fields_offered": list(page.readable(request.user).values()),
        "roles": Role.objects.order_by("pk") if request.user.has(Permission.SHARE_VIEWS) else (),
        **more,
    }
    return render(request, page.template, context)


@require_safe
@never_cache
def count(request: UserRequest, code: str) -> HttpResponse:
    """How many rows the filters leave; asked after the page is shown, and said at its foot too."""
    return _number(request, read(_page(request, code), request.GET, request.user).rows, foot="foot" in request.GET)


@require_safe
@never_cache
def tab_count(request: UserRequest, code: str, view: str) -> HttpResponse:
    """How many stand under a tab."""
    page = _page(request, code)
    found = tabs.tab(page, request.user, view)
    if found is None:
        raise Http404
    return _number(request, filtered(page, page.rows(request.user, archive=found.archive), found.tree))


@require_safe
@never_cache
def counter(request: UserRequest, code: str, name: str) -> HttpResponse:
    """How many there are of what a counter counts."""
    page = _page(request, code)
    found = next((one for one in page.counters if one.code == name), None)
    state = read(page, request.GET, request.user)
    if found is None or not showing.counter_is_open(found, state):
        raise Http404
    return _number(request, filtered(page, page.rows(request.user), found.rule))


@require_safe
@never_cache
def condition(request: UserRequest, code: str) -> HttpResponse:
    """Choose a field, an operator, values; then the list with the condition among the others."""
    page = _page(request, code)
    state = read(page, request.GET, request.user)
    form = condition_form(state, request.GET)
    if form is not None and form.is_ready and form.is_valid():
        return redirect(f"{reverse(page.url_name)}?{state.query_for(tree=tree_with(state, form))}")
    context = {"state": state, "form": form, "fields_offered": list(page.readable(request.user).values())}
    template = "listing/condition_form.html" if request.htmx else "listing/condition_page.html"
    if form is None or not form.is_ready:
        return render(request, template, context)
    response = render(request, template, context, status=422)
    return reselect(reswap(retarget(response, "#condition-form"), "innerHTML"), "unset")


@require_POST
def columns(request: UserRequest, code: str) -> HttpResponse:
    """Keep one's own columns; those of a saved view are kept by saving it. «As it was» sends none."""
    page = _page(request, code)
    chosen = [] if "reset" in request.POST else request.POST.getlist("columns")
    look = _look(request, page)
    if look.tab.columns:
        query = QueryDict(replace(look, chosen=()).query, mutable=True)
        query[COLUMNS] = ",".join(chosen)
        look = read(page, query, request.user)
    else:
        services.choose_columns(page, chosen, by=request.user)
    return redirect(f"{reverse(page.url_name)}?{look.query}")


@require_POST
def save_view(request: UserRequest, code: str) -> HttpResponse:
    """A new tab out of the look the form carries."""
    page = _page(request, code)
    state = _look(request, page)
    try:
        view = services.save_view(state, request.POST.get("name", ""), by=request.user, shared="shared" in request.POST)
    except DomainError as error:
        messages.error(request, str(error))
        return _back(request, page)
    messages.success(request, _("View “%(name)s” is saved.") % {"name": view.name})
    return redirect(f"{reverse(page.url_name)}?view={view.pk}")


@require_POST
def change_view(request: UserRequest, code: str, pk: int) -> HttpResponse:
    """Overwrite, rename, share, move or delete a tab; somebody's private one is not there."""
    page = _page(request, code)
    view = SavedView.objects.visible_to(request.user).filter(page=page.code, pk=pk).order_by("pk").first()
    if view is None:
        raise Http404
    act = request.POST.get("act", "")
    try:
        if act == "overwrite":
            services.overwrite(view, _look(request, page), by=request.user)
        elif act == "rename":
            name, shared = request.POST.get("name", ""), "shared" in request.POST
            services.rename(view, name, by=request.user, shared=shared)
        elif act in STEPS:
            services.move(view, STEPS[act], by=request.user)
        elif act == "delete":
            services.delete(view, by=request.user)
            messages.success(request, _("View “%(name)s” is deleted.") % {"name": view.name})
            return redirect(page.url_name)
    except DomainError as error:
        messages.error(request, str(error))
        return _back(request, page)
    return redirect(f"{reverse(page.url_name)}?view={pk}")


@require_POST
def first_view(request: UserRequest, code: str) -> HttpResponse:
    """The tab with which people of a role begin."""
    page = _page(request, code)
    if not request.user.has(Permission.SHARE_VIEWS):
        raise PermissionDenied
    role = Role.objects.filter(code=request.POST.get("role", "")).order_by("pk").first()
    if role is None:
        raise Http404
    try:
        services.begin_with(page, role, request.POST.get("view", ""), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Saved."))
    return _back(request, page)


def _page(request: UserRequest, code: str) -> ListPage:
    """The list, for those who may open it; for others there is none."""
    if code not in list_pages or not request.user.has(list_pages.get(code).permission):
        raise Http404
    return list_pages.get(code)


def _look(request: UserRequest, page: ListPage) -> State:
    """What the sender had on the screen: the form carries the address."""
    return read(page, QueryDict(request.POST.get("query", "")), request.user)


def _back(request: UserRequest, page: ListPage) -> HttpResponse:
    query = _look(request, page).query
    return redirect(f"{reverse(page.url_name)}?{query}")


def _number(request: UserRequest, rows: Any, *, foot: bool = False) -> HttpResponse:
    found = total(rows)
    said = number(found.count) if found.exact else f"≈ {number(found.count)}"
    return render(request, "listing/number.html", {"total": found, "said": said, "foot": foot})


def _columns(state: State) -> list[tuple[Any, bool]]:
    """Every column there could be, and whether it is there: those that are first, as they stand in the list."""
    there = {known.code: known for known in state.columns}
    offered = there | dict(state.page.showable(state.user))
    return [(known, code in there) for code, known in offered.items() if code != state.page.first]
