"""Pages of segments: all of them, one, the library, two beside each other, a day in the past."""

import datetime as dt
import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import company
from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.segment_uses import waiting_for
from customers.bulk_views import asked, picked
from interactions.tasks import for_clients
from journal.operations import draft
from segmentation.models import Segment, SegmentDay, SegmentMember, SegmentVersion
from segmentation.segments import (
    comparing,
    counting,
    history,
    library,
    picking,
    refresh,
    report,
    rules,
    services,
    spark,
    uses,
)
from segmentation.segments.building_views import reader, visible
from segmentation.segments.history import sees_totals
from segmentation.segments.picking import PickForm
from segmentation.segments.problems import problem

DAYS = 14
LONG = 90
PEOPLE = 100
VERSIONS = 20


@require_safe
@never_cache
def segment_list(request: UserRequest) -> HttpResponse:
    """Those the person sees, with their sizes as he may know them."""
    reader(request)
    rows = list(Segment.objects.visible_to(request.user).select_related("owner__role", "state").by_name())
    sizes = sizes_for(rows, request.user)
    days = _days([one.pk for one in rows], DAYS) if sees_totals(request.user) else {}
    shown = [
        {
            "segment": one,
            "size": sizes.get(one.pk, 0),
            "list_url": list_url(one),
            "state": getattr(one, "state", None),
            "problem": problem(one),
            "spark": spark.draw(days.get(one.pk, ()), _("Size by day")),
        }
        for one in rows
    ]
    return render(request, "segmentation/list.html", {"rows": shown})


@require_safe
@never_cache
def segment(request: UserRequest, pk: int) -> HttpResponse:
    """Size, rule in words, who came and went, versions, what rests on it, acts."""
    one = visible(request, pk)
    days = history.days(one, request.user, company.today() - dt.timedelta(days=LONG), company.today())
    others = Segment.objects.visible_to(request.user).exclude(pk=one.pk).by_name()
    context: dict[str, Any] = {
        "segment": one,
        "state": getattr(one, "state", None),
        "size": comparing.size_for(one, request.user),
        "words": "" if one.is_fixed else words_for(one, request.user),
        "problem": problem(one),
        "spark": spark.draw([one.size for one in days], _("Size by day")),
        "list_url": list_url(one),
        "walk_url": f"{reverse('customers:walk_new')}?{_query(one)}",
        "export_url": f"{reverse('listing:export_new', args=['customers'])}?{_query(one)}",
        "may_give_tasks": for_clients.may(request.user),
        "rule": json.dumps(rules.condition_of(one).to_json()),
        "may_export": request.user.has(Permission.EXPORT_CUSTOMERS),
        "may_change": services.may_change(one, request.user),
        "others": list(others),
        "uses": uses.uses_of(one, request.user),
        "waiting": waiting_for(one.pk, request.user.pk),
        "versions": SegmentVersion.objects.filter(segment=one).select_related("made_by").order_by("-number")[:VERSIONS],
        "today": company.today(),
        "moves": days[: -DAYS - 1 : -1],
        "report_url": f"{reverse('reports:one', args=[report.CODE])}?{urlencode({'segment': one.pk})}",
        "first": _first_day(one),
    }
    return render(request, "segmentation/one.html", context)


@require_safe
@never_cache
def past(request: UserRequest, pk: int) -> HttpResponse:
    """Who was in the segment at the end of a day."""
    one = visible(request, pk)
    try:
        day = dt.date.fromisoformat(request.GET.get("day", ""))
        people = comparing.was_among(one, day, request.user)
    except (ValueError, OverflowError):  # the last of all days has no end
        messages.error(request, _("Choose a day."))
        return redirect(one)
    first = _first_day(one)
    context = {
        "segment": one,
        "day": day,
        "first": first,
        "is_before": first is not None and day < first,
        "is_ahead": day > company.today(),
        "number": people.count(),
        "people": people.order_by("sort_name", "pk")[:PEOPLE],
    }
    return render(request, "segmentation/past.html", context)


@require_safe
@never_cache
def overlap(request: UserRequest, pk: int) -> HttpResponse:
    """Two segments: who is in the first alone, in both, in the second alone; each number opens its people."""
    reader(request)
    asked = request.GET.get("with", "")
    other = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    seen = Segment.objects.visible_to(request.user).select_related("owner").in_bulk([pk, other])
    one, two = seen.get(pk), seen.get(other)
    if one is None:
        raise Http404
    if two is None:
        messages.error(request, _("Choose another segment."))
        return redirect(one)
    found = comparing.overlap(one, two, request.user)
    mine, theirs = rules.condition_of(one).to_json(), rules.condition_of(two).to_json()
    rest = [(mine, theirs), (theirs, mine)]
    alone = [list_of({"all": [here, {"none": [there]}]}) for here, there in rest]
    context = {
        "segment": one,
        "other": two,
        "found": found,
        "urls": {"first": alone[0], "second": alone[1], "both": list_of({"all": [mine, {"any": [theirs]}]})},
        "total": found.first + found.both + found.second,
    }
    return render(request, "segmentation/overlap.html", context)


@require_safe
@never_cache
def ready(request: UserRequest) -> HttpResponse:
    """Ready segments, by what they tell of."""
    reader(request)
    shelves = library.shelves(request.user)
    context = {"shelves": [(one.label, [(ready, rules.words(ready.said)) for ready in one.ready]) for one in shelves]}
    return render(request, "segmentation/library.html", context)


@require_POST
def delete(request: UserRequest, pk: int) -> HttpResponse:
    """Out of the lists, with the way back in the toast."""
    one = visible(request, pk)
    waiting = waiting_for(one.pk, request.user.pk)
    try:
        operation = services.delete(by=request.user, segment=one)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(one)
    said = _("The segment “%(name)s” is deleted.") % {"name": one.name}
    messages.success(request, said, extra_tags=f"undo:{operation.pk}")
    if waiting:
        said = _("These will not go without it: %(uses)s. Bring the segment back, or choose another there.")
        messages.warning(request, said % {"uses": "; ".join(waiting)})
    return redirect("segments:list")


@require_POST
def recount(request: UserRequest, pk: int) -> HttpResponse:
    """Counted now, with those that rest on it."""
    one = visible(request, pk)
    found = refresh.one(one)
    if found is None:
        messages.error(request, problem(one) or _("The segment could not be counted; the last membership stands."))
    else:
        messages.success(request, _("Counted anew."))
    return redirect(one)


@require_POST
def restore(request: UserRequest, pk: int, number: int) -> HttpResponse:
    """The rule of an earlier version in force again."""
    one = visible(request, pk)
    version = get_object_or_404(SegmentVersion, segment=one, number=number)
    try:
        operation = services.restore(by=request.user, segment=one, version=version)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(one)
    said = _("The rule of version %(number)s is in force.") % {"number": number}
    messages.success(request, said, extra_tags=f"undo:{operation.pk}" if operation else "")
    return redirect(one)


@require_POST
def pick(request: UserRequest) -> HttpResponse:
    """Ticked clients, or all of the filter, into a fixed segment or out of it: asked which, then previewed."""
    reader(request)
    if not picking.may_pick(request.user):
        raise PermissionDenied
    try:
        choice = picked(request)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("customers:list")
    form = PickForm(request.POST if "filled" in request.POST else None, user=request.user)
    if form.is_bound and form.is_valid():
        kind = picking.TAKE_OUT if form.cleaned_data["way"] == "out" else picking.PUT_IN
        params = {"chosen": choice.to_json(), "segment": int(form.cleaned_data["segment"])}
        return redirect("office:operation", draft(kind, params, request.user).pk)
    return asked(request, "segmentation/pick.html", choice, form)


def sizes_for(segments: list[Segment], user: User) -> dict[int, int]:
    """How many are in each, of whom the person is counted for; one query."""
    if sees_totals(user):
        return {one.pk: one.state.size for one in segments if hasattr(one, "state")}
    rows = SegmentMember.objects.filter(
        left_at__isnull=True, segment__in=[one.pk for one in segments], customer__in=counting.base(user)
    )
    return dict(rows.order_by().values_list("segment").annotate(n=Count("pk")))


def words_for(one: Segment, user: User) -> str:
    """The rule as a sentence; kept from those who may not read what it asks."""
    try:
        return rules.words(rules.read(one.rule, by=user))
    except DomainError as error:
        return str(error)


def list_url(one: Segment) -> str:
    """The clients of the segment on their list."""
    return f"{reverse('customers:list')}?{_query(one)}"


def list_of(rule: dict[str, Any]) -> str:
    """The clients a rule finds on their list."""
    return f"{reverse('customers:list')}?{urlencode({'rule': json.dumps(rule, separators=(',', ':'))})}"


def _query(one: Segment) -> str:
    return urlencode({f"{rules.FIELD}__is": one.pk})


def _first_day(one: Segment) -> dt.date | None:
    return SegmentDay.objects.filter(segment=one).order_by("day").values_list("day", flat=True).first()


def _days(pks: list[int], number: int) -> dict[int, list[int]]:
    since = company.today() - dt.timedelta(days=number)
    found: dict[int, list[int]] = {}
    rows = SegmentDay.objects.filter(segment__in=pks, day__gt=since).order_by("segment", "day")
    for pk, size in rows.values_list("segment", "size"):
        found.setdefault(pk, []).append(size)
    return found
