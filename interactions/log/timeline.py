"""Interactions as lines of the timeline."""

from collections.abc import Iterable
from functools import partial

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

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
from files.models import StoredFile
from interactions.log.choices import Direction, InteractionKind
from interactions.log.models import Interaction, InteractionQuerySet
from interactions.log.services import INTERACTION

K = InteractionKind
PREFIX = "interaction-"
WORDS_OF_CLIENTS = (K.REVIEW, K.COMPLAINT)
TONES = {K.REVIEW: "warn", K.COMPLAINT: "bad"}


def register() -> None:
    """Talks, and what clients say of us: one stream, two things to ask for alone."""
    talks, words = ~Q(kind__in=WORDS_OF_CLIENTS), Q(kind__in=WORDS_OF_CLIENTS)
    label = gettext_lazy("Calls, letters, meetings, notes")
    whole = _source("interactions", label, TimelineGroup.TALK, Q())
    timeline_sources.add(
        _source("interactions", label, TimelineGroup.TALK, talks, whole),
        _source("reviews", gettext_lazy("Reviews and complaints"), TimelineGroup.REVIEWS, words, whole),
    )


def _source(
    code: str, label: object, group: TimelineGroup, which: Q, whole: TimelineSource | None = None
) -> TimelineSource:
    return TimelineSource(
        code=code,
        label=label,  # type: ignore[arg-type]  # stubs take lazy text for a plain object
        group=group,
        fetch=partial(fetch, which=which),
        search=partial(search, which=which),
        pinned=partial(pinned, which=which),
        weight=10,
        whole=whole,
    )


def fetch(ids: Iterable[int], before: Before, limit: int, *, which: Q) -> list[TimelineEvent]:
    """Newest first, strictly before. Cost: one walk of interaction_of_customer a client, a page long."""
    return _events(_first(_rows(before, which), ids, limit))


def search(ids: Iterable[int], before: Before, limit: int, asked: TimelineFilter, *, which: Q) -> list[TimelineEvent]:
    """As `fetch`, with the words in any case and by the author asked for."""
    rows = _rows(before, which)
    if asked.text:
        rows = rows.filter(text__icontains=asked.text)
    if asked.author_id is not None:
        rows = rows.filter(author=asked.author_id)
    return _events(_first(rows, ids, limit))


def pinned(ids: Iterable[int], limit: int, *, which: Q) -> list[TimelineEvent]:
    """What somebody keeps above the history, by interaction_pinned."""
    rows = Interaction.objects.standing().filter(which, customer__in=list(ids), pinned_at__isnull=False)
    found = rows.select_related("author", "outcome").order_by("-pinned_at", "-pk")[:limit]
    return [_event(row, []) for row in found]  # a note above the history shows its words alone


def _rows(before: Before, which: Q) -> InteractionQuerySet:
    rows = Interaction.objects.standing().filter(which).newest()
    end = upto(before, PREFIX)
    if end is not None:
        at, number = end
        # The first condition bounds the walk of the index, the second cuts what stands at the same moment.
        rows = rows.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=number))
    return rows


def _first(rows: InteractionQuerySet, ids: Iterable[int], limit: int) -> QuerySet[Interaction]:
    return first_of_each(rows, "customer_id", ids, limit).select_related("author", "outcome")


def _events(rows: QuerySet[Interaction]) -> list[TimelineEvent]:
    found = list(rows)
    files = _files(found)
    return [_event(row, files.get(str(row.pk), [])) for row in found]


def _event(row: Interaction, files: list[StoredFile]) -> TimelineEvent:
    return TimelineEvent(
        at=row.at,
        key=numbered(PREFIX, row.pk),
        kind=row.kind,
        icon=row.icon,
        title=_title(row),
        meta=" · ".join(_meta(row)),
        body=row.text,
        author=row.author.full_name if row.author else "",
        tone="bad" if row.is_missed else TONES.get(K(row.kind), ""),
        box=render_to_string("interactions/files.html", {"files": files}) if files else "",
        pinned_at=row.pinned_at,
        acts=reverse("interactions:acts", args=[row.pk]),
        customer_id=row.customer_id,
    )


def _title(row: Interaction) -> str:
    if row.kind == K.CALL and row.direction:
        return {
            Direction.IN: _("Incoming call"),
            Direction.OUT: _("Outgoing call"),
            Direction.MISSED: _("Missed call"),
        }[Direction(row.direction)]
    return str(row.get_kind_display())


def _meta(row: Interaction) -> list[str]:
    """Outcome, length, rating: what there is."""
    found = [str(row.outcome)] if row.outcome else []
    if row.duration:
        minutes = max(1, round(row.duration / 60))
        found.append(ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes})
    if row.rating:
        found.append(_("%(rating)d of 5") % {"rating": row.rating})
    if row.direction in (Direction.IN, Direction.OUT) and row.kind not in (K.CALL, *WORDS_OF_CLIENTS, K.VISIT, K.FILE):
        found.append(str(row.get_direction_display()))
    return found


def _files(rows: list[Interaction]) -> dict[str, list[StoredFile]]:
    """One query for the page."""
    ids = [str(row.pk) for row in rows]
    found: dict[str, list[StoredFile]] = {}
    for file in StoredFile.objects.filter(belongs_to_type=INTERACTION, belongs_to_id__in=ids).order_by("name", "pk"):
        found.setdefault(file.belongs_to_id, []).append(file)
    return found
