"""The timeline slot of the card: what packages above tell of a client, merged by time, a page after another."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.models import User
from core.registries.timeline import TimelineEvent, TimelineSource, timeline_sources
from customers.models import Customer
from customers.relations import people_of

EVENTS = 30
Before = tuple[dt.datetime, str] | None


def sources_for(user: User) -> list[TimelineSource]:
    """Those the reader may read."""
    return [source for source in timeline_sources if not source.permission or user.has(source.permission)]


@require_safe
@never_cache
def timeline(request: UserRequest, pk: int) -> HttpResponse:
    """A page of events, newest first; `?at=…&key=…` is where the one before ended."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    whose = [customer.pk, *(_people(customer, request.user) if customer.is_company else ())]
    events = _events(sources_for(request.user), whose, _before(request))
    shown = events[:EVENTS]
    last = shown[-1] if len(events) > EVENTS else None
    days = groupby(shown, key=lambda event: timezone.localdate(event.at))
    context: dict[str, Any] = {
        "customer": customer,
        "days": [(day, list(events)) for day, events in days],
        "last": last,
    }
    return render(request, "customers/timeline.html", context)


def _people(company: Customer, reader: User) -> list[int]:
    """Contact persons of the company whom the reader may see: their history is its history."""
    ids = people_of([company.pk])
    return list(Customer.objects.visible_to(reader).filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def _events(sources: list[TimelineSource], whose: list[int], before: Before) -> list[TimelineEvent]:
    found = [event for source in sources for event in source.fetch(whose, before, EVENTS + 1)]
    return sorted(found, key=lambda event: (event.at, event.key), reverse=True)


def _before(request: UserRequest) -> Before:
    try:
        at = parse_datetime(request.GET.get("at", ""))
    except ValueError:
        at = None
    return (at, request.GET.get("key", "")) if at is not None and at.tzinfo is not None else None
