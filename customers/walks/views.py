"""Pages of a walk: begin, the strip over the card, the marks, the summary. A walk is its owner's alone."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from core.rules.sentence import sentence
from customers.models import Customer, Walk
from customers.selection import readable
from customers.walks import services
from listing.pages import list_pages
from listing.state import State, read
from listing.totals import total

WALKS_SHOWN = 100


def _reader(request: UserRequest) -> None:
    if not request.user.has(Permission.VIEW_CUSTOMERS):
        raise Http404


def _own(request: UserRequest, walk_id: int) -> Walk:
    _reader(request)
    return get_object_or_404(Walk.objects.select_related("owner__role"), owner=request.user, pk=walk_id)


@require_safe
@never_cache
def walk_list(request: UserRequest) -> HttpResponse:
    """One's own walks, newest first, each where it stands."""
    _reader(request)
    rows = Walk.objects.filter(owner=request.user).annotate(done=Count("stops", filter=~Q(stops__outcome="")))
    return render(request, "customers/walks/list.html", {"walks": rows.order_by("-created_at", "-pk")[:WALKS_SHOWN]})


@require_http_methods(["GET", "POST"])
@never_cache
def new(request: UserRequest) -> HttpResponse:
    """Name it and its outcomes; the address carries the list."""
    _reader(request)
    state = read(list_pages.get("customers"), QueryDict(_query(request)), request.user)
    typed = request.POST.get("outcomes", "")
    context: dict[str, Any] = {
        "query": state.query,
        "name": request.POST.get("name") or _named(state),
        "outcomes": typed or "\n".join(services.usual_outcomes()),
        "found": total(state.rows),
        "most": services.MOST_STOPS,
    }
    if request.method == "GET":
        return render(request, "customers/walks/new.html", context)
    try:
        outcomes = services.read_outcomes(typed)
        walk = services.begin(by=request.user, state=state, name=request.POST.get("name", ""), outcomes=outcomes)
    except DomainError as error:
        return render(request, "customers/walks/new.html", context | {"error": error}, status=422)
    return redirect("customers:walk", walk.pk)


def _named(state: State) -> str:
    """As the view is called, or as its filters read."""
    if state.tree and state.tree != state.tab.tree:
        return sentence(state.tree, readable(state.user))[:300]
    return str(state.tab.label)


def _query(request: UserRequest) -> str:
    return request.POST.get("query", "") if request.method == "POST" else request.META.get("QUERY_STRING", "")


@require_safe
@never_cache
def walk(request: UserRequest, walk_id: int) -> HttpResponse:
    """To the card where it stands; to the summary when it is over."""
    found = _own(request, walk_id)
    stop = services.here(found) if found.finished_at is None else None
    if stop is None:
        return redirect("customers:walk_summary", found.pk)
    return redirect(f"{reverse('customers:detail', args=[stop.customer_id])}?{urlencode({'walk': found.pk})}")


@require_POST
def mark(request: UserRequest, walk_id: int) -> HttpResponse:
    """An outcome, a step on without one, a step back, or once more through those left."""
    found = _own(request, walk_id)
    seq, act = request.POST.get("seq", ""), request.POST.get("act", "")
    at = int(seq) if seq.isdecimal() and len(seq) < 7 else found.position
    if act in {"skip", "back"}:
        # What was typed into the box of the note is not lost by leaving it.
        note = request.POST.get("note")
        if note is not None and services.write(found, seq=at, note=note) is None and note.strip():
            _out_of_sight(request)
        (services.step_on if act == "skip" else services.step_back)(found, at)
    elif act == "note":
        stop = services.write(found, seq=at, note=request.POST.get("note", ""))
        if stop is not None:
            messages.success(request, _("The note is kept; the outcome waits."))
            return redirect(f"{reverse('customers:detail', args=[stop.customer_id])}?{urlencode({'walk': found.pk})}")
        _out_of_sight(request)
    elif act == "again":
        if not services.reopen(found):
            messages.info(request, _("Nobody is left without an outcome."))
            return redirect("customers:walk_summary", found.pk)
    else:
        try:
            note = request.POST.get("note", "")
            if not services.mark(found, seq=at, outcome=request.POST.get("outcome", ""), note=note):
                _out_of_sight(request)
        except DomainError as error:
            messages.error(request, str(error))
    return redirect("customers:walk", found.pk)


def _out_of_sight(request: UserRequest) -> None:
    messages.error(request, _("This client is not shown to you any more: nothing was written down."))


@require_safe
@never_cache
def summary(request: UserRequest, walk_id: int) -> HttpResponse:
    """How it went, and with whom."""
    found = _own(request, walk_id)
    stops = services.seen(found).select_related("customer").order_by("seq")
    asked = request.GET.get("outcome")
    if asked is not None:
        stops = stops.filter(outcome=asked)
    page = Paginator(stops, 100).get_page(request.GET.get("page"))
    context = {"walk": found, "summary": services.summary(found), "page": page, "asked": asked}
    return render(request, "customers/walks/summary.html", context)


def strip(request: UserRequest, customer: Customer) -> dict[str, Any]:
    """What stands over a card that is a stop of a walk: the outcomes and where it is; nothing otherwise."""
    number = request.GET.get("walk", "")
    if not number.isdecimal() or len(number) > 18:
        return {"walk": None}
    found = Walk.objects.filter(owner=request.user, pk=int(number)).first()
    stop = found and found.stops.filter(customer=customer).order_by("seq").first()
    return {"walk": found if stop else None, "stop": stop}
