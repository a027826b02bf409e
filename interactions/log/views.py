"""Acts on one entry of the history. A stranger's entry is 404, as if there were none."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from core.form_errors import refuse
from customers.answers import editable, piece
from customers.models import Customer
from customers.search.finding import clients, find
from interactions.log import corrections, mentions, services
from interactions.log.forms import EntryForm
from interactions.log.models import Interaction
from journal.models import Operation
from journal.operations import single

CANDIDATES = 5


@require_safe
@never_cache
def acts(request: UserRequest, pk: int) -> HttpResponse:
    """What this reader may do with the entry."""
    entry = _entry(request, pk)
    return render(request, "interactions/acts.html", _menu(request, entry))


@require_safe
@never_cache
def colleagues(request: UserRequest, pk: int) -> HttpResponse:
    """Whom one who writes on this card can mention."""
    customer = editable(request, pk)
    people = mentions.seeing(customer, but=request.user)
    return render(request, "interactions/colleagues.html", {"people": people})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """The form of one's own entry, or its correction."""
    entry = _entry(request, pk, to_change=True)
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        customer=entry.customer,
        user=request.user,
        kinds=(entry.kind,),
        entry=entry,
        initial=_initial(entry),
    )
    context = {"entry": entry, "form": form}
    if request.method != "POST":
        return render(request, "interactions/edit.html", context)
    if form.is_valid():
        try:
            operation = services.change(entry, by=request.user, values=_corrected(form, entry))
        except DomainError as error:
            refuse(form, error)
        else:
            return piece(request, "interactions/acts.html", _menu(request, entry), done=operation, said=_("Corrected."))
    return render(request, "interactions/edit.html", context, status=422)


@require_POST
def act(request: UserRequest, pk: int, code: str) -> HttpResponse:
    """Pin, unpin, take off the card."""
    entry = _entry(request, pk, to_change=True)
    done: dict[str, tuple[Callable[[], Operation], str]] = {
        "pin": (lambda: services.pin(entry, by=request.user, pinned=True), _("Pinned above the history.")),
        "unpin": (lambda: services.pin(entry, by=request.user, pinned=False), _("Not pinned any more.")),
        "take-off": (lambda: services.take_off(entry, by=request.user), _("The entry is off the card.")),
    }
    if code not in done:
        raise Http404
    what, said = done[code]
    try:
        with single(by=request.user) as operation:
            what()
    except DomainError as error:
        return piece(request, "interactions/acts.html", {**_menu(request, entry), "error": error}, status=422)
    entry.refresh_from_db()
    return piece(request, "interactions/acts.html", _menu(request, entry), done=operation, said=said)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: UserRequest, pk: int) -> HttpResponse:
    """To the card of another client, found by words."""
    entry = _entry(request, pk, to_change=True)
    asked = request.POST.get("q", "").strip()[:100]
    hits = find(request.user, asked, CANDIDATES).hits if asked else ()
    others = [one for _hit, one in clients(request.user, hits) if one.pk != entry.customer_id]
    context: dict[str, Any] = {"entry": entry, "q": asked, "found": others}
    to = request.POST.get("to", "")
    if not to:
        return render(request, "interactions/move.html", context)
    if not to.isdecimal() or len(to) > 18:
        raise Http404
    try:
        operation = services.move(entry, by=request.user, customer_id=int(to))
    except DomainError as error:
        return render(request, "interactions/move.html", {**context, "error": error}, status=422)
    other = Customer.objects.get(pk=int(to))
    return piece(
        request, "interactions/moved.html", {"customer": other}, done=operation, said=_("Moved to the other card.")
    )


def _entry(request: UserRequest, pk: int, *, to_change: bool = False) -> Interaction:
    rows = Interaction.objects.visible_to(request.user).standing().select_related("customer", "outcome", "author")
    entry = get_object_or_404(rows, pk=pk)
    if to_change and not request.user.has(Permission.EDIT_CUSTOMERS):
        raise PermissionDenied
    return entry


def _menu(request: UserRequest, entry: Interaction) -> dict[str, Any]:
    edits = request.user.has(Permission.EDIT_CUSTOMERS)
    may_take_off = edits and (entry.author_id == request.user.pk or request.user.has(Permission.HANDOVER))
    return {
        "entry": entry,
        "may_edit": edits,
        "may_correct": services.may_change(entry, request.user),
        "may_take_off": may_take_off,
        "corrections": corrections.of(entry),
    }


def _initial(entry: Interaction) -> dict[str, Any]:
    return {
        "text": entry.text,
        "direction": entry.direction,
        "at": entry.at,
        "minutes": None if entry.duration is None else entry.duration // 60,
        "rating": entry.rating,
        "outcome": entry.outcome_id,
    }


def _corrected(form: EntryForm, entry: Interaction) -> dict[str, Any]:
    """Only the boxes that were there. They show whole minutes: what was not touched keeps its seconds."""
    values = form.values()
    names = {"text": "text", "direction": "direction", "at": "at", "duration": "minutes", "rating": "rating"}
    found = {name: values[name] for name, box in names.items() if box in form.fields}
    if found.get("at") in (None, entry.at.replace(second=0, microsecond=0)):
        found.pop("at", None)
    if (
        found.get("duration") is not None
        and entry.duration is not None
        and found["duration"] == entry.duration // 60 * 60
    ):
        del found["duration"]
    return found | ({"outcome": values["outcome"]} if "outcome" in form.fields else {})
