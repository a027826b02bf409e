"""The queue of duplicates: groups by likeness, cards side by side, one key for each answer."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from customers.bulk_views import chosen
from customers.models import Customer
from quality.merging.refusals import may_merge
from quality.merging.services import merge
from quality.queue import deciding, groups, side_by_side
from quality.queue.groups import LABELS, SIDE_BY_SIDE, Show
from quality.queue.words import agreed, opposed


def worker(request: UserRequest) -> None:
    """Raises 404 for whoever sees no clients or may not merge them."""
    if not request.user.has(Permission.VIEW_CUSTOMERS) or not may_merge(request.user):
        raise Http404


@require_safe
@never_cache
def queue(request: UserRequest) -> HttpResponse:
    """The groups of a tab, and the one chosen, or the likeliest, side by side."""
    worker(request)
    show = groups.read_show(request.GET.get("show", ""))
    listed = groups.listed(request.user, show)
    number = _number(request.GET.get("group", "")) or (listed[0].number if listed else 0)
    found = groups.one(request.user, show, number)
    if found is None and listed:
        messages.info(request, _("This group has been decided already."))
        return redirect(_queue_url(show))
    decided, waits = groups.decided_today(request.user), groups.waiting(request.user, show)
    context = {
        "show": show.value,
        "tabs": [(one.value, label, one == show) for one, label in LABELS.items()],
        "listed": listed,
        "waits": waits,
        "is_more": waits >= groups.COUNTED,
        "decided": decided,
        "sure": len(groups.sure(request.user)) if show in (Show.ALL, Show.SURE) else 0,
        "group": found[0] if found else None,
        **(_compared(request, found[0], found[1], show) if found else {}),
    }
    return render(request, "quality/queue.html", context)


def _compared(request: UserRequest, group: groups.Group, rows: list[Any], show: Show) -> dict[str, Any]:
    ids = group.cards[:SIDE_BY_SIDE]
    reasons = [one for row in rows if row.left_id in ids and row.right_id in ids for one in row.reasons]
    return {
        **comparison(request, ids, show),
        "agree": agreed(reasons, named=6),
        "oppose": opposed(reasons),
        "more": group.size - len(ids),
        "is_different": show == Show.DIFFERENT,
    }


def comparison(request: UserRequest, ids: tuple[int, ...], show: Show | None) -> dict[str, Any]:
    """What the table of a comparison asks for; the main card is the best one, or the one named in the address."""
    rows = Customer.objects.visible_to(request.user).standing().select_related("responsible", "custom")
    cards = side_by_side.best_main(rows.filter(pk__in=ids).order_by("pk"))
    if len(cards) < 2:
        raise Http404
    named = _number(request.GET.get("main", ""))
    cards.sort(key=lambda card: card.pk != named)
    return {
        "cards": cards,
        "compared": side_by_side.compare(cards, request.user),
        "columns": len(cards) + 1,
        "return_show": show.value if show else "",
    }


@never_cache
def compare(request: UserRequest) -> HttpResponse:
    """Cards ticked in a list, whether or not the search found them alike."""
    worker(request)
    if request.method == "POST":
        choice = chosen(request)
        ids = (choice.ids or ()) if choice and not choice.is_rule else ()
        if not 2 <= len(ids) <= SIDE_BY_SIDE:
            said = _("Tick two to %(most)s cards of one client.")
            messages.warning(request, said % {"most": SIDE_BY_SIDE})
            return redirect("customers:list")
        return redirect(f"{reverse('duplicates:compare')}?{urlencode({'cards': ','.join(map(str, ids))})}")
    ids = tuple(filter(None, map(_number, request.GET.get("cards", "").split(","))))[:SIDE_BY_SIDE]
    context = {"group": None, "agree": "", "oppose": "", "more": 0, "is_different": False}
    try:
        return render(request, "quality/compare.html", {**context, **comparison(request, ids, None)})
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("customers:list")


@require_POST
def merge_cards(request: UserRequest) -> HttpResponse:
    """Make them one, as chosen; then the next group."""
    worker(request)
    cards = _cards(request)
    main = _number(request.POST.get("main", ""))
    try:
        done = merge(
            by=request.user,
            survivor=main,
            duplicates=[card.pk for card in cards if card.pk != main],
            choices=_choices(request),
            without=_unticked(request, cards),
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(request.POST.get("back") or _queue_url(Show.ALL)) if _is_ours(request) else _next(request)
    assert done.operation is not None
    said = ngettext(
        "%(n)s card became a part of “%(name)s”.", "%(n)s cards became a part of “%(name)s”.", len(cards) - 1
    )
    messages.success(
        request, said % {"n": len(cards) - 1, "name": done.survivor.title}, extra_tags=f"undo:{done.operation.pk}"
    )
    return _next(request, done.survivor)


@require_POST
def decide(request: UserRequest, answer: str) -> HttpResponse:
    """Not one client, later, or ask again; then the next group."""
    worker(request)
    cards = _cards(request)
    if answer == "different":
        deciding.apart(cards, by=request.user, why=request.POST.get("why", "").strip()[:300])
        messages.success(request, _("These cards will not be offered together any more."))
    elif answer == "later":
        deciding.later(cards, by=request.user)
    else:
        deciding.ask_again(cards, by=request.user)
        messages.success(request, _("The group waits again."))
    return _next(request)


def _cards(request: UserRequest) -> list[Customer]:
    """Those sent, all seen by the person; 404 for less than two."""
    ids = {_number(text) for text in request.POST.getlist("cards")} - {0}
    cards = list(Customer.objects.visible_to(request.user).filter(pk__in=ids).order_by("pk"))
    if len(cards) < 2 or len(cards) < len(ids):
        raise Http404
    return cards


def _choices(request: UserRequest) -> dict[str, int]:
    """Fields of the form to cards."""
    return {
        name.removeprefix("field."): int(value)
        for name in request.POST
        if name.startswith("field.") and (value := request.POST.get(name, "")).isdecimal() and len(value) < 19
    }


def _unticked(request: UserRequest, cards: list[Customer]) -> list[uuid.UUID]:
    """Contacts the person unticked; a number that two cards have goes only when it is unticked on both."""
    if "points" not in request.POST:
        return []
    kept = set(request.POST.getlist("point"))
    offered = set(request.POST.getlist("points"))
    rows = [point for point in side_by_side.standing_points(cards) if str(point.pk) in offered]
    wanted = {(point.kind, point.value or point.raw) for point in rows if str(point.pk) in kept}
    return [point.pk for point in rows if (point.kind, point.value or point.raw) not in wanted]


def _next(request: UserRequest, survivor: Customer | None = None) -> HttpResponse:
    """Where the person works on: the queue, or the card when he came from a list."""
    show = request.POST.get("show", "")
    if not show and survivor is not None:
        return redirect(survivor)
    return redirect(_queue_url(groups.read_show(show)))


def _is_ours(request: UserRequest) -> bool:
    return request.POST.get("back", "").startswith(reverse("duplicates:queue"))


def _queue_url(show: Show) -> str:
    url = reverse("duplicates:queue")
    return url if show == Show.ALL else f"{url}?{urlencode({'show': show.value})}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
