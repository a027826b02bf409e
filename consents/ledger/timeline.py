"""Consents as lines of the timeline: one for each act, whatever the number of events it wrote."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from consents.choices import Action
from consents.ledger.evidence import status_of, who
from consents.models import ConsentEvent
from consents.words import TONES, channel
from core.registries.timeline import (
    Before,
    TimelineEvent,
    TimelineFilter,
    TimelineGroup,
    TimelineSource,
    numbered,
    timeline_sources,
    upto,
)
from core.walks import first_of_each

PREFIX = "consent-"
TITLES = {
    Action.REQUESTED: pgettext_lazy("timeline", "Consent asked for"),
    Action.GRANTED: pgettext_lazy("timeline", "Consent given"),
    Action.CONFIRMED: pgettext_lazy("timeline", "Consent confirmed"),
    Action.DECLINED: pgettext_lazy("timeline", "Consent refused"),
    Action.WITHDRAWN: pgettext_lazy("timeline", "Consent withdrawn"),
    Action.EXPIRED: pgettext_lazy("timeline", "Consent has run out"),
    Action.IMPORTED: pgettext_lazy("timeline", "Consent brought by an import"),
    Action.SUPERSEDED: pgettext_lazy("timeline", "Consent declared void"),
}


def register() -> None:
    """Among the other things that happened."""
    timeline_sources.add(
        TimelineSource(
            code="consents",
            label=gettext_lazy("Consents"),
            group=TimelineGroup.OTHER,
            fetch=fetch,
            search=search,
            weight=60,
        )
    )


def fetch(ids: Iterable[int], before: Before, limit: int) -> list[TimelineEvent]:
    """Newest first, strictly before. Cost: the events of the client, of whom there are few."""
    return _told(ids, before, limit, TimelineFilter())


def search(ids: Iterable[int], before: Before, limit: int, asked: TimelineFilter) -> list[TimelineEvent]:
    """As `fetch`, by words of the proof and by who wrote it down."""
    return _told(ids, before, limit, asked)


def _told(ids: Iterable[int], before: Before, limit: int, asked: TimelineFilter) -> list[TimelineEvent]:
    earlier = ConsentEvent.objects.filter(
        customer=OuterRef("customer"),
        tx=OuterRef("tx"),
        action=OuterRef("action"),
        occurred_at=OuterRef("occurred_at"),
        pk__lt=OuterRef("pk"),
    )
    rows = ConsentEvent.objects.filter(~Exists(earlier)).newest_first()
    end = upto(before, PREFIX)
    if end is not None:
        at, number = end
        rows = rows.filter(occurred_at__lte=at).filter(Q(occurred_at__lt=at) | Q(pk__lt=number))
    if asked.text:
        rows = rows.filter(Q(details__words__icontains=asked.text) | Q(details__reason__icontains=asked.text))
    if asked.author_id is not None:
        rows = rows.filter(actor_id=asked.author_id)
    firsts = list(first_of_each(rows, "customer_id", ids, limit))
    return [_event(first, same) for first, same in zip(firsts, _acts(firsts), strict=True)]


def _acts(firsts: list[ConsentEvent]) -> list[list[ConsentEvent]]:
    """All events of each act; one query for the page."""
    wanted = {_act_of(one): index for index, one in enumerate(firsts)}
    found: list[list[ConsentEvent]] = [[] for _ in firsts]
    rows = ConsentEvent.objects.filter(
        customer__in={one.customer_id for one in firsts}, tx__in={one.tx for one in firsts}
    )
    for row in rows.select_related("purpose").order_by("pk"):
        index = wanted.get(_act_of(row))
        if index is not None:
            found[index].append(row)
    return found


def _act_of(row: ConsentEvent) -> tuple[object, ...]:
    return row.tx, row.customer_id, row.action, row.occurred_at


def _event(first: ConsentEvent, same: list[ConsentEvent]) -> TimelineEvent:
    what = dict.fromkeys(f"{row.purpose.name}: {channel(row.channel_id)}" for row in same)
    details = first.details or {}
    return TimelineEvent(
        at=first.occurred_at,
        key=numbered(PREFIX, first.pk),
        kind="consent",
        icon="shield-check",
        title=TITLES[Action(first.action)],
        meta=first.get_method_display(),
        body="\n".join(filter(None, ["; ".join(what), details.get("words", "")])),
        author=who(first),
        tone=TONES[status_of(first)],
        customer_id=first.customer_id,
    )
