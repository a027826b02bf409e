"""The timeline of the card: what packages above tell of a client, merged by time, a page after another."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.models import User
from core.registries.timeline import (
    GROUP_LABELS,
    Before,
    TimelineEvent,
    TimelineFilter,
    TimelineGroup,
    TimelineSource,
    timeline_sources,
)
from customers import rights
from customers.models import Customer
from customers.relations import contacts_of

EVENTS = 30
PLANNED = 10
LONGEST_SEARCH = 100
FEW = 3
"""So many small changes in a row stand alone; more of them fold into one line."""


@dataclass(frozen=True)
class Asked:
    """What the reader looks for. `until` is the moment before which events count, `since` the first that does."""

    group: str = ""
    text: str = ""
    author: int | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    @property
    def filter(self) -> TimelineFilter:
        """The part that sources answer."""
        return TimelineFilter(text=self.text, author_id=self.author)

    def __bool__(self) -> bool:
        return bool(self.group or self.filter or self.since or self.until)


def sources_for(user: User) -> list[TimelineSource]:
    """Those the reader may read."""
    return [source for source in timeline_sources if not source.permission or user.has(source.permission)]


@require_safe
@never_cache
def timeline(request: UserRequest, pk: int) -> HttpResponse:
    """A page of events, newest first; `?at=…&key=…` is where the one before ended."""
    customer, people = _read(request.user, pk)
    asked, before = _asked(request.GET), _before(request.GET)
    sources = _asked_of(sources_for(request.user), asked.group)
    ids = [customer.pk, *people]
    events = _events(sources, request.user, ids, before or (asked.until and (asked.until, "")) or None, asked)
    shown = _named(events[:EVENTS], people)
    last = shown[-1] if len(events) > EVENTS else None
    context: dict[str, Any] = {
        "customer": customer,
        "days": [(day, folded(list(one))) for day, one in groupby(shown, key=lambda e: timezone.localdate(e.at))],
        "planned": [] if before or asked else _named(_planned(sources, ids), people),
        "pinned": [] if before or asked else _named(_pinned(sources, ids), people),
        "last": last,
        "unsearched": [source.label for source in sources if not source.search] if asked.filter and not before else [],
        "asked": asked,
        "query": _query(request.GET),
    }
    return render(request, "customers/timeline.html", context)


@require_safe
@never_cache
def timeline_people(request: UserRequest, pk: int) -> HttpResponse:
    """Whose entries can be asked for: colleagues, those who have left after them; loaded when the filter is opened."""
    get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    people = User.objects.filter(is_system=False).order_by("-is_active", "last_name", "first_name", "pk")
    return render(request, "customers/timeline_people.html", {"people": people})


def groups_for(user: User) -> list[tuple[str, Any]]:
    """What the reader can ask for alone; nothing where there is only one kind."""
    known = {source.group for source in sources_for(user)}
    return [(group.value, GROUP_LABELS[group]) for group in TimelineGroup if group in known] if len(known) > 1 else []


def _asked_of(sources: Iterable[TimelineSource], group: str) -> list[TimelineSource]:
    """Those of the group; without one, parts of a whole are read by one statement."""
    if group:
        return [source for source in sources if source.group == group]
    wholes = (source.whole or source for source in sources)
    return list({source.code: source for source in wholes}.values())


def _read(reader: User, pk: int) -> tuple[Customer, dict[int, str]]:
    """The client, and names of contact persons of a company whom the reader may see: their history is its history."""
    visible = Customer.objects.visible_to(reader)
    rows = visible.filter(pk=pk)
    if rights.may_read(reader, "relations"):
        rows = rows.union(visible.filter(pk__in=contacts_of([pk]).values("other")), all=True)
    found = {one.pk: one for one in rows}
    customer = found.pop(pk, None)
    if customer is None:
        raise Http404
    people = sorted(found.items())
    return customer, {key: rights.shown(reader, "full_name", one.title) or gettext("Client") for key, one in people}


def _named(events: Sequence[TimelineEvent], people: Mapping[int, str]) -> list[TimelineEvent]:
    """Each event of a person of the company says whose it is."""
    return [replace(one, whose=people[one.customer_id]) if one.customer_id in people else one for one in events]


def folded(events: Sequence[TimelineEvent]) -> list[tuple[bool, list[TimelineEvent]]]:
    """Runs of a day: (whether they fold into one line, the events)."""
    found: list[tuple[bool, list[TimelineEvent]]] = []
    for minor, run in groupby(events, key=lambda event: event.minor):
        together = list(run)
        folds = minor and len(together) > FEW
        found += [(True, together)] if folds else [(False, [one]) for one in together]
    return found


def _events(
    sources: Iterable[TimelineSource], reader: User, ids: Sequence[int], before: Before, asked: Asked
) -> list[TimelineEvent]:
    """No source is read beyond one page."""
    found: list[TimelineEvent] = []
    for source in sources:
        if not asked.filter and source.fetch_for is not None:
            found += source.fetch_for(reader, ids, before, EVENTS + 1)
        elif not asked.filter:
            found += source.fetch(ids, before, EVENTS + 1)
        elif source.search_for is not None:
            found += source.search_for(reader, ids, before, EVENTS + 1, asked.filter)
        elif source.search is not None:
            found += source.search(ids, before, EVENTS + 1, asked.filter)
    if asked.since is not None:
        found = [event for event in found if event.at >= asked.since]
    return sorted(found, key=lambda event: (event.at, event.key), reverse=True)[: EVENTS + 1]


def _planned(sources: Iterable[TimelineSource], ids: Sequence[int]) -> list[TimelineEvent]:
    found = [event for source in sources if source.planned for event in source.planned(ids, PLANNED)]
    return sorted(found, key=lambda event: (event.at, event.key))[:PLANNED]


def _pinned(sources: Iterable[TimelineSource], ids: Sequence[int]) -> list[TimelineEvent]:
    """The last pinned first, whichever source it is of."""
    found = [event for source in sources if source.pinned for event in source.pinned(ids, PLANNED)]
    return sorted(found, key=lambda event: (event.pinned_at or event.at, event.key), reverse=True)[:PLANNED]


def _asked(query: QueryDict) -> Asked:
    author = query.get("author", "")
    since, until = _day(query.get("since", "")), _day(query.get("until", ""))
    return Asked(
        group=query.get("group", "") if query.get("group", "") in list(TimelineGroup) else "",
        text=query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH],
        author=int(author) if author.isdecimal() and len(author) < 19 else None,
        since=_midnight(since) if since else None,
        until=_midnight(until + dt.timedelta(days=1)) if until and until < dt.date.max else None,
    )


def _day(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _before(query: QueryDict) -> Before:
    try:
        at = parse_datetime(query.get("at", ""))
    except ValueError:
        at = None
    return (at, query.get("key", "")) if at is not None and at.tzinfo is not None else None


def _query(query: QueryDict) -> str:
    """The filter again, for the address of the next page."""
    kept = query.copy()
    for name in ("at", "key"):
        kept.pop(name, None)
    return kept.urlencode()
